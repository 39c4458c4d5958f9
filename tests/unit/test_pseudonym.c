/* The reference: printf 'n198111032382' | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102...1f, first 16 bytes. */
#include "pipeline/intake/pseudonym.h"
#include "tests/support/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char KEY[] = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

/* A file system that gives modes of its own: what is asked for is granted, and forgotten. It stands before libc's. */
static bool modes_are_forgotten;
int fchmod(int descriptor, mode_t mode)
{
    return (int) syscall(SYS_fchmod, descriptor, modes_are_forgotten ? 0777 : mode);
}

/* Who asks; 0 is whoever runs this. */
static uid_t asked_as;
uid_t geteuid(void)
{
    return asked_as != 0 ? asked_as : (uid_t) syscall(SYS_geteuid);
}

static void hex_of(const struct digest_key *key, enum pseudonym_kind kind, const char *id,
                   char hex[2 * PSEUDONYM_BYTES + 1])
{
    uint8_t person[PSEUDONYM_BYTES];

    pseudonym_make(key, kind, id, strlen(id), person);
    digest_hex(person, PSEUDONYM_BYTES, hex);
}

static void a_pseudonym_is_the_hmac_of_kind_and_id(void **state)
{
    struct digest_key *key;
    struct fault f;
    char hex[2 * PSEUDONYM_BYTES + 1];

    (void) state;
    setenv("PERSONALRORLIGHET_KEY_HEX", KEY, 1);
    assert_true(pseudonym_key("", NULL, 0, &key, &f));
    hex_of(key, PSEUDONYM_PERSONNUMMER, "198111032382", hex);
    assert_string_equal(hex, "f651f0fe7193f580d1ea6acc1652b6c7");
    hex_of(key, PSEUDONYM_PERSONID, "198111032382", hex);
    assert_string_equal(hex, "884dccc9957022ac7d5e2f32a88bade1");
    digest_key_free(key);
    unsetenv("PERSONALRORLIGHET_KEY_HEX");
}

static void long_ids_are_taken_whole(void **state)
{
    struct digest_key *key;
    struct fault f;
    char id[300], one[2 * PSEUDONYM_BYTES + 1], other[2 * PSEUDONYM_BYTES + 1];

    (void) state;
    setenv("PERSONALRORLIGHET_KEY_HEX", KEY, 1);
    assert_true(pseudonym_key("", NULL, 0, &key, &f));
    memset(id, 'a', sizeof id);
    id[sizeof id - 1] = '\0';
    hex_of(key, PSEUDONYM_PERSONID, id, one);
    id[sizeof id - 2] = 'b';
    hex_of(key, PSEUDONYM_PERSONID, id, other);
    assert_string_not_equal(one, other);
    digest_key_free(key);
    unsetenv("PERSONALRORLIGHET_KEY_HEX");
}

static void a_key_in_the_environment_must_be_a_key(void **state)
{
    struct digest_key *key;
    struct fault f;

    (void) state;
    setenv("PERSONALRORLIGHET_KEY_HEX", "00ff", 1);
    assert_false(pseudonym_key("", NULL, 0, &key, &f));
    assert_int_equal(f.kind, FAULT_DATA);
    assert_null(strstr(f.text, "00ff"));
    unsetenv("PERSONALRORLIGHET_KEY_HEX");
}

static void the_first_run_makes_a_key_for_its_owner_alone(void **state)
{
    char path[512], one[2 * PSEUDONYM_BYTES + 1], other[2 * PSEUDONYM_BYTES + 1];
    struct digest_key *key;
    struct stat st;
    struct fault f;

    (void) state;
    snprintf(path, sizeof path, "%s", testing_folder());
    setenv("HOME", path, 1);
    unsetenv("XDG_CONFIG_HOME");
    assert_true(pseudonym_key("", NULL, 0, &key, &f));
    hex_of(key, PSEUDONYM_PERSONID, "x", one);
    digest_key_free(key);
    strcat(path, "/.config/personalrorlighet");
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    strcat(path, "/key");
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(st.st_size, 65);
    assert_true(pseudonym_key("", NULL, 0, &key, &f));
    hex_of(key, PSEUDONYM_PERSONID, "x", other);
    digest_key_free(key);
    assert_string_equal(one, other);
}

static void the_folder_of_settings_goes_before_home(void **state)
{
    char folder[512], path[600];
    struct digest_key *key;
    struct fault f;

    (void) state;
    snprintf(folder, sizeof folder, "%s", testing_folder());
    setenv("XDG_CONFIG_HOME", folder, 1);
    assert_true(pseudonym_key("", NULL, 0, &key, &f));
    digest_key_free(key);
    snprintf(path, sizeof path, "%s/personalrorlighet/key", folder);
    assert_int_equal(access(path, F_OK), 0);
    unsetenv("XDG_CONFIG_HOME");
}

static void is_refused_in(const char *path, const char *folder, const char *name, const char *text)
{
    const struct pseudonym_shared shared[] = { { NULL, "ingen mapp" },
                                               { "/no/such/folder", "en mapp som inte finns" },
                                               { folder, name } };
    struct digest_key *key;
    struct fault f;

    assert_false(pseudonym_key(path, shared, sizeof shared / sizeof shared[0], &key, &f));
    assert_int_equal(f.kind, FAULT_DATA);
    assert_string_equal(f.column, "key");
    assert_string_equal(f.text, text);
}

