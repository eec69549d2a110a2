#include "work/standing.h"

#include "base/clock.h"
#include "export/reports.h"
#include "work/email_queue.h"
#include "work/forms.h"

/* One report: what fills it, and its name in reports/. (The email queue is the sender's to write, too.) */
struct report {
	const char *name;
	int (*fill)(struct database *db, const struct settings *settings, int32_t today, struct outfile *out, struct err *e);
};

static const struct report REPORTS[] = {
	{ "ageing.csv", reports_ageing },
	{ "sites-unbilled.csv", reports_sites_unbilled },
};

/* Write one report in the place of the last one. */
static int
write_report(const struct standing *standing, const struct report *report, struct err *e)
{
	struct outfile out;

	if (outfile_open_replacing(&out, standing->spool, FOLDER_REPORTS, report->name, e) != 0)
		return (-1);
	if (report->fill(standing->db, standing->settings, clock_today(), &out, e) != 0) {
		outfile_abandon(&out);
		return (-1);
	}
	return (outfile_close(&out, NULL, e));
}

int
standing_reports(const struct standing *standing, struct err *e)
{
	int rc = email_queue_publish(standing->spool, standing->db, standing->settings, e);
	size_t i;

	for (i = 0; i < LENGTH(REPORTS) && rc == 0; i++)
		rc = write_report(standing, &REPORTS[i], e);
	return (rc);
}

int
standing_forms(const struct standing *standing, struct err *e)
{
	return (forms_write(standing->spool, standing->db, e));
}

int
standing_begin_day(const struct standing *standing, struct err *e)
{
	int64_t written;
	int rc = database_number(standing->db, SQL_STANDING_DAY, &written, e, "");

	if (rc < 0)
		return (-1);
	if (rc == 1 && written == clock_today())
		return (0);
	if (standing_forms(standing, e) != 0 || standing_reports(standing, e) != 0)
		return (-1);
	return (database_run(standing->db, SQL_STANDING_DAY_SET, e, "d", clock_today()));
}
