/*
 * Put before libc by LD_PRELOAD. The file that FAULT names says what is to go wrong, in every process that has it:
 *   sync             syncs of journals fail, as a dying disk's do
 *   kill sync X      kills the process when it syncs a file whose path has X in it, before it is synced
 *   kill before X    kills the process when it renames a file to a path that has X in it, before it is renamed
 *   kill after X     the same, after it
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What stands in the file behind `wish`; NULL where it wishes something else. */
static const char *wished(const char *wish, char *text, size_t size) {
  const char *path = getenv("FAULT");
  int file = path == NULL ? -1 : open(path, O_RDONLY);
  if (file < 0) return NULL;
  ssize_t length = read(file, text, size - 1);
  close(file);
  text[length < 0 ? 0 : length] = 0;
  return strncmp(text, wish, strlen(wish)) == 0 ? text + strlen(wish) : NULL;
}

static void die_if(const char *wish, const char *path) {
  char text[256];
  const char *part = wished(wish, text, sizeof text);
  if (part != NULL && strstr(path, part) != NULL) kill(getpid(), SIGKILL);
}

static int fails(int file) {
  char text[256], link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  die_if("kill sync ", path);
  return strstr(path, "/journal/") != NULL && wished("sync", text, sizeof text) != NULL;
}

int fdatasync(int file) {
  static int (*real)(int);
  if (real == NULL) real = dlsym(RTLD_NEXT, "fdatasync");
  if (!fails(file)) return real(file);
  errno = EIO;
  return -1;
}

int fsync(int file) {
  static int (*real)(int);
  if (real == NULL) real = dlsym(RTLD_NEXT, "fsync");
  if (!fails(file)) return real(file);
  errno = EIO;
  return -1;
}

int rename(const char *from, const char *to) {
  static int (*real)(const char *, const char *);
  if (real == NULL) real = dlsym(RTLD_NEXT, "rename");
  die_if("kill before ", to);
  int result = real(from, to);
  die_if("kill after ", to);
  return result;
}
