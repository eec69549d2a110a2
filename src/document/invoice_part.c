#include "document/invoice.h"
#include "document/shape.h"
#include "document/sheet_words.h"

/*
 * The payment part of a Swiss QR-bill, with the receipt at its left: 210 x 105 mm at the foot of a
 * page.
 *
 * Lengths in millimetres from the part's top left corner, sizes of letters in points, as in SIX,
 * Style Guide QR-bill 1.1 (sections and measures: the drawing on its last pages; letters: 3.4;
 * blank fields and their corners: 3.5; scissors: 3.7) and Swiss Implementation Guidelines
 * QR-bill 2.3. All is black, in a plain face, on white; Liberation Sans is one of the four that are
 * allowed.
 */
#define WIDTH 210
#define RECEIPT_WIDTH 62
#define TITLE_SIZE 11
#define MARGIN 5
#define TITLE_TOP 5
#define AMOUNT_TOP 68
#define CODE_LEFT 67
#define CODE_TOP 17
#define CODE_SIDE 46
#define CODE_QUIET 4 /* 1.6 at least; the cut is at 5 */
#define ACCEPTANCE_TOP 82
#define ACCEPTANCE_SIZE 6
#define CORNER 3
#define CORNER_THICKNESS 0.75f
#define CUT_THICKNESS 0.5f
#define SCISSORS_FROM 5
#define ASCENT 0.905f /* of Liberation Sans, as of Arial: what it takes above the baseline */

/* The receipt or the payment part: the places of its sections, and the sizes of its letters. */
struct side {
	enum text title;
	float title_left, left, top, width, height; /* of the information section */
	float heading, value, leading;
	float money_left, money_gap, money_leading; /* the amount: from the left, from currency to
	                                               amount, from heading to value */
	float payer_width, payer_height;            /* of the blank field */
	float amount_left, amount_down, amount_width, amount_height;
	bool whole; /* streets and the message, too */
};

static const struct side RECEIPT = { TEXT_PART_RECEIPT, 5, 5, 12, 52, 56, 6, 8, 9, 5, 12, 11, 52,
	20, 27, 0, 30, 10, false };
static const struct side PAYMENT = { TEXT_PART_PAYMENT, 67, 118, 5, 87, 85, 8, 10, 11, 67, 15, 13,
	65, 25, 78, 5, 40, 15, true };

/* The part that is being drawn. */
struct payment_part {
	struct sheet *s;
	const struct swiss_bill *bill;
	const struct side *side;
	float left, top; /* of the part, in points */
	float y;         /* of the next line's top, in points from the part's */
	bool streets;    /* in both addresses */
};

/* A text whose letters begin at (x, y), the top of its line, in points from the part's corner. */
static void
put(const struct payment_part *p, enum script_face face, float size, float x, float y,
    const char *text)
{
	const struct script_style style = { face, size, 0x000000 };

	canvas_text(p->s->canvas, &style, p->left + x, p->top + y + size * ASCENT, text);
}

/* A line of text. The standard's words are in one language, even where a document has two. */
static const char *
word(const struct payment_part *p, enum text text)
{
	return (sheet_own_text(p->s, text));
}

/* The corners of a field that the payer fills in; in millimetres. */
static void
draw_blank(const struct payment_part *p, float left, float top, float width, float height)
{
	const float x[] = { p->left + CANVAS_MM(left), p->left + CANVAS_MM(left + width) };
	const float y[] = { p->top + CANVAS_MM(top), p->top + CANVAS_MM(top + height) };
	const float half = CORNER_THICKNESS / 2, length = CANVAS_MM(CORNER);
	int i;

	for (i = 0; i < 4; i++) {
		float across = i % 2 == 0 ? length : -length, down = i / 2 == 0 ? length : -length;

		canvas_line(p->s->canvas, 0, CORNER_THICKNESS,
		    (struct canvas_box){
			x[i % 2], y[i / 2] + (i / 2 == 0 ? half : -half), across, 0 });
		canvas_line(p->s->canvas, 0, CORNER_THICKNESS,
		    (struct canvas_box){
			x[i % 2] + (i % 2 == 0 ? half : -half), y[i / 2], 0, down });
	}
}

/* ---- information ----------------------------------------------------------------------------- */

/*
 * Where an address is in another country than the account, the country is written before its
 * postcode.
 */
static const char *
town_of(const struct payment_part *p, const struct swiss_party *party)
{
	bool abroad = strncmp(party->country, p->bill->iban, 2) != 0;

	return (arena_printf(p->s->arena, "%s%s%s %s", abroad ? party->country : "",
	    abroad ? "-" : "", party->postcode, party->town));
}

/*
 * The blocks of the information section, each a heading and the lines below it, NULL after the last
 * line.
 */
#define BLOCKS 4
#define BLOCK_LINES 5
struct block {
	enum text heading;
	const char *lines[BLOCK_LINES];
};

