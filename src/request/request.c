#include "request/request.h"

#include <ctype.h>
#include <stddef.h>
#include <strings.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/inifile.h"
#include "base/text.h"
#include "store/schedule.h"

/* A set of request types. */
#define FOR(type) (1U << REQUEST_##type)
#define LETTERS (FOR(STATEMENTS) | FOR(REMINDERS))
#define RUNS (FOR(TRANSACTIONS) | FOR(PREVIEW) | FOR(INVOICES) | FOR(DAILY))
#define DECISIONS (FOR(APPROVE) | FOR(HOLD))

static const char *const TYPE_NAMES[REQUEST_COUNT] = {
	[REQUEST_TRANSACTIONS] = "transactions",
	[REQUEST_PREVIEW] = "preview",
	[REQUEST_INVOICES] = "invoices",
	[REQUEST_DAILY] = "daily",
	[REQUEST_APPROVE] = "approve",
	[REQUEST_HOLD] = "hold",
	[REQUEST_EMAIL] = "email",
	[REQUEST_POSTED] = "posted",
	[REQUEST_REVERSE] = "reverse",
	[REQUEST_CANCEL] = "cancel",
	[REQUEST_SCHEDULE] = "schedule",
	[REQUEST_STATEMENTS] = "statements",
	[REQUEST_REMINDERS] = "reminders",
};

enum kind {
	KIND_TYPE,
	KIND_TEXT,
	KIND_CODES,
	KIND_DATE,
	KIND_HASH,
	KIND_CODE,
	KIND_YES,
	KIND_WORD,
	KIND_DAYS,
	KIND_AMOUNT
};

/* One key: where its value goes, what it may be, which types take it and which cannot do without.
 */
struct key {
	const char *name;
	enum kind kind;
	size_t offset;
	unsigned allowed;
	unsigned mandatory;
	const char *rule;
	const char *const *words; /* of KIND_WORD, ended by NULL */
	const char *example;      /* what a form says; NULL: nothing, or what its caller knows */
};

static const char *const DECISIONS_OF_EMAIL[] = { "SEND", "HOLD", "DO_NOT_SEND", "RESEND",
	"DELIVERED", NULL };
static const char *const DOCUMENTS[] = { "invoices", "statements", "reminders", "all", NULL };
static const char *const ACTS[] = { "set", "pause", "resume", "skip", "run", "end", NULL };

#define AT(field) offsetof(struct request, field)

