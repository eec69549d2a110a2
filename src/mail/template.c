#include "mail/template.h"

#include <strings.h>

#include "base/buf.h"
#include "base/text.h"
#include "mail/markup.h"
#include "spool/publish.h"
#include "words/locale.h"

#define FILE_BYTES ((size_t)256 * 1024)
#define FOLDER "templates/mail/"

/* The part of a file's name after the language, for each kind. */
static const char *const KINDS[TEMPLATE_KINDS] = { "", "-statement", "-reminder-1", "-reminder-2",
	"-reminder-3" };

static const char *const NAMES[FIELD_COUNT] = {
	[FIELD_INVOICE_NUMBER] = "invoice_number",
	[FIELD_NUMBER] = "number",
	[FIELD_INVOICE_DATE] = "invoice_date",
	[FIELD_DATE] = "date",
	[FIELD_DUE_DATE] = "due_date",
	[FIELD_PERIOD] = "period",
	[FIELD_END_DATE] = "end_date",
	[FIELD_ACCOUNT_NUMBER] = "account_number",
	[FIELD_ACCOUNT_NAME] = "account_name",
	[FIELD_SUPPLY_ADDRESS] = "supply_address",
	[FIELD_TOTAL] = "total",
	[FIELD_BALANCE] = "balance",
	[FIELD_SENDER_NAME] = "sender_name",
};

/* The files of templates/mail/, by name. */
static const struct {
	const char *name;
	const char *content;
} BUILTIN[] = {
#include "mail_templates.inc"
};

/* The content of a file; each is there, or the program would not have been built. */
static const char *
builtin(const char *name)
{
	size_t i = 0;

	while (i + 1 < LENGTH(BUILTIN) && strcmp(BUILTIN[i].name, name) != 0)
		i++;
	return (BUILTIN[i].content);
}

/* Take a plain body apart: "Subject: ..." and a blank line come first. False if they do not. */
static bool
split(struct arena *arena, const char *content, struct template_form *form)
{
	const char *end = strchr(content, '\n');

	if (strncasecmp(content, "Subject:", 8) != 0 || end == NULL || end[1] != '\n')
		return (false);
	form->subject = text_trim(arena_bytes(arena, content + 8, (size_t)(end - content) - 8));
	form->text = end + 2;
	return (true);
}

/*
 * The field whose name, with the closing brace, is at `at` (after the opening one); FIELD_COUNT if
 * there is none.
 */
static enum template_field
field_at(const char *at)
{
	size_t i, length;

	for (i = 0; i < FIELD_COUNT; i++) {
		length = strlen(NAMES[i]);
		if (strncmp(at, NAMES[i], length) == 0 && at[length] == '}')
			break;
	}
	return ((enum template_field)i);
}

/* A word in braces that is no field is a spelling mistake. (CSS has blanks after its braces.) */
static int
check_fields(const char *name, const char *content, struct err *e)
{
	const char *at = content;
	size_t length;

	while ((at = strchr(at, '{')) != NULL) {
		at++;
		length = strspn(at, "abcdefghijklmnopqrstuvwxyz_");
		if (length > 0 && at[length] == '}' && field_at(at) == FIELD_COUNT)
			return (err_reject(e,
			    FOLDER "%s: there is no field {%.*s}; those that there are stand "
				   "in " FOLDER "README.md of the program's source",
			    name, (int)length, at));
	}
	return (0);
}

/* A file of the spool, with LF line ends: 1, 0 if it has none, -1. */
static int
read_own(const struct spool *spool, struct arena *arena, const char *name, const char **content,
    struct err *e)
{
	struct buf bytes = BUF_EMPTY;
	size_t i, length = 0;
	char *text;
	int rc = publish_find(spool, FOLDER_ROOT, arena_printf(arena, FOLDER "%s", name),
	    FILE_BYTES, &bytes, e);

	if (rc == 1 && !text_is_utf8(buf_text(&bytes), bytes.length)) {
		rc = err_reject(e, FOLDER "%s is not in UTF-8; save it as that", name);
	} else if (rc == 1) {
		text = arena_string(arena, buf_text(&bytes));
		for (i = 0; text[i] != '\0'; i++)
			if (text[i] != '\r')
				text[length++] = text[i];
		text[length] = '\0';
		*content = text;
		rc = check_fields(name, text, e) == 0 ? 1 : -1;
	}
	buf_release(&bytes);
	return (rc);
}

/*
 * Load one form: the spool's own files, else those that the program carries. If nobody has written
 * the HTML, it is made from the text.
 */
static int
load_form(const struct spool *spool, struct arena *arena, const char *language, const char *kind,
    struct template_form *form, struct err *e)
{
	const char *name = arena_printf(arena, "%s%s.txt", language, kind);
	const char *content = builtin(name);

	if (read_own(spool, arena, name, &content, e) < 0)
		return (-1);
	if (!split(arena, content, form))
		return (err_reject(e,
		    FOLDER "%s must begin with a line \"Subject: ...\" and a blank line", name));
	name = arena_printf(arena, "%s%s.html", language, kind);
	form->html = markup_make(arena, language, form->subject, form->text);
	return (read_own(spool, arena, name, &form->html, e) < 0 ? -1 : 0);
}

int
template_load(const struct spool *spool, struct arena *arena, struct template_set *set,
    struct err *e)
{
	size_t kind, i;

	for (kind = 0; kind < TEMPLATE_KINDS; kind++)
		for (i = 0; i < TEXTS_LANGUAGES; i++)
			if (load_form(spool, arena, locale_code(locale_of((enum texts_language)i)),
				KINDS[kind], &set->forms[kind][i], e) != 0)
				return (-1);
	err_clear(e);
	return (0);
}

const struct template_form *
template_find(const struct template_set *set, enum template_kind kind, const char *language)
{
	return (&set->forms[kind][locale_language(locale_find(language))]);
}

const char *
template_expand(struct arena *arena, const char *form, const char *const values[FIELD_COUNT],
    bool html)
{
	struct buf out = BUF_EMPTY;
	enum template_field field;
	const char *result;

	while (*form != '\0') {
		field = *form == '{' ? field_at(form + 1) : FIELD_COUNT;
		if (field == FIELD_COUNT) {
			buf_add_char(&out, *form++);
			continue;
		}
		if (html)
			markup_escape(&out, values[field]);
		else
			buf_add_string(&out, values[field]);
		form += strlen(NAMES[field]) + 2;
	}
	result = arena_string(arena, buf_text(&out));
	buf_release(&out);
	return (result);
}