/* Append the lines of an address. */
static void
add_party(const struct payment_part *p, struct block *block, const struct swiss_party *party)
{
	size_t count = 0;

	while (block->lines[count] != NULL)
		count++;
	block->lines[count++] = party->name;
	if (p->streets && party->street[0] != '\0')
		block->lines[count++] = party->street;
	block->lines[count] = town_of(p, party);
}

/*
 * The blocks of this side; returns their number. One without lines is a field that the payer fills
 * in.
 */
static size_t
find_blocks(const struct payment_part *p, struct block blocks[BLOCKS])
{
	const struct swiss_bill *bill = p->bill;
	struct arena *arena = p->s->arena;
	size_t count = 0;

	memset(blocks, 0, BLOCKS * sizeof(*blocks));
	blocks[count] = (struct block){ TEXT_PART_ACCOUNT, { swiss_iban(arena, bill->iban) } };
	add_party(p, &blocks[count++], &bill->payee);
	if (bill->reference[0] != '\0')
		blocks[count++] = (struct block){ TEXT_PART_REFERENCE,
			{ swiss_reference(arena, bill->reference) } };
	if (p->side->whole)
		blocks[count++] = (struct block){ TEXT_PART_INFORMATION, { bill->message } };
	blocks[count].heading =
	    bill->payer.name[0] != '\0' ? TEXT_PART_PAYER : TEXT_PART_PAYER_BLANK;
	if (bill->payer.name[0] != '\0')
		add_party(p, &blocks[count], &bill->payer);
	return (count + 1);
}

/* How high all blocks are, in points, with a blank line between them. */
static float
measure_part(const struct payment_part *p, const struct block *blocks, size_t count)
{
	const struct script_style style = { SCRIPT_REGULAR, p->side->value, 0 };
	size_t lines = count - 1, i, k;
	float blank = 0;

	for (i = 0; i < count; i++) {
		lines++;
		for (k = 0; k < BLOCK_LINES && blocks[i].lines[k] != NULL; k++)
			lines += (size_t)sheet_lines(p->s, &style, CANVAS_MM(p->side->width),
			    blocks[i].lines[k]);
		if (k == 0)
			blank = CANVAS_MM(p->side->payer_height);
	}
	return ((float)lines * p->side->leading + blank);
}

/* A text in as many lines as it needs. */
static void
put_lines(struct payment_part *p, const char *text)
{
	const struct script_style style = { SCRIPT_REGULAR, p->side->value, 0 };
	struct script_piece line, rest = script_piece(text);

	do {
		line = canvas_wrap(p->s->canvas, &style, rest, CANVAS_MM(p->side->width), &rest);
		canvas_put(p->s->canvas, &style, p->left + CANVAS_MM(p->side->left),
		    p->top + p->y + p->side->value * ASCENT, line);
		p->y += p->side->leading;
	} while (rest.length > 0);
}

/* Account, reference, message, payer; what does not fit into the receipt goes without the streets.
 */
static void
draw_information(struct payment_part *p)
{
	const struct side *side = p->side;
	struct block blocks[BLOCKS];
	size_t count, i, k;

	p->streets = true;
	count = find_blocks(p, blocks);
	p->streets = side->whole || measure_part(p, blocks, count) <= CANVAS_MM(side->height);
	count = find_blocks(p, blocks);
	p->y = CANVAS_MM(side->top);
	for (i = 0; i < count; i++) {
		put(p, SCRIPT_BOLD, side->heading, CANVAS_MM(side->left), p->y,
		    word(p, blocks[i].heading));
		p->y += side->leading;
		for (k = 0; k < BLOCK_LINES && blocks[i].lines[k] != NULL; k++)
			put_lines(p, blocks[i].lines[k]);
		if (k == 0)
			draw_blank(p, side->left, p->y * 25.4f / 72, side->payer_width,
			    side->payer_height);
		p->y += side->leading;
	}
}

/* ---- the other sections ---------------------------------------------------------------------- */

static void
draw_amount(const struct payment_part *p)
{
	const struct side *side = p->side;
	float left = CANVAS_MM(side->money_left), right = left + CANVAS_MM(side->money_gap),
	      y = CANVAS_MM(AMOUNT_TOP);

	put(p, SCRIPT_BOLD, side->heading, left, y, word(p, TEXT_PART_CURRENCY));
	put(p, SCRIPT_BOLD, side->heading, right, y, word(p, TEXT_PART_AMOUNT));
	y += side->money_leading;
	put(p, SCRIPT_REGULAR, side->value, left, y, p->bill->currency);
	if (p->bill->amount[0] != '\0')
		put(p, SCRIPT_REGULAR, side->value, right, y,
		    swiss_amount(p->s->arena, p->bill->amount));
	else
		draw_blank(p, side->amount_left, AMOUNT_TOP + side->amount_down, side->amount_width,
		    side->amount_height);
}

