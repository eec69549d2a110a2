-- A run's kind is the word of a type of request (src/request/types.def): a new type is a row there,
-- and no migration.
PRAGMA legacy_alter_table = ON; -- triggers and views that name `run` stay as they are
CREATE TABLE run_anew (
	id TEXT PRIMARY KEY,
	claim_id TEXT NOT NULL UNIQUE REFERENCES job,
	kind TEXT NOT NULL CHECK (kind <> ''),
	agent TEXT NOT NULL,
	run_day INTEGER NOT NULL,
	end_day INTEGER,
	invoice_day INTEGER,
	state TEXT NOT NULL CHECK (state IN ('OPEN', 'DRAFT', 'ISSUED', 'DONE')),
	result_hash TEXT NOT NULL DEFAULT '',
	proof TEXT NOT NULL DEFAULT '',
	proof_hash TEXT NOT NULL DEFAULT '',
	previous_proof_hash TEXT NOT NULL DEFAULT '',
	proof_number INTEGER UNIQUE
) STRICT;
INSERT INTO run_anew (id, claim_id, kind, agent, run_day, end_day, invoice_day, state, result_hash,
	proof, proof_hash, previous_proof_hash, proof_number)
	SELECT id, claim_id, kind, agent, run_day, end_day, invoice_day, state, result_hash,
		proof, proof_hash, previous_proof_hash, proof_number FROM run;
DROP TABLE run;
ALTER TABLE run_anew RENAME TO run;
PRAGMA legacy_alter_table = OFF;