static void is_refused(const char *path, const char *text)
{
    is_refused_in(path, NULL, "", text);
}

static const char *key_file(char path[512], const char *hex, mode_t mode)
{
    snprintf(path, 512, "%s/key", testing_folder());
    testing_write(path, hex);
    chmod(path, mode);
    return path;
}

static void a_key_that_others_can_read_is_refused(void **state)
{
    static const mode_t modes[] = { 0640, 0604, 0644, 0620, 0602, 0601 };
    char path[512];

    (void) state;
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++)
        is_refused(
            key_file(path, KEY, modes[i]),
            "nyckelfilen kan läsas av andra: kör `chmod 600` på den; om det inte hjälper bevarar filsystemet inte "
            "rättigheter, flytta då filen till en vanlig disk och ange platsen som `key` under [clean]");
}

static void a_file_that_is_no_key_is_refused_and_not_told(void **state)
{
    char path[512];

    (void) state;
    is_refused(key_file(path, "secret", 0600),
               "nyckelfilen ska innehålla 64 hexadecimala siffror: återställ den från säkerhetskopian; utan samma "
               "nyckel kan personer inte kännas igen mellan uttag");
}

static void a_link_is_refused_wherever_it_leads(void **state)
{
    static const char TEXT[] = "nyckelfilen är en länk: ange själva filen som `key` under [clean] i report.ini";
    char path[512], link[600];

    (void) state;
    key_file(path, KEY, 0600);
    snprintf(link, sizeof link, "%s-link", path);
    assert_int_equal(symlink(path, link), 0);
    is_refused(link, TEXT);
    unlink(link);
    assert_int_equal(symlink("nowhere", link), 0);
    is_refused(link, TEXT);
}

static void what_is_no_file_is_refused_without_waiting(void **state)
{
    static const char TEXT[] = "är ingen vanlig fil: ange en fil som `key` under [clean] i report.ini";
    char path[512];

    (void) state;
    snprintf(path, sizeof path, "%s/pipe", testing_folder());
    assert_int_equal(mkfifo(path, 0600), 0);
    is_refused(path, TEXT);
    is_refused(testing_folder(), TEXT);
}

static void a_folder_that_others_can_change_is_refused(void **state)
{
    const char *folder = testing_folder();
    char path[512];

    (void) state;
    snprintf(path, sizeof path, "%s/key", folder);
    testing_write(path, KEY);
    chmod(path, 0600);
    chmod(folder, 0770);
    is_refused(path, "andra kan byta ut nyckelfilen, eftersom de kan ändra i mappen: kör `chmod 700` på mappen, eller "
                     "lägg nyckeln i en egen mapp och ange den som `key` under [clean] i report.ini");
}

static void a_key_below_a_folder_that_anybody_can_change_is_refused(void **state)
{
    char above[512], folder[600], path[700];
    struct digest_key *key;
    struct fault f;

    (void) state;
    snprintf(above, sizeof above, "%s/above", testing_folder());
    snprintf(folder, sizeof folder, "%s/own", above);
    snprintf(path, sizeof path, "%s/key", folder);
    assert_int_equal(mkdir(above, 0777), 0);
    assert_int_equal(mkdir(folder, 0700), 0);
    testing_write(path, KEY);
    chmod(path, 0600);
    chmod(above, 0777);
    is_refused(
        path,
        "andra kan byta ut mappen för nyckelfilen, eftersom alla kan ändra i en mapp ovanför den: kör `chmod o-w` på "
        "mappen, eller lägg nyckeln någon annanstans och ange den som `key` under [clean] i report.ini");
    chmod(above, 01777); /* as /tmp: nobody but its owner can rename the folder */
    assert_true(pseudonym_key(path, NULL, 0, &key, &f));
    digest_key_free(key);
}

static void a_key_in_what_is_shared_is_refused(void **state)
{
    static const char *const names[] = { "projektets mapp", "leveransens mapp", "rapportens mapp" };
    const char *folder = testing_folder();
    char path[512], link[512], through[600], text[512];

    (void) state;
    snprintf(path, sizeof path, "%s/key", folder);
    testing_write(path, KEY);
    chmod(path, 0600);
    snprintf(link, sizeof link, "%s/link", testing_folder());
    assert_int_equal(symlink(folder, link), 0);
    snprintf(through, sizeof through, "%s/key", link);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(text, sizeof text,
                 "nyckelfilen ligger i %s och kan följa med vid delning: flytta den utanför och ange den nya platsen "
                 "som `key` under [clean] i report.ini",
                 names[i]);
        is_refused_in(path, folder, names[i], text);
        is_refused_in(through, folder, names[i], text); /* by another name of the folder */
        is_refused_in(path, link, names[i], text);
    }
}

