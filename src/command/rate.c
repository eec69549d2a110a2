#include <errno.h>

#include "cases/rate_case.h"
#include "cases/rate_result.h"
#include "command/command.h"
#include "config/app.h"
#include "rating/rating.h"

#define CHUNK ((size_t)64 * 1024)

static const char MORE[] =
    "Works out the bill of one account from the facts in FILE (or standard input), and prints it.\n"
    "Nothing is stored. FILE is JSON: one case, or a list of cases, for which a list is printed.\n"
    "With --lines a case that is refused gives {\"error\": \"...\"} in its place, and the others\n"
    "are rated.\n"
    "\n"
    "A case names the account, its cycle and dates, its meters with their reads, the rows of its\n"
    "price plan, its charges, and the rules. Write decimals as strings (\"0.2745\"): they are "
    "exact.\n"
    "src/rating/RATE.md describes the format and the rules, with examples worked out by hand.\n"
    "\n"
    "Exit codes: 0 done, 1 refused, 2 wrong usage, 75 the file cannot be read.\n";

/* The words of the command line. */
struct rate_wanted {
	bool lines;
};

static const struct command_option OPTIONS[] = {
	{ "lines", 0, NULL, "JSON Lines: a case a line, and a result a line", COMMAND_FLAG,
	    offsetof(struct rate_wanted, lines), 0, 0, false },
};

/* Read all of a stream. */
static int
read_stream(FILE *stream, const char *name, struct buf *in, struct err *e)
{
	size_t got;

	do {
		got = fread(buf_reserve(in, CHUNK), 1, CHUNK, stream);
		in->length += got;
	} while (got > 0);
	buf_add(in, "", 0);
	return (ferror(stream) ? err_retry(e, errno, "cannot read %s", name) : 0);
}

/* Read all of a file; NULL or "-": of standard input. */
static int
read_input(const char *file, struct buf *in, struct err *e)
{
	FILE *stream;
	int done;

	if (file == NULL || strcmp(file, "-") == 0)
		return (read_stream(stdin, "standard input", in, e));
	stream = fopen(file, "re");
	if (stream == NULL)
		return (err_retry(e, errno, "cannot open %s", file));
	done = read_stream(stream, file, in, e);
	(void)fclose(stream);
	return (done);
}

/* Rate one case and write its result. */
static int
rate_case(const struct json_value *value, const char *path, struct arena *arena, struct json_out *o,
    struct err *e)
{
	struct rating_result result;
	struct rating_case *c;

	if (rate_case_read(value, path, arena, &c, e) == -1)
		return (-1);
	if (rating_rate(c, arena, &result, e) == -1)
		return (err_context(e, "%s", path));
	rate_result_write(o, c->account, &result, c->rules->minor_places);
	return (0);
}

/* Rate each case of a list. */
static int
rate_list(const struct json_value *list, struct arena *arena, struct json_out *o, struct err *e)
{
	char path[32];

	json_out_open(o, NULL, '[');
	for (size_t i = 0; i < json_count(list); i++) {
		(void)snprintf(path, sizeof(path), "$[%zu]", i);
		arena_reset(arena);
		if (rate_case(json_at(list, i), path, arena, o, e) == -1)
			return (-1);
	}
	json_out_close(o, ']');
	return (0);
}

/* Rate a text that is one case, or a list of them where that is allowed. */
static int
rate_text(const char *text, size_t length, struct arena *arena, struct json_out *o, struct err *e)
{
	struct json_value *value;
	int done;

	if (json_parse(text, length, &value, e) == -1)
		return (-1);
	if (json_is_list(value))
		done = rate_list(value, arena, o, e);
	else
		done = rate_case(value, "$", arena, o, e);
	json_free(value);
	return (done);
}

/* Rate every line by itself, but for blank ones. Returns how many were refused. */
static int
rate_lines(const struct buf *in, struct arena *arena, struct buf *out)
{
	const char *text = buf_text(in);
	const char *end = text + in->length;
	int refused = 0;

	while (text < end) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		size_t length = (size_t)((stop != NULL ? stop : end) - text);
		size_t written = out->length;
		struct json_out o = { out, false, 0, true };
		struct err e = { 0 };

		arena_reset(arena);
		if (strspn(text, " \t\r\n") < length) {
			if (rate_text(text, length, arena, &o, &e) == -1) {
				/* Print the reason in the place of the unfinished result. */
				out->length = written;
				o = (struct json_out){ out, false, 0, true };
				rate_result_refused(&o, e.text);
				refused++;
			}
			buf_add_char(out, '\n');
		}
		text += length + 1;
	}
	return (refused);
}

/* Rate the whole input. Returns the exit code. */
static int
rate_input(const struct rate_wanted *wanted, const struct buf *in, struct arena *arena,
    struct buf *out)
{
	struct json_out o = { out, true, 0, true };
	struct err e = { 0 };

	if (wanted->lines)
		return (rate_lines(in, arena, out) > 0 ? EXIT_REFUSED : EXIT_DONE);
	if (rate_text(buf_text(in), in->length, arena, &o, &e) == -1) {
		(void)fprintf(stderr, "billspool rate: %s\n", e.text);
		buf_reset(out);
		return (EXIT_REFUSED);
	}
	buf_add_char(out, '\n');
	return (EXIT_DONE);
}

/* Print the result. If the disk is full that must not look like an empty result. */
static int
print_results(const struct buf *out, int code)
{
	if (out->length > 0)
		(void)fwrite(out->data, 1, out->length, stdout);
	if (fflush(stdout) == 0 && !ferror(stdout))
		return (code);
	(void)fprintf(stderr, "billspool rate: cannot write the result: %s\n", strerror(errno));
	return (EXIT_TRY_AGAIN);
}

/* Read, rate, print. */
static int
rate_run(const struct command_call *call)
{
	struct arena arena = ARENA_EMPTY;
	struct buf in = BUF_EMPTY;
	struct buf out = BUF_EMPTY;
	struct err e = { 0 };
	int code = EXIT_TRY_AGAIN;

	if (read_input(call->count == 1 ? call->operands[0] : NULL, &in, &e) == -1)
		(void)fprintf(stderr, "billspool rate: %s\n", e.text);
	else
		code = print_results(&out, rate_input(call->wanted, &in, &arena, &out));
	arena_release(&arena);
	buf_release(&in);
	buf_release(&out);
	return (code);
}

const struct command command_rate = { .name = "rate",
	.operands = "[FILE]",
	.most = 1,
	.help = "rate a case given as JSON (src/rating/RATE.md)",
	.more = MORE,
	.options = OPTIONS,
	.option_count = LENGTH(OPTIONS),
	.wanted_size = sizeof(struct rate_wanted),
	.no_spool = true,
	.run = rate_run };