static const struct key KEYS[] = {
	{ "type", KIND_TYPE, AT(type), ~0U, ~0U,
	    "transactions, preview, invoices, daily, approve, hold, email, posted, reverse, "
	    "cancel, schedule, statements or reminders",
	    NULL, NULL },
	{ "buildings", KIND_CODES, AT(buildings),
	    RUNS | LETTERS | DECISIONS | FOR(EMAIL) | FOR(SCHEDULE), RUNS | LETTERS,
	    "building codes such as A, B, C, or * for all yours", NULL, NULL },
	{ "of", KIND_WORD, AT(of), FOR(PREVIEW) | FOR(EMAIL), 0,
	    "invoices, statements or reminders: what is shown, or which emails are meant where "
	    "they have no number or run; of emails also all. If not said, invoices; HOLD is for "
	    "all emails",
	    DOCUMENTS, NULL },
	{ "end_date", KIND_DATE, AT(end_date), RUNS | LETTERS, FOR(TRANSACTIONS) | FOR(DAILY),
	    "a date such as 2026-10-31", NULL, NULL },
	{ "from_date", KIND_DATE, AT(from_date), FOR(STATEMENTS), 0,
	    "a date such as 2026-10-01: an extract from that day on, whatever statements have said "
	    "already",
	    NULL, NULL },
	{ "days_overdue", KIND_DAYS, AT(days_overdue), FOR(REMINDERS), 0,
	    "for how many days an invoice must be overdue, such as 7", NULL, NULL },
	{ "minimum", KIND_AMOUNT, AT(minimum), FOR(REMINDERS), 0,
	    "an amount such as 10.00: less than that is not reminded of", NULL, NULL },
	{ "invoice_date", KIND_DATE, AT(invoice_date),
	    FOR(PREVIEW) | FOR(INVOICES) | FOR(DAILY) | FOR(REVERSE), 0,
	    "a date such as 2026-11-02", NULL, NULL },
	{ "note", KIND_TEXT, AT(note), ~0U, 0, "any text", NULL, NULL },
	{ "approve", KIND_HASH, AT(approve), FOR(INVOICES), 0,
	    "the 64 digits that a preview printed", NULL, NULL },
	{ "run", KIND_CODE, AT(run), DECISIONS | FOR(EMAIL) | FOR(POSTED), FOR(POSTED),
	    "a run such as 20261102-0003", NULL, NULL },
	{ "account", KIND_CODES, AT(accounts), RUNS | LETTERS | DECISIONS | FOR(SCHEDULE), 0,
	    "account numbers such as 1001, 1002, or * for all", NULL, NULL },
	{ "code", KIND_CODES, AT(codes), DECISIONS, 0,
	    "exception codes such as READ_ESTIMATED, or *", NULL, NULL },
	{ "reason", KIND_TEXT, AT(reason), DECISIONS | FOR(EMAIL) | FOR(REVERSE),
	    FOR(APPROVE) | FOR(REVERSE),
	    "why, in your words; for colleagues alone, no customer reads it", NULL, NULL },
	{ "message", KIND_CODES, AT(messages), FOR(EMAIL), 0,
	    "message numbers from email-queue.csv, or *", NULL, NULL },
	{ "message", KIND_TEXT, AT(message), FOR(REVERSE), 0,
	    "a text for the customer, printed on the credit note", NULL, NULL },
	{ "decision", KIND_WORD, AT(decision), FOR(EMAIL), FOR(EMAIL),
	    "SEND, HOLD, DO_NOT_SEND, RESEND or DELIVERED", DECISIONS_OF_EMAIL, NULL },
	{ "invoice", KIND_CODES, AT(invoices), FOR(REVERSE) | FOR(POSTED), FOR(REVERSE),
	    "invoice numbers; of posted, also numbers of letters", NULL, NULL },
	{ "rebill", KIND_YES, AT(rebill), FOR(REVERSE), 0, "yes or no", NULL, NULL },
	{ "post", KIND_YES, AT(post), FOR(EMAIL), 0,
	    "yes or no: with DO_NOT_SEND, what is not sent goes by post instead", NULL, NULL },
	{ "request", KIND_TEXT, AT(target), FOR(CANCEL), FOR(CANCEL),
	    "the file name of a queued request of yours", NULL, NULL },

	{ "schedule", KIND_CODE, AT(schedule.name), FOR(SCHEDULE), FOR(SCHEDULE),
	    "its name: one word, such as monthly", NULL, "monthly" },
	{ "act", KIND_WORD, AT(schedule.act), FOR(SCHEDULE), 0,
	    "set (make or change it), pause, resume, skip (the next run, once), run (now, once "
	    "more) or end",
	    ACTS, NULL },
	{ "when", KIND_TEXT, AT(schedule.occurs), FOR(SCHEDULE), 0,
	    "such as monthly on 1 at 06:00, monthly on last day at 18:30, every 2 weeks on Mon, "
	    "quarterly on 1, daily, or RRULE: and a rule of RFC 5545",
	    NULL, "monthly on 1 at 06:00" },
	{ "task", KIND_WORD, AT(schedule.task), FOR(SCHEDULE), 0,
	    "daily (transactions, then invoices for what is clean) or transactions", SCHEDULE_TASKS,
	    NULL },
	{ "group", KIND_CODE, AT(schedule.group), FOR(SCHEDULE), 0,
	    "a building group (column building_group of the buildings) instead of buildings", NULL,
	    NULL },
	{ "time_zone", KIND_TEXT, AT(schedule.zone), FOR(SCHEDULE), 0,
	    "such as Australia/Sydney; that of the buildings if not said", NULL, NULL },
	{ "shift", KIND_WORD, AT(schedule.shift), FOR(SCHEDULE), 0,
	    "next, previous or none: to which business day a run moves from a Saturday, Sunday or "
	    "holiday",
	    SCHEDULE_SHIFTS, NULL },
	{ "end_rule", KIND_WORD, AT(schedule.end_rule), FOR(SCHEDULE), 0,
	    "up to when it bills: day before (that of the run), same day, or last month (its last "
	    "day)",
	    SCHEDULE_END_RULES, NULL },
	{ "start", KIND_DATE, AT(schedule.start), FOR(SCHEDULE), 0,
	    "the first day that it may run, such as 2026-11-01", NULL, NULL },
	{ "agent", KIND_CODE, AT(schedule.agent), FOR(SCHEDULE), 0,
	    "whose schedule it is, if not yours (managers)", NULL, NULL },
};

