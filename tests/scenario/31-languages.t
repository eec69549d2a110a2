#!/bin/sh
# A language is a file of texts and five emails: what `make` makes of them, and what it refuses.
. "$(dirname "$0")/lib.sh"

tree=$DIR/tree
mkdir -p "$tree/src/words" && cp -r "$TOP/templates" "$tree/" && cp "$TOP/Makefile" "$tree/" && cp "$TOP/src/words/texts.awk" "$tree/src/words/"
# built FILE...: `make` makes these of the tree's files; what it printed is in $DIR/said.
built() { (cd "$tree" && make -s OBJ=obj "$@") >"$DIR/said" 2>&1; }
# refused SENTENCE FILE WANT: make ends with an error that says so.
refused() {
	ok "$1: refused" not built "$2"
	like "and named" "$(cat "$DIR/said")" "$3"
}
texts=$tree/templates/texts
# changed SED FILE: the Dutch file as German with a change, made anew.
changed() { sed "$1" "$texts/de.ini" >"$texts/nl.ini"; }

ok "the languages are built" built obj/texts_languages.h obj/texts_keys.inc obj/texts_texts.inc obj/texts_locales.inc obj/mail_templates.inc
is "English is the first" "$(grep -o '^TEXTS_[A-Z][A-Z],' "$tree/obj/texts_languages.h" | tr -d , | tr '\n' ' ')" "TEXTS_EN TEXTS_DE TEXTS_FR TEXTS_PL "
is "each has every text" "$(grep -c . "$tree/obj/texts_texts.inc")" $((4 * $(grep -c . "$tree/obj/texts_keys.inc")))

# ---- another
changed 's/^date = .*/date = d-m-y/; s/^due_by = .*/due_by = Te betalen vóór %s/'
refused "a language without its emails" obj/mail_templates.inc 'templates/mail/nl.txt is missing'
for kind in "" -statement -reminder-1 -reminder-2 -reminder-3; do cp "$tree/templates/mail/de$kind.txt" "$tree/templates/mail/nl$kind.txt"; done
ok "with them it is built" built obj/texts_languages.h obj/texts_texts.inc obj/texts_locales.inc obj/mail_templates.inc
like "it is in the list that people read" "$(cat "$tree/obj/texts_languages.h")" '"en, de, fr, nl, pl"'
like "its dates are its own" "$(cat "$tree/obj/texts_locales.inc")" '"nl", TEXTS_NL, .,., "\.", false, "d-m-y"'
like "so are its words" "$(cat "$tree/obj/texts_texts.inc")" 'TEXT_DUE_BY.*TEXTS_NL.* = "Te betalen vóór %s"'
like "and its emails" "$(cat "$tree/obj/mail_templates.inc")" '"nl-reminder-3.txt"'

# ---- wrong ones
changed '/^due_by/d'
refused "a language that lacks a text" obj/texts_languages.h 'nl.ini: \[texts\] lacks due_by'
changed 's/^due_by/due_bye/'
refused "a text that English has not" obj/texts_languages.h 'line [0-9]+: English has no text due_bye'
changed '/^date =/d'
refused "one that does not know how to write dates" obj/texts_locales.inc 'nl.ini: \[locale\] lacks date'
changed 's/^months = Jan /months = /'
refused "one of eleven months" obj/texts_locales.inc 'nl.ini: months must be twelve words'
changed 's/^currency = .*/currency = behind/'
refused "a currency that is nowhere" obj/texts_locales.inc 'nl.ini: currency is before or after'
changed 's/^\[texts\]/[words]/'
refused "a section that nobody reads" obj/texts_languages.h 'is in neither \[locale\] nor \[texts\]'

# ---- gone again
rm "$texts/nl.ini" "$tree"/templates/mail/nl*
ok "when its files go, it goes" built obj/texts_languages.h obj/mail_templates.inc
is "from the list" "$(grep -c TEXTS_NL "$tree/obj/texts_languages.h")" 0
is "and from the emails" "$(grep -c nl- "$tree/obj/mail_templates.inc")" 0
done_testing
