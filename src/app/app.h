#ifndef APP_APP_H
#define APP_APP_H

#include "run/settings.h"
#include "spool/spool.h"
#include "store/database.h"

/* app: an open spool with its settings and database: what every command but init begins with. */

#define EXIT_DONE 0
#define EXIT_REFUSED 1
#define EXIT_USAGE 2
#define EXIT_BUG 70
#define EXIT_TRY_AGAIN 75

struct app {
	struct spool spool;
	struct settings settings;
	struct database *db;
	char *db_path;
};

/* Open all of it. ERR_REJECT if dir is no spool, or its billspool.conf cannot be used. */
int app_open(struct app *app, const char *dir, enum database_mode mode, struct err *e) NODISCARD;
void app_close(struct app *app);

/* Open it for reading, do act(app, context, e), close it. The exit code, once what went wrong has been said. */
int app_look(const char *dir, int (*act)(struct app *app, void *context, struct err *e), void *context);

/* Say on standard error what went wrong, and return the exit code that fits. */
int app_fail(const struct err *e);

#endif
