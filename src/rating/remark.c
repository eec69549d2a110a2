#include "rating/remark.h"

#include "base/digits.h"

/* Raise exceptions about a total that is out of the ordinary. */
static void
check_total(struct bill *b, int64_t total_minor)
{
	int places = b->c->rules->minor_places;
	int64_t high = b->c->rules->bill_high_minor;

	if (high > 0 && total_minor > high) {
		buf_add_string(&b->words, "The bill comes to ");
		digits_money(&b->words, total_minor, places);
		buf_add_string(&b->words, ", more than ");
		digits_money(&b->words, high, places);
		buf_add_string(&b->words, ". Check the reads and prices, or approve it.");
		bill_raise(b, EX_BILL_HIGH);
	}
	if (total_minor == 0) {
		buf_add_string(&b->words,
		    "The bill comes to nothing. Check whether the account should be billed at "
		    "all.");
		bill_raise(b, EX_BILL_ZERO);
	}
	if (total_minor < 0) {
		buf_add_string(&b->words, "The bill is a credit of ");
		digits_decimal(&b->words, (struct decimal){ total_minor, places });
		buf_add_string(&b->words, ". Check the reads and credits, or approve it.");
		bill_raise(b, EX_BILL_NEGATIVE);
	}
}

/* Raise exceptions about an account that is closed or closes soon. */
static void
check_close(struct bill *b)
{
	const struct rating_case *c = b->c;
	char close[DATE_ISO_SIZE];
	char to[DATE_ISO_SIZE];

	if (c->close == DATE_NONE)
		return;
	date_format(c->close, close);
	date_format(b->period.to, to);
	if (c->close > c->end_date) {
		if ((int64_t)c->close - b->period.to > c->rules->move_out_days)
			return;
		buf_printf(&b->words,
		    "The account closes on %s, soon after this bill's last day %s. Consider one "
		    "last bill instead of two.",
		    close, to);
		bill_raise(b, EX_PENDING_MOVE_OUT);
		return;
	}
	buf_printf(&b->words,
	    "The account has the closing date %s. Check the forwarding address and whether this is "
	    "the last bill.",
	    close);
	bill_raise(b, EX_CLOSED_DATE_SET);
	if (b->period.to < c->close) {
		buf_printf(&b->words,
		    "The account closed on %s but is billed to %s only, its last common read. "
		    "Import closing reads for %s.",
		    close, to, close);
		bill_raise(b, EX_NOT_BILLED_TO_CLOSE);
	}
}

/* Raise exceptions about a bill that cannot be delivered. */
static void
check_delivery(struct bill *b)
{
	const struct rating_case *c = b->c;

	if (c->wants_email && !c->has_email) {
		buf_add_string(&b->words,
		    "The customer wants bills by email but has no usable address, so this one goes "
		    "by post. Correct the email address.");
		bill_raise(b, EX_NO_EMAIL);
	}
	if (!c->has_postal && !(c->wants_email && c->has_email)) {
		buf_add_string(&b->words,
		    "The bill goes by post but has no postal address. Correct the name and "
		    "address.");
		bill_raise(b, EX_NO_POSTAL_ADDRESS);
	}
}

/* Each function looks at other facts; bill_sort_exceptions sorts the exceptions that they raise. */
void
remark_bill(struct bill *b, int64_t total_minor)
{
	check_total(b, total_minor);
	check_close(b);
	check_delivery(b);
}
