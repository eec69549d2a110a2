#include "request/decision_list.h"

#include <ctype.h>
#include <stdbool.h>

#include "base/csv.h"
#include "base/text.h"

#define MOST_ROWS 1000000
#define MOST_COLUMNS 100
#define MOST_BYTES 4096

enum decision_column {
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

/* The columns that each kind must have, and its decision words. */
static const struct decision_kind {
	enum decision_column needed[3];
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

struct decision_parsing {
	struct arena *arena;
	struct decision_list *list;
	struct decision_row *rows;
	size_t room;
	bool header_read;
	size_t place[COL_COUNT]; /* column number from 1; 0: not there */
};

/* The column with this name, COL_COUNT if the list needs none of that name. */
static size_t
find_list_column(const char *name)
{
	size_t c = 0;

	while (c < COL_COUNT && !text_equal_nocase(name, COLUMN_NAMES[c]))
		c++;
	return (c);
}

/* Note where the columns are. */
static int
place_list_columns(struct decision_parsing *p, const struct csv_row *row, struct err *e)
{
	size_t i, c;

	for (i = 0; i < row->count; i++) {
		if ((c = find_list_column(row->fields[i])) == COL_COUNT)
			continue;
		if (p->place[c] != 0)
			return (err_reject(e,
			    "the column %s is there twice (columns %zu and %zu); remove the one "
			    "that is not meant",
			    COLUMN_NAMES[c], p->place[c], i + 1));
		p->place[c] = i + 1;
	}
	return (0);
}

/* The first row: which of our reports it is, and whether its columns are there. */
static int
read_list_header(struct decision_parsing *p, const struct csv_row *row, struct err *e)
{
	const struct decision_kind *kind;
	size_t i;

	if (place_list_columns(p, row, e) != 0)
		return (-1);
	p->header_read = true;
	p->list->kind =
	    p->place[COL_FINGERPRINT] != 0 ? DECISION_LIST_EXCEPTIONS : DECISION_LIST_EMAILS;
	if (p->place[COL_DECISION] == 0)
		return (err_reject(e,
		    "there is no column called decision; drop back a copy of exceptions.csv or "
		    "email-queue.csv with that column filled in (a file of data belongs into a "
		    "folder under imports/)"));
	kind = &KINDS[p->list->kind];
	for (i = 0; i < kind->needed_count; i++)
		if (p->place[kind->needed[i]] == 0)
			return (err_reject(e,
			    "the column %s is missing; drop back the whole report, not a part of "
			    "it",
			    COLUMN_NAMES[kind->needed[i]]));
	return (0);
}

/*
 * A column of a row, in the arena; "" if it is not there. Reports put a "'" before what a
 * spreadsheet would run.
 */
static char *
list_field(struct decision_parsing *p, const struct csv_row *row, enum decision_column column)
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
check_word(const struct decision_kind *kind, char *word)
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
read_list_row(void *context, const struct csv_row *row, struct err *e)
{
	struct decision_parsing *p = context;
	const struct decision_kind *kind = &KINDS[p->list->kind];
	char *decision;

	if (!p->header_read)
		return (read_list_header(p, row, e));
	decision = list_field(p, row, COL_DECISION);
	if (decision[0] == '\0')
		return (0);
	if (!check_word(kind, decision))
		return (err_reject(e,
		    "line %zu: decision is \"%.40s\"; write %s, or leave it empty", row->line,
		    decision, kind->rule));

	p->rows = arena_grow(p->arena, p->rows, p->list->count, &p->room, sizeof(*p->rows));
	p->rows[p->list->count++] = (struct decision_row){ .line = row->line,
		.account = list_field(p, row, COL_ACCOUNT),
		.code = list_field(p, row, COL_CODE),
		.fingerprint = list_field(p, row, COL_FINGERPRINT),
		.message = list_field(p, row, COL_MESSAGE),
		.status = list_field(p, row, COL_STATUS),
		.send_to = list_field(p, row, COL_SEND_TO),
		.cc_to = list_field(p, row, COL_CC_TO),
		.balance = list_field(p, row, COL_BALANCE),
		.has_cc = p->place[COL_CC_TO] != 0,
		.decision = decision,
		.reason = list_field(p, row, COL_REASON) };
	return (0);
}

int
decision_list_parse(const char *text, size_t length, struct arena *arena,
    struct decision_list *list, struct err *e)
{
	static const struct csv_limits limits = { MOST_ROWS, MOST_COLUMNS, MOST_BYTES };
	struct decision_parsing p = { .arena = arena, .list = list };

	*list = (struct decision_list){ 0 };
	if (csv_read(text, length, csv_sniff(text, length), &limits, read_list_row, &p, e) != 0)
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
