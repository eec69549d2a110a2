#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/compiler.h"
#include "spool/name.h"

static const char *const KINDS[] = { "input", "temporary", "other", "refused" };

struct row {
	const char *what;
	const char *name;
	enum name_kind in_requests;
	enum name_kind in_imports;
};

#define LETTERS_50 "abcdefghijklmnopqrstuvwxyabcdefghijklmnopqrstuvwxy"
#define LETTERS_200 LETTERS_50 LETTERS_50 LETTERS_50 LETTERS_50

static const struct row ROWS[] = {
	{ "a request", "oct.req", NAME_INPUT, NAME_OTHER },
	{ "a request in capitals", "OCT.REQ", NAME_INPUT, NAME_OTHER },
	{ "a csv", "customers.csv", NAME_INPUT, NAME_INPUT },
	{ "a csv in mixed case", "Customers.Csv", NAME_INPUT, NAME_INPUT },
	{ "blanks and accents", "Rapport août (2).csv", NAME_INPUT, NAME_INPUT },
	{ "an option of rm", "-rf", NAME_OTHER, NAME_OTHER },
	{ "an option with an ending", "-rf.req", NAME_INPUT, NAME_OTHER },
	{ "a text file", "notes.txt", NAME_OTHER, NAME_OTHER },
	{ "Notepad's addition", "oct.req.txt", NAME_OTHER, NAME_OTHER },
	{ "a workbook", "customers.xlsx", NAME_OTHER, NAME_OTHER },
	{ "no ending", "README", NAME_OTHER, NAME_OTHER },
	{ "an ending behind a blank", "oct.req ", NAME_OTHER, NAME_OTHER },
	{ "only an ending", ".req", NAME_TEMPORARY, NAME_TEMPORARY },
	{ "hidden", ".oct.req", NAME_TEMPORARY, NAME_TEMPORARY },
	{ "rsync's", ".oct.req.Xy12Ab", NAME_TEMPORARY, NAME_TEMPORARY },
	{ "vim's swap", ".oct.req.swp", NAME_TEMPORARY, NAME_TEMPORARY },
	{ "LibreOffice's lock", ".~lock.oct.csv#", NAME_TEMPORARY, NAME_TEMPORARY },
	{ "Office's owner file", "~$oct.csv", NAME_TEMPORARY, NAME_TEMPORARY },
	{ "Word's scratch", "~WRD0001.tmp", NAME_TEMPORARY, NAME_TEMPORARY },
	{ "Excel's scratch", "7A3F0C1D", NAME_TEMPORARY, NAME_TEMPORARY },
	{ "eight digits with an ending", "20261031.csv", NAME_INPUT, NAME_INPUT },
	{ "an upload in capitals", "oct.csv.PART", NAME_TEMPORARY, NAME_TEMPORARY },
	{ "WinSCP's upload", "oct.csv.filepart", NAME_TEMPORARY, NAME_TEMPORARY },
	{ "a browser's download", "oct.csv.crdownload", NAME_TEMPORARY, NAME_TEMPORARY },
	{ "a backup", "oct.req~", NAME_TEMPORARY, NAME_TEMPORARY },
	{ "emacs's autosave", "#oct.req#", NAME_TEMPORARY, NAME_TEMPORARY },
	{ "a number sign alone", "#7 oct.req", NAME_INPUT, NAME_OTHER },
	{ "Explorer's clutter", "Thumbs.db", NAME_TEMPORARY, NAME_TEMPORARY },
	{ "a line break", "oct\n.req", NAME_REFUSED, NAME_REFUSED },
	{ "an escape", "oct\033[31m.req", NAME_REFUSED, NAME_REFUSED },
	{ "a C1 control", "oct\xc2\x85.req", NAME_REFUSED, NAME_REFUSED },
	{ "Latin-1", "ao\xfbt.csv", NAME_REFUSED, NAME_REFUSED },
	{ "a cut UTF-8 character", "oct\xc3.csv", NAME_REFUSED, NAME_REFUSED },
	{ "dots in a row", "a..b.req", NAME_REFUSED, NAME_REFUSED },
	{ "two dots and an ending", "..csv", NAME_TEMPORARY, NAME_TEMPORARY },
	{ "200 bytes",
	    LETTERS_50 LETTERS_50 LETTERS_50 "abcdefghijklmnopqrstuvwxyabcdefghijklmnopqrstu.req",
	    NAME_INPUT, NAME_OTHER },
	{ "204 bytes", LETTERS_200 ".req", NAME_REFUSED, NAME_REFUSED },
	{ "255 bytes", LETTERS_200 LETTERS_50 "a.csv", NAME_REFUSED, NAME_REFUSED },
};

