#include "page/font_subset.h"

#include <hb-subset.h>
#include <stdbool.h>

#include "base/hash.h"
#include "page/flate.h"

#define CMAP_TAG HB_TAG('c', 'm', 'a', 'p')
#define SYMBOL_BASE 0xf000u /* where the (3,0) cmap keeps its 256 codes */
#define MAP_BLOCK 100       /* entries that one bfchar or bfrange section may have */

/*
 * Tables that a PDF has no use for. These stay: glyf loca head hhea hmtx maxp, and a cmap of ours.
 */
static const hb_tag_t DROPPED[] = {
	HB_TAG('O', 'S', '/', '2'),
	HB_TAG('n', 'a', 'm', 'e'),
	HB_TAG('p', 'o', 's', 't'),
	HB_TAG('G', 'S', 'U', 'B'),
	HB_TAG('G', 'P', 'O', 'S'),
	HB_TAG('G', 'D', 'E', 'F'),
	HB_TAG('k', 'e', 'r', 'n'),
	HB_TAG('g', 'a', 's', 'p'),
	HB_TAG('F', 'F', 'T', 'M'),
	HB_TAG('D', 'S', 'I', 'G'),
	HB_TAG('V', 'D', 'M', 'X'),
	HB_TAG('h', 'd', 'm', 'x'),
	HB_TAG('L', 'T', 'S', 'H'),
	HB_TAG('m', 'e', 't', 'a'),
};

/* Append a big-endian number, as TrueType has them. */
static void
add16(struct buf *out, unsigned int value)
{
	buf_add_char(out, (char)(value >> 8 & 0xff));
	buf_add_char(out, (char)(value & 0xff));
}

static void
add32(struct buf *out, unsigned int value)
{
	add16(out, value >> 16);
	add16(out, value & 0xffff);
}

/* The (1,0) subtable, format 6: one glyph for each of the 256 codes. */
static void
add_format6(struct buf *out, const unsigned int glyphs[256])
{
	unsigned int code;

	add16(out, 6);
	add16(out, 10 + 2 * 256);
	add16(out, 0);
	add16(out, 0);
	add16(out, 256);
	for (code = 0; code < 256; code++)
		add16(out, glyphs[code]);
}

/*
 * The (3,0) subtable, format 4: one segment F000-F0FF over an array of glyphs, and the segment that
 * must end it.
 */
static void
add_format4(struct buf *out, const unsigned int glyphs[256])
{
	static const unsigned int HEADER[] = { 4, 16 + 16 + 2 * 256, 0, 4, 4, 1, 0 };
	static const unsigned int SEGMENTS[] = { SYMBOL_BASE + 255, 0xffff, 0, SYMBOL_BASE, 0xffff,
		0, 1, 4, 0 };
	unsigned int i;

	for (i = 0; i < 7; i++)
		add16(out, HEADER[i]);
	for (i = 0; i < 9; i++)
		add16(out, SEGMENTS[i]);
	for (i = 0; i < 256; i++)
		add16(out, glyphs[i]);
}

/* The cmap of the subset: its header, two records, two subtables. */
static hb_blob_t *
make_cmap(const unsigned int glyphs[256])
{
	struct buf out = BUF_EMPTY;
	hb_blob_t *blob;

	add16(&out, 0);
	add16(&out, 2);
	add16(&out, 1);
	add16(&out, 0);
	add32(&out, 20);
	add16(&out, 3);
	add16(&out, 0);
	add32(&out, 20 + 10 + 2 * 256);
	add_format6(&out, glyphs);
	add_format4(&out, glyphs);
	blob = hb_blob_create(out.data, (unsigned int)out.length, HB_MEMORY_MODE_DUPLICATE, NULL,
	    NULL);
	buf_release(&out);
	return (blob);
}

/*
 * Cut the face down to the characters of `points`; its cmap is still in Unicode. NULL if HarfBuzz
 * refuses.
 */
static hb_face_t *
cut(hb_face_t *face, const uint16_t points[256])
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	hb_set_t *unicodes, *dropped;
	hb_face_t *small;
	size_t i;

	if (input == NULL)
		return (NULL);
	hb_subset_input_set_flags(input,
	    HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
	unicodes = hb_subset_input_unicode_set(input);
	dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
	for (i = 0; i < 256; i++)
		if (points[i] != 0)
			hb_set_add(unicodes, points[i]);
	for (i = 0; i < LENGTH(DROPPED); i++)
		hb_set_add(dropped, DROPPED[i]);
	small = hb_subset_or_fail(face, input);
	hb_subset_input_destroy(input);
	return (small);
}

/* Which glyph of the cut face does each code draw? */
static void
find_glyphs(hb_face_t *small, const uint16_t points[256], unsigned int glyphs[256])
{
	hb_font_t *font = hb_font_create(small);
	hb_codepoint_t glyph;
	int code;

	for (code = 0; code < 256; code++) {
		glyph = 0;
		if (points[code] != 0)
			(void)hb_font_get_nominal_glyph(font, points[code], &glyph);
		glyphs[code] = glyph;
	}
	hb_font_destroy(font);
}

