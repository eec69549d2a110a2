#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/decimal.h"
#include "base/err.h"
#include "words/working.h"

/*
 * document: from an invoice's frozen facts to the bytes of a PDF. Pure: no spool, no database, no
 * clock.
 *
 * What every invoice of a run shares (fonts subset to the run's own characters, already compressed)
 * is prepared once in a struct document_stock; each worker thread then draws with a struct
 * document_press of its own. The same model and the same stock always give the same bytes,
 * whichever press draws them.
 */

/* A line of the account or of a list; all strings UTF-8, NUL-terminated, never NULL. */
struct document_line {
	const char *group; /* heading under which it stands: "Electricity"; lines of a group stand
	                      together */
	const char *description;
	const char *meter; /* "" where it has none */
	struct working working;
	struct decimal quantity;
	const char *unit;
	struct decimal price;
	bool percent; /* price is a percentage (a discount) */
	int32_t from, to; /* DATE_NONE where it has none */
	int days;
	int tier;
	int64_t amount_minor;
	const char *tax_code;
};

struct document_usage {
	const char *meter;
	const char *serial;
	const char *meter_type;
	const char *type_name; /* as the customer's language calls it */
	int32_t from_day, to_day;
	struct decimal from_value, to_value;
	bool from_estimated, to_estimated, rolled_over;
	struct decimal multiplier;
	struct decimal quantity;
	const char *unit;
};

/*
 * Did this register feed into the network? Its quantity is negative though it counted up; one that
 * was turned back by a correction is not.
 */
bool document_fed_in(const struct document_usage *usage);

struct document_tax {
	const char *code;
	struct decimal percent;
	int64_t net_minor;
	int64_t tax_minor;
};

struct document_history { /* use of an earlier period, oldest first, for the chart */
	int32_t from, to;
	struct decimal quantity;
	const char *unit;
};

/* What a statement states, or an invoice that a reminder names. */
enum document_entry_kind {
	ENTRY_OPENING,
	ENTRY_INVOICE,
	ENTRY_RECEIPT,
	ENTRY_ADJUSTMENT,
	ENTRY_REVERSAL
};

struct document_entry {
	enum document_entry_kind kind;
	int32_t day, due; /* due: DATE_NONE where it has none */
	int days_late;
	int level; /* of the reminder */
	const char *reference; /* number of the invoice, or what the payer wrote */
	int64_t whole_minor; /* of the invoice that a reminder names */
	int64_t amount_minor; /* signed as in the ledger; of a reminder, what is open */
	int64_t balance_minor; /* after it; of a reminder, the sum so far */
};

enum document_kind { DOCUMENT_INVOICE, DOCUMENT_REVERSAL, DOCUMENT_STATEMENT, DOCUMENT_REMINDER };

#define DOCUMENT_BANDS 5 /* not due, and 1-30, 31-60, 61-90 and over 90 days late */

#define DOCUMENT_ADDRESS_LINES 6

struct document_model {
	enum document_kind kind;
	bool copy; /* for somebody else than the customer: every page says so */
	/* the sender: the building's owner or manager */
	const char *sender_name;
	const char *sender_lines[DOCUMENT_ADDRESS_LINES]; /* "" where unused, as below */
	const char *sender_street, *sender_postcode, *sender_town,
	    *sender_country; /* the same in parts, for codes */
	const char *layout; /* name of one that the stock was made with; "": the first */
	const char *logo; /* the same of a picture; "": none */
	const char *sender_tax_number;
	const char *sender_email;
	const char *bank_name, *bank_account, *biller_code;
	/* the recipient, in the window */
	const char *recipient[DOCUMENT_ADDRESS_LINES];
	/*
	 * who pays, in parts, for codes; country "" where it is the sender's; name "" where the
	 * parts are not known
	 */
	struct document_payer {
		const char *name, *street, *postcode, *town, *country;
	} payer;
	/* facts */
	const char *invoice_number;
	const char *reverses; /* number of the invoice that a reversal cancels, else "" */
	const char *account_number;
	const char *account_name;
	const char *site; /* site identifier */
	const char *supply_address; /* one line: where the service is */
	const char *plan;
	int32_t invoice_date, due_date, period_from, period_to;
	const char *currency; /* "AUD", "EUR" */
	int minor_places;
	const char *language; /* "en", "de", "fr", "pl" */
	/* the account */
	int64_t previous_minor; /* balance of the previous bill */
	int64_t received_minor; /* payments since, positive when money came in */
	int64_t adjusted_minor; /* adjustments since, signed as in the ledger */
	int64_t net_minor, tax_minor, total_minor; /* this bill */
	int64_t due_minor; /* balance after this bill */
	bool tax_per_line;
	const struct document_line *lines;
	size_t line_count;
	const struct document_usage *usages;
	size_t usage_count;
	const struct document_tax *taxes;
	size_t tax_count;
	const struct document_history *history;
	size_t history_count;
	/* of a statement or a reminder, which have no lines */
	int level; /* of a reminder, from 1 */
	const struct document_entry *entries;
	size_t entry_count;
	int64_t bands_minor[DOCUMENT_BANDS]; /* of a statement: how old what is owed is */
	const char *messages[4]; /* by building, by customer; "" where unused */
};

