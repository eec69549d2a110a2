#include "rating/ladder.h"

#include "base/digits.h"
#include "rating/price.h"

/*
 * The facts that ladder_build works on: the rows of one meter type, and those valid in the present
 * stretch.
 */
struct builder {
	struct bill *b;
	const struct type_use *type;
	struct price_rows rows;
	const struct rating_price **valid;
	size_t valid_count;
	size_t base_count; /* number of valid rows with tier_from 0 */
	struct bill_span stretch;
	struct ladder_component *components;
	size_t count;
};

/* Does this row price the first units? */
static bool
is_base(const struct rating_price *row)
{
	return (row->tier_from.units <= 0);
}

/* Stop the bill: there is no price for the first units in this stretch. */
static void
stop_without_price(struct builder *l)
{
	buf_printf(&l->b->words, "The price plan %s has no USAGE price for %s from ",
	    l->b->c->plan_code, l->type->type);
	digits_day(&l->b->words, l->stretch.from);
	buf_add_string(&l->b->words, " to ");
	digits_day(&l->b->words, l->stretch.to);
	buf_add_string(&l->b->words,
	    l->valid_count > 0 ? " for the first units. Import a row with tier_from 0."
			       : ". Import a row that covers these days.");
	bill_stop(l->b, EX_PRICE_MISSING);
}

/* Stop the bill: the row could continue the tiers of several rows. */
static void
stop_ambiguous(struct builder *l, const struct rating_price *row)
{
	buf_printf(&l->b->words,
	    "The price plan %s has several USAGE rows for %s that the row \"%s\" from ",
	    l->b->c->plan_code, l->type->type, row->description);
	digits_decimal(&l->b->words, row->tier_from);
	buf_add_string(&l->b->words,
	    " could belong to. Give the tiers of one charge the same invoice_desc.");
	bill_stop(l->b, EX_PRICE_MISSING);
}

/*
 * Is this row a tier of the component that begins with `base`? If there is only one base, all tiers
 * are its own, whatever their descriptions.
 */
static bool
belongs(const struct builder *l, const struct rating_price *row, const struct rating_price *base)
{
	return (row == base ||
	    (!is_base(row) &&
		(l->base_count == 1 || strcmp(row->description, base->description) == 0)));
}

/* Does this tier belong to exactly one base, and is no other tier equal to it? */
static bool
is_placed(const struct builder *l, const struct rating_price *row)
{
	size_t bases = 0;

	for (size_t i = 0; i < l->valid_count; i++) {
		const struct rating_price *other = l->valid[i];

		if (is_base(other))
			bases += belongs(l, row, other) ? 1 : 0;
		else if (other != row && decimal_compare(other->tier_from, row->tier_from) == 0 &&
		    l->base_count == 1)
			return (false);
	}
	return (bases == 1);
}

/* Find the component whose first row has this description; make a new one if there is none. */
static struct ladder_component *
find_component(struct builder *l, const char *description)
{
	struct ladder_component *component;

	for (size_t i = 0; i < l->count; i++)
		if (strcmp(l->components[i].description, description) == 0)
			return (&l->components[i]);
	component = &l->components[l->count++];
	component->description = description;
	component->ladders = arena_new(l->b->arena, l->rows.cut_count, sizeof(*component->ladders));
	return (component);
}

/* Collect the rows of one component in this stretch, lowest tier first. */
static struct ladder
make_ladder(struct builder *l, const struct rating_price *base)
{
	struct ladder ladder = { l->stretch,
		arena_new(l->b->arena, l->valid_count, sizeof(*ladder.rows)), 0 };

	for (size_t i = 0; i < l->valid_count; i++) {
		const struct rating_price *row = l->valid[i];
		size_t at = ladder.count;

		if (!belongs(l, row, base))
			continue;
		for (;
		    at > 0 && decimal_compare(ladder.rows[at - 1]->tier_from, row->tier_from) > 0;
		    at--)
			ladder.rows[at] = ladder.rows[at - 1];
		ladder.rows[at] = row;
		ladder.count++;
	}
	return (ladder);
}

/* Add a ladder to its component; if it has the rows of the ladder before, lengthen that one. */
static void
add_ladder(struct ladder_component *component, struct ladder ladder)
{
	struct ladder *last =
	    component->count > 0 ? &component->ladders[component->count - 1] : NULL;

	if (last != NULL && last->span.to + 1 == ladder.span.from && last->count == ladder.count &&
	    memcmp(last->rows, ladder.rows, ladder.count * sizeof(*ladder.rows)) == 0)
		last->span.to = ladder.span.to;
	else
		component->ladders[component->count++] = ladder;
}

/*
 * Put the rows that are valid in one stretch into their components. False after stopping the bill.
 */
static bool
add_stretch(struct builder *l)
{
	l->base_count = 0;
	for (size_t i = 0; i < l->valid_count; i++)
		l->base_count += is_base(l->valid[i]) ? 1 : 0;
	if (l->base_count == 0) {
		stop_without_price(l);
		return (false);
	}
	for (size_t i = 0; i < l->valid_count; i++) {
		if (!is_base(l->valid[i]) && !is_placed(l, l->valid[i])) {
			stop_ambiguous(l, l->valid[i]);
			return (false);
		}
	}
	for (size_t i = 0; i < l->valid_count; i++)
		if (is_base(l->valid[i]))
			add_ladder(find_component(l, l->valid[i]->description),
			    make_ladder(l, l->valid[i]));
	return (true);
}

/* Stretches are built in the order of time, so that the first fault is the one reported. */
size_t
ladder_build(struct bill *b, const struct type_use *type, struct ladder_component **components)
{
	struct builder l = { .b = b, .type = type, .stretch = b->period };

	price_select(b, SCHED_USAGE, type->type, &l.rows);
	if (l.rows.count == 0) {
		stop_without_price(&l);
		return (0);
	}
	l.valid = arena_new(b->arena, l.rows.count, sizeof(*l.valid));
	l.components = arena_new(b->arena, l.rows.count, sizeof(*l.components));
	for (size_t i = 0; i < l.rows.cut_count; i++) {
		l.stretch = price_stretch(b, &l.rows, i);
		l.valid_count = price_valid(&l.rows, l.stretch.from, l.valid);
		if (!add_stretch(&l))
			return (0);
	}
	*components = l.components;
	return (l.count);
}
