#ifndef BASE_BANNED_H
#define BASE_BANNED_H

/*
 * banned: C functions that this program must not call, made compile errors.
 * Included from the command line of every compilation (see the Makefile).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok atoi atol atoll atof gets
#pragma GCC poison gmtime localtime ctime asctime

#endif
