#define _GNU_SOURCE /* renameat2 */
#include "pipeline/intake/pseudonym.h"

#include "pipeline/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_BYTES = 32, KEY_HEX = 2 * KEY_BYTES };

static const char ENVIRONMENT[] = "PERSONALRORLIGHET_KEY_HEX";

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

static bool from_hex(const char *hex, size_t length, uint8_t key[KEY_BYTES])
{
    if (length != KEY_HEX)
        return false;
    for (size_t i = 0; i < KEY_BYTES; i++) {
        int high = hex_value(hex[2 * i]);
        int low = hex_value(hex[2 * i + 1]);

        if (high < 0 || low < 0)
            return false;
        key[i] = (uint8_t) (16 * high + low);
    }
    return true;
}

/* The key itself must not stay behind on the stack; a plain memset may be optimised away. */
static struct digest_key *take(uint8_t key[KEY_BYTES])
{
    struct digest_key *k = digest_key_new(key, KEY_BYTES);

    explicit_bzero(key, KEY_BYTES);
    return k;
}

static bool default_path(char *path, size_t size, struct fault *f)
{
    const char *config = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    int n;

    if (config != NULL && config[0] == '/')
        n = snprintf(path, size, "%s/personalrorlighet/key", config);
    else if (home != NULL && home[0] == '/')
        n = snprintf(path, size, "%s/.config/personalrorlighet/key", home);
    else
        return fault_at(
            f, FAULT_SYSTEM, NULL, 0, "key",
            "ingen hemmapp (HOME) att lägga nyckelfilen i: ange `key` med full sökväg under [clean] i report.ini");
    if (n < 0 || (size_t) n >= size)
        return fault_at(f, FAULT_SYSTEM, NULL, 0, "key", "sökvägen till nyckelfilen är för lång");
    return true;
}

/* Makes every missing folder above the file, for the owner alone. */
static bool make_folders(const char *path, struct fault *f)
{
    char folder[PATH_MAX];

    if (strlen(path) >= sizeof folder)
        return fault_at(f, FAULT_SYSTEM, NULL, 0, "key", "sökvägen till nyckelfilen är för lång");
    for (const char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        size_t length = (size_t) (slash - path);

        memcpy(folder, path, length);
        folder[length] = '\0';
        if (mkdir(folder, 0700) != 0 && errno != EEXIST)
            return fault_errno(f, folder, "kan inte skapa mappen för nyckelfilen");
    }
    return true;
}

/* The folder that the key file is in: "/" of "/key". */
static bool folder_of(const char *path, char folder[PATH_MAX], struct fault *f)
{
    const char *slash = strrchr(path, '/');
    size_t length = slash == path ? 1 : (size_t) (slash - path);

    if (length >= PATH_MAX)
        return fault_at(f, FAULT_SYSTEM, NULL, 0, "key", "sökvägen till nyckelfilen är för lång");
    memcpy(folder, path, length);
    folder[length] = '\0';
    return true;
}

static bool is_within(const char *real, const char *real_whole)
{
    size_t length = strcmp(real_whole, "/") == 0 ? 0 : strlen(real_whole);

    return strncmp(real, real_whole, length) == 0 && (real[length] == '/' || real[length] == '\0');
}

static bool outside(const char *path, const struct pseudonym_shared *shared, size_t n_shared, struct fault *f)
{
    char folder[PATH_MAX], real[PATH_MAX], whole[PATH_MAX];

    if (!folder_of(path, folder, f))
        return false;
    if (realpath(folder, real) == NULL)
        return true; /* a folder that is not there holds no key */
    for (size_t i = 0; i < n_shared; i++)
        if (shared[i].folder != NULL && realpath(shared[i].folder, whole) != NULL && is_within(real, whole))
            return fault_at(
                f, FAULT_DATA, path, 0, "key",
                "nyckelfilen ligger i %s och kan följa med vid delning: flytta den utanför och ange den nya platsen "
                "som `key` under [clean] i report.ini",
                shared[i].name);
    return true;
}

/* Who can change a folder above it can put another folder in its place, unless only owners may (the sticky bit of
 * /tmp). */
