#include "mail/bounce.h"

#include "base/text.h"
#include "job/supplement.h"
#include "job/work.h"
#include "store/email_decision.h"
#include "store/trouble.h"

/* If an email came back, send its document by post instead, if it was drawn for that. */
static int
send_by_post(struct work *work, int64_t email, const char **run, struct err *e)
{
	const struct email_decision decision = { email, "DO_NOT_SEND",
		"it came back; bounce_to_post of billspool.conf", work->job.claim_id };
	int can;

	if (!work->settings->mail.bounce_to_post || email == 0)
		return (0);
	can = email_decision_can_post(work->db, email, e);
	if (can != 1)
		return (can);
	if (email_decision_add(work->db, &decision, e) != 0 ||
	    email_decision_withdraw(work->db, email, e) != 0)
		return (-1);
	return (supplement_make(work, run, e));
}

int
work_bounce(struct work *work, struct err *e)
{
	struct work_outcome outcome = { 0 };
	const char *secret = "", *said, *run = NULL;
	struct bounce bounce;
	int64_t email;

	if (trouble_secret(work->db, &work->arena, &secret, e) != 0 ||
	    bounce_parse(buf_text(&work->bytes), work->bytes.length, secret, &work->arena, &bounce,
		e) != 0)
		return (-1);
	if (database_begin(work->db, e) != 0 || job_open(work->db, &work->job, e) != 0 ||
	    bounce_apply(work->db, &bounce, &work->arena, &email, &said, e) != 0 ||
	    send_by_post(work, email, &run, e) != 0)
		return (-1);
	outcome.run = run;
	outcome.status = arena_printf(&work->arena, "Finished, %s%s%s%s", said,
	    run != NULL ? "; it goes by post: invoices/" : "", run != NULL ? run : "",
	    run != NULL ? "/POSTAL" : "");
	outcome.note = arena_printf(&work->arena, "%s\n", outcome.status);
	return (work_commit(work, &outcome, e));
}