static void a_folder_whose_name_only_begins_alike_is_another(void **state)
{
    char path[600], folder[512];
    struct pseudonym_shared shared = { folder, "projektets mapp" };
    struct digest_key *key;
    struct fault f;

    (void) state;
    snprintf(folder, sizeof folder, "%s", testing_folder());
    snprintf(path, sizeof path, "%s-keys/key", folder);
    assert_true(pseudonym_key(path, &shared, 1, &key, &f));
    digest_key_free(key);
    unlink(path);
    path[strlen(path) - strlen("/key")] = '\0';
    rmdir(path);
}

static void no_key_is_made_in_what_is_shared(void **state)
{
    const char *folder = testing_folder();
    char path[512];

    (void) state;
    snprintf(path, sizeof path, "%s/new/key", folder);
    is_refused_in(path, folder, "projektets mapp",
                  "nyckelfilen ligger i projektets mapp och kan följa med vid delning: flytta den utanför och ange den "
                  "nya platsen som `key` under [clean] i report.ini");
    assert_int_not_equal(access(path, F_OK), 0);
}

static void a_file_system_that_forgets_modes_keeps_no_key(void **state)
{
    char path[512];

    (void) state;
    snprintf(path, sizeof path, "%s/new/key", testing_folder());
    modes_are_forgotten = true;
    is_refused(path, "filsystemet bevarar inte rättigheter, så andra kan läsa nyckeln: den nya nyckeln är borttagen; "
                     "ange en plats på en vanlig disk som `key` under [clean] i report.ini");
    modes_are_forgotten = false;
    assert_int_not_equal(access(path, F_OK), 0);
}

static void somebody_elses_key_is_refused(void **state)
{
    char path[512];

    (void) state;
    key_file(path, KEY, 0600);
    asked_as = geteuid() + 4711; /* who may read it all the same, as over some networks */
    is_refused(path,
               "nyckelfilen ägs av en annan användare: lägg en egen kopia på en egen plats och ange den som `key` "
               "under [clean] i report.ini");
    asked_as = 0;
}

static void a_folder_of_somebody_else_is_refused(void **state)
{
    const char *folder = testing_folder();
    char path[512];

    (void) state;
    if (geteuid() != 0) /* only root can give a folder away */
        skip();
    snprintf(path, sizeof path, "%s/key", folder);
    testing_write(path, KEY);
    assert_int_equal(chmod(path, 0600), 0);
    assert_int_equal(chown(path, 4711, (gid_t) -1), 0);
    assert_int_equal(chown(folder, 4712, (gid_t) -1), 0);
    asked_as = 4711;
    is_refused(path, "mappen för nyckelfilen ägs av en annan användare, som kan byta ut filen: lägg nyckeln i en egen "
                     "mapp och ange den som `key` under [clean] i report.ini");
    asked_as = 0;
}

static void a_key_of_two_names_is_refused(void **state)
{
    char path[512], other[600];

    (void) state;
    key_file(path, KEY, 0600);
    snprintf(other, sizeof other, "%s-too", path);
    assert_int_equal(link(path, other), 0);
    is_refused(path, "nyckelfilen har flera namn (hårda länkar), och ett av dem kan följa med vid delning: ta bort de "
                     "andra namnen, eller lägg en kopia på en egen plats och ange den som `key` under [clean] i "
                     "report.ini");
    unlink(other);
}

static void a_place_that_depends_on_where_one_stands_is_refused(void **state)
{
    static const char *const paths[] = { "key", "../key", "~/key" };

    (void) state;
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
        is_refused(paths[i], "sökvägen till nyckelfilen är inte hel: ange den från /, utan ~, som `key` under "
                             "[clean] i report.ini");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pseudonym_is_the_hmac_of_kind_and_id),
        cmocka_unit_test(long_ids_are_taken_whole),
        cmocka_unit_test(a_key_in_the_environment_must_be_a_key),
        cmocka_unit_test(the_first_run_makes_a_key_for_its_owner_alone),
        cmocka_unit_test(the_folder_of_settings_goes_before_home),
        cmocka_unit_test(a_key_that_others_can_read_is_refused),
        cmocka_unit_test(a_file_that_is_no_key_is_refused_and_not_told),
        cmocka_unit_test(a_link_is_refused_wherever_it_leads),
        cmocka_unit_test(what_is_no_file_is_refused_without_waiting),
        cmocka_unit_test(a_folder_that_others_can_change_is_refused),
        cmocka_unit_test(a_key_below_a_folder_that_anybody_can_change_is_refused),
        cmocka_unit_test(a_key_in_what_is_shared_is_refused),
        cmocka_unit_test(a_folder_whose_name_only_begins_alike_is_another),
        cmocka_unit_test(no_key_is_made_in_what_is_shared),
        cmocka_unit_test(a_file_system_that_forgets_modes_keeps_no_key),
        cmocka_unit_test(somebody_elses_key_is_refused),
        cmocka_unit_test(a_folder_of_somebody_else_is_refused),
        cmocka_unit_test(a_key_of_two_names_is_refused),
        cmocka_unit_test(a_place_that_depends_on_where_one_stands_is_refused),
    };

    unsetenv("PERSONALRORLIGHET_KEY_HEX");
    umask(022);
    return TESTS_RUN(tests);
}
