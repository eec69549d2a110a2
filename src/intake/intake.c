#include "intake/intake.h"

#include "base/charset.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/text.h"
#include "base/unicode.h"
#include "intake/interface.h"
#include "intake/row.h"
#include "store/intake_import.h"

/* Limits that no file reaches on purpose. */
#define MOST_COLUMNS 500
#define LONGEST_FIELD 65536

/*
 * Refuse content that was loaded before. If the interface replaces rows, only if no other file was
 * loaded since: it may be loaded again to go back.
 */
static int
check_new(struct load *load, struct err *e)
{
	struct intake_import before;
	char iso[DATE_ISO_SIZE];
	int found = intake_import_find(load->db, load->interface->name, load->input->sha256,
	    &load->file_arena, &before, e);

	if (found == 1 && load->interface->replaces && !before.last)
		return (0);
	if (found <= 0)
		return (found);
	if (before.refused > 0)
		return (err_reject(e,
		    "already loaded as %s on %s; %lld of its rows were refused: correct them in "
		    "the errors file of that name and drop that",
		    before.name, date_format(before.day, iso), (long long)before.refused));
	return (err_reject(e, "already loaded as %s on %s", before.name,
	    date_format(before.day, iso)));
}

/* Read the rows of the text, which is UTF-8. */
static int
read_rows(struct load *load, const char *text, size_t length, struct err *e)
{
	/* Count the header as a row, too. */
	const struct csv_limits limits = {
		load->settings->row_limit > 0 ? load->settings->row_limit + 1 : 0, MOST_COLUMNS,
		LONGEST_FIELD
	};
	struct buf needs = BUF_EMPTY;

	load->delimiter =
	    load->settings->delimiter != '\0' ? load->settings->delimiter : csv_sniff(text, length);
	if (csv_read(text, length, load->delimiter, &limits, row_take, load, e) != 0)
		return (-1);
	if (load->heading.count > 0)
		return (0);
	heading_needs(load->interface, &needs);
	(void)err_reject(e, "the file is empty; its first row must name the columns: %s",
	    buf_text(&needs));
	buf_release(&needs);
	return (-1);
}

/* Read the file, converted only if it is not composed UTF-8 already: it may be large. */
static int
read_csv_file(struct load *load, struct err *e)
{
	const struct intake_input *in = load->input;
	struct buf converted = BUF_EMPTY;
	int status;

	if (in->length == 0 ||
	    (memchr(in->bytes, '\0', in->length) == NULL && text_is_utf8(in->bytes, in->length) &&
		unicode_is_composed(in->bytes, in->length)))
		return (read_rows(load, in->bytes, in->length, e));
	status =
	    charset_to_utf8(in->bytes, in->length, load->settings->charset, &converted, NULL, e);
	if (status == 0)
		status = read_rows(load, converted.data, converted.length, e);
	buf_release(&converted);
	return (status);
}

/*
 * Record the file, if any row of it was good. A file without good rows may be dropped again as it
 * is, once the accounts or meters that its rows name are known.
 */
static int
remember(const struct load *load, struct err *e)
{
	const struct intake_input *in = load->input;
	const struct intake_import import = { load->import_id, load->interface->name, in->name,
		in->sha256, in->claim_id, load->settings->today, load->result->loaded,
		load->result->refused, true };

	if (load->result->loaded + load->result->same == 0)
		return (0);
	return (intake_import_add(load->db, &import, e));
}

/* Do all of it, with `load` prepared. */
static int
load_file(struct load *load, struct err *e)
{
	if (check_new(load, e) != 0 || intake_import_next(load->db, &load->import_id, e) != 0 ||
	    read_csv_file(load, e) != 0)
		return (-1);
	if (load->interface->finish != NULL && load->interface->finish(load, e) != 0)
		return (-1);
	notice_end(&load->notices);
	return (remember(load, e));
}

int
intake_load(struct database *db, const struct intake_settings *settings,
    const struct intake_input *input, struct intake_result *result, struct err *e)
{
	struct load load = { .db = db,
		.settings = settings,
		.input = input,
		.result = result,
		.file_arena = ARENA_EMPTY,
		.arena = ARENA_EMPTY };
	int status;

	*result = (struct intake_result){ .errors = BUF_EMPTY, .notices = BUF_EMPTY };
	load.notices.text = &result->notices;
	load.heading.settings = settings;
	load.heading.arena = &load.file_arena;
	load.heading.notices = &load.notices;
	load.interface = interface_find(input->interface);
	if (load.interface == NULL)
		return (err_reject(e, "there is no import interface \"%s\"", input->interface));
	load.heading.interface = load.interface;
	status = load_file(&load, e);
	row_release(&load);
	return (status);
}

void
intake_result_release(struct intake_result *result)
{
	buf_release(&result->errors);
	buf_release(&result->notices);
}
