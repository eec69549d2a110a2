#!/bin/sh
# A real Samba server and real clients. Debian's packages are unpacked into a folder (SAMBA_ROOT; without one they are downloaded to
# bin/samba), and run on loopback in a network and mount namespace of their own, with users of their own: no service of the host is
# installed, started or changed.
if [ "${IN_NAMESPACE:-}" != yes ]; then
	[ "$(id -u)" = 0 ] || { echo "1..0 # SKIP only root can have a namespace of its own"; exit 0; }
	unshare -m -n true 2>/dev/null || { echo "1..0 # SKIP no namespaces here"; exit 0; }
	if [ -z "${SAMBA_ROOT:-}" ]; then
		SAMBA_ROOT=$(cd "$(dirname "$0")/../.." && pwd)/bin/samba
		[ -x "$SAMBA_ROOT/usr/sbin/smbd" ] && [ -e "$SAMBA_ROOT/usr/lib/python3/dist-packages/impacket" ] || (
			mkdir -p "$SAMBA_ROOT" && cd "$SAMBA_ROOT" && apt-get download samba samba-common samba-common-bin samba-libs smbclient \
				libsmbclient libldb2 libtalloc2 libtdb1 libtevent0 libwbclient0 libpopt0 liblmdb0 \
				python3-impacket python3-pyasn1 python3-pycryptodome python3-six &&
				for deb in *.deb; do dpkg -x "$deb" . || exit 1; done && rm -f ./*.deb
		) >/dev/null 2>&1 || { echo "1..0 # SKIP Samba cannot be downloaded"; exit 0; }
	fi
	export SAMBA_ROOT IN_NAMESPACE=yes
	exec unshare -m -n sh "$0" "$@"
fi
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/small.sh"
for LIB in "$SAMBA_ROOT"/usr/lib/*-linux-gnu; do :; done
# samba PROGRAM ARGUMENTS...
samba() { program=$1; shift; LD_LIBRARY_PATH=$LIB:$LIB/samba:$LIB/ldb "$SAMBA_ROOT/usr/$program" "$@"; }

# ---- users and groups that exist here only
ip link set lo up
for file in passwd group; do
	grep -vE '^(alice|amir|post|billing|billing-import|mailroom):' "/etc/$file" >"$DIR/$file"
done
printf '%s:x:%s:%s::/nonexistent:/usr/sbin/nologin\n' alice 61001 61101 amir 61002 61101 post 61003 61103 >>"$DIR/passwd"
printf 'billing:x:61101:\nbilling-import:x:61102:\nmailroom:x:61103:\n' >>"$DIR/group"
mount --bind "$DIR/passwd" /etc/passwd
mount --bind "$DIR/group" /etc/group
chmod 755 "$DIR"

# ---- the spool and its share
is "a group that is not there is said so, and nothing is made" "$("$BIN" init --share --group nosuch "$SPOOL" 2>&1; ls "$DIR" | grep spool)" \
	'billspool: there is no group nosuch here; make it first: groupadd nosuch'
"$BIN" -s "$SPOOL" init --share >"$DIR/printed.conf" 2>"$DIR/advice"
like "init --share says what else there is to do" "$(cat "$DIR/advice")" 'identity = owner'
is "the folders are their groups'" "$(cd "$SPOOL" && stat -c '%n %a %G' . requests status imports imports/customers work db | tr '\n' ' ')" \
	'. 2751 billing requests 2750 billing status 2750 billing imports 2750 billing-import imports/customers 3770 billing-import work 2700 billing db 700 root '
conf 'identity = owner' 'settle_ms = 200' 'incomplete_seconds = 3' 'scan_ms = 100' 'retry_seconds = 0'
mkdir -p "$DIR/samba/private"
{
	sed '/^\[global\]/q' "$DIR/printed.conf"
	printf '\t%s\n' "private dir = $DIR/samba/private" "lock directory = $DIR/samba" "state directory = $DIR/samba" \
		"cache directory = $DIR/samba" "pid directory = $DIR/samba" "ncalrpc dir = $DIR/samba/ncalrpc" "log file = $DIR/samba/log" \
		'smb ports = 4455' 'interfaces = 127.0.0.1' 'bind interfaces only = yes' 'passdb backend = tdbsam'
	sed '1,/^\[global\]/d' "$DIR/printed.conf"
} >"$DIR/smb.conf"
for user in alice amir post; do
	printf 'pw\npw\n' | samba bin/smbpasswd -c "$DIR/smb.conf" -L -s -a "$user" >/dev/null 2>"$DIR/smbpasswd.$user"
done
LD_LIBRARY_PATH=$LIB:$LIB/samba:$LIB/ldb "$SAMBA_ROOT/usr/sbin/smbd" -F -s "$DIR/smb.conf" >"$DIR/smbd.out" 2>&1 &
SMBD=$!
# All that was started here, by its number. The server makes a process group of its own (so never --no-process-group) and ends it.
trap 'kill $SMBD ${WATCHER:-} 2>/dev/null; wait $SMBD 2>/dev/null; [ -n "${KEEP:-}" ] || rm -rf "$DIR"' EXIT
# client USER SHARE COMMANDS: what smbclient says.
client() { samba bin/smbclient -s "$DIR/smb.conf" -p 4455 -U "$1%pw" "//127.0.0.1/$2" -c "$3" 2>&1; }
answers() { client alice billing ls | grep -q requests; }
wait_for answers || { echo "Bail out! smbd does not answer: $(cat "$DIR/smbd.out" "$DIR"/samba/log* | tail -5)"; exit 1; }
small_utility
"$BIN" -s "$SPOOL" watch 2>>"$DIR/log" &
WATCHER=$!

# ---- who sees what
not_listed() { ! printf '%s' "$1" | grep -qE "^ +($2) "; }
list=$(client alice billing ls)
like "an agent sees the spool" "$list" 'requests'
ok "but not the database, the slot and the settings" not_listed "$list" 'db|work|billspool.conf'
like "nor does the database open by name" "$(client alice billing 'get db/billspool.db -')" \
	'NT_STATUS_(ACCESS_DENIED|OBJECT_(NAME|PATH)_NOT_FOUND)'
like "an agent cannot load imports" "$(client alice billing "put $DIR/smb.conf imports/agents/agents.csv")" 'NT_STATUS'
like "the mail room has no way into the billing share" "$(client post billing ls)" 'NT_STATUS_ACCESS_DENIED'
like "nor an agent into that of the mail room" "$(client alice postal ls)" 'NT_STATUS_ACCESS_DENIED'

# ---- a hundred requests of two agents, at once
# explorer USER PAUSE_MS copy|hang LOCAL REMOTE...: a copy as Windows makes it. Debian's Python, for Debian's modules.
explorer() {
	who=$1
	shift
	PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$SAMBA_ROOT/usr/lib/python3/dist-packages exec /usr/bin/python3 \
		"$TOP/tests/scenario/smb_writer.py" 4455 "$who" billing "$@"
}
write() { printf '[run]\ntype = transactions\nbuildings = %s\nend_date = 2026-10-31\nnote = %s\n' "$2" "$3" >"$DIR/$1/$3.req"; }
puts() { for n in $(seq -w 50); do echo "put $DIR/$1/r$n.req requests/$1/r$n.req;"; done; }
there() { test -e "$SPOOL/requests/$1"; }
mkdir "$DIR/alice" "$DIR/amir"
for n in $(seq -w 50); do write alice A "r$n"; write amir C "r$n"; done
# Alice's, half of all, are copied slowly, by a client that gives each its full size before its first byte.
# shellcheck disable=SC2046 # names are ours
explorer alice 40 copy $(for n in $(seq -w 50); do echo "$DIR/alice/r$n.req" "requests/alice/r$n.req"; done) >"$DIR/alice.out" 2>&1 &
A=$!
client amir billing "$(puts amir)" >"$DIR/amir.out" &
B=$!
# Half of it, then a long pause: the file is open, and not whole.
{
	printf '[run]\ntype = transactions\nbuildings = A, '
	until [ -e "$DIR/go-on" ]; do sleep 0.1; done
	printf 'B\nend_date = 2026-10-31\nnote = slow\n'
} | client alice billing 'put - requests/alice/slow.req' >"$DIR/slow.out" &
S=$!
# A client that is killed in mid-copy.
{
	printf '[run]\ntype = transactions\nbuildings = C\nend_date = 2026-10-31\nnote = cut\n'
	until [ -e "$DIR/killed" ]; do sleep 0.1; done
} | (
	export LD_LIBRARY_PATH="$LIB:$LIB/samba:$LIB/ldb"
	exec "$SAMBA_ROOT/usr/bin/smbclient" -s "$DIR/smb.conf" -p 4455 -U amir%pw //127.0.0.1/billing -c 'put - requests/amir/cut.req'
) >"$DIR/cut.out" 2>&1 &
C=$!
# And one of the other kind: its file has the full size, and NUL bytes where the rest would be.
write amir C half
explorer amir 0 hang "$DIR/amir/half.req" requests/amir/half.req >"$DIR/half.out" 2>&1 &
H=$!
wait_for grep -q half "$DIR/half.out"
is "a file that is being filled has its full size already" "$(stat -c %s "$SPOOL/requests/amir/half.req")" "$(stat -c %s "$DIR/amir/half.req")"
kill -9 $H
wait_for there amir/cut.req
wait_for there alice/slow.req
kill -9 $C
: >"$DIR/killed"
wait $A $B $C $H 2>/dev/null
finished() { [ "$(cat "$SPOOL/status/$1"/r*.req.txt | grep -c '^Finished')" -ge 50 ]; }
wait_for finished alice && wait_for finished amir
result $? "all hundred are answered"
is "each by the identity of the client that dropped it" \
	"$(sql "SELECT agent, door, count(*) FROM job WHERE name LIKE 'r%.req' GROUP BY 1, 2" | tr '\n' ' ')" 'alice|alice|50 amir|amir|50 '
is "each agent's in the order in which they were dropped" "$(for agent in alice amir; do
	sed -nE "s|^[^ ]+ claimed folder=requests/$agent request=(r[0-9]+)\.req .*|\1|p" "$DIR/log" | sort -c && echo sorted
done)" 'sorted
sorted'
is "and none was read before it was whole" "$(sql "SELECT sha256, name FROM job WHERE name LIKE 'r%.req' AND agent = 'alice' ORDER BY 2")" \
	"$(cd "$DIR/alice" && sha256sum r*.req | sed 's/  /|/')"
ok "what is still being copied waits" there alice/slow.req
is "and is not read" "$(sql "SELECT count(*) FROM job WHERE name = 'slow.req'")" 0
: >"$DIR/go-on"
wait $S
done_as() { status "$1" "$2" | grep -q "^$3"; }
wait_for done_as alice slow.req Finished
is "once whole, all of it counts" "$(sql "SELECT count(*) FROM run_building JOIN job USING (run_id) WHERE name = 'slow.req'")" 2
wait_for done_as amir cut.req Rejected
like "the one whose client was killed is not run, and says why" "$(status amir cut.req)" '^Rejected: .*(empty|incomplete|broke off)'
wait_for done_as amir half.req Rejected
like "the one of full size, too" "$(status amir half.req)" '^Rejected: .*(NUL|incomplete|broke off)'
is "no run came of them" "$(sql "SELECT count(*) FROM run JOIN job USING (claim_id) WHERE name IN ('cut.req', 'half.req')")" 0

# ---- another's folder
write alice C theirs
client alice billing "put $DIR/alice/theirs.req requests/amir/theirs.req" >/dev/null
wait_for done_as amir theirs.req Rejected
like "what is dropped into another's folder is refused" "$(status amir theirs.req)" "the folder of amir, and the file is alice's"
like "an agent reads the answer on the share" "$(client alice billing 'get status/amir/theirs.req.txt -')" "the file is alice's"
gone() { ! test -e "$SPOOL/work/current.from"; }
wait_for gone
like "and the file that came back" "$(client alice billing 'get error/theirs.req -')" 'note = theirs'

# ---- the mail room
printf '[run]\ntype = invoices\nbuildings = A, B\n' >"$DIR/alice/i.req"
client alice billing "put $DIR/alice/i.req requests/alice/i.req" >/dev/null
wait_for done_as alice i.req Finished
run=$(sql "SELECT max(run_id) FROM invoice")
list=$(client post postal "ls $run/*")
like "the mail room sees POSTAL" "$list" 'POSTAL'
ok "and nothing else of a run" not_listed "$list" 'EMAIL|manifest.csv|ar-import.csv|proof.txt|held.csv'
like "and its letters" "$(client post postal "ls $run/POSTAL/*")" 'INV-[0-9]+-2001.pdf'
like "and the list of its bundles" "$(client post postal "get $run/POSTAL/print/bundles.csv -")" 'bundle-001.pdf'
like "but no emails by name" "$(client post postal "ls $run/EMAIL/*")" 'NT_STATUS'
client post postal "deltree $run/POSTAL" >/dev/null
ok "and cannot remove one" test -e "$SPOOL/invoices/$run/POSTAL/$(sql "SELECT number || '-2001.pdf' FROM invoice WHERE delivery = 'POSTAL'")"
kill $WATCHER
wait $WATCHER
WATCHER=
like "check finds everything as it should be" "$("$BIN" -s "$SPOOL" check)" '^Everything is as it should be'
done_testing
