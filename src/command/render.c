#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/run.h"
#include "config/app.h"
#include "command/command.h"
#include "report/chart.h"
#include "report/papers.h"
#include "produce/draw.h"
#include "produce/look.h"
#include "produce/print.h"

/* A run whose files are made again. */
struct rendering {
	struct app *app;
	const char *run;
	struct document_press *press;
	int dir;
	int64_t count;
	int64_t repacked; /* those of them with the same pages but other bytes */
};

/* Refuse to replace a published file by one with other bytes. */
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

/* Make one file again and compare it with the issued one. */
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

/* Print the result. */
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

/* Prepare fonts, pictures and layouts of an issued run, as they were. */
static int
prepare_run(struct app *app, const char *run, struct document_stock **stock, struct err *e)
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

/*
 * Open the folder to write to. Makes it if it is missing, and these folders in it (NULL after the
 * last).
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

/* Make all invoices of a shard again, in dir. */
static int
render(struct app *app, const char *run, const int shard[2], int dir, struct err *e)
{
	struct document_stock *stock = NULL;
	struct rendering r = { .app = app, .run = run, .dir = dir };
	struct arena arena = ARENA_EMPTY;
	struct model_list list = { .db = app->db, .settings = &app->settings };
	struct model model, copy;
	int rc;

	if (prepare_run(app, run, &stock, e) != 0)
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

/* Make the AR files of the run again, in dir. Letters have none. */
static int
render_ar(struct app *app, const char *run, int dir, struct err *e)
{
	const struct publish_part part = { .fd = dir, .run = "render" };
	struct papers papers = { .invoices = 0 };
	struct arena arena = ARENA_EMPTY;
	int64_t invoices = 0;
	size_t i;
	int rc = -1;

	if (run_invoice_count(app->db, run, &invoices, e) < 0)
		return (-1);
	if (invoices == 0)
		return (0);
	if (look_load_ar(app->db, run, &arena, &papers.ar, &papers.ar_count, e) == 0)
		rc = papers_again(app->db, &app->settings, run, &part, &papers, e);
	for (i = 0; rc == 0 && i < papers.ar_count; i++)
		printf("%s.csv, the same bytes as issued.\n", papers.ar[i]->name);
	arena_release(&arena);
	return (rc);
}

/* The words of the command line, of both commands. */
struct render_wanted {
	const char *shard;
	int64_t from;
};

static const struct render_wanted DEFAULTS = { .shard = "1/1", .from = 1 };

static const struct command_option RENDER_OPTIONS[] = {
	{ "shard", 0, "I/N", "only the I-th of N parts, for several processes", COMMAND_TEXT,
	    offsetof(struct render_wanted, shard), 0, 0, false },
};

static int
render_run(const struct command_call *call)
{
	static const char *const FOLDERS[] = { "EMAIL", "POSTAL", NULL };
	const struct render_wanted *wanted = call->wanted;
	int shard[2] = { 0, 0 };
	struct app app;
	struct err e = { 0 };
	int dir, rc;

	if (sscanf(wanted->shard, "%d/%d", &shard[0], &shard[1]) != 2 || shard[0] < 1 ||
	    shard[0] > shard[1])
		return (command_refuse(call->command,
		    "--shard %s: give it two numbers, such as 2/3", wanted->shard));
	if (app_open(&app, call->spool, DATABASE_READ, &e) != 0)
		return (app_fail(&e));
	rc = open_folder(call->operands[1], FOLDERS, &dir, &e);
	if (rc == 0) {
		rc = render(&app, call->operands[0], shard, dir, &e);
		if (rc == 0 && shard[0] == 1)
			rc = render_ar(&app, call->operands[0], dir, &e);
		(void)close(dir);
	}
	app_close(&app);
	return (rc == 0 ? EXIT_DONE : app_fail(&e));
}

/* Make the print bundles of a run again, from one sheet on, in dir. */
static int
print_bundles(struct app *app, const char *run, int64_t from, int dir, struct err *e)
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

static const struct command_option PRINT_OPTIONS[] = {
	{ "from", 0, "SHEET", "from this sheet on (after a jam)", COMMAND_NUMBER,
	    offsetof(struct render_wanted, from), 1, INT32_MAX, false },
};

static int
print_run(const struct command_call *call)
{
	static const char *const FOLDERS[] = { NULL };
	const struct render_wanted *wanted = call->wanted;
	struct app app;
	struct err e = { 0 };
	int dir, rc;

	if (app_open(&app, call->spool, DATABASE_READ, &e) != 0)
		return (app_fail(&e));
	rc = open_folder(call->operands[1], FOLDERS, &dir, &e);
	if (rc == 0) {
		rc = print_bundles(&app, call->operands[0], wanted->from, dir, &e);
		(void)close(dir);
	}
	app_close(&app);
	return (rc == 0 ? EXIT_DONE : app_fail(&e));
}

const struct command command_render = { .name = "render",
	.operands = "RUN DIR",
	.least = 2,
	.most = 2,
	.help = "make a run's PDFs again from its frozen rows, into DIR",
	.options = RENDER_OPTIONS,
	.option_count = LENGTH(RENDER_OPTIONS),
	.defaults = &DEFAULTS,
	.wanted_size = sizeof(DEFAULTS),
	.run = render_run };

const struct command command_print = { .name = "print",
	.operands = "RUN DIR",
	.least = 2,
	.most = 2,
	.help = "make a run's print bundles again, into DIR",
	.options = PRINT_OPTIONS,
	.option_count = LENGTH(PRINT_OPTIONS),
	.defaults = &DEFAULTS,
	.wanted_size = sizeof(DEFAULTS),
	.run = print_run };
