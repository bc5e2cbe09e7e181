/*
 * Preloaded into a process, it records what reaches the files below a folder and in which order: writes, truncations,
 * removals, renamings, and the syncs between them. What a power cut may leave on the disk follows from this list.
 *
 * One record: operation, length of the path, length of the second path or data, offset or size, the path, the rest.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static int record_file = -1;
static const char *folder;

__attribute__((constructor)) static void start(void) {
  folder = getenv("RECORDED_FOLDER");
  const char *file = getenv("RECORD_FILE");
  if (folder && file) record_file = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_recorded(const char *path) {
  if (record_file < 0 || strncmp(path, folder, strlen(folder)) != 0) return 0;
  size_t length = strlen(path);
  /* The shared memory of the log is rebuilt after a crash, whatever it holds. */
  return !(length > 4 && strcmp(path + length - 4, "-shm") == 0);
}

static int path_of(int file, char *path) {
  if (record_file < 0) return 0;
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return is_recorded(path);
}

static void record(char operation, const char *path, int64_t number, const void *data, size_t length) {
  struct { uint8_t operation, unused; uint16_t path_length; uint32_t length; int64_t number; } head =
    { operation, 0, (uint16_t)strlen(path), (uint32_t)length, number };
  struct iovec parts[3] = { { &head, sizeof head }, { (void *)path, head.path_length }, { (void *)data, length } };
  syscall(SYS_writev, record_file, parts, 3);
}

#define REAL(name) ({ static void *found; if (!found) found = dlsym(RTLD_NEXT, #name); found; })

ssize_t write(int file, const void *data, size_t length) {
  ssize_t (*real)(int, const void *, size_t) = REAL(write);
  char path[PATH_MAX];
  int recorded = path_of(file, path);
  int appends = recorded && (fcntl(file, F_GETFL) & O_APPEND);
  off_t at = recorded ? lseek(file, 0, appends ? SEEK_END : SEEK_CUR) : 0;
  ssize_t written = real(file, data, length);
  if (recorded && written > 0) record('w', path, at, data, written);
  return written;
}

#define PWRITE(name) \
  ssize_t name(int file, const void *data, size_t length, off_t at) { \
    ssize_t (*real)(int, const void *, size_t, off_t) = REAL(name); \
    char path[PATH_MAX]; \
    int recorded = path_of(file, path); \
    ssize_t written = real(file, data, length, at); \
    if (recorded && written > 0) record('w', path, at, data, written); \
    return written; \
  }
PWRITE(pwrite)
PWRITE(pwrite64)

#define FTRUNCATE(name) \
  int name(int file, off_t size) { \
    int (*real)(int, off_t) = REAL(name); \
    char path[PATH_MAX]; \
    int recorded = path_of(file, path); \
    int done = real(file, size); \
    if (recorded && done == 0) record('t', path, size, "", 0); \
    return done; \
  }
FTRUNCATE(ftruncate)
FTRUNCATE(ftruncate64)

#define SYNC(name) \
  int name(int file) { \
    int (*real)(int) = REAL(name); \
    char path[PATH_MAX]; \
    int recorded = path_of(file, path); \
    int done = real(file); \
    if (recorded && done == 0) record('s', path, 0, "", 0); \
    return done; \
  }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
  int (*real)(const char *) = REAL(unlink);
  int done = real(path);
  if (done == 0 && is_recorded(path)) record('u', path, 0, "", 0);
  return done;
}

int rename(const char *from, const char *to) {
  int (*real)(const char *, const char *) = REAL(rename);
  int done = real(from, to);
  if (done == 0 && is_recorded(from)) record('r', from, 0, to, strlen(to));
  return done;
}