static void
every_name_has_its_kind_in_both_folders(void **state)
{
	enum name_kind got;
	size_t i;
	int imports;

	(void)state;
	for (i = 0; i < LENGTH(ROWS); i++) {
		for (imports = 0; imports < 2; imports++) {
			const char *why = NULL;
			enum name_kind want = imports ? ROWS[i].in_imports : ROWS[i].in_requests;

			got = name_check(ROWS[i].name, imports, &why);
			if (got != want)
				fail_msg("%s (imports %d): got %s, want %s", ROWS[i].what, imports,
				    KINDS[got], KINDS[want]);
			if ((why != NULL) != (got == NAME_OTHER || got == NAME_REFUSED))
				fail_msg("%s: why is %s", ROWS[i].what,
				    why != NULL ? why : "missing");
		}
		assert_int_equal(name_check(ROWS[i].name, true, NULL), ROWS[i].in_imports);
	}
}

static void
a_workbook_is_answered_with_how_to_save_it(void **state)
{
	const char *why = "";

	(void)state;
	(void)name_check("Customers.XLSX", true, &why);
	if (strstr(why, "CSV UTF-8") == NULL)
		fail_msg("got '%s'", why);
	(void)name_check("oct.req", true, &why);
	if (strstr(why, "under requests") == NULL)
		fail_msg("got '%s'", why);
}

struct lock_row {
	const char *other;
	const char *name;
	bool want;
};

static const struct lock_row LOCKS[] = {
	{ ".~lock.oct.csv#", "oct.csv", true },
	{ ".~lock.oct.csv#", "oct.req", false },
	{ ".~lock.oct.csv", "oct.csv", false },
	{ ".~lock.oct.csv#", "ct.csv", false },
	{ "~$oct.csv", "oct.csv", true },
	{ "~$oct.csv", "nov.csv", false },
	{ "~$voices.csv", "invoices.csv", true },   /* 8 letters: the first two go */
	{ "~$nvoice.csv", "invoice.csv", true },    /* 7: the first */
	{ "~$voice.csv", "invoice.csv", false },
	{ "~$t.csv", "oct.csv", false },            /* fewer: none */
	{ "oct.csv", "oct.csv", false },
};

static void
a_lock_file_belongs_to_one_name(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(LOCKS); i++)
		if (name_is_lock_of(LOCKS[i].other, LOCKS[i].name) != LOCKS[i].want)
			fail_msg("%s of %s: want %d", LOCKS[i].other, LOCKS[i].name, LOCKS[i].want);
}

struct safe_row {
	const char *name;
	const char *want;
};

static const struct safe_row SAFE[] = {
	{ "oct.req", "oct.req" },
	{ "Rapport août.csv", "Rapport août.csv" },
	{ "a\nb.req", "a_b.req" },
	{ "ao\xfbt.csv", "ao_t.csv" },
	{ "a..b", "a._b" },
	{ ".hidden", "_hidden" },
	{ "..", "_." },
	{ "", "_" },
	{ "a/b\\c", "a_b_c" },
	{ "x\xc2\x9b.req", "x_.req" },
};

static void
a_safe_name_keeps_what_is_harmless(void **state)
{
	size_t i;
	char *got;

	(void)state;
	for (i = 0; i < LENGTH(SAFE); i++) {
		got = name_make_safe(SAFE[i].name);
		if (strcmp(got, SAFE[i].want) != 0)
			fail_msg("row %zu: got '%s', want '%s'", i, got, SAFE[i].want);
		free(got);
	}
}

static void
a_safe_name_of_a_long_one_is_short_valid_and_keeps_its_ending(void **state)
{
	char name[256];
	size_t shift, i;
	char *got;

	(void)state;
	/* 3-byte characters, at every alignment of the cut. */
	for (shift = 0; shift < 3; shift++) {
		memset(name, 0, sizeof(name));
		memset(name, 'x', shift);
		for (i = shift; i + 3 <= 248; i += 3)
			memcpy(name + i, "\xe2\x82\xac", 3);
		memcpy(name + i, ".req", 5);
		got = name_make_safe(name);
		if (name_check(got, false, NULL) != NAME_INPUT)
			fail_msg("shift %zu: got '%s'", shift, got);
		free(got);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_name_has_its_kind_in_both_folders),
		cmocka_unit_test(a_workbook_is_answered_with_how_to_save_it),
		cmocka_unit_test(a_lock_file_belongs_to_one_name),
		cmocka_unit_test(a_safe_name_keeps_what_is_harmless),
		cmocka_unit_test(a_safe_name_of_a_long_one_is_short_valid_and_keeps_its_ending),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
