#include "page/font.h"

#include <hb-ot.h>
#include <hb.h>

#include "base/memory.h"
#include "page/font_subset.h"

#define FSTYPE_AT 8          /* offset of fsType in the OS/2 table */
#define FSTYPE_RESTRICTED 2u /* "must not be modified, embedded or exchanged" */

struct font {
	char *path;
	hb_face_t *face;
	int units; /* per em */
	uint16_t width[CODEBOOK_POINTS]; /* in 1/1000; meaningful where covered */
	struct codebook_set covered;
};

/* Has the file a table of this name, with something in it? */
static bool
has_table(hb_face_t *face, hb_tag_t tag)
{
	hb_blob_t *blob = hb_face_reference_table(face, tag);
	bool has = hb_blob_get_length(blob) > 0;

	hb_blob_destroy(blob);
	return (has);
}

/*
 * Does the licence in the file forbid embedding? Source: OpenType specification, OS/2 table,
 * fsType.
 */
static bool
is_restricted(hb_face_t *face)
{
	hb_blob_t *blob = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
	unsigned int length = 0;
	const char *os2 = hb_blob_get_data(blob, &length);
	bool restricted = length > FSTYPE_AT + 1 &&
	    ((unsigned char)os2[FSTYPE_AT + 1] & 0xfu) == FSTYPE_RESTRICTED;

	hb_blob_destroy(blob);
	return (restricted);
}

/* Fill the table of widths for every character of the font's own cmap. */
static void
measure_glyph(struct font *font)
{
	hb_font_t *hb = hb_font_create(font->face);
	hb_codepoint_t point, glyph;
	int64_t advance;

	for (point = 0x20; point < CODEBOOK_POINTS; point++) {
		if (!hb_font_get_nominal_glyph(hb, point, &glyph) || glyph == 0)
			continue;
		codebook_add(&font->covered, point);
		advance = hb_font_get_glyph_h_advance(hb, glyph);
		font->width[point] = (uint16_t)((advance * 1000 + font->units / 2) / font->units);
	}
	hb_font_destroy(hb);
}

/* Find out what is wrong with an opened file, if anything. */
static int
check_face(const struct font *font, struct err *e)
{
	uint32_t digit;

	if (!has_table(font->face, HB_TAG('g', 'l', 'y', 'f')) ||
	    !has_table(font->face, HB_TAG('h', 'm', 't', 'x')))
		return (err_reject(e,
		    "The font %s is not a TrueType font (.ttf with glyf outlines). Name another "
		    "file.",
		    font->path));
	if (is_restricted(font->face))
		return (err_reject(e,
		    "The font %s does not permit embedding in documents. Name another file.",
		    font->path));
	for (digit = '0'; digit <= '9'; digit++)
		if (!font_has(font, digit) || font_width(font, digit) != font_width(font, '0'))
			return (err_reject(e,
			    "The digits of the font %s are not all equally wide, so amounts would "
			    "not line up. Name another file.",
			    font->path));
	return (0);
}

int
font_open(const char *path, struct font **font, struct err *e)
{
	hb_blob_t *mapped = hb_blob_create_from_file_or_fail(path);
	hb_blob_t *blob;
	struct font *f;

	*font = NULL;
	if (mapped == NULL)
		return (err_reject(e,
		    "The font %s cannot be read. Check the path in the configuration.", path));

	/*
	 * Copy what HarfBuzz has mapped: a font replaced in mid-run must not change under the
	 * pages.
	 */
	blob = hb_blob_copy_writable_or_fail(mapped);
	hb_blob_destroy(mapped);
	f = memory_new(1, sizeof(*f));
	f->path = memory_string(path);
	f->face = hb_face_create(blob, 0);
	hb_blob_destroy(blob);
	f->units = (int)hb_face_get_upem(f->face);
	measure_glyph(f);
	if (check_face(f, e) == -1) {
		font_close(f);
		return (-1);
	}
	*font = f;
	return (0);
}

void
font_close(struct font *font)
{
	if (font == NULL)
		return;
	hb_face_destroy(font->face);
	free(font->path);
	free(font);
}

bool
font_has(const struct font *font, uint32_t point)
{
	return (codebook_has(&font->covered, point));
}

int
font_width(const struct font *font, uint32_t point)
{
	return (font_has(font, point) ? font->width[point] : 0);
}

/* A length of the font's design in 1/1000 of the size. */
static int
to_thousandths(const struct font *font, int64_t length)
{
	return ((int)(length * 1000 / font->units));
}

