#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/run.h"
#include "config/app.h"
#include "command/command.h"
#include "base/text.h"
#include "report/chart.h"
#include "produce/draw.h"
#include "produce/look.h"
#include "produce/print.h"

/* A run that is made again. */
struct rendering {
	struct app *app;
	const char *run;
	struct document_press *press;
	int dir;
	int64_t count;
	int64_t repacked; /* of these, with the same pages and other bytes */
};

/* A published file is never replaced by one with other bytes. */
static int
check_target(const struct rendering *r, const char *file, struct err *e)
{
	struct buf path = BUF_EMPTY;
	struct stat target, published;
	int rc = 0;

	buf_printf(&path, "%s/%s", r->run, file);
	if (fstatat(r->dir, file, &target, 0) == 0 &&
	    fstatat(r->app->spool.fds[FOLDER_INVOICES], buf_text(&path), &published, 0) == 0 &&
	    target.st_dev == published.st_dev && target.st_ino == published.st_ino)
		rc = err_reject(e,
		    "%s has the same pages as the published file, and other bytes, since other "
		    "libraries are installed: it does not replace that; name another folder",
		    file);
	buf_release(&path);
	return (rc);
}

/* Make one file again and compare it with what was issued. */
static int
render_one(struct rendering *r, const struct model *model, struct err *e)
{
	struct publish_part part = { .fd = r->dir, .run = "render" };
	struct buf pdf = BUF_EMPTY;
	struct document_facts facts;
	const struct look_again again = { &r->app->spool, r->app->db, &r->app->settings, r->run,
		model->file, model->sha256, &pdf };
	int rc = document_draw(r->press, &model->document, &pdf, &facts, e);

	if (rc == 0)
		rc = look_compare(&again, e);
	if (rc == 1) {
		r->repacked++;
		rc = check_target(r, model->file, e);
	}
	if (rc == 0)
		rc = publish_part_file(&part, model->file, pdf.data, pdf.length, e);
	r->count++;
	buf_release(&pdf);
	return (rc);
}

/* How it went. */
static void
report(const struct rendering *r)
{
	if (r->repacked == 0)
		printf("%lld files, the same bytes as issued.\n", (long long)r->count);
	else
		printf("%lld files, the same pages as issued. %lld of them have other bytes, since "
		       "other libraries are installed than drew them.\n",
		    (long long)r->count, (long long)r->repacked);
}

/* What the documents of an issued run share, as it was. */
static int
prepare(struct app *app, const char *run, struct document_stock **stock, struct err *e)
{
	struct run_documents issued;

	if (run_find_documents(app->db, run, &issued, e) < 0)
		return (-1);
	if (issued.count == 0)
		return (err_reject(e,
		    "there is no run %s that issued invoices or letters; the folders under "
		    "invoices/ have their names",
		    run));
	const struct draw_preparation preparation = {
		.db = app->db, .settings = &app->settings, .run = run
	};

	return (draw_prepare(&preparation, stock, e));
}

/* The folder to write to, made if it is not there, with these folders in it (NULL behind the last).
 */
static int
open_folder(const char *path, const char *const *folders, int *dir, struct err *e)
{
	(void)mkdir(path, 0750);
	*dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*dir < 0)
		return (err_reject(e, "%s is not a folder that can be written to", path));
	for (; *folders != NULL; folders++) {
		if (mkdirat(*dir, *folders, 0750) == 0 || faccessat(*dir, *folders, W_OK, 0) == 0)
			continue;
		(void)close(*dir);
		return (err_reject(e, "%s/%s is not a folder that can be written to", path,
		    *folders));
	}
	return (0);
}

/* All invoices of a shard into dir. */
static int
render(struct app *app, const char *run, const int shard[2], int dir, struct err *e)
{
	struct document_stock *stock = NULL;
	struct rendering r = { .app = app, .run = run, .dir = dir };
	struct arena arena = ARENA_EMPTY;
	struct model_list list = { .db = app->db, .settings = &app->settings };
	struct model model, copy;
	int rc;

	if (prepare(app, run, &stock, e) != 0)
		return (-1);
	r.press = document_press_new(stock);
	rc = model_begin(&list, run, shard[1], shard[0] - 1, e);
	while (rc == 0 && (rc = model_next(&list, true, &arena, &model, e)) == 1) {
		rc = chart_read(app->db, &app->settings, &arena, &model, e);
		if (rc == 0)
			rc = render_one(&r, &model, e);
		if (rc == 0 && model_copy(&model, &arena, &copy))
			rc = render_one(&r, &copy, e);
		arena_reset(&arena);
	}
	if (rc == 0)
		report(&r);
	document_press_free(r.press);
	document_stock_free(stock);
	arena_release(&arena);
	return (rc);
}

int
command_render(const char *spool, int argc, char **argv)
{
	static const char *const FOLDERS[] = { "EMAIL", "POSTAL", NULL };
	int shard[2] = { 1, 1 };
	struct app app;
	struct err e = { 0 };
	int dir, rc;

	if ((argc != 3 && argc != 5) ||
	    (argc == 5 &&
		(strcmp(argv[3], "--shard") != 0 ||
		    sscanf(argv[4], "%d/%d", &shard[0], &shard[1]) != 2 || shard[0] < 1 ||
		    shard[0] > shard[1]))) {
		fprintf(stderr, "usage: billspool [-s DIR] render RUN DIR [--shard I/N]\n");
		return (EXIT_USAGE);
	}
	if (app_open(&app, spool, DATABASE_READ, &e) != 0)
		return (app_fail(&e));
	rc = open_folder(argv[2], FOLDERS, &dir, &e);
	if (rc == 0) {
		rc = render(&app, argv[1], shard, dir, &e);
		(void)close(dir);
	}
	app_close(&app);
	return (rc == 0 ? EXIT_DONE : app_fail(&e));
}

/* The bundles of a run again, from one sheet on, into dir. */
static int
print(struct app *app, const char *run, int64_t from, int dir, struct err *e)
{
	struct publish_part part = { .fd = dir, .run = "print" };
	const struct printing printing = { .spool = &app->spool,
		.db_path = app->db_path,
		.db = app->db,
		.settings = &app->settings,
		.run = run,
		.part = &part,
		.folder = ".",
		.from = from };
	int64_t sheets = 0;
	int rc = print_again(&printing, &sheets, e);

	if (rc == 0)
		printf("%lld sheets, numbers %lld to %lld.\n", (long long)sheets, (long long)from,
		    (long long)(from + sheets - 1));
	return (rc);
}

int
command_print(const char *spool, int argc, char **argv)
{
	static const char *const FOLDERS[] = { NULL };
	struct app app;
	struct err e = { 0 };
	int64_t from = 1;
	int dir, rc;

	if ((argc != 3 && argc != 5) ||
	    (argc == 5 &&
		(strcmp(argv[3], "--from") != 0 || !text_to_int(argv[4], 1, INT32_MAX, &from)))) {
		fprintf(stderr, "usage: billspool [-s DIR] print RUN DIR [--from SHEET]\n");
		return (EXIT_USAGE);
	}
	if (app_open(&app, spool, DATABASE_READ, &e) != 0)
		return (app_fail(&e));
	rc = open_folder(argv[2], FOLDERS, &dir, &e);
	if (rc == 0) {
		rc = print(&app, argv[1], from, dir, &e);
		(void)close(dir);
	}
	app_close(&app);
	return (rc == 0 ? EXIT_DONE : app_fail(&e));
}
