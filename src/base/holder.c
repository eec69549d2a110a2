#include "base/holder.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* The name of a process's program, "a program" if it is gone. */
static void
holder_describe(int pid, char text[static HOLDER_SIZE])
{
	char path[40], name[24] = "";
	FILE *file;

	(void)snprintf(path, sizeof(path), "/proc/%d/comm", pid);
	file = fopen(path, "re");
	if (file != NULL) {
		if (fgets(name, sizeof(name), file) == NULL)
			name[0] = '\0';
		(void)fclose(file);
	}
	name[strcspn(name, "\n")] = '\0';
	(void)snprintf(text, HOLDER_SIZE, "%s (process %d)", name[0] != '\0' ? name : "a program",
	    pid);
}

bool
holder_find(const char *path, char text[static HOLDER_SIZE])
{
	FILE *locks = fopen("/proc/locks", "re");
	char line[200];
	unsigned int high, low;
	unsigned long long ino;
	bool found = false;
	struct stat st;
	int pid;

	if (locks == NULL)
		return (false);
	/*
	 * "1: POSIX  ADVISORY  WRITE 4711 fd:01:131073 1073741825 1073741825"; who only waits for a
	 * lock has an arrow there.
	 */
	while (stat(path, &st) == 0 && !found && fgets(line, sizeof(line), locks) != NULL) {
		if (sscanf(line, "%*s %*s %*s %*s %d %x:%x:%llu", &pid, &high, &low, &ino) != 4)
			continue;
		found = ino == st.st_ino && high == major(st.st_dev) && low == minor(st.st_dev) &&
		    pid > 0 && pid != getpid();
	}
	(void)fclose(locks);
	if (found)
		holder_describe(pid, text);
	return (found);
}
