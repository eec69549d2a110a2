#include "config/settings.h"

#include <stddef.h>

#include "base/buf.h"
#include "base/currency.h"
#include "base/inifile.h"
#include "base/text.h"
#include "rating/rating.h"
#include "words/texts.h"

enum setting_kind {
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

/* One key of the file: its field, its possible values, and the comment that `init` writes about it.
 */
struct setting {
	const char *section;
	const char *key;
	enum setting_kind kind;
	size_t offset;
	int64_t least, most;
	const char *fallback; /* the default, as written in the file */
	const char *comment;
};

#define AT(field) offsetof(struct settings, field)

static const struct setting SETTINGS[] = {
#define SETTING(section, key, kind, field, least, most, fallback, comment) \
	{ section, key, KIND_##kind, AT(field), least, most, fallback, comment },
#include "config/settings.def"
#undef SETTING
};

/* [tax] and [exceptions] have keys of the user's making. */
static const char TAX_AND_EXCEPTIONS[] =
    "\n[tax]\n; CODE = percent, or CODE@YYYY-MM-DD = percent from that day on\nGST = 10\nFREE = 0\n"
    "\n[exceptions]\n; CODE = off, warning or blocking\n";

static const char *const SEVERITIES[] = { "off", "warning", "blocking" };

#define TAX_LIMIT 256

struct settings_parsing {
	struct settings *settings;
	struct rating_tax *taxes; /* room for TAX_LIMIT */
};

/* Choose one of two words: 0 or 1, -1 for neither. */
static int
choose_word(const char *value, const char *zero, const char *one)
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
set_setting(struct settings *settings, const struct setting *setting, const char *value)
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
		return (set_choice(field, choose_word(value, "no", "yes")));
	case KIND_ROUNDING:
		return (set_choice(field, choose_word(value, "total", "line")));
	case KIND_ACCEPT:
		return (set_choice(field, choose_word(value, "rows", "file")));
	case KIND_IDENTITY:
		return (set_choice(field, choose_word(value, "folder", "owner")));
	case KIND_ORDER:
		return (set_choice(field, choose_word(value, "postcode", "building")));
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
add_tax(struct settings_parsing *p, const struct inifile_entry *entry, struct err *e)
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
 * The currency is read before all amounts, even if it is after them in the file; a mistake in it is
 * refused in its turn.
 */
static int
on_currency(void *context, const struct inifile_entry *entry, struct err *e)
{
	struct settings_parsing *p = context;

	if (text_equal_nocase(entry->section, "billing") &&
	    text_equal_nocase(entry->key, "currency"))
		(void)set_currency(p->settings, entry->value);
	return (0);
}

/* One line of the file. */
static int
on_setting(void *context, const struct inifile_entry *entry, struct err *e)
{
	struct settings_parsing *p = context;
	const struct setting *setting;

	if (text_equal_nocase(entry->section, "tax"))
		return (add_tax(p, entry, e));
	if (text_equal_nocase(entry->section, "exceptions"))
		return (set_severity(p->settings, entry, e));
	setting = find_setting(entry->section, entry->key);
	if (setting == NULL)
		return (err_reject(e, "line %zu: [%s] has no setting called %s", entry->line,
		    entry->section, entry->key));
	if (set_setting(p->settings, setting, entry->value) != 0)
		return (err_reject(e, "line %zu: %s = %s is not possible (%s)", entry->line,
		    entry->key, entry->value, setting->comment));
	return (0);
}

int
settings_parse(const char *text, struct settings *settings, struct err *e)
{
	struct settings_parsing p = { .settings = settings };
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
		    set_setting(settings, &SETTINGS[i], SETTINGS[i].fallback) != 0)
			return (err_reject(e, "the default of %s is not one", SETTINGS[i].key));

	if (inifile_read(text, on_setting, &p, e) != 0) {
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

/* ---- the page of the manual ------------------------------------------------------------------ */

#define PAGE_COLUMNS 100

/* The subject of each section. */
static const struct {
	const char *section, *about;
} SECTIONS[] = {
	{ "spool", "Files and folders, and who asks." },
	{ "billing", "The contents of bills, and how they are worked out." },
	{ "print", "The bundles in POSTAL/print/, for printer and inserter." },
	{ "letters", "Statements and reminders." },
	{ "thresholds", "When an exception is raised. Percentages are whole numbers." },
	{ "mail",
	    "How released emails leave. The sender reads this section again when it changes." },
	{ "imports", "How CSV files are read, of all interfaces." },
};

/* Begin a section: its heading and what it is about. */
static void
add_section(struct buf *page, const char *section)
{
	size_t i = 0;

	while (i + 1 < LENGTH(SECTIONS) && strcmp(SECTIONS[i].section, section) != 0)
		i++;
	buf_printf(page, "\n## [%s]\n\n%s\n\n", section, SECTIONS[i].about);
}

/* The values that a setting may have, with a blank before them; "" where its line has them. */
static const char *
page_values(const struct setting *setting, char *text, size_t size)
{
	text[0] = '\0';
	if (setting->kind == KIND_INT || setting->kind == KIND_BYTES)
		(void)snprintf(text, size, " (%lld to %lld%s)", (long long)setting->least,
		    (long long)setting->most, setting->kind == KIND_BYTES ? " bytes" : "");
	else if (setting->kind == KIND_YES)
		(void)snprintf(text, size, " (yes or no)");
	return (text);
}

/* An item of a list, wrapped at the page's width between words. */
static void
add_item(struct buf *page, const char *text)
{
	size_t column = strlen("-"), length;

	buf_add_char(page, '-');
	while (*text != '\0') {
		length = strcspn(text, " ");
		if (column + 1 + length > PAGE_COLUMNS) {
			buf_add_string(page, "\n ");
			column = strlen(" ");
		}
		buf_printf(page, " %.*s", (int)length, text);
		column += 1 + length;
		text += length;
		text += strspn(text, " ");
	}
	buf_add_char(page, '\n');
}

/* The keys of the file's fixed sections. */
static void
add_settings(struct buf *page)
{
	struct buf item = BUF_EMPTY;
	const char *section = "";
	char values[64];
	size_t i;

	for (i = 0; i < LENGTH(SETTINGS); i++) {
		const struct setting *s = &SETTINGS[i];

		if (strcmp(section, s->section) != 0)
			add_section(page, section = s->section);
		buf_reset(&item);
		buf_printf(&item, "`%s =%s%s`%s: %s", s->key, s->fallback[0] != '\0' ? " " : "",
		    s->fallback, page_values(s, values, sizeof(values)), s->comment);
		add_item(page, buf_text(&item));
	}
	buf_release(&item);
}

char *
settings_page_text(void)
{
	struct buf page = BUF_EMPTY;
	struct rating_rules rules;
	size_t i;

	buf_add_string(&page,
	    "# Settings\n\n"
	    "`billspool.conf` in the spool, read when a command starts; restart the watcher after "
	    "a "
	    "change.\n"
	    "Every key with its default; a key that is missing has the default. A comment begins "
	    "with `;`.\n"
	    "A value that is not possible is refused with line, key and rule.\n\n"
	    "`billspool settings` prints a whole file with the defaults, and `billspool settings\n"
	    "--markdown` this page; a test compares them.\n");
	add_settings(&page);
	buf_add_string(&page,
	    "\n## [tax]\n\n"
	    "`CODE = percent`, or `CODE@YYYY-MM-DD = percent` from that day on. Codes are yours; "
	    "prices and\n"
	    "charges name them.\n\n- `GST = 10`\n- `FREE = 0`\n"
	    "\n## [exceptions]\n\n"
	    "`CODE = off`, `warning` (reported, and billed) or `blocking` (not billed until it is "
	    "approved).\n"
	    "An exception that makes a bill impossible stops it even when it is off.\n\n");
	rating_rules_default(&rules);
	for (i = 0; i < EX_COUNT; i++)
		buf_printf(&page, "- `%s = %s`\n", rating_code_name((enum rating_code)i),
		    SEVERITIES[rules.severity[i]]);
	return (page.data);
}
