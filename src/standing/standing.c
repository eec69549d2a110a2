#include "standing/standing.h"

#include "base/clock.h"
#include "report/lists.h"
#include "standing/email_queue.h"
#include "standing/forms.h"
#include "store/standing_day.h"

/* Write one list into reports/, in the place of the last one. */
static int
write_standing_list(const struct standing *standing, const char *name,
    int (*fill)(struct database *db, const struct settings *settings, int32_t today,
	struct outfile *out, struct err *e),
    struct err *e)
{
	struct outfile out;

	if (outfile_open_replacing(&out, standing->spool, FOLDER_REPORTS, name, e) != 0)
		return (-1);
	if (fill(standing->db, standing->settings, clock_today(), &out, e) != 0) {
		outfile_abandon(&out);
		return (-1);
	}
	return (outfile_close(&out, NULL, e));
}

/* The email queue is the sender's to write, too. */
int
standing_balances(const struct standing *standing, struct err *e)
{
	if (email_queue_publish(standing->spool, standing->db, standing->settings, e) != 0 ||
	    write_standing_list(standing, "ageing.csv", lists_ageing, e) != 0)
		return (-1);
	return (write_standing_list(standing, "sites-unbilled.csv", lists_sites_unbilled, e));
}

int
standing_readings(const struct standing *standing, struct err *e)
{
	return (write_standing_list(standing, "read-review.csv", lists_read_review, e));
}

int
standing_forms(const struct standing *standing, struct err *e)
{
	return (forms_write(standing->spool, standing->db, e));
}

int
standing_begin_day(const struct standing *standing, struct err *e)
{
	int32_t written;

	if (standing_day_get(standing->db, &written, e) != 0)
		return (-1);
	if (written == clock_today())
		return (0);
	if (standing_forms(standing, e) != 0 || standing_balances(standing, e) != 0 ||
	    standing_readings(standing, e) != 0)
		return (-1);
	return (standing_day_set(standing->db, clock_today(), e));
}
