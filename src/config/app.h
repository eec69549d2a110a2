#ifndef CONFIG_APP_H
#define CONFIG_APP_H

#include "base/hash.h"
#include "config/settings.h"
#include "spool/spool.h"
#include "store/database.h"

/* app: an open spool with its settings and database, with which every command but init begins. */

#define EXIT_DONE 0
#define EXIT_REFUSED 1
#define EXIT_USAGE 2
#define EXIT_BUG 70
#define EXIT_TRY_AGAIN 75

struct app {
	struct spool spool;
	struct settings settings;
	char settings_sha256[HASH_HEX_SIZE]; /* of the billspool.conf that was read last, usable or
	                                        not */
	struct database *db;
	char *db_path;
};

/* Open all of it. ERR_REJECT if dir is no spool, or its billspool.conf cannot be used. */
int app_open(struct app *app, const char *dir, enum database_mode mode, struct err *e) NODISCARD;
void app_close(struct app *app);

/*
 * Has somebody changed billspool.conf? 1: app->settings are the new ones, in the same place (the
 * database stays where it is); 0: no; -1: ERR_REJECT once for each version that cannot be used, and
 * then the settings stay as they were.
 */
int app_reload(struct app *app, struct err *e) NODISCARD;

/*
 * Open it for reading, do act(app, context, e), close it. Returns the exit code; the reason of a
 * failure is printed.
 */
int app_look(const char *dir, int (*act)(struct app *app, void *context, struct err *e),
    void *context);

/* Print the reason of a failure on standard error, and return the exit code that fits. */
int app_fail(const struct err *e);

#endif