static bool path_is_kept(const char *folder, struct fault *f)
{
    char real[PATH_MAX], *slash;
    struct stat st;

    if (realpath(folder, real) == NULL)
        return fault_errno(f, folder, "kan inte läsa mappen för nyckelfilen");
    while ((slash = strrchr(real, '/')) != NULL && slash > real) {
        *slash = '\0';
        if (stat(real, &st) == 0 && (st.st_mode & S_IWOTH) != 0 && (st.st_mode & S_ISVTX) == 0)
            return fault_at(
                f, FAULT_DATA, real, 0, "key",
                "andra kan byta ut mappen för nyckelfilen, eftersom alla kan ändra i en mapp ovanför den: kör "
                "`chmod o-w` på mappen, eller lägg nyckeln någon annanstans och ange den som `key` under "
                "[clean] i report.ini");
    }
    return true;
}

/* Who can change the folder can put another key in the place of this one. */
static bool folder_is_kept(const char *path, struct fault *f)
{
    char folder[PATH_MAX];
    struct stat st;

    if (!folder_of(path, folder, f))
        return false;
    if (stat(folder, &st) != 0)
        return fault_errno(f, folder, "kan inte läsa mappen för nyckelfilen");
    if (st.st_uid != geteuid() && st.st_uid != 0 && geteuid() != 0)
        return fault_at(
            f, FAULT_DATA, folder, 0, "key",
            "mappen för nyckelfilen ägs av en annan användare, som kan byta ut filen: lägg nyckeln i en egen "
            "mapp och ange den som `key` under [clean] i report.ini");
    if ((st.st_mode & 022) != 0)
        return fault_at(f, FAULT_DATA, folder, 0, "key",
                        "andra kan byta ut nyckelfilen, eftersom de kan ändra i mappen: kör `chmod 700` på mappen, "
                        "eller lägg nyckeln i en egen mapp och ange den som `key` under [clean] i report.ini");
    return path_is_kept(folder, f);
}

static bool write_all(int descriptor, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = write(descriptor, bytes, length);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        bytes += n;
        length -= (size_t) n;
    }
    return true;
}

/* Never in the place of a key that is there. Where the file system can not do it at once the file has two names for a
 * moment, in which another run refuses it. */
