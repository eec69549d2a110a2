#include "config/settings.h"

#include <stddef.h>

#include "base/buf.h"
#include "base/currency.h"
#include "base/inifile.h"
#include "base/text.h"
#include "rating/rating.h"

enum kind {
	KIND_TEXT,
	KIND_INT,
	KIND_BYTES,
	KIND_YES,
	KIND_MONEY,
	KIND_MARK,
	KIND_DELIMITER,
	KIND_ROUNDING,
	KIND_ACCEPT,
	KIND_IDENTITY,
	KIND_ORDER,
	KIND_CURRENCY
};

/* One key of the file: where it goes, what it may be, and what `init` says about it. */
struct setting {
	const char *section;
	const char *key;
	enum kind kind;
	size_t offset;
	int64_t least, most;
	const char *fallback; /* the default, as written in the file */
	const char *comment;
};

#define AT(field) offsetof(struct settings, field)

static const struct setting SETTINGS[] = {
	{ "spool", "database", KIND_TEXT, AT(database), 0, 0, "db/billspool.db",
	    "on a local disk; relative to the spool" },
	{ "spool", "settle_ms", KIND_INT, AT(settle_ms), 0, 600000, "400",
	    "a dropped file must not have changed for so long" },
	{ "spool", "scan_ms", KIND_INT, AT(scan_ms), 10, 3600000, "2000",
	    "look at the folders at least so often" },
	{ "spool", "retry_seconds", KIND_INT, AT(retry_seconds), 0, 3600, "5",
	    "pause after a full disk or a busy database" },
	{ "spool", "retries", KIND_INT, AT(retries), 0, 1000, "10",
	    "so many tries, then the request fails" },
	{ "spool", "incomplete_seconds", KIND_INT, AT(incomplete_seconds), 0, 86400, "60",
	    "wait so long for the rest of an upload" },
	{ "spool", "request_bytes", KIND_BYTES, AT(request_bytes), 64, 1 << 20, "65536",
	    "largest request" },
	{ "spool", "import_bytes", KIND_BYTES, AT(import_bytes), 1024, INT64_C(1) << 32,
	    "536870912", "largest import" },
	{ "spool", "workers", KIND_INT, AT(workers), 0, 64, "0",
	    "threads that draw invoices; 0: one a core" },
	{ "spool", "identity", KIND_IDENTITY, AT(identity_owner), 0, 0, "folder",
	    "who asks: folder (requests/<agent>/), or owner: the login name of the file's owner is "
	    "the agent" },
	{ "spool", "four_eyes", KIND_YES, AT(four_eyes), 0, 0, "no",
	    "yes: nobody approves what they ran themselves" },

	{ "billing", "company", KIND_TEXT, AT(company), 0, 0, "",
	    "sender where a building has no name of its own" },
	{ "billing", "company_email", KIND_TEXT, AT(company_email), 0, 0, "",
	    "printed on the invoice, for questions" },
	{ "billing", "currency", KIND_CURRENCY, AT(currency), 0, 0, "AUD",
	    "three letters of ISO 4217, such as AUD, EUR or CHF" },
	{ "billing", "language", KIND_TEXT, AT(language), 0, 0, "en",
	    "of customers who have none: en, de, fr, pl" },
	{ "billing", "invoice_prefix", KIND_TEXT, AT(invoice_prefix), 0, 0, "INV-",
	    "a new prefix begins a new series" },
	{ "billing", "invoice_width", KIND_INT, AT(invoice_width), 1, 12, "7",
	    "digits of the number" },
	{ "billing", "payment_terms_days", KIND_INT, AT(payment_terms_days), 0, 365, "14",
	    "where the building has none" },
	{ "billing", "date_format", KIND_TEXT, AT(date_format), 0, 0, "d/m/y",
	    "beside ISO dates, in requests" },
	{ "billing", "tax_rounding", KIND_ROUNDING, AT(rules.tax_per_line), 0, 0, "total",
	    "total or line" },
	{ "billing", "default_tax", KIND_TEXT, AT(rules.default_tax), 0, 0, "GST",
	    "tax code of rows that name none" },
	{ "billing", "due_slack_days", KIND_INT, AT(rules.due_slack_days), 0, 60, "5",
	    "an account is due so many days early" },
	{ "billing", "quantity_places", KIND_INT, AT(rules.quantity_places), 0, 9, "3",
	    "places of a quantity" },
	{ "billing", "layout", KIND_TEXT, AT(layout), 0, 0, "classic",
	    "classic, modern, compact, or a file of the folder templates" },
	{ "billing", "logo", KIND_TEXT, AT(logo), 0, 0, "",
	    "a PNG or JPEG of the folder templates, where the building has none" },
	{ "billing", "accent", KIND_TEXT, AT(accent), 0, 0, "#1f5f8b", "colour of headings" },
	{ "billing", "font_regular", KIND_TEXT, AT(font_regular), 0, 0,
	    "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
	    "TrueType, owned by root" },
	{ "billing", "font_bold", KIND_TEXT, AT(font_bold), 0, 0,
	    "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf", "" },
	{ "billing", "font_other_regular", KIND_TEXT, AT(font_other_regular), 0, 0,
	    "/usr/share/fonts/truetype/freefont/FreeSans.ttf",
	    "for texts with a letter that the first font lacks; empty: none" },
	{ "billing", "font_other_bold", KIND_TEXT, AT(font_other_bold), 0, 0,
	    "/usr/share/fonts/truetype/freefont/FreeSansBold.ttf", "" },
	{ "billing", "mail_subject", KIND_TEXT, AT(mail_subject), 0, 0, "",
	    "of invoices' emails; empty: as in the mail templates" },
	{ "billing", "time_zone", KIND_TEXT, AT(time_zone), 0, 0, "UTC",
	    "of schedules whose buildings have none, or several" },
	{ "billing", "holidays", KIND_TEXT, AT(holidays), 0, 0, "holidays.txt",
	    "in the spool, if there: a line a day such as 2026-12-25 Christmas Day" },

	{ "print", "bundle_sheets", KIND_INT, AT(print_sheets), 10, 100000, "500",
	    "sheets in a bundle, at most" },
	{ "print", "duplex", KIND_YES, AT(print_duplex), 0, 0, "yes",
	    "print on both sides; each bill begins on a front" },
	{ "print", "order", KIND_ORDER, AT(print_by_building), 0, 0, "postcode",
	    "postcode or building" },
	{ "print", "marks", KIND_TEXT, AT(print_marks), 0, 0, "none",
	    "for the inserter, on each sheet: none, text (1/2; needs left = 31 in layouts), "
	    "datamatrix, omr-quadient, omr-pitney-bowes" },
	{ "print", "text_clear", KIND_INT, AT(print_text_clear), 3, 30, "15",
	    "white around marks = text, in mm: the inserter's manual says how much its reader "
	    "wants" },
	{ "print", "sheet_decigrams", KIND_INT, AT(print_sheet_decigrams), 1, 1000, "50",
	    "weight of a sheet in tenths of a gram" },

	{ "letters", "statement_layout", KIND_TEXT, AT(statement_layout), 0, 0, "statement",
	    "statement, or a file of the folder templates" },
	{ "letters", "reminder_layout", KIND_TEXT, AT(reminder_layout), 0, 0, "reminder",
	    "reminder, or a file of the folder templates" },
	{ "letters", "after_days", KIND_INT, AT(reminder_after_days), 1, 3650, "7",
	    "an invoice is reminded of when it is overdue for so long" },
	{ "letters", "again_days", KIND_INT, AT(reminder_again_days), 1, 3650, "14",
	    "from one reminder of an invoice to the next" },
	{ "letters", "levels", KIND_INT, AT(reminder_levels), 1, 9, "3",
	    "so many reminders of an invoice, then people act" },
	{ "letters", "pay_days", KIND_INT, AT(reminder_pay_days), 0, 365, "10",
	    "a reminder asks for payment within so many days" },
	{ "letters", "minimum", KIND_MONEY, AT(reminder_minimum_minor), 0, 0, "0.00",
	    "less than that in all is not reminded of" },

/* clang-format off */
#define NUMBER(key, standard, least, most, fallback, comment, ...) \
	{ "thresholds", #key, KIND_INT, AT(rules.key), least, most, fallback, comment },
#define AMOUNT(key, standard, fallback, comment) \
	{ "thresholds", #key, KIND_MONEY, AT(rules.key##_minor), 0, 0, fallback, comment },
	RATING_THRESHOLDS(NUMBER, AMOUNT)
#undef NUMBER
#undef AMOUNT
/* clang-format on */

	{ "mail", "host", KIND_TEXT, AT(mail.host), 0, 0, "localhost",
	    "the relay; best a mail server on this machine" },
	{ "mail", "port", KIND_INT, AT(mail.port), 1, 65535, "25",
	    "25, or 587 with user and password_file" },
	{ "mail", "tls", KIND_TEXT, AT(mail.tls), 0, 0, "auto",
	    "required, off, or auto: required unless the relay is this machine" },
	{ "mail", "ca_file", KIND_TEXT, AT(mail.ca_file), 0, 0, "",
	    "certificates to trust; empty: those of the system" },
	{ "mail", "user", KIND_TEXT, AT(mail.user), 0, 0, "", "where the relay wants one" },
	{ "mail", "password_file", KIND_TEXT, AT(mail.password_file), 0, 0, "",
	    "a file that holds the password, readable by nobody else" },
	{ "mail", "from", KIND_TEXT, AT(mail.from), 0, 0, "",
	    "the sender's address; nothing is sent before it is set" },
	{ "mail", "from_name", KIND_TEXT, AT(mail.from_name), 0, 0, "",
	    "beside it; empty: the name of the building's sender" },
	{ "mail", "reply_to", KIND_TEXT, AT(mail.reply_to), 0, 0, "",
	    "where answers go; empty: the building's own address" },
	{ "mail", "bounce_address", KIND_TEXT, AT(mail.bounce_address), 0, 0, "",
	    "where mail that cannot be delivered comes back, with +NUMBER before its @; empty: to "
	    "from" },
	{ "mail", "list_unsubscribe", KIND_TEXT, AT(mail.list_unsubscribe), 0, 0, "",
	    "mailto: or https: address for that header" },
	{ "mail", "helo", KIND_TEXT, AT(mail.helo), 0, 0, "",
	    "this machine's name for the relay; empty: its host name" },
	{ "mail", "session_messages", KIND_INT, AT(mail.session_messages), 1, 1000, "100",
	    "most on one connection" },
	{ "mail", "per_minute", KIND_INT, AT(mail.per_minute), 0, 1000000, "0",
	    "most a minute; 0: no limit" },
	{ "mail", "per_domain", KIND_INT, AT(mail.per_domain), 0, 1000000, "0",
	    "most a minute to one domain; 0: no limit" },
	{ "mail", "retry_minutes", KIND_INT, AT(mail.retry_minutes), 0, 1440, "15",
	    "first pause after \"not now\"; doubles each time" },
	{ "mail", "retry_hours", KIND_INT, AT(mail.retry_hours), 0, 720, "72",
	    "after so long it is held for a decision" },
	{ "mail", "timeout_seconds", KIND_INT, AT(mail.timeout_seconds), 1, 3600, "300",
	    "to wait for the relay" },
	{ "mail", "auto_release", KIND_TEXT, AT(mail.auto_release), 0, 0, "",
	    "buildings whose emails (letters', too) need no decision: A, B or *" },
	{ "mail", "bounce_maildir", KIND_TEXT, AT(mail.bounce_maildir), 0, 0, "",
	    "a Maildir that bounce_address is delivered to" },
	{ "mail", "bounce_to_post", KIND_YES, AT(mail.bounce_to_post), 0, 0, "no",
	    "yes: what came back goes to the mail room" },

	{ "imports", "date_format", KIND_TEXT, AT(intake.date_format), 0, 0, "d/m/y",
	    "beside ISO dates" },
	{ "imports", "decimal_mark", KIND_MARK, AT(intake.decimal_mark), 0, 0, ".", ". or ," },
	{ "imports", "delimiter", KIND_DELIMITER, AT(intake.delimiter), 0, 0, "auto",
	    "auto, comma, semicolon or tab" },
	{ "imports", "charset", KIND_TEXT, AT(intake.charset), 0, 0, "CP1252",
	    "of files that are not Unicode" },
	{ "imports", "accept", KIND_ACCEPT, AT(intake.whole_file), 0, 0, "rows",
	    "rows, or file: all rows or none" },
};

/* [tax] and [exceptions] have keys of the user's making. */
static const char TAX_AND_EXCEPTIONS[] =
    "\n[tax]\n; CODE = percent, or CODE@YYYY-MM-DD = percent from that day on\nGST = 10\nFREE = 0\n"
    "\n[exceptions]\n; CODE = off, warning or blocking\n";

static const char *const SEVERITIES[] = { "off", "warning", "blocking" };

#define TAX_LIMIT 256

struct parsing {
	struct settings *settings;
	struct rating_tax *taxes; /* room for TAX_LIMIT */
};

/* Choose one of two words: 0 or 1, -1 for neither. */
static int
choose(const char *value, const char *zero, const char *one)
{
	if (text_equal_nocase(value, zero))
		return (0);
	return (text_equal_nocase(value, one) ? 1 : -1);
}

/* Store a yes/no kind of setting. */
static int
set_choice(bool *field, int chosen)
{
	if (chosen < 0)
		return (-1);
	*field = chosen == 1;
	return (0);
}

/* A delimiter by its name. */
static int
set_delimiter(char *field, const char *value)
{
	static const struct {
		const char *name;
		char c;
	} NAMES[] = { { "auto", '\0' }, { "comma", ',' }, { "semicolon", ';' }, { "tab", '\t' } };
	size_t i;

	for (i = 0; i < LENGTH(NAMES); i++) {
		if (text_equal_nocase(value, NAMES[i].name)) {
			*field = NAMES[i].c;
			return (0);
		}
	}
	return (-1);
}

/* Store a number that must lie between the setting's bounds. */
static int
set_number(const struct setting *setting, void *field, const char *value)
{
	int64_t number;

	if (!text_to_int(value, setting->least, setting->most, &number))
		return (-1);
	if (setting->kind == KIND_BYTES)
		*(int64_t *)field = number;
	else
		*(int *)field = (int)number;
	return (0);
}

/* A currency, and into how many places it is divided, on which every amount of the file depends. */
static int
set_currency(struct settings *settings, const char *value)
{
	int places = currency_places(value);

	if (places < 0)
		return (-1);
	settings->currency = arena_string(&settings->arena, value);
	settings->rules.minor_places = settings->intake.minor_places = places;
	return (0);
}

/* Store value as the setting's kind; -1 if it is not one. */
static int
set_value(struct settings *settings, const struct setting *setting, const char *value)
{
	void *field = (char *)settings + setting->offset;

	switch (setting->kind) {
	case KIND_TEXT:
		*(const char **)field = arena_string(&settings->arena, value);
		return (0);
	case KIND_INT:
	case KIND_BYTES:
		return (set_number(setting, field, value));
	case KIND_YES:
		return (set_choice(field, choose(value, "no", "yes")));
	case KIND_ROUNDING:
		return (set_choice(field, choose(value, "total", "line")));
	case KIND_ACCEPT:
		return (set_choice(field, choose(value, "rows", "file")));
	case KIND_IDENTITY:
		return (set_choice(field, choose(value, "folder", "owner")));
	case KIND_ORDER:
		return (set_choice(field, choose(value, "postcode", "building")));
	case KIND_MONEY:
		return (decimal_parse_money(value, '.', settings->rules.minor_places, field) ? 0
											     : -1);
	case KIND_CURRENCY:
		return (set_currency(settings, value));
	case KIND_MARK:
		*(char *)field = value[0];
		return (strcmp(value, ".") == 0 || strcmp(value, ",") == 0 ? 0 : -1);
	case KIND_DELIMITER:
		return (set_delimiter(field, value));
	}
	return (-1);
}

/* The setting of a section and key, NULL if there is none. */
static const struct setting *
find_setting(const char *section, const char *key)
{
	size_t i;

	for (i = 0; i < LENGTH(SETTINGS); i++)
		if (text_equal_nocase(section, SETTINGS[i].section) &&
		    text_equal_nocase(key, SETTINGS[i].key))
			return (&SETTINGS[i]);
	return (NULL);
}

/* `CODE = 10` or `CODE@2027-01-01 = 12` of [tax]. */
static int
add_tax(struct parsing *p, const struct inifile_entry *entry, struct err *e)
{
	struct rating_rules *rules = &p->settings->rules;
	char *code = arena_string(&p->settings->arena, entry->key);
	char *at = strchr(code, '@');
	struct rating_tax *tax = &p->taxes[rules->tax_count];
	size_t i;

	tax->from = DATE_NONE;
	if (at != NULL) {
		*at = '\0';
		if (!date_parse(text_trim(at + 1), NULL, &tax->from))
			return (err_reject(e,
			    "line %zu: \"%s\" is not a date; write CODE@2027-01-01", entry->line,
			    at + 1));
	}
	tax->code = text_trim(code);
	if (!text_is_code(tax->code) || !decimal_parse(entry->value, '.', &tax->percent) ||
	    decimal_compare(tax->percent, (struct decimal){ 100, 0 }) > 0 || tax->percent.units < 0)
		return (err_reject(e,
		    "line %zu: [tax] %s = %s: write a code and a percentage from 0 to 100, such as "
		    "GST = 10",
		    entry->line, entry->key, entry->value));
	if (rules->tax_count + 1 == TAX_LIMIT)
		return (err_reject(e, "line %zu: more than %d tax rates", entry->line, TAX_LIMIT));

	/* Keep the rows of a code in order of their day. */
	for (i = rules->tax_count; i > 0 && p->taxes[i - 1].from > p->taxes[i].from; i--) {
		struct rating_tax later = p->taxes[i - 1];

		p->taxes[i - 1] = p->taxes[i];
		p->taxes[i] = later;
	}
	rules->tax_count++;
	return (0);
}

/* `READ_ESTIMATED = blocking` of [exceptions]. */
static int
set_severity(struct settings *settings, const struct inifile_entry *entry, struct err *e)
{
	enum rating_code code = rating_code_from_name(entry->key);
	size_t i;

	if (code == EX_COUNT)
		return (err_reject(e, "line %zu: there is no exception called %s", entry->line,
		    entry->key));
	for (i = 0; i < LENGTH(SEVERITIES); i++) {
		if (text_equal_nocase(entry->value, SEVERITIES[i])) {
			settings->rules.severity[code] = (enum rating_severity)i;
			return (0);
		}
	}
	return (err_reject(e, "line %zu: %s = %s: write off, warning or blocking", entry->line,
	    entry->key, entry->value));
}

/*
 * The currency goes before all amounts, wherever it stands; what is wrong with it is said in its
 * turn.
 */
static int
on_currency(void *context, const struct inifile_entry *entry, struct err *e)
{
	struct parsing *p = context;

	if (text_equal_nocase(entry->section, "billing") &&
	    text_equal_nocase(entry->key, "currency"))
		(void)set_currency(p->settings, entry->value);
	return (0);
}

/* One line of the file. */
static int
on_entry(void *context, const struct inifile_entry *entry, struct err *e)
{
	struct parsing *p = context;
	const struct setting *setting;

	if (text_equal_nocase(entry->section, "tax"))
		return (add_tax(p, entry, e));
	if (text_equal_nocase(entry->section, "exceptions"))
		return (set_severity(p->settings, entry, e));
	setting = find_setting(entry->section, entry->key);
	if (setting == NULL)
		return (err_reject(e, "line %zu: [%s] has no setting called %s", entry->line,
		    entry->section, entry->key));
	if (set_value(p->settings, setting, entry->value) != 0)
		return (err_reject(e, "line %zu: %s = %s is not possible (%s)", entry->line,
		    entry->key, entry->value, setting->comment));
	return (0);
}

int
settings_parse(const char *text, struct settings *settings, struct err *e)
{
	struct parsing p = { .settings = settings };
	size_t i;

	*settings = (struct settings){ .arena = ARENA_EMPTY };
	rating_rules_default(&settings->rules);
	settings->rules.minor_places = 2;
	settings->intake.minor_places = 2;
	p.taxes = arena_new(&settings->arena, TAX_LIMIT + 1, sizeof(*p.taxes));
	settings->rules.taxes = p.taxes;
	if (inifile_read(text, on_currency, &p, e) != 0) {
		settings_release(settings);
		return (err_context(e, "billspool.conf"));
	}
	for (i = 0; i < LENGTH(SETTINGS); i++)
		if ((SETTINGS[i].kind != KIND_CURRENCY || settings->currency == NULL) &&
		    set_value(settings, &SETTINGS[i], SETTINGS[i].fallback) != 0)
			return (err_reject(e, "the default of %s is not one", SETTINGS[i].key));

	if (inifile_read(text, on_entry, &p, e) != 0) {
		settings_release(settings);
		return (err_context(e, "billspool.conf"));
	}
	return (0);
}

void
settings_release(struct settings *settings)
{
	arena_release(&settings->arena);
}

char *
settings_default_text(void)
{
	struct buf text = BUF_EMPTY;
	struct rating_rules rules;
	const char *section = "";
	size_t i;

	buf_add_string(&text,
	    "; billspool.conf: the settings of this spool. Everything here is the default; change "
	    "what differs.\n");
	for (i = 0; i < LENGTH(SETTINGS); i++) {
		if (strcmp(section, SETTINGS[i].section) != 0)
			buf_printf(&text, "\n[%s]\n", section = SETTINGS[i].section);
		buf_printf(&text, "%s = %s", SETTINGS[i].key, SETTINGS[i].fallback);
		if (SETTINGS[i].comment[0] != '\0')
			buf_printf(&text, " ; %s", SETTINGS[i].comment);
		buf_add_char(&text, '\n');
	}
	buf_add_string(&text, TAX_AND_EXCEPTIONS);
	rating_rules_default(&rules);
	for (i = 0; i < EX_COUNT; i++)
		buf_printf(&text, "%s = %s\n", rating_code_name((enum rating_code)i),
		    SEVERITIES[rules.severity[i]]);
	return (text.data);
}
