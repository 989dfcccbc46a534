/*
 * A disk with a power switch. Loaded into a process with LD_PRELOAD, it stands between SQLite and the files of one
 * folder, FAULTY_DISK, and remembers everything that was written but not synced. When the power is cut, all of that
 * is undone, directory entries too, and the process ends: what is left is what a disk would have after a real cut,
 * where `kill -9` leaves whatever the page cache held. It can also refuse to write or to sync.
 *
 * With a seed in FAULTY_DISK_KEEPS, a part of what was not synced survives, some writes torn in the middle: a disk may
 * write early and in any order.
 *
 * It is told what to do by opening a file whose name begins with `!` in that folder; the answer is EINPROGRESS when it
 * was understood, EINVAL when it was not, and ENOENT when this library is not there:
 *
 *   !cut                          the power goes now
 *   !cut:N                        it goes at the N-th change or sync from here
 *   !sync:ERROR:SKIP:TIMES        after SKIP syncs, so many fail with this error (`EIO`), or are left out in silence
 *                                 (`lie`); for ever if TIMES is negative
 *   !write:ERROR:SKIP:TIMES       the same for writes: `EIO`, `ENOSPC`, or `short`, which writes a half
 *   !heal                         no more faults
 *
 * Left out is what SQLite does not use here: mapped files (the -shm file is one: it is rebuilt after a crash and never
 * synced), duplicated descriptors, vectored writes, folders in the folder. After a sync that failed, this disk still has
 * what was written; another may not.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DESCRIPTORS 65536
#define FILES 4096
#define ENTRIES 16384
#define SECTOR 512
#define NOT_OURS 0
#define THE_FOLDER (-1)

/* A change of a file's content that is not synced: how to take it back, and how to make it again. */
struct change {
    enum { WRITTEN, RESIZED } kind;
    off_t at; /* of a write; the new size otherwise */
    off_t size_before;
    char *before;
    size_t before_length;
    char *after;
    size_t after_length;
    struct change *earlier, *later;
};

struct file {
    dev_t device;
    ino_t inode;
    /* Never closed: that would give up every lock that the process has on the file. */
    int own;
    struct change *first, *last;
};

/* A change of the folder that is not synced. What it removed is kept under a spare name. */
struct entry {
    enum { CREATED, UNLINKED, RENAMED } kind;
    char *path, *to, *spare;
};

static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_rename)(const char *, const char *);
static int (*real_unlink)(const char *);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static char folder[4096];
static size_t folder_length;
/* Which file a descriptor is, counted from one; or one of the two above. */
static volatile int file_of[DESCRIPTORS];
static struct file files[FILES];
static int file_count;
static struct entry entries[ENTRIES];
static int entry_count;
static int spares;
static long calls_until_cut;
static unsigned long seed;

struct fault {
    enum { NONE, FAIL, SHORT, LIE } how;
    int error;
    long skip, times;
};
static struct fault of_sync, of_write;

static void give_up(const char *why) {
    fprintf(stderr, "faulty disk: %s\n", why);
    abort();
}

static void begin(void) {
    real_open = dlsym(RTLD_NEXT, "open");
    real_close = dlsym(RTLD_NEXT, "close");
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_rename = dlsym(RTLD_NEXT, "rename");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    const char *given = getenv("FAULTY_DISK");
    if (given && strlen(given) < sizeof folder) {
        strcpy(folder, given);
        folder_length = strlen(folder);
    }
    const char *keeps = getenv("FAULTY_DISK_KEEPS");
    seed = keeps ? strtoul(keeps, NULL, 10) : 0;
}

static void ready(void) { pthread_once(&once, begin); }

static int ours(const char *path) {
    return folder_length && strncmp(path, folder, folder_length) == 0 && path[folder_length] == '/' &&
           !strchr(path + folder_length + 1, '/');
}

static int is_shared_memory(const char *path) {
    size_t length = strlen(path);
    return length > 4 && strcmp(path + length - 4, "-shm") == 0;
}

static unsigned long dice(void) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

/* --- what is not synced ------------------------------------------------------------------------------------------ */

static void *keep(size_t length) {
    void *room = malloc(length ? length : 1);
    if (!room) give_up("no memory");
    return room;
}

static off_t size_of(int descriptor) {
    struct stat about;
    if (fstat(descriptor, &about)) give_up("a file has no size");
    return about.st_size;
}

