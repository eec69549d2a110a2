#include "report/chart.h"

#include "base/text.h"
#include "rating/past.h"
#include "store/meter.h"

/* The unit of the chart: that of the first use that came from the network. */
static const char *
find_unit(const struct document_model *m)
{
	size_t i;

	for (i = 0; i < m->usage_count; i++)
		if (m->usages[i].from_day != DATE_NONE && !document_fed_in(&m->usages[i]) &&
		    m->usages[i].unit[0] != '\0')
			return (m->usages[i].unit);
	return ("");
}

/* Does this bill measure registers of this type in the unit? */
static bool
has_type(const struct document_model *m, const char *type, const char *unit)
{
	size_t i;

	for (i = 0; i < m->usage_count; i++)
		if (strcmp(m->usages[i].meter_type, type) == 0 &&
		    strcmp(m->usages[i].unit, unit) == 0)
			return (true);
	return (false);
}

/* Move the account's registers that the chart counts to the front. Returns how many they are. */
static size_t
choose_meters(const struct document_model *m, const char *unit, struct rating_meter *meters,
    size_t count)
{
	size_t kept = 0, i;

	for (i = 0; i < count; i++)
		if (has_type(m, meters[i].type, unit))
			meters[kept++] = meters[i];
	return (kept);
}

/* Write the periods as text. */
static const char *
write_text(struct arena *arena, const char *unit, const struct rating_past *past, size_t count)
{
	const char *text = arena_printf(arena, "%s\n%d", unit, (int)past[0].from);
	char quantity[DECIMAL_SIZE];
	size_t i;

	for (i = 0; i < count; i++) {
		decimal_format(past[i].quantity, quantity);
		text = arena_printf(arena, "%s\n%d %s", text, (int)(past[i].to - past[i].from + 1),
		    quantity);
	}
	return (text);
}

/* Find the history in the reads. */
static int
find_history(struct database *db, const struct settings *settings, struct arena *arena,
    struct model *model, struct err *e)
{
	const struct document_model *m = &model->document;
	const char *unit = find_unit(m);
	const struct rating_past_question question = { .before = m->period_from - 1,
		.least = model->since,
		.cycle = account_cycle(model->cycle),
		.places = settings->rules.quantity_places };
	struct account account = { .site = m->site, .product = model->product };
	struct rating_past past[PAST_MOST];
	struct rating_meter *meters;
	size_t count;

	model->history = "";
	if (unit[0] == '\0' || model->since >= m->period_from)
		return (0);
	account.facts.end_date = m->period_from - 1;
	if (meter_read_from(db, arena, &account, past_first_day(&question), e) != 0)
		return (-1);
	count = account.facts.meter_count;
	meters = arena_new(arena, count + 1, sizeof(*meters));
	if (count > 0)
		memcpy(meters, account.facts.meters, count * sizeof(*meters));
	count = past_find(meters, choose_meters(m, unit, meters, count), &question, past);
	if (count > 0)
		model->history = write_text(arena, unit, past, count);
	return (0);
}

/* Read the number on the next line of the text; false at its end. */
static bool
next_number(char **rest, const char *delimiters, int64_t *number)
{
	char *word = strsep(rest, delimiters);

	return (word != NULL && text_to_int(word, INT32_MIN, INT32_MAX, number));
}

/* Read the text into the document's history. */
static void
parse(struct arena *arena, const char *text, struct document_model *m)
{
	struct document_history *history = arena_new(arena, PAST_MOST, sizeof(*history));
	char *rest = arena_string(arena, text);
	const char *unit = strsep(&rest, "\n"), *word;
	int64_t from, days;

	if (!next_number(&rest, "\n", &from))
		return;
	while (m->history_count < PAST_MOST && next_number(&rest, " ", &days)) {
		struct document_history *h = &history[m->history_count++];

		*h = (struct document_history){ (int32_t)from, (int32_t)(from + days - 1),
			DECIMAL_ZERO, unit };
		word = strsep(&rest, "\n");
		if (word == NULL || !decimal_parse(word, '.', &h->quantity))
			h->quantity = DECIMAL_ZERO;
		from += days;
	}
	m->history = history;
}

int
chart_read(struct database *db, const struct settings *settings, struct arena *arena,
    struct model *model, struct err *e)
{
	if (model->document.kind != DOCUMENT_INVOICE)
		return (0);
	if (!model->issued && find_history(db, settings, arena, model, e) != 0)
		return (-1);
	if (model->history[0] != '\0')
		parse(arena, model->history, &model->document);
	return (0);
}