/* One of HarfBuzz's metrics in 1/1000, or `otherwise` when the file has none. */
static int
metric(const struct font *font, hb_font_t *hb, hb_ot_metrics_tag_t tag, int otherwise)
{
	hb_position_t position;

	if (!hb_ot_metrics_get_position(hb, tag, &position))
		return (otherwise);
	return (to_thousandths(font, position));
}

/* The box that all glyphs fit in, from the head table (four 16-bit numbers at 36), in 1/1000. */
static void
bounding_box(const struct font *font, int box[4])
{
	hb_blob_t *blob = hb_face_reference_table(font->face, HB_TAG('h', 'e', 'a', 'd'));
	unsigned int length = 0;
	const unsigned char *head = (const unsigned char *)hb_blob_get_data(blob, &length);
	int i;

	for (i = 0; i < 4; i++)
		box[i] = length < 44
		    ? 0
		    : to_thousandths(font, (int16_t)(head[36 + 2 * i] << 8 | head[37 + 2 * i]));
	hb_blob_destroy(blob);
}

/* The PostScript name of the font, letters, digits and hyphens only: it becomes a PDF name. */
static void
base_name(const struct font *font, char *name, size_t size)
{
	unsigned int length = (unsigned int)size;
	char *from, *to;

	name[0] = '\0';
	(void)hb_ot_name_get_utf8(font->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID,
	    &length, name);
	for (from = to = name; *from != '\0'; from++)
		if ((*from >= '0' && *from <= '9') ||
		    ((*from | 0x20) >= 'a' && (*from | 0x20) <= 'z') || *from == '-')
			*to++ = *from;
	*to = '\0';
	if (name[0] == '\0')
		(void)snprintf(name, size, "Font");
}

/* The descriptor: how a reader that cannot use the file would imitate it. */
static void
serialise_descriptor(const struct font *font, const char *name, int number, struct buf *out)
{
	hb_font_t *hb = hb_font_create(font->face);
	float weight = hb_style_get_value(hb, HB_STYLE_TAG_WEIGHT);
	int box[4];

	bounding_box(font, box);
	buf_printf(out,
	    "%d 0 obj\n<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d "
	    "%d]/ItalicAngle 0",
	    number, name, box[0], box[1], box[2], box[3]);
	buf_printf(out, "/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %d 0 R>>\nendobj\n",
	    metric(font, hb, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, 905),
	    metric(font, hb, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, -212),
	    metric(font, hb, HB_OT_METRICS_TAG_CAP_HEIGHT, 716), weight >= 600 ? 140 : 80,
	    number + 1);
	hb_font_destroy(hb);
}

/* The font dictionary with its widths, from the first code to the last one in use. */
static void
serialise_font(const struct font *font, const uint16_t points[256], const char *name, int number,
    struct buf *out)
{
	int first = 0, last = 255, code;

	while (first < 255 && points[first] == 0)
		first++;
	while (last > first && points[last] == 0)
		last--;
	buf_printf(out,
	    "%d 0 obj\n<</Type/Font/Subtype/TrueType/BaseFont/%s/FirstChar %d/LastChar "
	    "%d/FontDescriptor %d 0 R/ToUnicode %d 0 R\n/Widths[",
	    number, name, first, last, number + 1, number + 3);
	for (code = first; code <= last; code++)
		buf_printf(out, "%s%d", code > first ? " " : "",
		    points[code] == 0 ? 0 : font_width(font, points[code]));
	buf_add_string(out, "]>>\nendobj\n");
}

int
font_serialise(const struct font *font, const uint16_t points[static 256], int first,
    struct font_object objects[static FONT_OBJECTS], struct err *e)
{
	char base[64], name[80], tag[FONT_SUBSET_TAG_SIZE];
	int i;

	for (i = 0; i < FONT_OBJECTS; i++)
		objects[i].bytes = BUF_EMPTY;
	if (font_subset_file(font->face, points, first + 2, tag, &objects[2].bytes) == -1)
		return (err_reject(e,
		    "HarfBuzz cannot make a subset of the font %s. Name another file.",
		    font->path));
	base_name(font, base, sizeof(base));
	(void)snprintf(name, sizeof(name), "%s+%s", tag, base);
	serialise_font(font, points, name, first, &objects[0].bytes);
	serialise_descriptor(font, name, first + 1, &objects[1].bytes);
	font_subset_map(points, first + 3, &objects[3].bytes);
	return (0);
}