static struct change *note(struct file *file, int kind, off_t at) {
    struct change *change = keep(sizeof *change);
    memset(change, 0, sizeof *change);
    change->kind = kind;
    change->at = at;
    change->size_before = size_of(file->own);
    change->earlier = file->last;
    if (file->last)
        file->last->later = change;
    else
        file->first = change;
    file->last = change;
    return change;
}

static void keep_before(struct file *file, struct change *change, off_t from, off_t to) {
    if (to > change->size_before) to = change->size_before;
    if (from >= to) return;
    change->before_length = (size_t)(to - from);
    change->before = keep(change->before_length);
    if (pread(file->own, change->before, change->before_length, from) != (ssize_t)change->before_length)
        give_up("what is overwritten can't be read");
}

static void note_write(struct file *file, off_t at, const void *bytes, size_t length) {
    struct change *change = note(file, WRITTEN, at);
    keep_before(file, change, at, at + (off_t)length);
    change->after = keep(length);
    memcpy(change->after, bytes, length);
    change->after_length = length;
}

static void note_resize(struct file *file, off_t size) {
    struct change *change = note(file, RESIZED, size);
    keep_before(file, change, size, change->size_before);
}

static void forget(struct change *change) {
    free(change->before);
    free(change->after);
    free(change);
}

static void is_synced(struct file *file) {
    while (file->first) {
        struct change *next = file->first->later;
        forget(file->first);
        file->first = next;
    }
    file->last = NULL;
}

static void note_entry(int kind, const char *path, const char *to, char *spare) {
    if (entry_count == ENTRIES) give_up("too many changes of the folder");
    entries[entry_count++] = (struct entry){kind, strdup(path), to ? strdup(to) : NULL, spare};
}

static void folder_is_synced(void) {
    for (int i = 0; i < entry_count; i++) {
        if (entries[i].spare) real_unlink(entries[i].spare);
        free(entries[i].path);
        free(entries[i].to);
        free(entries[i].spare);
    }
    entry_count = 0;
}

/* A second name for what is about to lose its own. */
static char *spare(const char *path) {
    char *name = keep(folder_length + 32);
    sprintf(name, "%s/.spare-%d", folder, spares++);
    if (link(path, name)) {
        free(name);
        return NULL;
    }
    return name;
}

/* --- the power switch -------------------------------------------------------------------------------------------- */

static void put(int descriptor, const char *bytes, size_t length, off_t at) {
    if (length && real_pwrite(descriptor, bytes, length, at) != (ssize_t)length) give_up("a change can't be undone");
}

static void resize(int descriptor, off_t size) {
    if (real_ftruncate(descriptor, size)) give_up("a size can't be undone");
}

static void undo(int own, struct change *change) {
    if (change->kind == RESIZED) {
        resize(own, change->size_before);
        put(own, change->before, change->before_length, change->at);
    } else {
        put(own, change->before, change->before_length, change->at);
        if (size_of(own) > change->size_before) resize(own, change->size_before);
    }
}

static void redo(int own, struct change *change) {
    unsigned long rolled = dice();
    if (rolled % 4 == 0) return;
    if (change->kind == RESIZED) {
        resize(own, change->at);
        return;
    }
    size_t length = change->after_length;
    if (rolled % 4 == 1) length = (dice() % (length / SECTOR + 1)) * SECTOR;
    put(own, change->after, length, change->at);
}

static void undo_entry(struct entry *entry) {
    switch (entry->kind) {
    case CREATED:
        real_unlink(entry->path);
        break;
    case UNLINKED:
        if (entry->spare) real_rename(entry->spare, entry->path);
        break;
    case RENAMED:
        real_rename(entry->to, entry->path);
        if (entry->spare) real_rename(entry->spare, entry->to);
        break;
    }
}

