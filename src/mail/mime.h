#ifndef MAIL_MIME_H
#define MAIL_MIME_H

/* mime: GMime, whose headers are not as clean as ours; only message.c and bounce.c know it. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wcast-qual"
#pragma GCC diagnostic ignored "-Wpedantic"
#include <gmime/gmime.h>
#pragma GCC diagnostic pop

#endif
