#!/bin/sh
# identity = owner: who asks is the owner of the file, as a file server that logs its users in leaves it; and nobody asks in
# another's name. Needs root, to drop files of others; agents are called after users that every Debian has.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/small.sh"
[ "$(id -u)" = 0 ] || { echo "1..0 # SKIP only root can drop files of others"; exit 0; }

# dropped OWNER DOOR NAME KEY=VALUE...: as that user's file, by rename. Its status line.
dropped() {
	owner=$1 door=$2 name=$3
	shift 3
	{ echo '[run]'; printf '%s\n' "$@"; } >"$DIR/request.tmp"
	chmod 644 "$DIR/request.tmp"
	chown "$owner" "$DIR/request.tmp"
	mv "$DIR/request.tmp" "$SPOOL/requests/$door/$name"
	once
	status "$door" "$name"
}
asked_by() { sql "SELECT agent FROM job WHERE name = '$1'"; }

new_spool
small_utility
import agents <<-END
	agent,name,role,buildings
	daemon,Dee Moon,BILLING,A;B
	nobody,Norah Body,AGENT,C
	sys,Sys Admin,ADMIN,*
END
end='end_date = 2026-10-31'

# ---- by folder, as is the default: the folder alone counts
like "by folder, the folder says who asks" "$(dropped nobody daemon f1.req 'type = transactions' 'buildings = A' "$end")" '^Finished'
is "whoever's the file is" "$(asked_by f1.req)" daemon

# ---- by owner
conf 'identity = owner'
like "by owner, one's own folder is one's own" "$(dropped daemon daemon o1.req 'type = transactions' 'buildings = A' "$end" 'note = 1')" '^Finished'
is "and it is the owner's request" "$(asked_by o1.req)" daemon
is "another's folder is not" "$(dropped nobody daemon o2.req 'type = transactions' 'buildings = C' "$end")" \
	"Rejected: this is the folder of daemon, and the file is nobody's; nobody asks in another's name: drop it into requests/nobody/"
is "it is entered as the owner's" "$(asked_by o2.req) $(sql "SELECT refused FROM job WHERE name = 'o2.req'")" 'nobody 1'
like "the owner's rights count, not the folder's" "$(dropped nobody nobody o3.req 'type = transactions' 'buildings = A' "$end")" \
	"^Rejected: building A is not one of Norah Body's; ask "
like "nor may root speak for an agent" "$(dropped root daemon o4.req 'type = transactions' 'buildings = A' "$end")" \
	"^Rejected: the file is root's, and no agent of that name is known here"
like "an owner without a name in the system is nobody" "$(dropped 54321 daemon o5.req 'type = transactions' 'buildings = A' "$end")" \
	"^Rejected: the file is user number 54321's, and no agent of that name"
like "one with a name that is no agent's, neither" "$(dropped bin daemon o6.req 'type = transactions' 'buildings = A' "$end")" \
	"^Rejected: the file is bin's, and no agent of that name"

# ---- the operator's door
like "the operator's door is for root" "$(dropped root "" p1.req 'type = transactions' 'buildings = D' "$end")" '^Finished'
is "who is the operator there" "$(asked_by p1.req)" operator
like "and for agents who are ADMIN" "$(dropped sys "" p2.req 'type = transactions' 'buildings = D' "$end" 'note = sys')" '^Finished'
is "under their own name" "$(asked_by p2.req)" sys
is "not for others" "$(dropped daemon "" p3.req 'type = transactions' 'buildings = A' "$end")" \
	"Rejected: this is the operator's folder, and the file is daemon's; drop it into requests/daemon/"

# ---- imports
printf 'account_number,date,amount,batch_type\n1001,2026-11-01,25.00,EFT\n' >"$DIR/r.csv"
chown nobody "$DIR/r.csv" && chmod 644 "$DIR/r.csv" && mv "$DIR/r.csv" "$SPOOL/imports/receipts/r.csv" && once
is "an import is entered as its owner's" "$(asked_by r.csv)" nobody
like "the audit says who it was" "$("$BIN" -s "$SPOOL" audit | grep o2.req)" ' nobody refused, requests/daemon/o2.req '

# ---- a watcher that dies with the input in the slot: the owner is not forgotten
{ echo '[run]'; printf '%s\n' 'type = transactions' 'buildings = C' "$end"; } >"$DIR/request.tmp"
chmod 644 "$DIR/request.tmp" && chown nobody "$DIR/request.tmp" && mv "$DIR/request.tmp" "$SPOOL/requests/daemon/late.req"
strace -f -o /dev/null -e trace=fchmodat,renameat2 -e inject=renameat2:signal=KILL:when=2 "$BIN" -s "$SPOOL" once 2>/dev/null
ok "it was killed while the slot held the input" test -e "$SPOOL/work/current.from"
once
like "after the restart it still is the owner's" "$(status daemon late.req)" "this is the folder of daemon, and the file is nobody's"
quiet "$BIN" -s "$SPOOL" check
result $? "check finds nothing wrong"
done_testing
