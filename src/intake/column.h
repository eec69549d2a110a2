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
 * An interface is a table of columns. For everything that can be wrong with a cell there is a
 * sentence here for the person who sent the file.
 */
enum column_type {
	COLUMN_CODE,    /* a code: see text_is_code */
	COLUMN_TEXT,    /* one line, at most `most` bytes */
	COLUMN_NOTE,    /* text whose line breaks become blanks */
	COLUMN_FILE,    /* a plain file name, no path */
	COLUMN_DATE,    /* ISO or in the configured format */
	COLUMN_MONEY,   /* an amount, in minor units */
	COLUMN_DECIMAL, /* between `least` and `most`, where most > least */
	COLUMN_INT,     /* between `least` and `most` */
	COLUMN_CHOICE,  /* one of `choices`, in any case */
	COLUMN_EMAIL,   /* one address */
	COLUMN_EMAILS,  /* up to five, with ';' between them */
};

struct column {
	const char *name;   /* name in the file */
	const char *stored; /* name of the column in the interface's table; NULL: the interface
	                       stores it itself */
	enum column_type type;
	bool mandatory;
	bool key;     /* one of the columns of the table's key */
	const char *const *choices; /* NULL-terminated, upper case */
	const char *fallback;       /* value of an empty cell; NULL: it stays empty */
	/* value for a new row if the file lacks the column; NULL: fallback */
	const char *initial;
	int64_t least;
	int64_t most;
};

/* A cell, after it is read. */
struct cell {
	bool present;     /* its column is in the file */
	bool empty;       /* nothing is in it, and it has no fallback */
	const char *text; /* never NULL; canonical for CHOICE, NOTE, EMAILS and DECIMAL, else as it
	                     came, trimmed */
	int32_t day; /* DATE, else DATE_NONE */
	int64_t number; /* MONEY in minor units, INT */
	struct decimal decimal;
};

/* The rules that hold for all cells of a file. */
struct column_rules {
	const struct intake_settings *settings;
	const char *noun; /* word for a row of the interface: "customer" */
	struct arena *arena; /* memory of the cells' texts */
};

/* Choices of more than one interface. */
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
