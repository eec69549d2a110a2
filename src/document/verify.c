#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>

#include "document/document.h"
#include "document/page_text.h"

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
 * Does the amount ("1234.56", plain) stand at `at`, in the marks of any language: "1,234.56", "1.234,56", "1
 * 234,56"? Between digits of the whole part one separator may stand; where the plain amount has its point, one
 * mark must. Returns where it ends, NULL if it is not there.
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
		if (!fraction && *at != *plain && (is_mark(*at) || *at == ' ') && strspn(plain, "0123456789") % 3 == 0)
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

	/* Whether it is owed or in credit is said in words, so the sign is not part of it. */
	if (*plain == '-')
		plain++;
	for (at = strchr(text, *plain); at != NULL; at = strchr(at + 1, *plain)) {
		end = match_amount(at, plain);
		if (end == NULL || isdigit((unsigned char)*end) || (is_mark(*end) && isdigit((unsigned char)end[1])))
			continue;
		if (at == text || (!isdigit((unsigned char)at[-1]) && !is_mark(at[-1])))
			return (true);
	}
	return (false);
}

/* One page: whose it is, and, on the first one, how much it asks for. */
static int
verify_page(const char *text, size_t page, const char *const wanted[3], struct err *e)
{
	static const char *const WHAT[] = { "account number", "invoice number" };
	size_t i;

	for (i = 0; i < LENGTH(WHAT); i++)
		if (!has_code(text, wanted[i]))
			return (err_reject(e, "Page %zu of the finished PDF does not show the %s %s: it is not this customer's.",
			    page + 1, WHAT[i], wanted[i]));
	if (page == 0 && !has_amount(text, wanted[2]))
		return (err_reject(e, "The finished PDF does not show the amount %s.", wanted[2]));
	return (0);
}

/* One page of a copy. */
static int
verify_mark(const char *text, size_t page, const char *const wanted[3], struct err *e)
{
	if (strstr(text, wanted[0]) == NULL)
		return (err_reject(e, "Page %zu of a copy does not say \"%s\": put {title} or {copy} into a text of the layout that stands on every"
		    " page.", page + 1, wanted[0]));
	return (0);
}

/* All pages, one after another. */
static int
verify_pages(const char *pdf, size_t length, int (*verify)(const char *text, size_t page, const char *const wanted[3], struct err *e),
    const char *const wanted[3], struct err *e)
{
	struct buf text = BUF_EMPTY;
	struct pdf_reader r;
	size_t page;
	int result = 0;

	if (pdf_reader_open(&r, pdf, length, e) == -1)
		return (-1);
	for (page = 0; page < r.pages && result == 0; page++) {
		buf_reset(&text);
		result = page_text_read(&r, page, &text, e);
		if (result == 0)
			result = verify(buf_text(&text), page, wanted, e);
	}
	buf_release(&text);
	return (result == 0 && r.pages == 0 ? err_reject(e, "The finished PDF has no pages.") : result);
}

int
document_verify(const char *pdf, size_t length, const char *account_number, const char *invoice_number,
    const char *total, struct err *e)
{
	const char *const wanted[3] = { account_number, invoice_number, total };

	return (verify_pages(pdf, length, verify_page, wanted, e));
}

int
document_verify_mark(const char *pdf, size_t length, const char *mark, struct err *e)
{
	const char *const wanted[3] = { mark };

	return (verify_pages(pdf, length, verify_mark, wanted, e));
}
