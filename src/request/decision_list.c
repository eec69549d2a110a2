#include "request/decision_list.h"

#include <ctype.h>
#include <stdbool.h>

#include "base/csv.h"
#include "base/text.h"

#define MOST_ROWS 1000000
#define MOST_COLUMNS 100
#define MOST_BYTES 4096

enum column {
	COL_ACCOUNT,
	COL_CODE,
	COL_FINGERPRINT,
	COL_MESSAGE,
	COL_STATUS,
	COL_SEND_TO,
	COL_CC_TO,
	COL_BALANCE,
	COL_DECISION,
	COL_REASON,
	COL_COUNT
};

static const char *const COLUMN_NAMES[COL_COUNT] = { "account_number", "code", "fingerprint",
	"message", "status", "send_to", "cc_to", "current_balance", "decision", "reason" };

/* The columns that each kind must have, and the words that it may say. */
static const struct kind {
	enum column needed[3];
	size_t needed_count;
	const char *words[6];
	const char *rule;
} KINDS[] = {
	[DECISION_LIST_EXCEPTIONS] = { { COL_ACCOUNT, COL_CODE, COL_FINGERPRINT }, 3,
	    { "APPROVE", "HOLD" }, "APPROVE or HOLD" },
	[DECISION_LIST_EMAILS] = { { COL_MESSAGE }, 1,
	    { "SEND", "HOLD", "DO_NOT_SEND", "RESEND", "DELIVERED" },
	    "SEND, HOLD, DO_NOT_SEND, RESEND or DELIVERED" },
};

struct parsing {
	struct arena *arena;
	struct decision_list *list;
	struct decision_row *rows;
	size_t room;
	bool header_read;
	size_t place[COL_COUNT]; /* column number from 1; 0: not there */
};

/* Where the columns are, and so which of our reports this is. */
static int
read_header(struct parsing *p, const struct csv_row *row, struct err *e)
{
	size_t i, c;

	for (i = 0; i < row->count; i++) {
		for (c = 0; c < COL_COUNT && !text_equal_nocase(row->fields[i], COLUMN_NAMES[c]);
		    c++)
			;
		if (c < COL_COUNT && p->place[c] != 0)
			return (err_reject(e,
			    "the column %s is there twice (columns %zu and %zu); remove the one "
			    "that is not meant",
			    COLUMN_NAMES[c], p->place[c], i + 1));
		if (c < COL_COUNT)
			p->place[c] = i + 1;
	}
	p->header_read = true;
	p->list->kind =
	    p->place[COL_FINGERPRINT] != 0 ? DECISION_LIST_EXCEPTIONS : DECISION_LIST_EMAILS;
	if (p->place[COL_DECISION] == 0)
		return (err_reject(e,
		    "there is no column called decision; drop back a copy of exceptions.csv or "
		    "email-queue.csv with that column filled in (a file of data belongs into a "
		    "folder under imports/)"));
	for (i = 0; i < KINDS[p->list->kind].needed_count; i++)
		if (p->place[KINDS[p->list->kind].needed[i]] == 0)
			return (err_reject(e,
			    "the column %s is missing; drop back the whole report, not a part of "
			    "it",
			    COLUMN_NAMES[KINDS[p->list->kind].needed[i]]));
	return (0);
}

/*
 * A column of a row, in the arena; "" if it is not there. Reports put a "'" before what a
 * spreadsheet would run.
 */
static char *
field(struct parsing *p, const struct csv_row *row, enum column column)
{
	size_t place = p->place[column];
	const char *text = place > 0 && place <= row->count ? row->fields[place - 1] : "";

	if (text[0] == '\'' && text_is_formula(text + 1))
		text++;
	return (arena_string(p->arena, text));
}

/* Is the decision one of the kind's words? Makes it upper case, blanks and hyphens to underscores.
 */
static bool
check_word(const struct kind *kind, char *word)
{
	size_t i;

	for (i = 0; word[i] != '\0'; i++)
		word[i] =
		    word[i] == ' ' || word[i] == '-' ? '_' : (char)toupper((unsigned char)word[i]);
	for (i = 0; kind->words[i] != NULL; i++)
		if (strcmp(word, kind->words[i]) == 0)
			return (true);
	return (false);
}

/* One row: the header, or one that may have a decision. */
static int
on_row(void *context, const struct csv_row *row, struct err *e)
{
	struct parsing *p = context;
	const struct kind *kind = &KINDS[p->list->kind];
	char *decision;

	if (!p->header_read)
		return (read_header(p, row, e));
	decision = field(p, row, COL_DECISION);
	if (decision[0] == '\0')
		return (0);
	if (!check_word(kind, decision))
		return (err_reject(e,
		    "line %zu: decision is \"%.40s\"; write %s, or leave it empty", row->line,
		    decision, kind->rule));

	p->rows = arena_grow(p->arena, p->rows, p->list->count, &p->room, sizeof(*p->rows));
	p->rows[p->list->count++] = (struct decision_row){ .line = row->line,
		.account = field(p, row, COL_ACCOUNT),
		.code = field(p, row, COL_CODE),
		.fingerprint = field(p, row, COL_FINGERPRINT),
		.message = field(p, row, COL_MESSAGE),
		.status = field(p, row, COL_STATUS),
		.send_to = field(p, row, COL_SEND_TO),
		.cc_to = field(p, row, COL_CC_TO),
		.balance = field(p, row, COL_BALANCE),
		.has_cc = p->place[COL_CC_TO] != 0,
		.decision = decision,
		.reason = field(p, row, COL_REASON) };
	return (0);
}

int
decision_list_parse(const char *text, size_t length, struct arena *arena,
    struct decision_list *list, struct err *e)
{
	static const struct csv_limits limits = { MOST_ROWS, MOST_COLUMNS, MOST_BYTES };
	struct parsing p = { .arena = arena, .list = list };

	*list = (struct decision_list){ 0 };
	if (csv_read(text, length, csv_sniff(text, length), &limits, on_row, &p, e) != 0)
		return (-1);
	if (!p.header_read)
		return (err_reject(e,
		    "the file is empty; drop back a copy of exceptions.csv or email-queue.csv with "
		    "its column decision filled in"));
	if (list->count == 0)
		return (err_reject(e,
		    "no row has a decision; fill in the column decision (%s) and save",
		    KINDS[list->kind].rule));
	list->rows = p.rows;
	return (0);
}
