#include "config/app.h"

#include "base/buf.h"
#include "base/memory.h"
#include "spool/publish.h"

#define CONF_BYTES ((size_t)1 << 20)

int
app_reload(struct app *app, struct err *e)
{
	char sha256[HASH_HEX_SIZE];
	struct buf text = BUF_EMPTY;
	struct settings settings;
	int rc = publish_read(&app->spool, FOLDER_ROOT, "billspool.conf", CONF_BYTES, &text, e);

	if (rc == 0) {
		hash_bytes(buf_text(&text), text.length, sha256);
		rc = strcmp(sha256, app->settings_sha256) == 0 ? 0 : 1;
		memcpy(app->settings_sha256, sha256, sizeof(sha256));
	}
	if (rc == 1 && settings_parse(buf_text(&text), &settings, e) != 0)
		rc = -1;
	if (rc == 1) {
		settings_release(&app->settings);
		app->settings = settings;
	}
	buf_release(&text);
	return (rc);
}

/* Where the database is: as configured, relative to the spool unless it begins with a slash. */
static char *
database_path(const struct app *app)
{
	struct buf path = BUF_EMPTY;

	if (app->settings.database[0] != '/')
		buf_printf(&path, "%s/", app->spool.path);
	buf_add_string(&path, app->settings.database);
	return (path.data);
}

int
app_open(struct app *app, const char *dir, enum database_mode mode, struct err *e)
{
	*app = (struct app){ .db = NULL };
	if (spool_open(&app->spool, dir, e) == 0 && app_reload(app, e) == 1) {
		app->db_path = database_path(app);
		if (database_open(app->db_path, mode, &app->db, e) == 0)
			return (0);
	}
	app_close(app);
	return (-1);
}

void
app_close(struct app *app)
{
	database_close(app->db);
	free(app->db_path);
	settings_release(&app->settings);
	spool_close(&app->spool);
}

int
app_fail(const struct err *e)
{
	fprintf(stderr, "billspool: %s\n", e->text);
	return (e->kind == ERR_RETRY ? EXIT_TRY_AGAIN : EXIT_REFUSED);
}

int
app_look(const char *dir, int (*act)(struct app *app, void *context, struct err *e), void *context)
{
	struct app app;
	struct err e = { 0 };
	int rc;

	if (app_open(&app, dir, DATABASE_READ, &e) != 0)
		return (app_fail(&e));
	rc = act(&app, context, &e);
	app_close(&app);
	return (rc == 0 ? EXIT_DONE : app_fail(&e));
}