struct parsing {
	struct request *request;
	struct arena *arena;
	const char *date_format;
	unsigned type; /* as FOR, 0 while it is not known */
	size_t lines[LENGTH(KEYS)]; /* on which line a key stands, 0: it does not */
};

const char *
request_type_name(enum request_type type)
{
	return (TYPE_NAMES[type]);
}

bool
request_is_run(enum request_type type)
{
	return (((RUNS | LETTERS | FOR(REVERSE)) & (1U << type)) != 0);
}

bool
request_list_has(const struct request_list *list, const char *word)
{
	size_t i;

	if (list->all || list->count == 0)
		return (true);
	for (i = 0; i < list->count; i++)
		if (text_equal_nocase(list->items[i], word))
			return (true);
	return (false);
}

enum request_type
request_made(const struct request *request)
{
	if (request->type != REQUEST_PREVIEW)
		return (request->type);
	if (strcmp(request->of, "statements") == 0)
		return (REQUEST_STATEMENTS);
	return (strcmp(request->of, "reminders") == 0 ? REQUEST_REMINDERS : REQUEST_INVOICES);
}

/* A list of codes, "*" or both sides trimmed words between commas or semicolons. */
static int
parse_codes(struct arena *arena, const char *value, struct request_list *list)
{
	char *rest = arena_string(arena, value);
	char **items;
	size_t i, room = 1;
	char *item;

	list->all = strcmp(value, "*") == 0;
	if (list->all)
		return (0);
	for (i = 0; value[i] != '\0'; i++)
		room += value[i] == ',' || value[i] == ';';
	items = arena_new(arena, room, sizeof(*items));
	list->items = (const char *const *)items;
	while ((item = strsep(&rest, ",;")) != NULL) {
		item = text_trim(item);
		if (*item == '\0')
			continue;
		if (!text_is_code(item))
			return (-1);
		items[list->count++] = item;
	}
	return (list->count > 0 ? 0 : -1);
}

/* One word of a table, in any case; its index, or -1. */
static int
find_word(const char *const *words, size_t count, const char *value)
{
	size_t i;

	for (i = 0; i < count && words[i] != NULL; i++)
		if (text_equal_nocase(words[i], value))
			return ((int)i);
	return (-1);
}

/* 64 hexadecimal digits, made lower case. */
static const char *
parse_hash(struct arena *arena, const char *value)
{
	char *hash = arena_string(arena, value);
	size_t i;

	for (i = 0; hash[i] != '\0'; i++) {
		if (!isxdigit((unsigned char)hash[i]))
			return (NULL);
		hash[i] = (char)tolower((unsigned char)hash[i]);
	}
	return (i == 64 ? hash : NULL);
}

