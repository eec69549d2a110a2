#include "run/findings.h"

#include "base/buf.h"
#include "base/hash.h"
#include "rating/reads.h"
#include "store/exception.h"

/* Length of a fingerprint: enough that two never agree by chance. */
#define FINGERPRINT_DIGITS 32

/*
 * Make the hash of the facts that an approval approves: the account, the finding, the days and the
 * amounts.
 */
static void
make_fingerprint(const struct account *account, const struct rating_result *result,
    const struct rating_exception *exception, char fingerprint[static HASH_HEX_SIZE])
{
	struct buf facts = BUF_EMPTY;

	buf_printf(&facts, "%s\n%s\n%s\n%d %d\n%lld %lld", account->number,
	    rating_code_name(exception->code), exception->detail, result->from, result->to,
	    (long long)result->net_minor, (long long)result->tax_minor);
	hash_bytes(facts.data, facts.length, fingerprint);
	fingerprint[FINGERPRINT_DIGITS] = '\0';
	buf_release(&facts);
}

/* Store one exception. */
static int
keep_exception(const struct findings *f, const struct rating_exception *exception, struct err *e)
{
	char fingerprint[HASH_HEX_SIZE];

	make_fingerprint(f->account, f->result, exception, fingerprint);
	return (txn_add_exception(f->db, f->owner, exception, fingerprint, e));
}

/* The last read of a meter at or before `day` (its end), NULL if there is none. */
static const struct rating_read *
last_read(const struct rating_meter *meter, int32_t day)
{
	const struct rating_read *last = NULL;
	size_t r;

	for (r = 0; r < meter->read_count; r++)
		if (reads_boundary(&meter->reads[r]) <= day)
			last = &meter->reads[r];
	return (last);
}

/*
 * The first meter that has moved since the account was closed, and its latest read; NULL if none
 * has.
 */
static const struct rating_meter *
moved_meter(const struct rating_case *facts, const struct rating_read **latest)
{
	const struct rating_read *closing;
	size_t m;

	for (m = 0; m < facts->meter_count; m++) {
		closing = last_read(&facts->meters[m], facts->close);
		*latest = last_read(&facts->meters[m], facts->end_date);
		if (closing != NULL && *latest != NULL &&
		    decimal_compare((*latest)->value, closing->value) != 0)
			return (&facts->meters[m]);
	}
	return (NULL);
}

/* Raise VACANT_USAGE for use at a site that a customer has left and nobody has moved into. */
static int
check_vacancy(const struct findings *f, int64_t *raised, struct err *e)
{
	const struct rating_case *facts = &f->account->facts;
	struct rating_exception exception = { .code = EX_VACANT_USAGE,
		.severity = facts->rules->severity[EX_VACANT_USAGE] };
	char closed[DATE_ISO_SIZE], read[DATE_ISO_SIZE];
	struct buf detail = BUF_EMPTY;
	const struct rating_read *latest;
	const struct rating_meter *meter;
	int rc;

	if (exception.severity == SEVERITY_OFF || (meter = moved_meter(facts, &latest)) == NULL)
		return (0);
	rc = account_site_is_taken(f->db, f->account, facts->close, e);
	if (rc != 0)
		return (rc == 1 ? 0 : -1);
	buf_printf(&detail,
	    "Nobody has an account at site %s since %s, but meter %s/%s moved by %s: find out who "
	    "uses it and open an account.",
	    f->account->site, date_format(facts->close, closed), meter->code, meter->reg,
	    date_format(latest->day, read));
	exception.detail = buf_text(&detail);
	rc = keep_exception(f, &exception, e);
	*raised += 1;
	buf_release(&detail);
	return (rc);
}

int
findings_keep(const struct findings *f, int64_t *raised, bool *blocked, struct err *e)
{
	const struct rating_result *result = f->result;
	int open = 0;
	size_t i;

	for (i = 0; i < result->exception_count; i++)
		if (keep_exception(f, &result->exceptions[i], e) != 0)
			return (-1);
	*raised += (int64_t)result->exception_count;

	/* An exception blocks unless it is approved. */
	if (result->exception_count > 0 &&
	    (open = exception_blocks(f->db, f->owner->account, e)) < 0)
		return (-1);
	*blocked = open == 1;
	return (result->outcome == RATING_FULLY_BILLED ? check_vacancy(f, raised, e) : 0);
}
