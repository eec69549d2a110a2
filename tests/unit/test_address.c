#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/compiler.h"
#include "mail/address.h"

static const struct {
	const char *address;
	bool suspicious;
} LOOKS[] = {
	{ "ann@gmail.com", false },
	{ "ann@GMAIL.com", false },
	{ "ann@gmial.com", true },
	{ "ann@gmai.com", true },
	{ "ann@gmaill.com", true },
	{ "ann@gmail.con", true },
	{ "ann@hotmal.com", true },
	{ "ann@outlok.com", true },
	{ "ann@firm.con", true },
	{ "ann@firm.com.au", false },
	{ "ann@firm.con.au", true },
	{ "ann@bigpond.com", false },
	{ "ann@bigpnod.com", true },
	{ "ann@nobody.invalid", true },
	{ "ann@gmx.net", false },
	{ "ann@web.de", false },
	{ "ann@customer.example", false },
	{ "ann@yahoo.fr", false },
};

static void
mistyped_addresses_are_noticed(void **state)
{
	struct arena arena = ARENA_EMPTY;
	size_t i;

	for (i = 0; i < LENGTH(LOOKS); i++)
		if ((address_suspicion(&arena, LOOKS[i].address) != NULL) != LOOKS[i].suspicious)
			fail_msg("%s", LOOKS[i].address);
	arena_release(&arena);
}

/* What must never get into an envelope or a header, as customer's address or as a copy's. */
static const char *const HOSTILE[] = {
	"",
	"ann",
	"@x.example",
	"ann@",
	"ann@x",
	"ann@x..example",
	"ann@x.example\r\nBcc: eve@evil.example",
	"ann@x.example\nRCPT TO:<eve@evil.example>",
	"ann@x.example>\r\nRCPT TO:<eve@evil.example",
	"ann@x.example> SIZE=1",
	"<ann@x.example>",
	"ann@x.example,eve@evil.example",
	"ann@x.example eve@evil.example",
	"Ann <ann@x.example>",
	"\"ann\"@x.example",
	"ann(c)@x.example",
	"ann@[127.0.0.1]",
	"ann@x.example\t",
	"ann\\@x.example",
	"ann@x@y.example",
	"ann:b@x.example",
	"ann;b@x.example",
	"\xc3\xa4nn@x.example",
	"ann@\xc3\xa4.example",
	"ann@x.example\x7f",
	".ann@x.example",
	"ann.@x.example",
	"a..b@x.example",
	"ann@-x.example",
	"ann@x.example.",
	"ann@x_y.example",
	"ann\x01@x.example",
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@x.example",
};

static void
hostile_addresses_are_refused(void **state)
{
	struct arena arena = ARENA_EMPTY;
	struct address_list list;
	const char *wrong;
	size_t i;

	for (i = 0; i < LENGTH(HOSTILE); i++)
		if (address_parse(&arena, HOSTILE[i], "", &list, &wrong))
			fail_msg("taken: %s", HOSTILE[i]);
	assert_true(address_parse(&arena, "ann@x.example", "ben@x.example; cy@y.example", &list,
	    &wrong));
	assert_int_equal(list.count, 3);
	assert_string_equal(list.items[2], "cy@y.example");
	assert_false(address_parse(&arena, "ann@x.example",
	    "ben@x.example;cy@y.example\r\nBcc: eve@evil.example", &list, &wrong));
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mistyped_addresses_are_noticed),
		cmocka_unit_test(hostile_addresses_are_refused),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
