#include "mail/hold.h"

#include "base/clock.h"
#include "base/text.h"
#include "mail/mailing.h"
#include "store/email_decision.h"

/* The facts for looking over the emails of a run. */
struct looking {
	struct database *db;
	const struct settings *settings;
	const char *claim_id;
	struct arena keep;   /* for the whole run */
	struct arena arena;  /* for one email */
	struct template_set templates;
	bool unusable;       /* the spool's own templates cannot be used now */
	char now[CLOCK_STAMP_SIZE];
};

/* Does the setting ("A, B" or "*") name this building? */
static bool
names_building(struct looking *l, const char *list, const char *building)
{
	char *rest = arena_string(&l->arena, list);
	char *one;

	while ((one = strsep(&rest, ",;")) != NULL) {
		one = text_trim(one);
		if (strcmp(one, "*") == 0 || text_equal_nocase(one, building))
			return (true);
	}
	return (false);
}

/*
 * Why a person should look at an email before it is sent; NULL if there is no reason. came_back:
 * why earlier mail to that address came back.
 */
static const char *
suspect(struct arena *arena, const char *send_to, const char *cc_to, const char *came_back)
{
	const char *why, *wrong;
	struct address_list list;
	size_t i;

	if (!address_parse(arena, send_to, cc_to, &list, &wrong))
		return (arena_printf(arena,
		    "\"%.80s\" is not an address that mail can go to; correct it in the customers "
		    "file",
		    wrong));
	if (came_back[0] != '\0')
		return (arena_printf(arena, "mail to %s came back before: %s", list.items[0],
		    came_back));
	for (i = 0; i < list.count; i++)
		if ((why = address_suspicion(arena, list.items[i])) != NULL)
			return (why);
	return (NULL);
}

/*
 * The subject: for an invoice that of the settings, else that of the template in the customer's
 * language; "" while the templates cannot be used.
 */
static const char *
subject(struct looking *l, const struct mailing *mailing)
{
	const enum template_kind kind = mailing_template(mailing);
	const char *form = kind == TEMPLATE_INVOICE ? l->settings->mail_subject : "";
	const char *values[FIELD_COUNT];

	if (form[0] == '\0' && l->unusable)
		return ("");
	if (form[0] == '\0')
		form = template_find(&l->templates, kind, mailing->language)->subject;
	mailing_values(mailing, l->settings, &l->arena, values);
	return (template_expand(&l->arena, form, values, false));
}

/* Look over one new email: hold it, release it, or leave it. */
static int
look_at(struct looking *l, const struct mailing *mailing, struct err *e)
{
	const char *why = suspect(&l->arena, mailing->send_to, mailing->cc_to, mailing->came_back);

	if (mailing_set_subject(l->db, mailing->id, subject(l, mailing), e) != 0)
		return (-1);
	if (why != NULL)
		return (mailing_hold(l->db, mailing->id, why, e));
	if (!names_building(l, l->settings->mail.auto_release, mailing->building))
		return (0);
	if (email_decision_add(l->db,
		&(struct email_decision){
		    mailing->id, "RELEASED", "auto_release of billspool.conf", l->claim_id },
		e) != 0)
		return (-1);
	return (mailing_release(l->db, mailing->id, clock_now_ns(), l->now, e));
}

int
hold_new(const struct spool *spool, struct database *db, const struct settings *settings,
    const char *run, const char *claim_id, struct err *e)
{
	struct looking l = { .db = db, .settings = settings, .claim_id = claim_id };
	struct mailing mailing;
	int rc = mailing_new_begin(db, run, e);

	clock_stamp(clock_now_ns(), l.now);
	if (rc == 0 && template_load(spool, &l.keep, &l.templates, e) != 0) {
		rc = e->kind == ERR_REJECT ? 0 : -1;
		l.unusable = true;
	}
	while (rc == 0 && (rc = mailing_new_next(db, &l.arena, &mailing, e)) == 1) {
		rc = look_at(&l, &mailing, e);
		arena_reset(&l.arena);
	}
	arena_release(&l.arena);
	arena_release(&l.keep);
	return (rc);
}