/* Store a value as its key's kind; -1 if it is not one. */
static int
set_value(struct parsing *p, const struct key *key, const char *value)
{
	static const char *const YES_WORDS[] = { "no", "yes" };
	void *field = (char *)p->request + key->offset;
	struct decimal amount;
	int64_t days;
	int word;

	switch (key->kind) {
	case KIND_TYPE:
		word = find_word(TYPE_NAMES, REQUEST_COUNT, value);
		p->request->type = (enum request_type)(word < 0 ? 0 : word);
		return (word < 0 ? -1 : 0);
	case KIND_TEXT:
		*(const char **)field = arena_string(p->arena, value);
		return (text_has_control(value) ? -1 : 0);
	case KIND_CODES:
		return (parse_codes(p->arena, value, field));
	case KIND_CODE:
		*(const char **)field = arena_string(p->arena, value);
		return (text_is_code(value) ? 0 : -1);
	case KIND_DATE:
		return (date_parse(value, p->date_format, field) ? 0 : -1);
	case KIND_HASH:
		*(const char **)field = parse_hash(p->arena, value);
		return (*(const char **)field != NULL ? 0 : -1);
	case KIND_YES:
		word = find_word(YES_WORDS, LENGTH(YES_WORDS), value);
		*(bool *)field = word == 1;
		return (word < 0 ? -1 : 0);
	case KIND_WORD:
		word = find_word(key->words, SIZE_MAX, value);
		*(const char **)field = word < 0 ? "" : key->words[word];
		return (word < 0 ? -1 : 0);
	case KIND_DAYS:
		if (!text_to_int(value, 1, 3650, &days))
			return (-1);
		*(int *)field = (int)days;
		return (0);
	case KIND_AMOUNT:
		*(const char **)field = arena_string(p->arena, value);
		return (decimal_parse(value, '.', &amount) && amount.units >= 0 ? 0 : -1);
	}
	return (-1);
}

/* Is this how somebody writes the key: "accounts" for "account", "building" for "buildings"? */
static bool
is_called(const char *plain, const char *key)
{
	size_t length = strlen(plain), own = strlen(key);

	if (text_equal_nocase(plain, key))
		return (true);
	if (length > 1 && own + 1 == length && strncasecmp(plain, key, own) == 0 &&
	    tolower((unsigned char)plain[own]) == 's')
		return (true);
	return (own == length + 1 && strncasecmp(plain, key, length) == 0 && key[length] == 's');
}

/*
 * The place of a key in the table, LENGTH(KEYS) if it has none. Blanks, hyphens and a plural s are
 * forgiven. Of two keys that are called the same it is the one that the type takes.
 */
static size_t
find_key(const char *name, unsigned type)
{
	char plain[32];
	size_t length = 0, found = LENGTH(KEYS), i;

	for (; *name != '\0' && length + 1 < sizeof(plain); name++)
		plain[length++] = *name == ' ' || *name == '-' ? '_' : *name;
	plain[length] = '\0';
	for (i = 0; i < LENGTH(KEYS); i++)
		if (is_called(plain, KEYS[i].name) &&
		    (found == LENGTH(KEYS) || (KEYS[found].allowed & type) == 0))
			found = i;
	return (found);
}

/* The type may stand behind keys that depend on it. */
static int
on_type(void *context, const struct inifile_entry *entry, struct err *e)
{
	struct parsing *p = context;
	int word = find_word(TYPE_NAMES, REQUEST_COUNT, entry->value);

	if (find_key(entry->key, 0) == 0 && word >= 0)
		p->type = 1U << word;
	return (0);
}

/* The names of all keys, those of schedules alone behind the others. */
static const char *
list_keys(struct arena *arena)
{
	const char *text = "";
	bool schedules = false;
	size_t i;

	for (i = 0; i < LENGTH(KEYS); i++) {
		bool own = KEYS[i].allowed == FOR(SCHEDULE);

		if (i > 0 && strcmp(KEYS[i].name, KEYS[i - 1].name) == 0)
			continue;
		text = arena_printf(arena, "%s%s%s", text,
		    i == 0                  ? ""
			: own && !schedules ? "; in a schedule also "
					    : ", ",
		    KEYS[i].name);
		schedules = own;
	}
	return (text);
}

/* Why a value will not do. */
static int
refuse_value(const struct parsing *p, const struct key *key, const struct inifile_entry *entry,
    struct err *e)
{
	bool dated = key->kind == KIND_DATE && p->date_format != NULL;