/* A file of the run: text with a NUL behind it, or a picture. */
struct document_file {
	const char *name;
	const char *bytes;
	size_t length;
};

/* Settings of the look that the run fixes. */
struct document_style {
	const char *font_regular; /* paths of TrueType files */
	const char *font_bold;
	const char
	    *other_regular; /* for texts with a character that these lack; NULL or "": none */
	const char *other_bold;
	const char *accent; /* "#1f5f8b" */
	/*
	 * the files that the run's documents name as their layout and logo; without layouts there
	 * is DOCUMENT_LAYOUT
	 */
	const struct document_file *layouts, *pictures;
	size_t layout_count, picture_count;
};
#define DOCUMENT_LAYOUT "classic"

struct document_stock;
struct document_press;

/*
 * What characters a run needs: add every text that will be drawn. The layout's own texts are known
 * already: those of the languages of the models that were added, or of all languages if only single
 * texts were.
 */
struct document_charset;
struct document_charset *document_charset_new(void);
void document_charset_add(struct document_charset *set, const char *text);
void document_charset_add_model(struct document_charset *set, const struct document_model *model);
void document_charset_free(struct document_charset *set);

/*
 * Prepare what all invoices of a run share. Returns 0 and a stock that is read-only from then on,
 * so threads may share it; or -1: ERR_REJECT for a font that is not there, not TrueType, or not the
 * one it should be.
 */
int document_stock_new(const struct document_style *style, const struct document_charset *set,
    struct document_stock **stock, struct err *e) NODISCARD;
void document_stock_free(struct document_stock *stock);

/*
 * Make smaller fonts beside those of the stock, with the characters that `press` has drawn so far
 * and no others: documents that need no others carry these. Draw a sample of the run with one
 * press, trim, and only then draw the rest and share the stock. Returns 0, or -1 as
 * document_stock_new.
 */
int document_stock_trim(struct document_stock *stock, const struct document_press *press,
    struct err *e) NODISCARD;

/*
 * Can this model be drawn with these fonts, and does it add up? Returns 0, or -1 with ERR_REJECT
 * naming the field, the character by its number (U+5C71) and what to do: what a NOT_DRAWABLE
 * exception says. Latin, Greek and Cyrillic are drawn where the fonts have the character; no script
 * that needs shaping. The sums: lines = net, taxes = tax, net + tax = total, and previous -
 * received + adjusted + total = due; of a letter, the entries = due - previous, and bands = due. A
 * stock made for any charset answers for all.
 */
int document_check(const struct document_stock *stock, const struct document_model *model,
    struct err *e) NODISCARD;

/* One press a thread. */
struct document_press *document_press_new(const struct document_stock *stock);
void document_press_free(struct document_press *press);

struct document_facts {
	int pages;
	const char *mark; /* what every page of a copy says, "" of another document; valid until the
	                     press draws again */
};

/*
 * Draw model into pdf (reset first): a complete PDF. Returns 0, or -1: ERR_REJECT when it cannot be
 * drawn (see document_check), ERR_RETRY when libharu or zlib ran out of memory; the press can be
 * used again in both cases.
 */
int document_draw(struct document_press *press, const struct document_model *model, struct buf *pdf,
    struct document_facts *facts, struct err *e) NODISCARD;

/* What every page of a finished document must show, and the amount on its first one. */
struct document_expected {
	const char *account_number, *invoice_number;
	const char *total; /* plain, as decimal_format_money writes it ("-1234.56") */
	const char *mark; /* the word of a copy, by which whoever gets it sees that it is not theirs
	                     to pay twice; "" otherwise */
};

/*
 * Reads finished documents back, and remembers the fonts of the last ones: a run's documents share
 * them. One a thread.
 */
struct document_verifier;

struct document_verifier *document_verifier_new(void);
void document_verifier_free(struct document_verifier *verifier);

/*
 * Read what is expected back from the finished bytes (not from the model): the PDF's page content
 * is inflated and its text decoded through the fonts' own maps. Every page must show both numbers,
 * so a page of another document is found out; the first page must show the amount: it is found in
 * the marks of any language; its sign, which the invoice says in words, is not compared. Returns 0,
 * or -1 with ERR_REJECT naming what is not there.
 */
int document_verify(struct document_verifier *verifier, const char *pdf, size_t length,
    const struct document_expected *expected, struct err *e) NODISCARD;

/*
 * What the last document that was refused did not show: the field that would have, NULL if it was
 * not that, and the page from 0.
 */
struct document_lack {
	const char *field;
	size_t page;
};
struct document_lack document_verifier_lack(const struct document_verifier *verifier);

#endif
