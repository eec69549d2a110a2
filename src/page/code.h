#ifndef PAGE_CODE_H
#define PAGE_CODE_H

#include "base/err.h"
#include "page/canvas.h"

/*
 * code: text as a pattern that a machine reads. The one place that knows zint.
 *
 * The same text always gives the same pattern. One of these belongs to one thread.
 */
struct code;

enum code_kind {
	CODE_QR, /* ISO/IEC 18004, correction level M, as EPC069-12 and the Swiss QR-bill ask */
	CODE_128, /* ISO/IEC 15417; one row, to be drawn as high as one likes */
	CODE_DATAMATRIX, /* ISO/IEC 16022, square */
	CODE_KINDS
};

struct code *code_new(void);
void code_free(struct code *c);

/* "qr", "code128", "datamatrix"; CODE_KINDS for another word. */
enum code_kind code_kind_of(const char *word);

/*
 * Make the pattern of a text (UTF-8); it is the code's own until the next one is made. Quiet zones
 * are the caller's: 4 squares round a QR, 10 at the sides of a Code 128, 1 round a DataMatrix.
 * Returns 0, or -1 with ERR_REJECT if the text does not fit.
 */
int code_make(struct code *c, enum code_kind kind, const char *text, struct canvas_pattern *pattern,
    struct err *e) NODISCARD;

#endif
