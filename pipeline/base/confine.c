#define _GNU_SOURCE /* O_PATH */
#include "pipeline/base/confine.h"

#include <sys/resource.h>
#include <sys/stat.h>

#ifdef __linux__
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

void confine_memory(void)
{
    const struct rlimit none = { 0, 0 };

    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    umask(077);
}

/* ---- one program ---- */

static bool find_program(const char *name, char path[PATH_MAX])
{
    const char *folders = getenv("PATH");

    while (folders != NULL && *folders != '\0') {
        size_t length = strcspn(folders, ":");
        char candidate[PATH_MAX];
        int n = snprintf(candidate, sizeof candidate, "%.*s/%s", (int) length, folders, name);

        if (n > 0 && (size_t) n < sizeof candidate && access(candidate, X_OK) == 0)
            return realpath(candidate, path) != NULL;
        folders += length + (folders[length] == ':');
    }
    return false;
}

/* The loader that the program names; "" where it names none. False where it is no program of this machine's kind. */
static bool find_loader(const char *program, char loader[PATH_MAX])
{
    int file = open(program, O_RDONLY | O_CLOEXEC);
    Elf64_Ehdr head;
    bool ok = file >= 0 && pread(file, &head, sizeof head, 0) == (ssize_t) sizeof head &&
              memcmp(head.e_ident, ELFMAG, SELFMAG) == 0 && head.e_ident[EI_CLASS] == ELFCLASS64;

    loader[0] = '\0';
    for (int i = 0; ok && i < head.e_phnum; i++) {
        Elf64_Phdr part;
        off_t at = (off_t) head.e_phoff + (off_t) i * (off_t) sizeof part;

        ok = pread(file, &part, sizeof part, at) == (ssize_t) sizeof part;
        if (!ok || part.p_type != PT_INTERP)
            continue;
        ok = part.p_filesz < PATH_MAX &&
             pread(file, loader, part.p_filesz, (off_t) part.p_offset) == (ssize_t) part.p_filesz;
        loader[ok ? part.p_filesz : 0] = '\0';
    }
    if (file >= 0)
        close(file);
    return ok;
}

static bool allow(int rules, const char *path)
{
    struct landlock_path_beneath_attr beneath = { .allowed_access = LANDLOCK_ACCESS_FS_EXECUTE };
    bool ok;

    beneath.parent_fd = open(path, O_PATH | O_CLOEXEC);
    if (beneath.parent_fd < 0)
        return false;
    ok = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0;
    close(beneath.parent_fd);
    return ok;
}

bool confine_to_program(const char *program)
{
    struct landlock_ruleset_attr handled = { .handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE };
    char path[PATH_MAX], loader[PATH_MAX];
    int rules;
    bool ok;

    if (!find_program(program, path) || !find_loader(path, loader))
        return false;
    rules = (int) syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
    if (rules < 0)
        return false;
    ok = allow(rules, path) && (loader[0] == '\0' || allow(rules, loader)) &&
         prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return ok;
}

/* ---- files alone ---- */

#if defined(__x86_64__)
enum { MACHINE = AUDIT_ARCH_X86_64 };
#elif defined(__aarch64__)
enum { MACHINE = AUDIT_ARCH_AARCH64 };
#endif

bool confine_to_files(void)
{
#if defined(__x86_64__) || defined(__aarch64__)
#define LOAD(what) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, what))
#define DENY(call)                                                                                                     \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
    struct sock_filter filter[] = {
        /* A call of another machine's numbers is none that we make. */
        LOAD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned) MACHINE, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        LOAD(nr),
        DENY(SYS_execve),
        DENY(SYS_execveat),
        DENY(SYS_socket),
        DENY(SYS_socketpair),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = { sizeof filter / sizeof filter[0], filter };

    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
#else
    return false;
#endif
}

#else

void confine_memory(void)
{
    const struct rlimit none = { 0, 0 };

    setrlimit(RLIMIT_CORE, &none);
    umask(077);
}

bool confine_to_program(const char *program)
{
    (void) program;
    return false;
}

bool confine_to_files(void)
{
    return false;
}

#endif
