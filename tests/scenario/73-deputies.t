#!/bin/sh
# Buildings that are shared, lent for a time, and handed over; and refusals that say who could do it.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/small.sh"

# run_on AGENT BUILDINGS: ask for its transactions; a new request each time.
run_on() {
	echo >>"$DIR/asked"
	n=$(wc -l <"$DIR/asked")
	ask "$1" "r$n.req" 'type = transactions' "buildings = $2" 'end_date = 2026-10-31' "note = $n"
}

new_spool
small_utility
like "another's building is refused, with those who could" "$(run_on amir A)" \
	"^Rejected: building A is not one of Amir Haddad's; ask alice, mia$"
like "so is an act of another role, with those who have it" "$(ask amir a.req 'type = approve' 'account = 3001' 'reason = x')" \
	'Rejected: Amir Haddad has the role AGENT, .* needs the role BILLING: ask alice, bob, mia$'

# ---- shared
import agents <<-END
	agent,buildings
	amir,A;C
END
like "a shared building is both's" "$(run_on amir A) $(run_on alice A)" '^Finished.* Finished'
like "* has it, too" "$(run_on amir '*'; sql "SELECT group_concat(b.code) FROM run_building JOIN building b ON b.id = building_id
	WHERE run_id = '$(last_run)'")" 'A,C$'

# ---- lent from 3 to 5 November
import deputies <<-END
	agent,building_code,from,to,note
	amir,D,2026-11-03,2026-11-05,bob is away
	amir,X,2026-11-03,2026-11-05,
	zoe,D,2026-11-03,2026-11-05,
	bob,B,2026-11-05,2026-11-03,
END
like "a loan of nobody, of nothing, or that ends before it begins is refused" \
	"$(cut -d, -f6- "$SPOOL/error/deputies.errors.csv" | tr -d '\r\n')" \
	'building_code,X,.*"X"" is not known.*agent,zoe,.*"zoe"" is not known.*to,2026-11-03,.*before the first'
BILLSPOOL_NOW=2026-11-02T23:59:59
like "the day before, it is not theirs" "$(run_on amir D)" "^Rejected: building D is not one of Amir Haddad's; ask bob, mia$"
BILLSPOOL_NOW=2026-11-03T00:00:00
like "on the first day, it is" "$(run_on amir D)" '^Finished'
like "and * has it" "$(run_on amir '*'; sql "SELECT group_concat(b.code) FROM run_building JOIN building b ON b.id = building_id
	WHERE run_id = '$(last_run)'")" 'A,C,D$'
like "it stays its owner's" "$(run_on bob D)" '^Finished'
like "others are told of the deputy" "$(run_on alice D)" "ask amir \(deputy to 2026-11-05\), bob, mia$"
like "a deputy has the rights of their own role only" "$(ask amir b.req 'type = approve' 'buildings = D' 'reason = x')" 'needs the role BILLING'
BILLSPOOL_NOW=2026-11-05T23:59:59
like "on the last day it is theirs" "$(run_on amir D)" '^Finished'
BILLSPOOL_NOW=2026-11-06T00:00:00
like "on the day after, no more" "$(run_on amir D)" "^Rejected: building D is not one of Amir Haddad's; ask bob, mia$"

# ---- until further notice, and ended
import deputies <<-END
	agent,building_code,from,to
	mia,D,2026-11-01,
	amir,D,2026-11-06,
END
like "without a last day it is for good" "$(run_on alice D)" 'ask amir \(deputy\), bob, mia$'
BILLSPOOL_NOW=2027-11-06T00:00:00
like "a year later, too" "$(run_on amir D)" '^Finished'
import deputies <<-END
	agent,building_code,from,to
	amir,D,2026-11-06,2027-11-05
END
like "the same loan again with a last day ends it" "$(run_on amir D)" '^Rejected: building D'

# ---- handed over
import agents <<-END
	agent,buildings
	bob,D;B
	alice,A
END
like "what is handed over is the new agent's" "$(run_on bob B)" '^Finished'
like "and not the old one's" "$(run_on alice B)" "^Rejected: building B is not one of Alice Marsh's; ask bob, mia$"

# ---- and handed back, by the very file that was there before
given() { printf 'agent,buildings\nbob,%s\n' "$1" >"$DIR/given.csv"; import agents <"$DIR/given.csv"; status imports agents.csv; }
like "a file that changes an agent is loaded" "$(given D)" '^Finished, 1 row'
like "the same again is not" "$(given D)" '^Rejected: already loaded as agents.csv'
like "nor twice running after another" "$(given 'D;B')" '^Finished, 1 row'
like "but the one before that says something new by now" "$(given D)" '^Finished, 1 row'
like "and it counts" "$(run_on bob B)" "^Rejected: building B is not one of Bob"
done_testing
