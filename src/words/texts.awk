# texts.awk: from templates/texts/*.ini, English first, to what the program is built from.
#
#   awk -v want=languages|keys|texts|locales -f texts.awk en.ini de.ini ...
#
# languages   the enum of languages, and their list for sentences
# keys        TEXT(INVOICE, "invoice") for each fixed text, in the order of English
# texts       a row a text and language
# locales     a row a language: how it writes numbers, amounts and dates
#
# It fails, with file and key, on a language that lacks a key or has one of its own.

function fail(text) {
	print text > "/dev/stderr"
	failed = 1
	exit 1
}
function quoted(text) {
	gsub(/["\\]/, "\\\\&", text)
	return "\"" text "\""
}
function row(code,    group, months, i, names) {
	group = locale[code, "group"]
	if (group == "no-break-space")
		group = "\302\240"
	if (split(locale[code, "months"], names, " ") != 12)
		fail("templates/texts/" code ".ini: months must be twelve words")
	if (locale[code, "currency"] != "before" && locale[code, "currency"] != "after")
		fail("templates/texts/" code ".ini: currency is before or after")
	if (length(locale[code, "decimal"]) != 1)
		fail("templates/texts/" code ".ini: decimal is one character")
	for (i = 1; i <= 12; i++)
		months = months (i > 1 ? ", " : "") quoted(names[i])
	printf "{ %s, TEXTS_%s, '%s', %s, %s, %s, { %s } },\n", quoted(code), toupper(code), locale[code, "decimal"], quoted(group), \
		locale[code, "currency"] == "before" ? "true" : "false", quoted(locale[code, "date"]), months
}

BEGIN {
	locale_count = split("decimal group currency date months", locale_keys, " ")
	for (i = 1; i <= locale_count; i++)
		is_locale[locale_keys[i]] = 1
}
FNR == 1 {
	code = FILENAME
	gsub(/.*\/|\.ini$/, "", code)
	codes[++count] = code
	section = ""
}
/^\[/ { section = $0; next }
/^[a-z]/ {
	key = $1
	if (!match($0, /^[a-z_0-9]+ = ./))
		fail(FILENAME ": line " FNR " is no `key = value`")
	value = substr($0, length(key) + 4)
	if (section == "[locale]") {
		if (!(key in is_locale))
			fail(FILENAME ": line " FNR ": [locale] has no key " key)
		locale[code, key] = value
	} else if (section == "[texts]") {
		if (count == 1)
			keys[++key_count] = key
		else if (!((codes[1], key) in text))
			fail(FILENAME ": line " FNR ": English has no text " key)
		text[code, key] = value
	} else
		fail(FILENAME ": line " FNR " is in neither [locale] nor [texts]")
}
END {
	if (failed)
		exit 1
	for (c = 1; c <= count; c++) {
		for (i = 1; i <= locale_count; i++)
			if (!((codes[c], locale_keys[i]) in locale))
				fail("templates/texts/" codes[c] ".ini: [locale] lacks " locale_keys[i])
		for (i = 1; i <= key_count; i++)
			if (!((codes[c], keys[i]) in text))
				fail("templates/texts/" codes[c] ".ini: [texts] lacks " keys[i])
	}
	if (want == "languages") {
		printf "enum texts_language {\n"
		for (c = 1; c <= count; c++) {
			printf "TEXTS_%s,\n", toupper(codes[c])
			list = list (c > 1 ? ", " : "") codes[c]
		}
		printf "TEXTS_LANGUAGES\n};\n#define TEXTS_LANGUAGE_LIST \"%s\"\n", list
	}
	for (i = 1; i <= key_count; i++) {
		if (want == "keys")
			printf "TEXT(%s, \"%s\")\n", toupper(keys[i]), keys[i]
		for (c = 1; want == "texts" && c <= count; c++)
			printf "[TEXT_%s][TEXTS_%s] = %s,\n", toupper(keys[i]), toupper(codes[c]), quoted(text[codes[c], keys[i]])
	}
	for (c = 1; want == "locales" && c <= count; c++)
		row(codes[c])
}
