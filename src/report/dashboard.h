#ifndef REPORT_DASHBOARD_H
#define REPORT_DASHBOARD_H

#include "config/settings.h"
#include "spool/spool.h"
#include "store/database.h"

/*
 * dashboard: status/index.html, one page that shows the spool without a server
 * (templates/dashboard.html, carried by the program).
 *
 * The page holds its data: the queue and the running job, and the overview of the database. With
 * many accounts the overview takes long to make, so it is made between jobs only, kept, and made
 * again when a job has changed something; it never takes more than a tenth of the time. These
 * functions limit themselves: call them as often as something has changed.
 */
struct dashboard;

struct dashboard *dashboard_new(const struct spool *spool, struct database *db,
    const struct settings *settings);
void dashboard_free(struct dashboard *dashboard);

enum dashboard_moment {
	DASHBOARD_RUNNING, /* a job is running: the database is not asked */
	DASHBOARD_IDLE,    /* between jobs */
	DASHBOARD_LAST /* the process ends in order, and the page shows that */
};

/* Note that a job has changed the database. */
void dashboard_spoil(struct dashboard *dashboard);

/*
 * Is it time to write the page? Then call dashboard_write, with the state of the spool (a JSON
 * object). A page that cannot be written is logged and forgotten. Durable: no.
 */
bool dashboard_is_due(const struct dashboard *dashboard, enum dashboard_moment moment);
void dashboard_write(struct dashboard *dashboard, enum dashboard_moment moment, const char *state);

#endif
