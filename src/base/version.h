#ifndef BASE_VERSION_H
#define BASE_VERSION_H

/* version: the release that this source becomes, or that it was taken from. */
#define VERSION "0.10.0"

#endif
