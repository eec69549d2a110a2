#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/memory.h"
#include "document/document.h"
#include "page/page_text.h"

/* May this byte be part of a number or code? Then a match beside it is a part of a longer one. */
static bool
is_code_byte(char c)
{
	return (isalnum((unsigned char)c) || c == '-' || c == '_' || c == '.');
}

/* Does the text hold this code as a whole word? */
static bool
has_code(const char *text, const char *code)
{
	size_t length = strlen(code);
	const char *at = text;

	while ((at = strstr(at, code)) != NULL) {
		if ((at == text || !is_code_byte(at[-1])) && !is_code_byte(at[length]))
			return (true);
		at++;
	}
	return (false);
}

/* Is `at` the mark between whole and fraction, in the form that any of our languages writes? */
static bool
is_mark(char c)
{
	return (c == '.' || c == ',');
}

/*
 * Is the amount ("1234.56", plain) at `at`, in the marks of any language: "1,234.56", "1.234,56",
 * "1 234,56"? Between digits of the whole part there may be one separator; where the plain amount
 * has its point, one mark must. Returns where it ends, NULL if it is not there.
 */
static const char *
match_amount(const char *at, const char *plain)
{
	bool fraction = false;
	char grouping = '\0';

	for (; *plain != '\0'; plain++) {
		if (*plain == '.') {
			if (!is_mark(*at) || *at == grouping)
				return (NULL);
			fraction = true;
			at++;
			continue;
		}
		if (!fraction && *at != *plain && (is_mark(*at) || *at == ' ') &&
		    strspn(plain, "0123456789") % 3 == 0)
			grouping = *at++;
		if (*at != *plain)
			return (NULL);
		at++;
	}
	return (at);
}

/* Does the text hold the amount, as a whole number? */
static bool
has_amount(const char *text, const char *plain)
{
	const char *at, *end;

	/*
	 * The document has in words whether it is owed or in credit, so the sign is not part of it.
	 */
	if (*plain == '-')
		plain++;
	for (at = strchr(text, *plain); at != NULL; at = strchr(at + 1, *plain)) {
		end = match_amount(at, plain);
		if (end == NULL || isdigit((unsigned char)*end) ||
		    (is_mark(*end) && isdigit((unsigned char)end[1])))
			continue;
		if (at == text || (!isdigit((unsigned char)at[-1]) && !is_mark(at[-1])))
			return (true);
	}
	return (false);
}

/*
 * One page: whose it is, that it is a copy if it is one, and, on the first one, how much it asks
 * for.
 */
static int
verify_page(const char *text, const struct document_expected *expected, struct document_lack *lack,
    struct err *e)
{
	const struct {
		const char *what, *field, *code;
	} codes[] = {
		{ "account number", "account_number", expected->account_number },
		{ "invoice number", "invoice_number", expected->invoice_number },
	};
	size_t i;

	for (i = 0; i < LENGTH(codes); i++) {
		if (has_code(text, codes[i].code))
			continue;
		lack->field = codes[i].field;
		return (err_reject(e,
		    "Page %zu of the finished PDF does not show the %s %s: it is not this "
		    "customer's, or the layout has no {%s} there.",
		    lack->page + 1, codes[i].what, codes[i].code, codes[i].field));
	}
	if (strstr(text, expected->mark) == NULL) {
		lack->field = "title";
		return (err_reject(e,
		    "Page %zu of a copy does not say \"%s\": put {title} or {copy} into a text of "
		    "the layout that stands on every page.",
		    lack->page + 1, expected->mark));
	}
	if (lack->page == 0 && !has_amount(text, expected->total)) {
		lack->field = "due";
		return (err_reject(e, "The finished PDF does not show the amount %s.",
		    expected->total));
	}
	return (0);
}

/* The reader keeps the fonts of the last documents. */
struct document_verifier {
	struct page_text *reader;
	struct buf text; /* of a page */
	struct document_lack lack;
};

struct document_verifier *
document_verifier_new(void)
{
	struct document_verifier *v = memory_new(1, sizeof(*v));

	v->reader = page_text_new();
	return (v);
}

void
document_verifier_free(struct document_verifier *v)
{
	if (v == NULL)
		return;
	page_text_free(v->reader);
	buf_release(&v->text);
	free(v);
}

int
document_verify(struct document_verifier *v, const char *pdf, size_t length,
    const struct document_expected *expected, struct err *e)
{
	struct pdf_reader r;
	size_t page;

	v->lack = (struct document_lack){ .field = NULL };
	if (pdf_reader_open(&r, pdf, length, e) == -1)
		return (-1);
	if (r.pages == 0)
		return (err_reject(e, "The finished PDF has no pages."));
	for (page = 0; page < r.pages; page++) {
		buf_reset(&v->text);
		v->lack.page = page;
		if (page_text_read(v->reader, &r, page, &v->text, e) == -1 ||
		    verify_page(buf_text(&v->text), expected, &v->lack, e) == -1)
			return (-1);
	}
	return (0);
}

struct document_lack
document_verifier_lack(const struct document_verifier *v)
{
	return (v->lack);
}
