#include "page/picture.h"

#include <png.h>

#include "base/memory.h"
#include "page/flate.h"

#define PIXELS_MOST 4000 /* a side */
#define UP 2      /* PNG's filter "difference from the pixel above" */

/* One pixel row after another, each after the number of its filter. */
static void
pack_rows(const unsigned char *pixels, size_t row_bytes, int rows, struct buf *out)
{
	struct flate *f = flate_new(FLATE_BEST);
	unsigned char *filtered = memory_new((size_t)rows, row_bytes + 1), *to = filtered;
	struct flate_part part = { (const char *)filtered, (size_t)rows * (row_bytes + 1) };
	size_t i;
	int row;

	for (row = 0; row < rows; row++) {
		const unsigned char *at = pixels + (size_t)row * row_bytes;

		*to++ = UP;
		for (i = 0; i < row_bytes; i++)
			*to++ = (unsigned char)(at[i] - (row == 0 ? 0 : at[i - row_bytes]));
	}
	flate_pack(f, &part, 1, out);
	flate_free(f);
	free(filtered);
}

static int
read_png(struct picture *picture, const char *bytes, size_t length, struct err *e)
{
	static const png_color WHITE = { 255, 255, 255 };
	png_image image = { .version = PNG_IMAGE_VERSION };
	struct buf packed = BUF_EMPTY;
	unsigned char *pixels;
	int rc = 0;

	if (!png_image_begin_read_from_memory(&image, bytes, length))
		return (err_reject(e, "The picture %s is a broken PNG (%s). Save it again.",
		    picture->name, image.message));
	if (image.width > PIXELS_MOST || image.height > PIXELS_MOST) {
		png_image_free(&image);
		return (err_reject(e,
		    "The picture %s is larger than %d pixels. Make it smaller: a logo of 30 mm "
		    "needs 700.",
		    picture->name, PIXELS_MOST));
	}
	image.format = PNG_FORMAT_RGB;
	pixels = memory_new(1, PNG_IMAGE_SIZE(image));
	if (!png_image_finish_read(&image, &WHITE, pixels, 0, NULL)) {
		rc = err_reject(e, "The picture %s is a broken PNG (%s). Save it again.",
		    picture->name, image.message);
	} else {
		picture->width = (int)image.width;
		picture->height = (int)image.height;
		pack_rows(pixels, 3 * (size_t)image.width, (int)image.height, &packed);
		buf_printf(&picture->object,
		    "<</Type/XObject/Subtype/Image/Width %u/Height "
		    "%u/ColorSpace/DeviceRGB/BitsPerComponent "
		    "8/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 3/Columns %u>>/Length "
		    "%zu>>stream\n",
		    image.width, image.height, image.width, packed.length);
		buf_add(&picture->object, packed.data, packed.length);
		buf_add_string(&picture->object, "\nendstream\n");
	}
	png_image_free(&image);
	buf_release(&packed);
	free(pixels);
	return (rc);
}

/*
 * Find the frame header of a JPEG (ITU T.81): precision, height, width, components. False if there
 * is none that a PDF may have.
 */
static bool
find_frame(const unsigned char *bytes, size_t length, struct picture *picture, int *components)
{
	size_t at = 2, size;

	while (at + 9 < length && bytes[at] == 0xff) {
		unsigned int marker = bytes[at + 1];

		size = (size_t)bytes[at + 2] << 8 | bytes[at + 3];
		if (marker >= 0xc0 && marker <= 0xc2) {
			picture->height = bytes[at + 5] << 8 | bytes[at + 6];
			picture->width = bytes[at + 7] << 8 | bytes[at + 8];
			*components = at + 9 < length ? bytes[at + 9] : 0;
			return (bytes[at + 4] == 8 && picture->width > 0 && picture->height > 0 &&
			    (*components == 1 || *components == 3));
		}
		at += 2 + size;
	}
	return (false);
}

static int
read_jpeg(struct picture *picture, const char *bytes, size_t length, struct err *e)
{
	int components = 0;

	if (!find_frame((const unsigned char *)bytes, length, picture, &components))
		return (err_reject(e,
		    "The picture %s is not a JPEG in grey or RGB. Save it again, as PNG.",
		    picture->name));
	buf_printf(&picture->object,
	    "<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent "
	    "8/Filter/DCTDecode/Length %zu>>stream\n",
	    picture->width, picture->height, components == 3 ? "DeviceRGB" : "DeviceGray", length);
	buf_add(&picture->object, bytes, length);
	buf_add_string(&picture->object, "\nendstream\n");
	return (0);
}

int
picture_read(struct picture *picture, const char *name, const char *bytes, size_t length,
    struct err *e)
{
	bool png = length > 8 && memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0,
	     jpeg = length > 4 && memcmp(bytes, "\xff\xd8\xff", 3) == 0;
	int rc;

	*picture = (struct picture){ .name = name, .object = BUF_EMPTY };
	if (!png && !jpeg)
		return (err_reject(e,
		    "The picture %s is neither PNG nor JPEG. Save it as one of these.", name));
	rc = png ? read_png(picture, bytes, length, e) : read_jpeg(picture, bytes, length, e);
	if (rc == 0 && picture->object.length > PICTURE_BYTES)
		rc = err_reject(e,
		    "The picture %s takes %zu bytes, and that in every document. Make it smaller "
		    "(at most %d): fewer pixels, or fewer colours.",
		    name, picture->object.length, PICTURE_BYTES);
	if (rc != 0)
		picture_release(picture);
	return (rc);
}

void
picture_release(struct picture *picture)
{
	buf_release(&picture->object);
}
