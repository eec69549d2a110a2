#ifndef INTAKE_COLUMN_H
#define INTAKE_COLUMN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/decimal.h"
#include "base/err.h"
#include "base/arena.h"
#include "intake/file.h"

/*
 * column: one column of an interface, and how a cell of it is read. Pure.
 *
 * An interface is a table of these; whatever a cell can do wrong is said here, in words for the
 * person who sent it.
 */
enum column_type {
	COLUMN_CODE,    /* text_is_code */
	COLUMN_TEXT,    /* one line, at most `most` bytes */
	COLUMN_NOTE,    /* text whose line breaks become blanks */
	COLUMN_FILE,    /* a plain file name, no path */
	COLUMN_DATE,    /* ISO or the configured format */
	COLUMN_MONEY,   /* in minor units */
	COLUMN_DECIMAL, /* between `least` and `most`, where most > least */
	COLUMN_INT,     /* between `least` and `most` */
	COLUMN_CHOICE,  /* one of `choices`, in any case */
	COLUMN_EMAIL,   /* one address */
	COLUMN_EMAILS,  /* up to five, with ';' between them */
};

struct column {
	const char *name;   /* in the file */
	const char
	    *stored; /* of the column in the interface's table; NULL: stored some other way */
	enum column_type type;
	bool mandatory;
	bool key;     /* one of those that tell rows of the table apart */
	const char *const *choices; /* NULL-terminated, upper case */
	const char *fallback;       /* what an empty cell means; NULL: it stays empty */
	const char *initial;        /* of a new row whose file lacks the column; NULL: fallback */
	int64_t least;
	int64_t most;
};

/* A cell that has been read. */
struct cell {
	bool present;     /* its column is in the file */
	bool empty;       /* nothing in it, and no fallback */
	const char *text; /* never NULL; canonical for CHOICE, NOTE, EMAILS and DECIMAL, else as it
	                     came, trimmed */
	int32_t day; /* DATE, else DATE_NONE */
	int64_t number; /* MONEY in minor units, INT */
	struct decimal decimal;
};

/* What holds for all cells of a file. */
struct column_rules {
	const struct intake_settings *settings;
	const char *noun; /* what a row of the interface is called: "customer" */
	struct arena *arena; /* for what cells point at */
};

/* Choices that more than one interface knows. */
extern const char *const COLUMN_CYCLES[];
extern const char *const COLUMN_PRODUCTS[];
extern const char *const COLUMN_METER_TYPES[];

/*
 * Read one cell. text (NULL: the file has no such column) may be changed and must live as long as
 * the cell does. Returns 0, or -1 with ERR_REJECT: a sentence with the value, the rule and a hint.
 */
int column_parse(const struct column *column, const struct column_rules *rules, char *text,
    struct cell *cell, struct err *e) NODISCARD;

#endif
