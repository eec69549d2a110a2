#include "mail/outcome.h"

#include <string.h>

#define SHUTTING_DOWN 421
#define TOO_LARGE 552

static const struct {
	const char *name;
	const char *state;
} WORDS[OUTCOME_COUNT] = {
	[OUTCOME_ACCEPTED] = { "ACCEPTED", "SENT" },
	[OUTCOME_LATER] = { "LATER", "DEFERRED" },
	[OUTCOME_NEVER] = { "NEVER", "BOUNCED" },
	[OUTCOME_NOT_TRIED] = { "NOT_TRIED", "RELEASED" },
	[OUTCOME_UNKNOWN] = { "UNKNOWN", "UNKNOWN" },
};

const char *
outcome_name(enum outcome_kind kind)
{
	return (WORDS[kind].name);
}

const char *
outcome_state(enum outcome_kind kind)
{
	return (WORDS[kind].state);
}

enum outcome_kind
outcome_from_name(const char *name)
{
	size_t i;

	for (i = 0; i < OUTCOME_COUNT && strcmp(WORDS[i].name, name) != 0; i++)
		;
	return ((enum outcome_kind)i);
}

/* Judge the answer to MAIL FROM, before any recipient; OUTCOME_COUNT if it decides nothing. */
static enum outcome_kind
judge_sender(int code)
{
	/*
	 * With 421, or by refusing our address, the server refuses us; with "too large" it refuses
	 * the message.
	 */
	if (code == 0 || code == SHUTTING_DOWN)
		return (OUTCOME_NOT_TRIED);
	if (code == TOO_LARGE)
		return (OUTCOME_NEVER);
	if (code / 100 == 5)
		return (OUTCOME_NOT_TRIED);
	return (code / 100 == 2 ? OUTCOME_COUNT : OUTCOME_LATER);
}

/* Judge the transfer of the text, once a recipient was accepted. */
static enum outcome_kind
judge_transfer(const struct outcome_facts *f)
{
	/*
	 * If our last byte was not sent, the server cannot have taken it. A stale 2xx or 354 is no
	 * answer.
	 */
	if (!f->handed_over)
		return (f->ended && f->transfer_code / 100 == 5 ? OUTCOME_NEVER : OUTCOME_LATER);
	if (!f->ended)
		return (OUTCOME_UNKNOWN);
	switch (f->transfer_code / 100) {
	case 2:
		return (OUTCOME_ACCEPTED);
	case 4:
		return (OUTCOME_LATER);
	case 5:
		return (OUTCOME_NEVER);
	default:
		return (OUTCOME_UNKNOWN);
	}
}

/* The recipients by their answers, as bits; later: also those without an answer. */
struct split {
	int64_t taken, later, refused;
	bool silent; /* a recipient has no answer */
};

static struct split
split(const struct outcome_facts *f)
{
	struct split s = { 0, 0, 0, false };
	size_t i;

	for (i = 0; i < f->count; i++) {
		int64_t bit = INT64_C(1) << f->recipients[i].bit;

		if (f->recipients[i].code / 100 == 2)
			s.taken |= bit;
		else if (f->recipients[i].code / 100 == 5)
			s.refused |= bit;
		else
			s.later |= bit;
		s.silent = s.silent || f->recipients[i].code == 0;
	}
	return (s);
}

/* If nobody was accepted nothing was sent, whatever the library reports about the transfer. */
static enum outcome_kind
judge_refusals(const struct split *s)
{
	if ((s->refused & 1) != 0)
		return (OUTCOME_NEVER);
	if (s->later != 0)
		return (OUTCOME_LATER);
	/* Only copies were still to be sent, and they are refused: the customer has it. */
	return (OUTCOME_ACCEPTED);
}

struct outcome
outcome_judge(const struct outcome_facts *f)
{
	struct outcome o = { judge_sender(f->mail_code), 0, 0 };
	struct split s = split(f);

	/*
	 * Commands may be sent in one go: a server that has all of the text and has not yet
	 * answered about the recipients may have taken it.
	 */
	if (f->handed_over && !f->ended && s.silent) {
		o.kind = OUTCOME_UNKNOWN;
	} else if (o.kind == OUTCOME_COUNT) {
		o.refused = s.refused;
		o.kind = s.taken == 0 ? judge_refusals(&s) : judge_transfer(f);
		if (s.taken != 0 && o.kind == OUTCOME_ACCEPTED) {
			o.delivered = s.taken;
			o.kind = (s.refused & 1) != 0 ? OUTCOME_NEVER
			    : s.later != 0            ? OUTCOME_LATER
						      : OUTCOME_ACCEPTED;
		}
	}
	if (f->distrusted && o.delivered == 0 && o.kind != OUTCOME_UNKNOWN)
		o = (struct outcome){ OUTCOME_NOT_TRIED, 0, 0 };
	return (o);
}