static void
draw_side(struct payment_part *p, const struct side *side)
{
	p->side = side;
	put(p, SCRIPT_BOLD, TITLE_SIZE, CANVAS_MM(side->title_left), CANVAS_MM(TITLE_TOP),
	    word(p, side->title));
	draw_information(p);
	draw_amount(p);
}

/* Where the receipt is stamped at a counter: at the right. */
static void
draw_acceptance(const struct payment_part *p)
{
	const struct script_style style = { SCRIPT_BOLD, ACCEPTANCE_SIZE, 0 };
	const char *text = word(p, TEXT_PART_ACCEPTANCE);
	float right = CANVAS_MM(RECEIPT_WIDTH - MARGIN);

	put(p, SCRIPT_BOLD, ACCEPTANCE_SIZE,
	    right - canvas_width(p->s->canvas, &style, script_piece(text)),
	    CANVAS_MM(ACCEPTANCE_TOP), text);
}

/*
 * In the middle of the Swiss code is a cross, 7 mm of the code's 46 (SIX, style guide): on white,
 * in black with white bars.
 */
static void
draw_cross(struct sheet *s, struct canvas_box code)
{
	float unit = code.width * 7 / 46 / 32, x = code.x + code.width / 2,
	      y = code.y + code.height / 2;
	const struct canvas_box white = { x - 16 * unit, y - 16 * unit, 32 * unit, 32 * unit };
	const struct canvas_box black = { x - 14 * unit, y - 14 * unit, 28 * unit, 28 * unit };
	const struct canvas_box bars[] = { { x - 3 * unit, y - 10 * unit, 6 * unit, 20 * unit },
		{ x - 10 * unit, y - 3 * unit, 20 * unit, 6 * unit } };

	canvas_bars(s->canvas, 0xffffff, &white, 1);
	canvas_bars(s->canvas, 0, &black, 1);
	canvas_bars(s->canvas, 0xffffff, bars, LENGTH(bars));
}

/* ---- where to cut ---------------------------------------------------------------------------- */

/* A point of the scissors, along and across the line that they cut, in millimetres. */
static struct canvas_box
turn(const struct payment_part *p, bool down, float along, float across)
{
	float x = CANVAS_MM(down ? RECEIPT_WIDTH : SCISSORS_FROM),
	      y = CANVAS_MM(down ? SCISSORS_FROM : 0);

	return ((struct canvas_box){ p->left + x + CANVAS_MM(down ? across : along),
	    p->top + y + CANVAS_MM(down ? along : across), 0, 0 });
}

/* Two rings and two blades. */
static void
draw_scissors(const struct payment_part *p, bool down)
{
	static const float RINGS[] = { 0.62f, 0.36f };
	float way;
	size_t i;

	for (way = -1; way <= 1; way += 2) {
		struct canvas_box from = turn(p, down, 0.95f, way * 0.6f),
				  to = turn(p, down, 3.4f, way * -0.6f);

		for (i = 0; i < LENGTH(RINGS); i++) {
			struct canvas_box ring = turn(p, down, 0.5f, way * 0.85f);
			float r = CANVAS_MM(RINGS[i]);

			canvas_fill(p->s->canvas, i == 0 ? 0x000000 : 0xffffff,
			    (struct canvas_box){ ring.x - r, ring.y - r, 2 * r, 2 * r }, r);
		}
		canvas_line(p->s->canvas, 0, 0.85f,
		    (struct canvas_box){ from.x, from.y, to.x - from.x, to.y - from.y });
	}
}

/* Between the bill and the part, and between the receipt and the rest. */
static void
draw_cuts(const struct payment_part *p)
{
	canvas_line(p->s->canvas, 0, CUT_THICKNESS,
	    (struct canvas_box){ p->left, p->top, CANVAS_MM(WIDTH), 0 });
	canvas_line(p->s->canvas, 0, CUT_THICKNESS,
	    (struct canvas_box){ p->left + CANVAS_MM(RECEIPT_WIDTH), p->top, 0, SHEET_PART });
	draw_scissors(p, false);
	draw_scissors(p, true);
}

void
invoice_part_draw(struct sheet *s, const struct swiss_bill *bill)
{
	struct payment_part p = { .s = s,
		.bill = bill,
		.left = s->layout->width - CANVAS_MM(WIDTH),
		.top = s->layout->height - SHEET_PART };
	const struct canvas_box code = { p.left + CANVAS_MM(CODE_LEFT), p.top + CANVAS_MM(CODE_TOP),
		CANVAS_MM(CODE_SIDE), CANVAS_MM(CODE_SIDE) };

	draw_cuts(&p);
	draw_side(&p, &RECEIPT);
	draw_acceptance(&p);
	draw_side(&p, &PAYMENT);
	shape_square(s, code, CANVAS_MM(CODE_QUIET), swiss_code(s->arena, bill));
	if (!s->refused)
		draw_cross(s, code);
}
