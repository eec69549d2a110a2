#include "report/ar_file.h"

#include "base/csv.h"

bool
ar_file_needs_whole(const struct ar_format *format)
{
	return (format->rows != AR_INVOICE);
}

void
ar_file_open(struct ar_file *file, const struct ar_format *format, const struct publish_part *part)
{
	size_t i;

	*file = (struct ar_file){ .format = format };
	(void)snprintf(file->name, sizeof(file->name), "%s.csv", format->name);
	outfile_open(&file->out, part, file->name, true);
	for (i = 0; i < format->count; i++)
		csv_add(&file->out.text, format->columns[i].head, i == 0);
	csv_end(&file->out.text);
}

/* The facts of an invoice for a row; those of a line or a tax stay empty. */
static struct ar_row
row_of(const char *run, const struct model *model)
{
	const struct document_model *m = &model->document;

	return ((struct ar_row){ .run = run,
	    .invoice_number = m->invoice_number,
	    .account_number = m->account_number,
	    .account_name = m->account_name,
	    .sales_cust_number = model->sales_cust_number,
	    .building_code = model->building_code,
	    .site = m->site,
	    .supply_address = m->supply_address,
	    .plan = m->plan,
	    .currency = m->currency,
	    .file = model->file,
	    .delivery = model->delivery,
	    .email = model->email,
	    .sender_name = m->sender_name,
	    .reverses = m->reverses,
	    .invoice_date = m->invoice_date,
	    .due_date = m->due_date,
	    .period_from = m->period_from,
	    .period_to = m->period_to,
	    .net_minor = m->net_minor,
	    .tax_minor = m->tax_minor,
	    .gross_minor = m->total_minor,
	    .balance_before_minor = model->balance_before_minor,
	    .balance_after_minor = m->due_minor,
	    .group = "",
	    .description = "",
	    .meter = "",
	    .unit = "",
	    .tax_code = "",
	    .line_from = DATE_NONE,
	    .line_to = DATE_NONE });
}

/* Write a row. Amounts and dates without a format are written as English writes them. */
static int
add_ar_row(struct ar_file *file, const struct ar_row *row, const struct document_model *m,
    struct arena *arena, struct err *e)
{
	const struct source_subject subject = { .facts = row,
		.arena = arena,
		.locale = locale_of(TEXTS_EN),
		.currency = m->currency,
		.minor_places = m->minor_places };
	size_t i;

	for (i = 0; i < file->format->count; i++)
		csv_add(&file->out.text, expression_text(file->format->columns[i].value, &subject),
		    i == 0);
	csv_end(&file->out.text);
	file->rows++;
	return (outfile_flush(&file->out, e));
}

static int
add_lines(struct ar_file *file, struct ar_row *row, const struct document_model *m,
    struct arena *arena, struct err *e)
{
	size_t i;

	for (i = 0; i < m->line_count; i++) {
		const struct document_line *line = &m->lines[i];

		row->line = (int)i + 1;
		row->group = line->group;
		row->description = line->description;
		row->meter = line->meter;
		row->unit = line->unit;
		row->quantity = line->quantity;
		row->price = line->price;
		row->line_from = line->from;
		row->line_to = line->to;
		row->line_net_minor = line->amount_minor;
		row->tax_code = line->tax_code;
		if (add_ar_row(file, row, m, arena, e) != 0)
			return (-1);
	}
	return (0);
}

static int
add_taxes(struct ar_file *file, struct ar_row *row, const struct document_model *m,
    struct arena *arena, struct err *e)
{
	size_t i;

	for (i = 0; i < m->tax_count; i++) {
		const struct document_tax *tax = &m->taxes[i];

		row->tax_code = tax->code;
		row->tax_percent = tax->percent;
		row->taxed_minor = tax->net_minor;
		row->tax_amount_minor = tax->tax_minor;
		if (add_ar_row(file, row, m, arena, e) != 0)
			return (-1);
	}
	return (0);
}

int
ar_file_add(struct ar_file *file, const char *run, const struct model *model, struct arena *arena,
    struct err *e)
{
	const struct document_model *m = &model->document;
	struct ar_row row = row_of(run, model);

	file->net += m->net_minor;
	file->tax += m->tax_minor;
	file->gross += m->total_minor;
	file->invoices++;
	switch (file->format->rows) {
	case AR_LINE:
		return (add_lines(file, &row, m, arena, e));
	case AR_TAX:
		return (add_taxes(file, &row, m, arena, e));
	case AR_INVOICE:
		break;
	}
	return (add_ar_row(file, &row, m, arena, e));
}