	return (err_reject(e, "line %zu: %s = %.80s is not possible; write %s%s%s", entry->line,
	    key->name, entry->value, key->rule, dated ? ", or in the order " : "",
	    dated ? p->date_format : ""));
}

/* One line of the request. */
static int
on_entry(void *context, const struct inifile_entry *entry, struct err *e)
{
	struct parsing *p = context;
	size_t i = find_key(entry->key, p->type);

	if (entry->section[0] != '\0' && !text_equal_nocase(entry->section, "run"))
		return (err_reject(e,
		    "line %zu: there is no section [%.40s] in a request; put all its lines below "
		    "one line [run]",
		    entry->line, entry->section));
	if (i == LENGTH(KEYS))
		return (err_reject(e,
		    "line %zu: \"%.40s\" is not known in a request; check its spelling: a line "
		    "begins with %s",
		    entry->line, entry->key, list_keys(p->arena)));
	if (p->lines[i] != 0)
		return (err_reject(e,
		    "line %zu: %s stands on line %zu already; remove one of the two lines",
		    entry->line, KEYS[i].name, p->lines[i]));
	p->lines[i] = entry->line;
	if (set_value(p, &KEYS[i], entry->value) != 0)
		return (refuse_value(p, &KEYS[i], entry, e));
	return (0);
}

/*
 * Does the type take the keys that are there, and are those there that it needs? A preview of
 * letters takes what these take.
 */
static int
check_keys(const struct parsing *p, struct err *e)
{
	const enum request_type made = request_made(p->request);
	const bool letters = p->request->type == REQUEST_PREVIEW && made != REQUEST_INVOICES;
	unsigned type = 1U << (letters ? made : p->request->type);
	const char *name = TYPE_NAMES[p->request->type];
	size_t i;

	for (i = 0; i < LENGTH(KEYS); i++) {
		if (p->lines[i] != 0 && (KEYS[i].allowed & type) == 0 &&
		    !(letters && KEYS[i].offset == AT(of)))
			return (err_reject(e,
			    "line %zu: a request of type %s%s%s has no use for %s; remove that "
			    "line, or check the type",
			    p->lines[i], name, letters ? " of " : "", letters ? p->request->of : "",
			    KEYS[i].name));
		if (p->lines[i] == 0 && (KEYS[i].mandatory & type) != 0)
			return (err_reject(e, "a request of type %s needs a line `%s = ...`: %s",
			    name, KEYS[i].name, KEYS[i].rule));
	}
	return (0);
}

/* A schedule that is set says when, and for what; the other acts only name it. */
static int
check_schedule(const struct request *request, struct err *e)
{
	const struct request_schedule *schedule = &request->schedule;
	bool named = request->buildings.count > 0 || request->buildings.all ||
	    request->accounts.count > 0,
	     grouped = schedule->group[0] != '\0';

	if (schedule->act != ACTS[0] && (named || grouped || schedule->occurs[0] != '\0'))
		return (err_reject(e,
		    "act = %s is done to a schedule that is there; remove the lines buildings, "
		    "account, group and when (or write act = set to change them)",
		    schedule->act));
	if (schedule->act != ACTS[0])
		return (0);
	if (schedule->occurs[0] == '\0')
		return (err_reject(e, "say when it runs: a line `when = monthly on 1 at 06:00`"));
	if (named == grouped)
		return (err_reject(e,
		    "say what it is for: a line `buildings = ...`, or `account = ...`, or `group = "
		    "...`"));
	return (0);
}

int
request_parse(const char *text, const char *date_format, struct arena *arena,
    struct request *request, struct err *e)
{
	struct parsing p = { .request = request, .arena = arena, .date_format = date_format };

