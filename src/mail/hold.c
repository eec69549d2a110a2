#include "mail/hold.h"

#include "base/clock.h"
#include "base/text.h"
#include "mail/letter.h"

/* Columns of MAIL_NEW_OF_RUN. */
enum column {
	COL_ID, COL_SEND_TO, COL_CC_TO, COL_LANGUAGE, COL_INVOICE, COL_ACCOUNT, COL_NAME, COL_SENDER, COL_BUILDING, COL_CAME_BACK,
	COL_SUBJECT,
};

/* What looking over a run's emails needs. */
struct looking {
	struct database *db;
	const struct settings *settings;
	const char *claim_id;
	struct arena keep;   /* of the whole look */
	struct arena arena;  /* of one email */
	struct template_set templates;
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

/* Why the email that MAIL_NEW_OF_RUN stands on should not go without somebody's look; NULL if nothing speaks against it. */
static const char *
suspect(struct looking *l)
{
	const enum statement id = SQL_MAIL_NEW_OF_RUN;
	const char *came_back = database_text(l->db, id, COL_CAME_BACK), *why, *wrong;
	struct address_list list;
	size_t i;

	if (!address_parse(&l->arena, database_text(l->db, id, COL_SEND_TO), database_text(l->db, id, COL_CC_TO), &list, &wrong))
		return (arena_printf(&l->arena, "\"%.80s\" is not an address that mail can go to; correct it in the customers file", wrong));
	if (came_back[0] != '\0')
		return (arena_printf(&l->arena, "mail to %s came back before: %s", list.items[0], came_back));
	for (i = 0; i < list.count; i++)
		if ((why = address_suspicion(&l->arena, list.items[i])) != NULL)
			return (why);
	return (NULL);
}

/* The subject in the customer's language, from what a subject may need. */
static const char *
subject(struct looking *l)
{
	const enum statement id = SQL_MAIL_NEW_OF_RUN;
	const struct letter letter = {
		.invoice = arena_string(&l->arena, database_text(l->db, id, COL_INVOICE)), .subject = "", .supply_address = "",
		.account = arena_string(&l->arena, database_text(l->db, id, COL_ACCOUNT)),
		.account_name = arena_string(&l->arena, database_text(l->db, id, COL_NAME)),
		.language = arena_string(&l->arena, database_text(l->db, id, COL_LANGUAGE)),
		.sender = arena_string(&l->arena, database_text(l->db, id, COL_SENDER)),
	};
	const char *values[FIELD_COUNT];

	letter_values(&letter, l->settings, &l->arena, values);
	return (template_expand(&l->arena, template_find(&l->templates, letter.language)->subject, values, false));
}

/* The one that MAIL_NEW_OF_RUN stands on. */
static int
look_at(struct looking *l, struct err *e)
{
	const enum statement id = SQL_MAIL_NEW_OF_RUN;
	int64_t email = database_int(l->db, id, COL_ID);
	const char *why = suspect(l);

	if (database_text(l->db, id, COL_SUBJECT)[0] == '\0' && database_run(l->db, SQL_MAIL_SUBJECT, e, "si", subject(l), email) != 0)
		return (-1);
	if (why != NULL)
		return (database_run(l->db, SQL_MAIL_HOLD, e, "si", why, email));
	if (!names_building(l, l->settings->mail.auto_release, database_text(l->db, id, COL_BUILDING)))
		return (0);
	if (database_run(l->db, SQL_EMAIL_DECISION_ADD, e, "isss", email, "RELEASED", "auto_release of billspool.conf", l->claim_id) != 0)
		return (-1);
	return (database_run(l->db, SQL_MAIL_AUTO_RELEASE, e, "isi", clock_now_ns(), l->now, email));
}

int
hold_new(struct database *db, const struct settings *settings, const char *run, const char *claim_id, struct err *e)
{
	const enum statement id = SQL_MAIL_NEW_OF_RUN;
	struct looking l = { .db = db, .settings = settings, .claim_id = claim_id };
	int rc = database_query(db, id, e, "s", run);

	clock_stamp(clock_now_ns(), l.now);
	template_builtin(&l.keep, &l.templates);
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
	static const enum statement steps[] = { SQL_MAIL_NEW_ADDRESS, SQL_MAIL_HOLD_ADDRESS, SQL_MAIL_HOLD_BALANCE };
	size_t i;

	for (i = 0; i < LENGTH(steps); i++)
		if (database_run(db, steps[i], e, "") != 0)
			return (-1);
	return (0);
}
