#include "job/invoice_answer.h"

#include "base/decimal.h"

/* Words for the accounts that exceptions keep out. */
static const char *
describe_held(const struct invoice_answer *a)
{
	if (a->papers->held == 0)
		return ("");
	return (arena_printf(&a->work->arena, ", %s held by exceptions",
	    work_count(a->work, a->papers->held, "account")));
}

/* Words for the copies, and for the accounts that are kept out. */
static const char *
describe_others(const struct invoice_answer *a)
{
	const char *held = describe_held(a);

	if (a->papers->copies == 0)
		return (held);
	return (arena_printf(&a->work->arena, ", %s for others by post%s",
	    a->papers->copies == 1
		? "1 copy"
		: arena_printf(&a->work->arena, "%lld copies", (long long)a->papers->copies),
	    held));
}

/* Words for the file that has these accounts, the reasons, and a column to decide in. */
static const char *
describe_held_file(const struct invoice_answer *a)
{
	if (a->papers->held_hash[0] == '\0')
		return ("");
	return (arena_printf(&a->work->arena,
	    "What is held, and why, stands in %s/%s/held.csv. To decide, fill in its column\n"
	    "decision and drop it into your folder under requests/.\n",
	    spool_folder_name(a->folder), a->run->id));
}

void
invoice_answer_of(const struct invoice_answer *a, struct work_outcome *outcome)
{
	struct work *w = a->work;
	const char *folder = spool_folder_name(a->folder);
	char money[DECIMAL_SIZE];

	decimal_format_money(a->papers->total_minor, w->settings->rules.minor_places, money);
	outcome->run = arena_string(&w->arena, a->run->id);
	outcome->status = arena_printf(&w->arena, "Finished, %s%s%s",
	    work_count(w, a->papers->invoices,
		a->preview       ? "preview"
		    : a->reverse ? "reversal"
				 : "invoice"),
	    describe_held(a),
	    a->preview ? arena_printf(&w->arena, "; approve = %s", a->papers->result_hash) : "");
	outcome->note = arena_printf(&w->arena,
	    "Run %s, %s: %s, %s %s, %lld by email and %lld by post%s.\n%s\n"
	    "Look at %s/%s/.\n%s%s%s\n%s",
	    a->run->id, w->job.type, work_count(w, a->papers->invoices, "document"), money,
	    w->settings->currency, (long long)a->papers->by_email, (long long)a->papers->by_post,
	    describe_others(a), a->preview ? "Nothing was issued." : "", folder, a->run->id,
	    a->unpayable, describe_held_file(a),
	    a->preview ? arena_printf(&w->arena,
			     "To issue exactly this: type = invoices, the same buildings, "
			     "and\napprove = %s\n",
			     a->papers->result_hash)
		       : "",
	    buf_text(&a->papers->proof));
}

void
invoice_answer_empty(const struct invoice_answer *a, const char *elsewhere,
    struct work_outcome *outcome)
{
	struct arena *arena = &a->work->arena;

	outcome->run = arena_string(arena, a->run->id);
	outcome->status = arena_printf(arena, "Finished, nothing left to invoice%s%s",
	    describe_held(a), elsewhere);
	outcome->note = arena_printf(arena, "%s\n%s", outcome->status, describe_held_file(a));
}
