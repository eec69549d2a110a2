#ifndef LAYOUT_SOURCE_H
#define LAYOUT_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "words/locale.h"

/*
 * source: a value that expressions and conditions ask for by name, {due_date} and the like. The
 * sources of documents are one list, those of the rows of an AR export file are others; a file that
 * is read with a list can ask for nothing else.
 */
enum source_type {
	SOURCE_TEXT,
	SOURCE_MONEY,  /* minor units of the subject's currency */
	SOURCE_DATE,   /* DATE_NONE where there is none */
	SOURCE_DECIMAL, /* a quantity or a price */
	SOURCE_NUMBER
};

enum source_format {
	FORMAT_USUAL,
	FORMAT_PRICE,
	FORMAT_PLAIN,
	FORMAT_CENTS,
	FORMAT_ISO,
	FORMAT_DMY,
	FORMAT_DIGITS,
	FORMAT_UPPER
};

/*
 * The subject that a value is asked of: a document that is being drawn, a row that is being listed.
 */
struct source_subject {
	const void *facts; /* the struct that stored values are members of */
	const void *maker; /* passed to the functions that make values */
	struct arena *arena; /* for texts */
	const struct locale *locale;
	const char *currency;
	int minor_places;
	/* the fixed text that {#key} asks for; NULL: the locale's */
	const char *(*fixed)(const void *maker, enum text text);
};

/* A value is a member of the facts, at `offset`, unless it has a function that makes it. */
struct source {
	const char *name;
	enum source_type type;
	bool late; /* of a document: known when all of its pages are */
	size_t offset;
	const char *(*make_text)(const void *maker);
	int64_t (*make_number)(const void *maker); /* of SOURCE_NUMBER */
};

struct source_list {
	const struct source *sources;
	size_t count;
	const char *help; /* the end of the sentence "there is no field called so" */
};

/* The source of this name, or NULL with ERR_REJECT in e. */
const struct source *source_find(const struct source_list *list, const char *name, struct err *e);

/*
 * Read the format that ":price" and the like mean (NULL: FORMAT_USUAL). ERR_REJECT for an unknown
 * one, and for one that this source cannot have.
 */
int source_read_format(const struct source *source, const char *name, enum source_format *format,
    struct err *e) NODISCARD;

/* The value as text, in the subject's arena; "" where there is none. */
const char *source_text(const struct source *source, const struct source_subject *subject,
    enum source_format format);

/* The value as a number: minor units, a day, a number; 0 of texts and decimals. */
int64_t source_number(const struct source *source, const struct source_subject *subject);

/* The value as a decimal: of money and decimals. */
struct decimal source_decimal(const struct source *source, const struct source_subject *subject);

#endif
