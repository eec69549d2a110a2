#include "rating/bill.h"

#define FIRST_ROOM 8 /* most bills have fewer lines */

static const struct rating_reading NO_READING = { NULL, NULL, DATE_NONE, false, { 0, 0 } };

/* The first and the last day of a span both count. */
int
bill_span_days(struct bill_span span)
{
	return (span.to - span.from + 1);
}

/*
 * The result is a whole number of 1/MONTH_PARTS months, so that nothing is rounded before money is.
 */
int64_t
bill_span_months(struct bill_span span)
{
	int64_t parts = 0;
	int32_t day = span.from;
	int year, month, day_of_month, length;

	/* Go month by month: the days of the month that are in the span, over all of its days. */
	while (day <= span.to) {
		int32_t last;

		date_to_ymd(day, &year, &month, &day_of_month);
		length = date_days_in_month(year, month);
		last = day + length - day_of_month;
		if (last > span.to)
			last = span.to;
		parts += (int64_t)(last - day + 1) * (MONTH_PARTS / length);
		day = last + 1;
	}
	return (parts);
}

/* The overlap begins with the later beginning and ends with the earlier end. */
struct bill_span
bill_overlap(struct bill_span days, int32_t first, int32_t last)
{
	if (first > days.from)
		days.from = first;
	if (last != DATE_NONE && last < days.to)
		days.to = last;
	return (days);
}

/* A register removed before it was installed is an error in the data and was never there. */
bool
bill_on_site(const struct rating_meter *meter, struct bill_span span)
{
	if (meter->removed != DATE_NONE &&
	    (meter->removed < span.from || meter->removed < meter->install))
		return (false);
	return (meter->install <= span.to);
}

/* The import interfaces fix this name of a meter type. */
bool
bill_is_demand(const struct rating_meter *meter)
{
	return (strcmp(meter->type, "DEMAND") == 0);
}

/* Copy the text in b->words into the arena, for the buffer moves when it grows. */
static const char *
keep_words(struct bill *b)
{
	const char *text = arena_bytes(b->arena, buf_text(&b->words), b->words.length);

	buf_reset(&b->words);
	return (text);
}

/* Called once for each meter, so it has to be quick. */
const char *
bill_meter_name(struct bill *b, const struct rating_meter *meter)
{
	if (meter->reg[0] == '\0')
		return (meter->code);
	buf_reset(&b->words);
	buf_add_string(&b->words, meter->code);
	buf_add_char(&b->words, '/');
	buf_add_string(&b->words, meter->reg);
	return (keep_words(b));
}

/*
 * The configuration has the severity. (An exception that stops the bill does so even if it is OFF.)
 */
bool
bill_wants(const struct bill *b, enum rating_code code)
{
	return (b->c->rules->severity[code] != SEVERITY_OFF);
}

/* Double the room for an array in the arena. The old array stays there until the arena is reset. */
static void *
grow(struct arena *arena, const void *old, size_t count, size_t *room, size_t size)
{
	void *bigger;

	*room = *room > 0 ? *room * 2 : FIRST_ROOM;
	bigger = arena_new(arena, *room, size);
	if (count > 0)
		memcpy(bigger, old, count * size);
	return (bigger);
}

/* Add an exception at the end. */
static void
add_exception(struct bill *b, enum rating_code code, const char *detail,
    struct rating_reading reading)
{
	if (b->exception_count == b->exception_room)
		b->exceptions = grow(b->arena, b->exceptions, b->exception_count,
		    &b->exception_room, sizeof(*b->exceptions));
	b->exceptions[b->exception_count++] = (struct rating_exception){
		.code = code,
		.severity = b->c->rules->severity[code],
		.detail = detail,
		.reading = reading,
	};
}

/* The text is cleared even if the exception is OFF, so that the next one begins empty. */
static void
raise_about(struct bill *b, enum rating_code code, struct rating_reading reading)
{
	if (bill_wants(b, code))
		add_exception(b, code, keep_words(b), reading);
	buf_reset(&b->words);
}

/* The detail is kept even if the exception is OFF: it is the reason in the result. */
static void
stop_about(struct bill *b, enum rating_code code, struct rating_reading reading)
{
	const char *detail = keep_words(b);

	/* The first fact that is missing gives the reason. */
	if (b->stopped == NULL)
		b->stopped = detail;
	if (bill_wants(b, code))
		add_exception(b, code, detail, reading);
}

void
bill_raise(struct bill *b, enum rating_code code)
{
	raise_about(b, code, NO_READING);
}

void
bill_stop(struct bill *b, enum rating_code code)
{
	stop_about(b, code, NO_READING);
}

void
bill_raise_meter(struct bill *b, enum rating_code code, const struct rating_meter *meter,
    const char *name)
{
	raise_about(b, code,
	    (struct rating_reading){ name, meter->type, DATE_NONE, false, DECIMAL_ZERO });
}

void
bill_stop_meter(struct bill *b, enum rating_code code, const struct missing_read *missing)
{
	stop_about(b, code,
	    (struct rating_reading){
		missing->name, missing->meter->type, missing->day, false, DECIMAL_ZERO });
}