	*request = (struct request){ .end_date = DATE_NONE,
		.invoice_date = DATE_NONE,
		.from_date = DATE_NONE,
		.days_overdue = -1,
		.minimum = "",
		.note = "",
		.approve = "",
		.run = "",
		.reason = "",
		.message = "",
		.of = "",
		.decision = "",
		.target = "",
		.schedule = { .name = "",
		    .agent = "",
		    .act = ACTS[0],
		    .task = "",
		    .group = "",
		    .occurs = "",
		    .zone = "",
		    .shift = "",
		    .end_rule = "",
		    .start = DATE_NONE } };
	if (inifile_read(text, on_type, &p, e) != 0 || inifile_read(text, on_entry, &p, e) != 0)
		return (-1);
	if (p.lines[0] == 0)
		return (err_reject(e,
		    "the request does not say its type; begin with [run] and a line `type = "
		    "transactions` (or %s)",
		    KEYS[0].rule));
	if (check_keys(&p, e) != 0)
		return (-1);

	/* An approval that names nothing would approve everything by mistake. */
	if ((1U << request->type & DECISIONS) != 0 && request->run[0] == '\0' &&
	    request->accounts.count == 0 && request->buildings.count == 0 &&
	    !request->buildings.all)
		return (err_reject(e,
		    "say which exceptions: a line `run = ...`, `account = ...` or `buildings = "
		    "...`"));
	if (request->type == REQUEST_SCHEDULE && check_schedule(request, e) != 0)
		return (-1);
	if (request->type == REQUEST_EMAIL && request->run[0] == '\0' &&
	    request->messages.count == 0 && !request->messages.all && request->buildings.count == 0)
		return (err_reject(e,
		    "say which emails: a line `message = ...` (numbers, or * for all that are "
		    "new), `run = ...` or `buildings = ...`"));
	if (request->type == REQUEST_EMAIL && strcmp(request->decision, "DO_NOT_SEND") == 0 &&
	    request->reason[0] == '\0')
		return (err_reject(e,
		    "DO_NOT_SEND needs a line `reason = ...`: why, in your words (and `post = yes` "
		    "if it should go by post instead)"));
	if (request->from_date != DATE_NONE && request->end_date != DATE_NONE &&
	    request->from_date > request->end_date)
		return (err_reject(e,
		    "line %zu: from_date lies behind end_date; change one of them",
		    p.lines[find_key("from_date", 0)]));
	if (request->type == REQUEST_PREVIEW && strcmp(request->of, "all") == 0)
		return (err_reject(e,
		    "line %zu: of = all is for emails; a preview is of invoices, statements or "
		    "reminders",
		    p.lines[find_key("of", 0)]));
	if (request->post && strcmp(request->decision, "DO_NOT_SEND") != 0)
		return (err_reject(e, "line %zu: post = yes goes with decision = DO_NOT_SEND only",
		    p.lines[find_key("post", 0)]));
	return (0);
}

/* What a form writes behind a key. */
static const char *
form_value(const struct key *key, const char *buildings, const char *end_date)
{
	if (strcmp(key->name, "buildings") == 0)
		return (buildings);
	if (key->kind == KIND_DATE)
		return (end_date);
	return (key->example != NULL ? key->example : "");
}

char *
request_form(enum request_type type, const char *buildings, int32_t end_date)
{
	struct buf form = BUF_EMPTY;
	char iso[DATE_ISO_SIZE];
	bool live;
	size_t i;

	buf_printf(&form,
	    "; %s: save a copy of this file in your folder under requests/\r\n[run]\r\n",
	    TYPE_NAMES[type]);
	buf_printf(&form, "type = %s\r\n", TYPE_NAMES[type]);
	(void)date_format(end_date, iso);
	for (i = 1; i < LENGTH(KEYS); i++) {
		if ((KEYS[i].allowed & 1U << type) == 0)
			continue;

		/*
		 * What a type can do without is there to be uncommented; a schedule runs for
		 * buildings unless a group is written.
		 */
		live = (KEYS[i].mandatory & 1U << type) != 0 || KEYS[i].example != NULL ||
		    (type == REQUEST_SCHEDULE && KEYS[i].offset == AT(buildings));
		buf_printf(&form, "\r\n; %s\r\n%s%s = %s\r\n", KEYS[i].rule, live ? "" : ";",
		    KEYS[i].name, form_value(&KEYS[i], buildings, iso));
	}
	return (form.data);
}
