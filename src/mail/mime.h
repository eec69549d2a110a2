#ifndef MAIL_MIME_H
#define MAIL_MIME_H

#include "base/compiler.h"

/* mime: GMime's headers; only message.c and bounce.c know it. */
FOREIGN_BEGIN
#include <gmime/gmime.h>
FOREIGN_END

#endif
