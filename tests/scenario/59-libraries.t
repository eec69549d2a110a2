#!/bin/sh
# A run that was drawn with other versions of the libraries: its pages must be the same, and what was published stays.
. "$(dirname "$0")/lib.sh"

new_spool
load_demo
printf '[run]\ntype = daily\nbuildings = A\nend_date = 2026-10-31\n' | request "" daily.req >/dev/null
run=$(ls "$SPOOL/invoices")
file=$(cd "$SPOOL/invoices/$run" && ls EMAIL/*.pdf | head -n 1)
published=$SPOOL/invoices/$run/$file
cp "$published" "$DIR/issued.pdf"
count=$(find "$SPOOL/invoices/$run" -name '*.pdf' ! -path '*/print/*' | wc -l)

# ---- what is recorded ------------------------------------------------------------------------------------------------
recorded=$(sql "SELECT renderer || ': ' || libraries FROM run_look WHERE run_id = '$run'")
like "a run records what drew it" "$recorded" \
	'^1: libharu [0-9.]+, zlib [0-9.]+, harfbuzz [0-9.]+, libpng [0-9.]+, zint [0-9]+\.[0-9]+\.[0-9]+$'
for library in zlib harfbuzz libpng; do
	like "$library as it is installed" "$recorded" "$library $(pkg-config --modversion $library | sed 's/\./\\./g')(,|\$)"
done

# A second version of zlib is not at hand: a file as it would have packed it is, and what is recorded of the run.
# issue_as OLD NEW: the published file is this from now on, packed by another zlib, with OLD as NEW.
issue_as() {
	cp "$DIR/issued.pdf" "$published"
	python3 "$TOP/tests/scenario/repack.py" "$published" "$@"
	sqlite3 "$SPOOL/db/billspool.db" "DROP TRIGGER IF EXISTS invoice_final;
		UPDATE invoice SET sha256 = '$(sha256sum <"$published" | cut -c 1-64)' WHERE number = '$(basename "$file" | cut -c 1-11)'"
}
drawn_with() { sqlite3 "$SPOOL/db/billspool.db" "UPDATE run_look SET libraries = '$1' WHERE run_id = '$run'"; }
render() { rm -rf "$DIR/again"; "$BIN" -s "$SPOOL" render "$run" "$DIR/again" 2>&1; }
refused() { rm -rf "$DIR/again"; "$BIN" -s "$SPOOL" render "$run" "$1" >/dev/null 2>"$DIR/said"; [ $? = 1 ]; }
OTHER='libharu 2.3.0, zlib 1.2.12, harfbuzz 6.0.0, libpng 1.6.39, zint 2.11.1'

# ---- the same pages --------------------------------------------------------------------------------------------------
issue_as
not cmp -s "$published" "$DIR/issued.pdf"
result $? "what was issued has other bytes than what is drawn now"
ok "the same libraries must make the same bytes" refused "$DIR/again"
like "the sentence has the file" "$(cat "$DIR/said")" "$file comes out different from what was issued: this program or one of its libraries"
for libraries in '' "$OTHER"; do
	drawn_with "$libraries"
	is "other libraries must make the same pages (${libraries:-not known which})" "$(render)" \
		"$count files, the same pages as issued. 1 of them have other bytes, since other libraries are installed than drew them."
	is "the file is as it is drawn now" "$(cmp "$DIR/again/$file" "$DIR/issued.pdf" 2>&1)" ""
done
ok "its run can be printed again, too" quiet "$BIN" -s "$SPOOL" print "$run" "$DIR/print"

# ---- what was published stays ----------------------------------------------------------------------------------------
before=$(sha256sum "$published")
ok "the published file is not replaced" refused "$SPOOL/invoices/$run"
like "and the sentence has its name" "$(cat "$DIR/said")" "$file has the same pages as the published file, and other bytes"
is "it is as it was" "$(sha256sum "$published")" "$before"
ln -s "$SPOOL/invoices/$run" "$DIR/link"
ok "nor through a link" refused "$DIR/link"
is "it is still as it was" "$(sha256sum "$published")" "$before"
echo 'somebody was here' >>"$published"
ok "without the published file nothing can be compared" refused "$DIR/again"
like "and the sentence has its name, too" "$(cat "$DIR/said")" "invoices/$run/$file is not the file that was issued"

# ---- other pages -----------------------------------------------------------------------------------------------------
issue_as
cp "$SPOOL/billspool.conf" "$DIR/conf"
cp "$(sed -n 's/^font_bold = \([^ ]*\).*/\1/p' "$SPOOL/billspool.conf")" "$DIR/bold.ttf"
printf '\0\0\0\0' >>"$DIR/bold.ttf"
conf "font_bold = $DIR/bold.ttf"
like "another font is another font, whatever the libraries are" "$(render)" 'the font font_bold of billspool\.conf changed since then'
cp "$DIR/conf" "$SPOOL/billspool.conf"
issue_as 0.5 0.6
like "another page is another page" "$(render)" \
	"$file comes out different from what was issued, page by page\\. It was drawn with $OTHER; installed are libharu [0-9.]+, zlib "
done_testing