/*
 * The cut face again, table by table, with our cmap in the place of its own. HarfBuzz 6 does not
 * list the tables of a face that it has just built, so this reads the cut face back from its bytes
 * first. NULL if the result is not a font.
 */
static hb_blob_t *
rebuild(hb_face_t *small, const unsigned int glyphs[256])
{
	hb_blob_t *blob = hb_face_reference_blob(small), *table;
	hb_face_t *whole = hb_face_create(blob, 0), *built = hb_face_builder_create();
	unsigned int count = 64, i;
	hb_tag_t tags[64];

	hb_blob_destroy(blob);
	(void)hb_face_get_table_tags(whole, 0, &count, tags);
	for (i = 0; i < count; i++) {
		table = tags[i] == CMAP_TAG ? make_cmap(glyphs)
					    : hb_face_reference_table(whole, tags[i]);
		(void)hb_face_builder_add_table(built, tags[i], table);
		hb_blob_destroy(table);
	}
	hb_face_destroy(whole);
	blob = count == 0 ? NULL : hb_face_reference_blob(built);
	hb_face_destroy(built);
	return (blob);
}

/* Six capitals from the digest of the file: the same subset has the same name, another one another.
 */
static void
make_tag(const char *bytes, size_t length, char tag[static FONT_SUBSET_TAG_SIZE])
{
	char hex[HASH_HEX_SIZE];
	int i;

	hash_bytes(bytes, length, hex);
	for (i = 0; i < FONT_SUBSET_TAG_SIZE - 1; i++)
		tag[i] = (char)('A' + (hex[2 * i] * 7 + hex[2 * i + 1]) % 26);
	tag[i] = '\0';
}

/* Append a stream object with its bytes packed; `extra` are further entries of its dictionary. */
static void
add_stream(struct buf *out, int number, const struct flate_part *part, const char *extra)
{
	struct flate *f = flate_new(FLATE_BEST);
	struct buf packed = BUF_EMPTY;

	flate_pack(f, part, 1, &packed);
	buf_printf(out, "%d 0 obj\n<</Length %zu/Filter/FlateDecode%s>>stream\n", number,
	    packed.length, extra);
	buf_add(out, packed.data, packed.length);
	buf_add_string(out, "\nendstream\nendobj\n");
	buf_release(&packed);
	flate_free(f);
}

int
font_subset_file(hb_face_t *face, const uint16_t points[256], int number,
    char tag[static FONT_SUBSET_TAG_SIZE], struct buf *out)
{
	hb_face_t *small = cut(face, points);
	struct flate_part part;
	unsigned int glyphs[256], length;
	hb_blob_t *blob;
	char extra[40];

	if (small == NULL)
		return (-1);
	find_glyphs(small, points, glyphs);
	blob = rebuild(small, glyphs);
	hb_face_destroy(small);
	if (blob == NULL)
		return (-1);
	part.bytes = hb_blob_get_data(blob, &length);
	part.length = length;
	make_tag(part.bytes, part.length, tag);
	(void)snprintf(extra, sizeof(extra), "/Length1 %u", length);
	add_stream(out, number, &part, extra);
	hb_blob_destroy(blob);
	return (0);
}

/*
 * How many codes from here on map to consecutive characters? A range must not run over a change of
 * the high byte.
 */
static int
range_length(const uint16_t points[256], int code)
{
	int n = 1;

	while (code + n < 256 && points[code + n] == points[code] + n &&
	    points[code + n] >> 8 == points[code] >> 8)
		n++;
	return (n);
}

/* Append the entries of one kind, single characters or ranges, in sections of at most MAP_BLOCK. */
static void
add_entries(const uint16_t points[256], bool ranges, struct buf *out)
{
	const char *kind = ranges ? "bfrange" : "bfchar";
	struct buf block = BUF_EMPTY;
	int code, length, count = 0;

	for (code = 0; code < 256; code += length) {
		length = points[code] == 0 ? 1 : range_length(points, code);
		if (points[code] != 0 && (length > 1) == ranges) {
			buf_printf(&block, "<%02X>", (unsigned int)code);
			if (ranges)
				buf_printf(&block, "<%02X>", (unsigned int)(code + length - 1));
			buf_printf(&block, "<%04X>\n", points[code]);
			count++;
		}
		if (count == MAP_BLOCK || (code + length >= 256 && count > 0)) {
			buf_printf(out, "%d begin%s\n%send%s\n", count, kind, block.data, kind);
			buf_reset(&block);
			count = 0;
		}
	}
	buf_release(&block);
}

void
font_subset_map(const uint16_t points[256], int number, struct buf *out)
{
	struct buf map = BUF_EMPTY;

	buf_add_string(&map,
	    "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
	    "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement "
	    "0>>def\n/CMapName/Adobe-Identity-UCS def\n"
	    "/CMapType 2 def\n1 begincodespacerange\n<00><FF>\nendcodespacerange\n");
	add_entries(points, true, &map);
	add_entries(points, false, &map);
	buf_add_string(&map, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
	add_stream(out, number, &(struct flate_part){ map.data, map.length }, "");
	buf_release(&map);
}
