#ifndef STORE_STATEMENT_NAMES_H
#define STORE_STATEMENT_NAMES_H

/* statement_names: the statements of src/store/sql_*.def by number. For store alone. */
enum statement {
#define SQL(name, takes, gives, text) SQL_##name,
#include "store/statements.def"
#undef SQL
	SQL_COUNT
};

#endif
