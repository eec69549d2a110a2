#include "page/code.h"

#include <zint.h>

#include "base/log.h"
#include "base/memory.h"

#define ROW_BYTES 144 /* what zint's own rows have room for */
#define ROWS 200
#define QR_LEVEL_M 2

/*
 * A QR may have any of eight masks. We choose one: zint takes ten times as long as for all the rest
 * to try them all and find the best looking one (measured with zint 2.11).
 */
#define QR_MASK(number) (((number) + 1) << 8)

struct code {
	struct zint_symbol *symbol;
	unsigned char bits[ROWS * ROW_BYTES];
};

static const struct {
	const char *word;
	int symbology;
} KINDS[CODE_KINDS] = {
	[CODE_QR] = { "qr", BARCODE_QRCODE },
	[CODE_128] = { "code128", BARCODE_CODE128 },
	[CODE_DATAMATRIX] = { "datamatrix", BARCODE_DATAMATRIX },
};

struct code *
code_new(void)
{
	struct code *c = memory_new(1, sizeof(*c));

	c->symbol = ZBarcode_Create();
	if (c->symbol == NULL)
		log_die("zint: out of memory");
	return (c);
}

void
code_free(struct code *c)
{
	if (c == NULL)
		return;
	ZBarcode_Delete(c->symbol);
	free(c);
}

enum code_kind
code_kind_of(const char *word)
{
	int kind;

	for (kind = 0; kind < CODE_KINDS && strcmp(KINDS[kind].word, word) != 0; kind++)
		;
	return ((enum code_kind)kind);
}

/* Zint begins its bytes with the lowest bit, a picture with the highest. */
static unsigned char
turn(unsigned int byte)
{
	byte = (byte & 0xf0) >> 4 | (byte & 0x0f) << 4;
	byte = (byte & 0xcc) >> 2 | (byte & 0x33) << 2;
	return ((unsigned char)((byte & 0xaa) >> 1 | (byte & 0x55) << 1));
}

int
code_make(struct code *c, enum code_kind kind, const char *text, struct canvas_pattern *pattern,
    struct err *e)
{
	struct zint_symbol *z = c->symbol;
	int bytes, row, i;

	ZBarcode_Clear(z);
	z->symbology = KINDS[kind].symbology;
	z->input_mode = UNICODE_MODE;
	z->show_hrt = 0;
	z->eci = 0;
	z->option_1 = kind == CODE_QR ? QR_LEVEL_M : -1;
	z->option_2 = 0;
	z->option_3 = kind == CODE_QR ? QR_MASK(2) : kind == CODE_DATAMATRIX ? DM_SQUARE : 0;

	/*
	 * A bill's code is read by its bytes: plain UTF-8, which phones expect, without zint's own
	 * conversion.
	 */
	if (kind == CODE_QR)
		z->input_mode = DATA_MODE;
	if (ZBarcode_Encode(z, (const unsigned char *)(uintptr_t)text, (int)strlen(text)) >=
	    ZINT_ERROR)
		return (err_reject(e, "The text \"%.100s\" cannot be a %s code: %s.", text,
		    KINDS[kind].word, z->errtxt));
	bytes = (z->width + 7) / 8;
	for (row = 0; row < z->rows; row++)
		for (i = 0; i < bytes; i++)
			c->bits[row * bytes + i] = turn(z->encoded_data[row][i]);
	*pattern = (struct canvas_pattern){ c->bits, z->width, z->rows };
	return (0);
}