/* Nobody else can do anything here meanwhile: the lock is held, and never given back. */
static void cut(void) {
    for (int i = 0; i < file_count; i++) {
        for (struct change *change = files[i].last; change; change = change->earlier) undo(files[i].own, change);
        if (seed)
            for (struct change *change = files[i].first; change; change = change->later) redo(files[i].own, change);
    }
    if (!seed || dice() % 2)
        for (int i = entry_count - 1; i >= 0; i--) undo_entry(&entries[i]);
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* Before each change and each sync. */
static void count(void) {
    if (calls_until_cut && --calls_until_cut == 0) cut();
}

/* --- faults ------------------------------------------------------------------------------------------------------ */

/* Whether this call is one of those that fail. */
static int strikes(struct fault *fault) {
    if (fault->how == NONE) return 0;
    if (fault->skip > 0) {
        fault->skip--;
        return 0;
    }
    if (fault->times == 0) return 0;
    if (fault->times > 0) fault->times--;
    return 1;
}

static int arm(struct fault *fault, const char *error, long skip, long times) {
    struct fault armed = {FAIL, 0, skip, times};
    if (!strcmp(error, "EIO"))
        armed.error = EIO;
    else if (!strcmp(error, "ENOSPC"))
        armed.error = ENOSPC;
    else if (!strcmp(error, "short"))
        armed.how = SHORT;
    else if (!strcmp(error, "lie"))
        armed.how = LIE;
    else
        return EINVAL;
    *fault = armed;
    return EINPROGRESS;
}

/* Whether all calls that were to fail have failed. */
static int is_over(const struct fault *fault) { return fault->how == NONE || fault->times == 0; }

static int obey(const char *order) {
    char what[16], error[16];
    long skip, times;
    if (!strcmp(order, "cut")) cut();
    if (sscanf(order, "cut:%ld", &calls_until_cut) == 1) return EINPROGRESS;
    if (!strcmp(order, "heal")) {
        of_sync.how = of_write.how = NONE;
        return EINPROGRESS;
    }
    if (!strcmp(order, "struck")) return is_over(&of_sync) && is_over(&of_write) ? EINPROGRESS : EAGAIN;
    if (sscanf(order, "%15[a-z]:%15[a-zA-Z]:%ld:%ld", what, error, &skip, &times) != 4) return EINVAL;
    if (!strcmp(what, "sync")) return arm(&of_sync, error, skip, times);
    if (!strcmp(what, "write")) return arm(&of_write, error, skip, times);
    return EINVAL;
}

/* --- in place of the C library's --------------------------------------------------------------------------------- */

static int number_of(int descriptor) {
    return descriptor >= 0 && descriptor < DESCRIPTORS ? file_of[descriptor] : NOT_OURS;
}

static struct file *file(int descriptor) {
    int number = number_of(descriptor);
    return number > 0 ? &files[number - 1] : NULL;
}

static void track(int descriptor, const char *path) {
    struct stat about;
    if (descriptor < 0 || fstat(descriptor, &about) || !S_ISREG(about.st_mode)) return;
    if (descriptor >= DESCRIPTORS) give_up("too many descriptors");
    for (int i = 0; i < file_count; i++)
        if (files[i].device == about.st_dev && files[i].inode == about.st_ino) {
            file_of[descriptor] = i + 1;
            return;
        }
    if (file_count == FILES) give_up("too many files");
    int own = real_open(path, O_RDWR | O_CLOEXEC);
    if (own < 0) return;
    files[file_count] = (struct file){about.st_dev, about.st_ino, own, NULL, NULL};
    file_of[descriptor] = ++file_count;
}

static int open_ours(const char *path, int flags, mode_t mode) {
    const char *name = path + folder_length + 1;
    if (*name == '!') {
        errno = obey(name + 1);
        return -1;
    }
    if (is_shared_memory(path)) return real_open(path, flags, mode);
    struct stat about;
    int is_new = (flags & O_CREAT) && stat(path, &about);
    if (is_new) count();
    int descriptor = real_open(path, flags & ~O_TRUNC, mode);
    if (descriptor < 0) return descriptor;
    if (is_new) note_entry(CREATED, path, NULL, NULL);
    track(descriptor, path);
    struct file *opened = file(descriptor);
    if ((flags & O_TRUNC) && opened) {
        count();
        note_resize(opened, 0);
        real_ftruncate(descriptor, 0);
    }
    return descriptor;
}

static int open_any(const char *path, int flags, mode_t mode) {
    ready();
    int is_folder = folder_length && !strcmp(path, folder);
    if (!is_folder && !ours(path)) return real_open(path, flags, mode);
    pthread_mutex_lock(&lock);
    int descriptor = is_folder ? real_open(path, flags, mode) : open_ours(path, flags, mode);
    if (is_folder && descriptor >= 0 && descriptor < DESCRIPTORS) file_of[descriptor] = THE_FOLDER;
    int error = errno;
    pthread_mutex_unlock(&lock);
    errno = error;
    return descriptor;
}

#define MODE_OF(flags, mode)                      \
    mode_t mode = 0;                              \
    if ((flags) & (O_CREAT | O_TMPFILE)) {        \
        va_list rest;                             \
        va_start(rest, flags);                    \
        mode = (mode_t)va_arg(rest, unsigned int); \
        va_end(rest);                             \
    }

int open(const char *path, int flags, ...) {
    MODE_OF(flags, mode)
    return open_any(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    MODE_OF(flags, mode)
    return open_any(path, flags | O_LARGEFILE, mode);
}

int close(int descriptor) {
    ready();
    if (number_of(descriptor) != NOT_OURS) file_of[descriptor] = NOT_OURS;
    return real_close(descriptor);
}

static ssize_t write_ours(struct file *to, int descriptor, const void *bytes, size_t length, off_t at, int moves) {
    count();
    if (strikes(&of_write)) {
        if (of_write.how == SHORT) {
            length /= 2;
            if (!length) return 0;
        } else {
            errno = of_write.error;
            return -1;
        }
    }
    note_write(to, at, bytes, length);
    ssize_t written = moves ? real_write(descriptor, bytes, length) : real_pwrite(descriptor, bytes, length, at);
    if (written != (ssize_t)length) give_up("the real disk failed");
    return written;
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
    ready();
    struct file *to = file(descriptor);
    if (!to) return real_write(descriptor, bytes, length);
    pthread_mutex_lock(&lock);
    ssize_t written = write_ours(to, descriptor, bytes, length, lseek(descriptor, 0, SEEK_CUR), 1);
    int error = errno;
    pthread_mutex_unlock(&lock);
    errno = error;
    return written;
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t at) {
    ready();
    struct file *to = file(descriptor);
    if (!to) return real_pwrite(descriptor, bytes, length, at);
    pthread_mutex_lock(&lock);
    ssize_t written = write_ours(to, descriptor, bytes, length, at, 0);
    int error = errno;
    pthread_mutex_unlock(&lock);
    errno = error;
    return written;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t at) {
    return pwrite64(descriptor, bytes, length, at);
}

int ftruncate64(int descriptor, off64_t size) {
    ready();
    struct file *of = file(descriptor);
    if (!of) return real_ftruncate(descriptor, size);
    pthread_mutex_lock(&lock);
    count();
    note_resize(of, size);
    int done = real_ftruncate(descriptor, size);
    pthread_mutex_unlock(&lock);
    return done;
}

int ftruncate(int descriptor, off_t size) { return ftruncate64(descriptor, size); }

static int sync_any(int descriptor, int (*real)(int)) {
    int number = number_of(descriptor);
    if (number == NOT_OURS) return real(descriptor);
    pthread_mutex_lock(&lock);
    count();
    int failed = 0, error = 0;
    if (strikes(&of_sync)) {
        failed = of_sync.how == LIE ? 0 : -1;
        error = of_sync.error;
    } else {
        failed = real(descriptor);
        error = errno;
        if (!failed && number == THE_FOLDER)
            folder_is_synced();
        else if (!failed)
            is_synced(&files[number - 1]);
    }
    pthread_mutex_unlock(&lock);
    errno = error;
    return failed;
}

int fsync(int descriptor) {
    ready();
    return sync_any(descriptor, real_fsync);
}

int fdatasync(int descriptor) {
    ready();
    return sync_any(descriptor, real_fdatasync);
}

int unlink(const char *path) {
    ready();
    if (!ours(path) || is_shared_memory(path)) return real_unlink(path);
    pthread_mutex_lock(&lock);
    count();
    char *kept = spare(path);
    int done = real_unlink(path), error = errno;
    if (!done)
        note_entry(UNLINKED, path, NULL, kept);
    pthread_mutex_unlock(&lock);
    errno = error;
    return done;
}

int rename(const char *path, const char *to) {
    ready();
    if (!ours(path) || !ours(to)) return real_rename(path, to);
    pthread_mutex_lock(&lock);
    count();
    char *kept = spare(to);
    int done = real_rename(path, to), error = errno;
    if (!done)
        note_entry(RENAMED, path, to, kept);
    pthread_mutex_unlock(&lock);
    errno = error;
    return done;
}
