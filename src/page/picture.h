#ifndef PAGE_PICTURE_H
#define PAGE_PICTURE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * picture: a logo, PNG or JPEG, as the object of a PDF. The one place that knows libpng.
 *
 * A PNG is drawn on white once a run: colours in eight bits, no transparency, packed with the
 * difference of each row from the one above. A JPEG goes into the file as it is.
 */
struct picture {
	const char *name;
	int width, height; /* in pixels */
	struct buf object; /* the dictionary and the stream, without "n 0 obj" and "endobj" */
};

/* A logo is in every document of a run: what is larger than this, packed, is refused. */
#define PICTURE_BYTES 60000

/*
 * Make a picture of a file's bytes. Returns 0, or -1 with ERR_REJECT: neither PNG nor JPEG, broken,
 * or too large. name is kept as it is; free the rest with picture_release.
 */
int picture_read(struct picture *picture, const char *name, const char *bytes, size_t length,
    struct err *e) NODISCARD;
void picture_release(struct picture *picture);

#endif