static bool put_in_place(const char *part, const char *path)
{
    if (renameat2(AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
        return true;
    return errno == EEXIST || link(part, path) == 0 || errno == EEXIST;
}

/* Written under another name and moved into place: the file is never half a key, and where two runs make one at the
 * same time both go on with the key of the one that came first. */
static bool make_key(const char *path, struct fault *f)
{
    uint8_t key[KEY_BYTES];
    char hex[KEY_HEX + 1];
    char part[PATH_MAX];
    int descriptor;
    bool ok;

    if (snprintf(part, sizeof part, "%s.%ld", path, (long) getpid()) >= (int) sizeof part)
        return fault_at(f, FAULT_SYSTEM, NULL, 0, "key", "sökvägen till nyckelfilen är för lång");
    if (getrandom(key, sizeof key, 0) != (ssize_t) sizeof key)
        return fault_errno(f, path, "kan inte skapa en slumpad nyckel");
    digest_hex(key, KEY_BYTES, hex);
    explicit_bzero(key, sizeof key);
    hex[KEY_HEX] = '\n';

    unlink(part);
    descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    ok = descriptor >= 0 && fchmod(descriptor, 0600) == 0 && write_all(descriptor, hex, sizeof hex) &&
         fsync(descriptor) == 0;
    explicit_bzero(hex, sizeof hex);
    if (descriptor >= 0 && close(descriptor) != 0)
        ok = false;
    ok = ok && put_in_place(part, path);
    if (!ok)
        fault_errno(f, path, "kan inte skriva nyckelfilen");
    unlink(part);
    return ok;
}

static bool read_key(int descriptor, const char *path, bool made, uint8_t key[KEY_BYTES], struct fault *f)
{
    char text[KEY_HEX + 16];
    struct stat st;
    ssize_t length;
    bool ok;

    if (fstat(descriptor, &st) != 0)
        return fault_errno(f, path, "kan inte läsa nyckelfilen");
    if (!S_ISREG(st.st_mode))
        return fault_at(f, FAULT_DATA, path, 0, "key",
                        "är ingen vanlig fil: ange en fil som `key` under [clean] i report.ini");
    if (made && (st.st_mode & 077) != 0) {
        unlink(path);
        return fault_at(
            f, FAULT_DATA, path, 0, "key",
            "filsystemet bevarar inte rättigheter, så andra kan läsa nyckeln: den nya nyckeln är borttagen; ange en "
            "plats på en vanlig disk som `key` under [clean] i report.ini");
    }
    if ((st.st_mode & 077) != 0)
        return fault_at(
            f, FAULT_DATA, path, 0, "key",
            "nyckelfilen kan läsas av andra: kör `chmod 600` på den; om det inte hjälper bevarar filsystemet inte "
            "rättigheter, flytta då filen till en vanlig disk och ange platsen som `key` under [clean]");
    if (st.st_uid != geteuid() && geteuid() != 0)
        return fault_at(f, FAULT_DATA, path, 0, "key",
                        "nyckelfilen ägs av en annan användare: lägg en egen kopia på en egen plats och ange den som "
                        "`key` under [clean] i report.ini");
    if (st.st_nlink > 1) /* one of the names may be in a folder that is shared */
        return fault_at(
            f, FAULT_DATA, path, 0, "key",
            "nyckelfilen har flera namn (hårda länkar), och ett av dem kan följa med vid delning: ta bort de "
            "andra namnen, eller lägg en kopia på en egen plats och ange den som `key` under [clean] i "
            "report.ini");
    length = read(descriptor, text, sizeof text);
    if (length < 0)
        return fault_errno(f, path, "kan inte läsa nyckelfilen");
    while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r' || text[length - 1] == ' '))
        length--;
    ok = from_hex(text, (size_t) length, key);
    explicit_bzero(text, sizeof text);
    if (!ok)
        return fault_at(
            f, FAULT_DATA, path, 0, "key",
            "nyckelfilen ska innehålla 64 hexadecimala siffror: återställ den från säkerhetskopian; utan samma nyckel "
            "kan personer inte kännas igen mellan uttag");
    return true;
}

/* Never through a link, which may lead from a safe place to a shared one; and never waiting for a pipe. */
static int open_key(const char *path)
{
    return open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
}

static bool take_file(const char *path, const struct pseudonym_shared *shared, size_t n_shared, uint8_t key[KEY_BYTES],
                      struct fault *f)
{
    int descriptor;
    bool made = false, ok;

    if (path[0] != '/')
        return fault_at(
            f, FAULT_DATA, path, 0, "key",
            "sökvägen till nyckelfilen är inte hel: ange den från /, utan ~, som `key` under [clean] i report.ini");
    if (!outside(path, shared, n_shared, f))
        return false;
    descriptor = open_key(path);
    if (descriptor < 0 && errno == ENOENT) {
        if (!make_folders(path, f) || !outside(path, shared, n_shared, f) || !make_key(path, f))
            return false;
        made = true;
        descriptor = open_key(path);
    }
    if (descriptor < 0 && errno == ELOOP)
        return fault_at(f, FAULT_DATA, path, 0, "key",
                        "nyckelfilen är en länk: ange själva filen som `key` under [clean] i report.ini");
    if (descriptor < 0)
        return fault_errno(f, path, "kan inte läsa nyckelfilen");
    ok = read_key(descriptor, path, made, key, f) && folder_is_kept(path, f);
    close(descriptor);
    return ok;
}

bool pseudonym_key(const char *path, const struct pseudonym_shared *shared, size_t n_shared, struct digest_key **out,
                   struct fault *f)
{
    const char *given = getenv(ENVIRONMENT);
    uint8_t key[KEY_BYTES];
    char place[PATH_MAX];

    if (given != NULL) {
        if (!from_hex(given, strlen(given), key))
            return fault_at(f, FAULT_DATA, NULL, 0, ENVIRONMENT, "variabeln ska innehålla 64 hexadecimala siffror");
    } else if (path[0] == '\0') {
        if (!default_path(place, sizeof place, f) || !take_file(place, shared, n_shared, key, f))
            return false;
    } else if (!take_file(path, shared, n_shared, key, f)) {
        return false;
    }
    *out = take(key);
    return true;
}

void pseudonym_make(const struct digest_key *key, enum pseudonym_kind kind, const char *id, size_t length,
                    uint8_t out[PSEUDONYM_BYTES])
{
    uint8_t mac[DIGEST_BYTES];
    char small[80];
    char *text = length + 1 <= sizeof small ? small : memory_zeroed(length + 1, 1);

    text[0] = kind == PSEUDONYM_PERSONNUMMER ? 'n' : 'i';
    memcpy(text + 1, id, length);
    digest_hmac(key, text, length + 1, mac);
    memcpy(out, mac, PSEUDONYM_BYTES);
    explicit_bzero(text, length + 1);
    if (text != small)
        free(text);
}