void
bill_raise_type(struct bill *b, enum rating_code code, const char *type)
{
	raise_about(b, code, (struct rating_reading){ NULL, type, DATE_NONE, false, DECIMAL_ZERO });
}

struct step *
bill_step(struct bill *b, enum step_sign sign, enum step_what what, struct decimal value)
{
	struct step *step;

	if (b->steps.count == b->step_room)
		b->steps.list = grow(b->arena, b->steps.list, b->steps.count, &b->step_room,
		    sizeof(*b->steps.list));
	step = &b->steps.list[b->steps.count++];
	*step = (struct step){ .sign = sign, .what = what, .value = value, .text = "" };
	return (step);
}

struct step *
bill_step_money(struct bill *b, enum step_sign sign, enum step_what what, int64_t minor)
{
	return (bill_step(b, sign, what, (struct decimal){ minor, b->c->rules->minor_places }));
}

struct step *
bill_step_name(struct bill *b, enum step_sign sign, enum step_what what, const char *name)
{
	struct step *step = bill_step(b, sign, what, DECIMAL_ZERO);

	step->text = name;
	return (step);
}

/* Append the whole months that were counted, and begin to count anew. */
static void
add_whole_months(struct bill *b, enum step_sign *sign, int *whole)
{
	if (*whole == 0)
		return;
	(void)bill_step(b, *sign, STEP_MONTHS, (struct decimal){ *whole, 0 });
	*sign = STEP_PLUS;
	*whole = 0;
}

/* Write fractions and not a rounded number, so that a calculator comes to the same cent. */
struct step *
bill_step_months(struct bill *b, enum step_sign sign, struct bill_span span)
{
	size_t first = b->steps.count, last;
	int32_t day = span.from;
	int whole = 0, broken = 0;
	int year, month, day_of_month, length;

	/*
	 * Only the first and the last month can be incomplete; all whole months between them are
	 * one number.
	 */
	while (day <= span.to) {
		int32_t end;

		date_to_ymd(day, &year, &month, &day_of_month);
		length = date_days_in_month(year, month);
		end = day + length - day_of_month;
		if (end > span.to)
			end = span.to;
		if (end - day + 1 == length) {
			whole++;
		} else {
			add_whole_months(b, &sign, &whole);
			bill_step(b, sign, STEP_MONTHS, (struct decimal){ end - day + 1, 0 })
			    ->over = length;
			sign = STEP_PLUS;
			broken++;
		}
		day = end + 1;
	}
	add_whole_months(b, &sign, &whole);
	last = b->steps.count - 1;
	b->steps.list[first].opens = b->steps.list[last].closes = broken > 0;
	return (&b->steps.list[last]);
}

void
bill_step_all(struct bill *b, const struct steps *steps)
{
	for (size_t i = 0; i < steps->count; i++)
		*bill_step(b, STEP_BEGINS, STEP_AMOUNT, DECIMAL_ZERO) = steps->list[i];
}

/* The scratch steps move when they grow; the copy does not. */
struct steps
bill_keep_steps(struct bill *b)
{
	struct steps kept = { NULL, b->steps.count };

	if (kept.count > 0) {
		kept.list = arena_new(b->arena, kept.count, sizeof(*kept.list));
		memcpy(kept.list, b->steps.list, kept.count * sizeof(*kept.list));
	}
	b->steps.count = 0;
	return (kept);
}

/* Strings in a result are never NULL, so that no reader needs to check. */
struct rating_line *
bill_add_line(struct bill *b, enum rating_line_kind kind, struct bill_span span)
{
	struct rating_line *line;

	if (b->line_count == b->line_room)
		b->lines =
		    grow(b->arena, b->lines, b->line_count, &b->line_room, sizeof(*b->lines));
	line = &b->lines[b->line_count++];
	line->kind = kind;
	line->description = line->meter = line->meter_type = line->unit = line->tax_code = "";
	line->from = span.from;
	line->to = span.to;
	line->days = bill_span_days(span);
	return (line);
}

/* Lines without a code of their own get the default code here, so that both are in one sum. */
const char *
bill_tax_code(const struct bill *b, const char *code)
{
	if (code[0] == '\0' && b->c->rules->default_tax != NULL)
		return (b->c->rules->default_tax);
	return (code);
}

/* The figures may be absurd, so the message names the part of the bill and the likely causes. */
int
bill_overflow(struct bill *b, const char *part)
{
	return (err_reject(b->e,
	    "account %s: a figure in its %s is too large to work with; look for a wrong read, "
	    "multiplier, factor or price",
	    b->c->account, part));
}

/* The steps raise exceptions in the order of their work; reports list them by code. */
void
bill_sort_exceptions(struct bill *b)
{
	/* They are few and nearly in order: an insertion sort is stable and fast enough. */
	for (size_t i = 1; i < b->exception_count; i++) {
		struct rating_exception moving = b->exceptions[i];
		size_t at = i;

		for (; at > 0 && b->exceptions[at - 1].code > moving.code; at--)
			b->exceptions[at] = b->exceptions[at - 1];
		b->exceptions[at] = moving;
	}
}
