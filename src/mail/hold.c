#include "mail/hold.h"

#include "base/clock.h"
#include "base/text.h"
#include "mail/mailing.h"
#include "store/email_decision.h"

/* Columns of MAIL_NEW_OF_RUN behind the mailing's. */
enum column { COL_BUILDING = MAILING_COLUMNS, COL_CAME_BACK };

/* What looking over a run's emails needs. */
struct looking {
	struct database *db;
	const struct settings *settings;
	const char *claim_id;
	struct arena keep;   /* of the whole look */
	struct arena arena;  /* of one email */
	struct template_set templates;
	bool unusable;       /* the spool's own templates, for now */
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
 * Why an email should not go without somebody's look; NULL if nothing speaks against it. came_back:
 * why mail to that address did.
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
 * The subject: an invoice's of the settings, else that of the template in the customer's language;
 * "" if it must wait until that can be used.
 */
static const char *
subject(struct looking *l, const struct mailing *mailing)
{
	const char *form = mailing->kind == TEMPLATE_INVOICE ? l->settings->mail_subject : "";
	const char *values[FIELD_COUNT];

	if (form[0] == '\0' && l->unusable)
		return ("");
	if (form[0] == '\0')
		form = template_find(&l->templates, mailing->kind, mailing->language)->subject;
	mailing_values(mailing, l->settings, &l->arena, values);
	return (template_expand(&l->arena, form, values, false));
}

/* The one that MAIL_NEW_OF_RUN stands on. */
static int
look_at(struct looking *l, struct err *e)
{
	const enum statement id = SQL_MAIL_NEW_OF_RUN;
	const char *building = database_text(l->db, id, COL_BUILDING), *why;
	struct mailing mailing;

	mailing_read(l->db, id, &l->arena, &mailing);
	why = suspect(&l->arena, mailing.send_to, mailing.cc_to,
	    database_text(l->db, id, COL_CAME_BACK));
	if (database_run(l->db, SQL_MAIL_SUBJECT, e, "si", subject(l, &mailing), mailing.id) != 0)
		return (-1);
	if (why != NULL)
		return (database_run(l->db, SQL_MAIL_HOLD, e, "si", why, mailing.id));
	if (!names_building(l, l->settings->mail.auto_release, building))
		return (0);
	if (email_decision_add(l->db,
		&(struct email_decision){
		    mailing.id, "RELEASED", "auto_release of billspool.conf", l->claim_id },
		e) != 0)
		return (-1);
	return (database_run(l->db, SQL_MAIL_AUTO_RELEASE, e, "isi", clock_now_ns(), l->now,
	    mailing.id));
}

int
hold_new(const struct spool *spool, struct database *db, const struct settings *settings,
    const char *run, const char *claim_id, struct err *e)
{
	const enum statement id = SQL_MAIL_NEW_OF_RUN;
	struct looking l = { .db = db, .settings = settings, .claim_id = claim_id };
	int rc = database_query(db, id, e, "s", run);

	clock_stamp(clock_now_ns(), l.now);
	if (rc == 0 && template_load(spool, &l.keep, &l.templates, e) != 0) {
		rc = e->kind == ERR_REJECT ? 0 : -1;
		l.unusable = true;
	}
	while (rc == 0 && (rc = database_step(db, id, e)) == 1) {
		arena_reset(&l.arena);
		rc = look_at(&l, e);
	}
	arena_release(&l.arena);
	arena_release(&l.keep);
	return (rc);
}

int
hold_changed(struct database *db, struct err *e)
{
	static const enum statement steps[] = { SQL_MAIL_HOLD_ADDRESS, SQL_MAIL_HOLD_BALANCE };
	size_t i;

	for (i = 0; i < LENGTH(steps); i++)
		if (database_run(db, steps[i], e, "") != 0)
			return (-1);
	return (0);
}
