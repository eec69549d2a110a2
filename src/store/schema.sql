-- billspool's one database, as its newest version is: a new one is made by this file, an older one
-- brought up to it by migrations/. Days are whole days since 1970-01-01 (date(day * 86400,
-- 'unixepoch') shows one); money is in minor units (cents); prices, quantities and reads are exact
-- decimals as text. Constraints and triggers here forbid all that must never happen; no other code
-- has to take care. A CHECK of a table that gets thousands of rows uses OR, not IN: for IN with
-- three words SQLite builds a table of them for every row.

-- The id of this database, which its spool keeps too (spool.id). One row.
CREATE TABLE identity (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	spool TEXT NOT NULL -- 32 hexadecimal digits
) STRICT;
INSERT INTO identity (id, spool) VALUES (1, lower(hex(randomblob(16))));
CREATE TRIGGER identity_final BEFORE UPDATE ON identity
BEGIN SELECT RAISE(ABORT, 'the id of a database is never changed'); END;
CREATE TRIGGER identity_kept BEFORE DELETE ON identity
BEGIN SELECT RAISE(ABORT, 'the id of a database is never removed'); END;

-- ---- who and where -------------------------------------------------------------------------------------------------
CREATE TABLE building (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE COLLATE NOCASE,
	name TEXT NOT NULL,
	address_1 TEXT NOT NULL DEFAULT '',
	address_2 TEXT NOT NULL DEFAULT '',
	suburb TEXT NOT NULL DEFAULT '',
	state TEXT NOT NULL DEFAULT '',
	postcode TEXT NOT NULL DEFAULT '',
	country TEXT NOT NULL DEFAULT '',
	bill_cycle_code TEXT NOT NULL DEFAULT '',
	billing_day INTEGER,
	payment_terms_days INTEGER,
	time_zone TEXT NOT NULL DEFAULT '',
	tax_number TEXT NOT NULL DEFAULT '',
	biller_code TEXT NOT NULL DEFAULT '',
	bank_account_name TEXT NOT NULL DEFAULT '',
	bank_account TEXT NOT NULL DEFAULT '',
	logo TEXT NOT NULL DEFAULT '',
	layout TEXT NOT NULL DEFAULT '',
	message TEXT NOT NULL DEFAULT '',
	building_group TEXT NOT NULL DEFAULT '' COLLATE NOCASE
) STRICT;

CREATE TABLE agent (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE COLLATE NOCASE,
	name TEXT NOT NULL,
	email TEXT NOT NULL DEFAULT '',
	role TEXT NOT NULL CHECK (role IN ('AGENT', 'BILLING', 'MANAGER', 'ADMIN')),
	all_buildings INTEGER NOT NULL CHECK (all_buildings IN (0, 1))
) STRICT;

CREATE TABLE agent_building (
	agent_id INTEGER NOT NULL REFERENCES agent ON DELETE CASCADE,
	building_id INTEGER NOT NULL REFERENCES building,
	PRIMARY KEY (agent_id, building_id)
) STRICT, WITHOUT ROWID;

-- A building lent to an agent from a day to a day, both included; without the last one until further notice.
CREATE TABLE agent_loan (
	agent_id INTEGER NOT NULL REFERENCES agent ON DELETE CASCADE,
	building_id INTEGER NOT NULL REFERENCES building,
	from_day INTEGER NOT NULL,
	to_day INTEGER CHECK (to_day >= from_day),
	note TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (agent_id, building_id, from_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
	id INTEGER PRIMARY KEY,
	number TEXT NOT NULL UNIQUE,
	building_id INTEGER NOT NULL REFERENCES building,
	name TEXT NOT NULL,
	site TEXT NOT NULL,
	plan_code TEXT NOT NULL,
	cycle TEXT NOT NULL
		CHECK (cycle = 'WEEKLY' OR cycle = 'MONTHLY' OR cycle = 'BIMONTHLY' OR cycle = 'QUARTERLY' OR cycle = 'HOLD'),
	delivery TEXT NOT NULL CHECK (delivery IN ('EMAIL', 'POST')),
	open_day INTEGER NOT NULL,
	since_day INTEGER, -- the person has been a customer since then, if before open_day
	close_day INTEGER CHECK (close_day >= open_day),
	product TEXT NOT NULL DEFAULT '' CHECK (product = '' OR product = 'POWER' OR product = 'WATER' OR product = 'GAS'),
	customer_type TEXT NOT NULL DEFAULT '',
	customer_sub_type TEXT NOT NULL DEFAULT '',
	account_manager TEXT NOT NULL DEFAULT '',
	sales_cust_number TEXT NOT NULL DEFAULT '',
	email TEXT NOT NULL DEFAULT '',
	cc_email TEXT NOT NULL DEFAULT '',
	language TEXT NOT NULL DEFAULT '',
	postal_name TEXT NOT NULL DEFAULT '',
	postal_1 TEXT NOT NULL DEFAULT '',
	postal_2 TEXT NOT NULL DEFAULT '',
	postal_suburb TEXT NOT NULL DEFAULT '',
	postal_state TEXT NOT NULL DEFAULT '',
	postal_postcode TEXT NOT NULL DEFAULT '',
	postal_country TEXT NOT NULL DEFAULT '',
	-- the person who gets a copy of every invoice by post, '' for nobody
	copy_name TEXT NOT NULL DEFAULT '',
	copy_1 TEXT NOT NULL DEFAULT '',
	copy_2 TEXT NOT NULL DEFAULT '',
	copy_suburb TEXT NOT NULL DEFAULT '',
	copy_state TEXT NOT NULL DEFAULT '',
	copy_postcode TEXT NOT NULL DEFAULT '',
	copy_country TEXT NOT NULL DEFAULT '',
	billing_group TEXT NOT NULL DEFAULT '',
	message TEXT NOT NULL DEFAULT '',
	discount_percent TEXT NOT NULL DEFAULT '0',
	billed_to INTEGER -- last day on an issued invoice; NULL before the first
) STRICT;
CREATE INDEX account_by_building ON account (building_id, number);
CREATE INDEX account_by_site ON account (site);

-- Receipts of unknown accounts go to this account (manual/spec.md, "Import interfaces"). Building 0
-- is never billed.
INSERT INTO building (id, code, name) VALUES (0, 'SUSPENSE', 'Suspense');
INSERT INTO account (id, number, building_id, name, site, plan_code, cycle, delivery, open_day)
	VALUES (0, '999999', 0, 'Suspense', '-', '-', 'HOLD', 'POST', 0);

-- ---- what was used and what it costs -------------------------------------------------------------------------------
CREATE TABLE meter (
	id INTEGER PRIMARY KEY,
	site TEXT NOT NULL,
	code TEXT NOT NULL,
	register TEXT NOT NULL,
	type TEXT NOT NULL,
	install_day INTEGER NOT NULL,
	serial TEXT NOT NULL DEFAULT '',
	multiplier TEXT NOT NULL DEFAULT '1',
	dial_digits INTEGER NOT NULL DEFAULT 0, -- whole digits on the dial; 0: never rolls over
	status TEXT NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'INACTIVE')),
	removed_day INTEGER,
	direction TEXT NOT NULL DEFAULT 'I' CHECK (direction IN ('E', 'I')),
	location TEXT NOT NULL DEFAULT '',
	UNIQUE (site, code, register)
) STRICT;

-- Meter reads; "read" is no keyword of SQL. A read of kind OPENING is of the start of its day, the
-- others of its end.
CREATE TABLE meter_read (
	meter_id INTEGER NOT NULL REFERENCES meter,
	day INTEGER NOT NULL,
	opening INTEGER NOT NULL CHECK (opening IN (0, 1)),
	value TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind = 'ACTUAL' OR kind = 'OPENING' OR kind = 'CLOSING'),
	estimated INTEGER NOT NULL CHECK (estimated IN (0, 1)),
	temp_factor TEXT,
	cv_factor TEXT,
	PRIMARY KEY (meter_id, day, opening)
) STRICT, WITHOUT ROWID;

CREATE TABLE price (
	id INTEGER PRIMARY KEY,
	plan_code TEXT NOT NULL,
	schedule TEXT NOT NULL CHECK (schedule IN ('USAGE', 'SUPPLY', 'FIXED', 'DEMAND', 'MINIMUM', 'DISCOUNT')),
	meter_type TEXT NOT NULL DEFAULT '',
	tier_from TEXT NOT NULL DEFAULT '0',
	per TEXT NOT NULL CHECK (per IN ('DAY', 'MONTH', 'PERIOD')),
	price TEXT NOT NULL,
	unit TEXT NOT NULL DEFAULT '',
	invoice_desc TEXT NOT NULL,
	tax_code TEXT NOT NULL DEFAULT '',
	start_day INTEGER NOT NULL,
	end_day INTEGER,
	product TEXT NOT NULL DEFAULT '',
	description TEXT NOT NULL DEFAULT '',
	UNIQUE (plan_code, schedule, meter_type, tier_from, invoice_desc, start_day)
) STRICT;

CREATE TABLE charge (
	id INTEGER PRIMARY KEY,
	account_id INTEGER NOT NULL REFERENCES account,
	code TEXT NOT NULL,
	day INTEGER NOT NULL,
	amount_minor INTEGER NOT NULL,
	charge_group TEXT NOT NULL DEFAULT '',
	invoice_desc TEXT NOT NULL DEFAULT '',
	tax_code TEXT NOT NULL DEFAULT '',
	frequency TEXT NOT NULL DEFAULT 'ONCE'
		CHECK (frequency = 'ONCE' OR frequency = 'WEEKLY' OR frequency = 'MONTHLY' OR frequency = 'QUARTERLY' OR frequency = 'ANNUAL'),
	end_day INTEGER,
	reference TEXT NOT NULL DEFAULT '',
	billed_to INTEGER, -- occurrences up to this day are on issued invoices
	UNIQUE (account_id, code, day, reference)
) STRICT;

-- ---- what came in --------------------------------------------------------------------------------------------------
-- One row an input that was taken from a drop folder. CLAIMED: nothing has been decided, do it again. COMMITTED: decided;
-- publishing and retiring it is a debt.
CREATE TABLE job (
	claim_id TEXT PRIMARY KEY,
	folder TEXT NOT NULL,
	door TEXT NOT NULL,
	name TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	arrived_ns INTEGER NOT NULL,
	agent TEXT NOT NULL,
	type TEXT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('CLAIMED', 'COMMITTED')),
	refused INTEGER NOT NULL DEFAULT 0 CHECK (refused IN (0, 1)),
	started_ns INTEGER,  -- when the work that finished it began; wall clock
	finished_ns INTEGER,
	accounts INTEGER NOT NULL DEFAULT 0, -- number of accounts in the buildings of its run
	status_line TEXT NOT NULL DEFAULT '', -- the last line in status/
	note TEXT NOT NULL DEFAULT '',        -- the text of the note beside the retired input
	retire_folder TEXT,
	retire_name TEXT,
	errors_name TEXT,
	run_id TEXT,
	UNIQUE (retire_folder, retire_name)
) STRICT;
CREATE INDEX job_by_content ON job (sha256, agent);
CREATE INDEX job_by_type ON job (type, finished_ns);
CREATE INDEX job_by_name ON job (name);

CREATE TABLE import (
	id INTEGER PRIMARY KEY,
	interface TEXT NOT NULL,
	name TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	day INTEGER NOT NULL,
	rows_loaded INTEGER NOT NULL,
	rows_refused INTEGER NOT NULL,
	claim_id TEXT NOT NULL UNIQUE,
	UNIQUE (interface, sha256)
) STRICT;

CREATE TABLE receipt (
	id INTEGER PRIMARY KEY,
	account_id INTEGER NOT NULL REFERENCES account,
	given_number TEXT NOT NULL, -- the number in the file: another than the account's when it went to suspense
	day INTEGER NOT NULL,
	amount_minor INTEGER NOT NULL,
	batch_type TEXT NOT NULL DEFAULT '',
	reference TEXT NOT NULL DEFAULT '',
	import_id INTEGER NOT NULL REFERENCES import DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX receipt_by_content ON receipt (given_number, day, amount_minor);

CREATE TABLE adjustment (
	id INTEGER PRIMARY KEY,
	account_id INTEGER NOT NULL REFERENCES account,
	reason_code TEXT NOT NULL,
	day INTEGER NOT NULL,
	amount_minor INTEGER NOT NULL,
	posted INTEGER NOT NULL CHECK (posted IN (0, 1)),
	notes TEXT NOT NULL DEFAULT '',
	import_id INTEGER NOT NULL REFERENCES import DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX adjustment_by_content ON adjustment (account_id, day, amount_minor);

-- ---- runs ----------------------------------------------------------------------------------------------------------
CREATE TABLE run (
	id TEXT PRIMARY KEY,
	claim_id TEXT NOT NULL UNIQUE REFERENCES job,
	kind TEXT NOT NULL CHECK (kind <> ''), -- the word of its type of request (request/types.def)
	agent TEXT NOT NULL,
	run_day INTEGER NOT NULL,
	end_day INTEGER,
	invoice_day INTEGER,
	state TEXT NOT NULL CHECK (state IN ('OPEN', 'DRAFT', 'ISSUED', 'DONE')),
	result_hash TEXT NOT NULL DEFAULT '', -- of a preview or an issue: the hash that `approve =` names
	proof TEXT NOT NULL DEFAULT '',
	proof_hash TEXT NOT NULL DEFAULT '',
	previous_proof_hash TEXT NOT NULL DEFAULT '',
	proof_number INTEGER UNIQUE -- place in the chain of proofs, from 1
) STRICT;

CREATE TABLE run_building (
	run_id TEXT NOT NULL REFERENCES run,
	building_id INTEGER NOT NULL REFERENCES building,
	PRIMARY KEY (run_id, building_id)
) STRICT, WITHOUT ROWID;

-- The accounts of a run that names some. A run without rows here has all the accounts of its buildings.
CREATE TABLE run_account (
	run_id TEXT NOT NULL REFERENCES run,
	account_id INTEGER NOT NULL REFERENCES account,
	PRIMARY KEY (run_id, account_id)
) STRICT, WITHOUT ROWID;

-- The layouts that were in use, whole, so that the files of a run can be drawn again after a
-- template has changed.
CREATE TABLE layout (
	hash TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	content TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The logos that were in use, whole: a run's documents can be drawn again after a logo has changed.
CREATE TABLE picture (
	hash TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	content BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The pictures of a run: the logos of its senders, and those that its layouts name.
CREATE TABLE run_picture (
	run_id TEXT NOT NULL REFERENCES run,
	hash TEXT NOT NULL REFERENCES picture,
	PRIMARY KEY (run_id, hash)
) STRICT, WITHOUT ROWID;

-- The other settings and versions that the documents of a run depend on.
CREATE TABLE run_look (
	run_id TEXT PRIMARY KEY REFERENCES run,
	accent TEXT NOT NULL,
	currency TEXT NOT NULL,
	tax_per_line INTEGER NOT NULL,
	fonts TEXT NOT NULL, -- SHA-256 of the four font files, a line each
	renderer INTEGER NOT NULL DEFAULT 1, -- version of the drawing code (produce/look.h); the libraries matter too:
	libraries TEXT NOT NULL DEFAULT ''   -- "zlib 1.2.13, harfbuzz 6.0.0, ..."; '' of runs from before version 3
) STRICT, WITHOUT ROWID;

-- The formats of AR files that were in use, whole: a run's file can be written again after its
-- format has changed.
CREATE TABLE ar_format (
	hash TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	content TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The formats of a run's AR files, in the order of the setting ar_formats. A run of before this table had ar-import alone.
CREATE TABLE run_ar_format (
	run_id TEXT NOT NULL REFERENCES run,
	position INTEGER NOT NULL, -- from 0
	hash TEXT NOT NULL REFERENCES ar_format,
	PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;

-- The buildings that the database transaction under way may touch: filled at its start, emptied before its end.
CREATE TABLE scope (building_id INTEGER PRIMARY KEY REFERENCES building) STRICT;

-- How many accounts of a transaction run had which outcome, for its summary and proof.
CREATE TABLE run_count (
	run_id TEXT NOT NULL REFERENCES run,
	building_id INTEGER NOT NULL,
	outcome TEXT NOT NULL,
	accounts INTEGER NOT NULL,
	reads_in INTEGER NOT NULL,
	PRIMARY KEY (run_id, building_id, outcome)
) STRICT, WITHOUT ROWID;

-- ---- transactions --------------------------------------------------------------------------------------------------
-- A run writes millions of rows into the next four tables. Their foreign keys are deferred to the commit, their INSERT triggers say FAIL,
-- and they are filled by INSERT OR FAIL: with ABORT anywhere SQLite would keep a statement journal for each row.
CREATE TABLE txn (
	id INTEGER PRIMARY KEY,
	account_id INTEGER NOT NULL REFERENCES account DEFERRABLE INITIALLY DEFERRED,
	building_id INTEGER NOT NULL,
	run_id TEXT NOT NULL,
	state TEXT NOT NULL CHECK (state = 'UNBILLED' OR state = 'BILLED' OR state = 'REVERSED'),
	period_from INTEGER NOT NULL,
	period_to INTEGER NOT NULL CHECK (period_to >= period_from),
	net_minor INTEGER NOT NULL,
	tax_minor INTEGER NOT NULL,
	total_minor INTEGER NOT NULL CHECK (total_minor = net_minor + tax_minor),
	reads_used INTEGER NOT NULL,
	FOREIGN KEY (run_id, building_id) REFERENCES run_building DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE UNIQUE INDEX txn_unbilled ON txn (account_id) WHERE state = 'UNBILLED';
CREATE UNIQUE INDEX txn_billed ON txn (account_id, period_from) WHERE state = 'BILLED';

-- A working is steps as text (src/rating/steps.h): "steps 1 [days 31 "day" x price 1.10 = amount
-- 34.10]". Programs before that form stored an English sentence, which stays as it is.
CREATE TABLE txn_line (
	txn_id INTEGER NOT NULL REFERENCES txn ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
	line INTEGER NOT NULL,
	kind TEXT NOT NULL,
	description TEXT NOT NULL,
	meter TEXT NOT NULL,
	meter_type TEXT NOT NULL,
	from_day INTEGER,
	to_day INTEGER,
	days INTEGER NOT NULL,
	tier INTEGER NOT NULL,
	quantity TEXT NOT NULL,
	unit TEXT NOT NULL,
	price TEXT NOT NULL,
	amount_minor INTEGER NOT NULL,
	tax_minor INTEGER NOT NULL,
	tax_code TEXT NOT NULL,
	price_id INTEGER,
	charge_id INTEGER,
	working TEXT NOT NULL,
	PRIMARY KEY (txn_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE txn_usage (
	txn_id INTEGER NOT NULL REFERENCES txn ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
	line INTEGER NOT NULL,
	meter TEXT NOT NULL,
	serial TEXT NOT NULL,
	meter_type TEXT NOT NULL,
	from_day INTEGER, -- NULL for demand, which has one read
	to_day INTEGER NOT NULL,
	from_value TEXT NOT NULL,
	to_value TEXT NOT NULL,
	from_estimated INTEGER NOT NULL,
	to_estimated INTEGER NOT NULL,
	rolled_over INTEGER NOT NULL,
	multiplier TEXT NOT NULL,
	quantity TEXT NOT NULL,
	unit TEXT NOT NULL,
	PRIMARY KEY (txn_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE txn_tax (
	txn_id INTEGER NOT NULL REFERENCES txn ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
	line INTEGER NOT NULL,
	code TEXT NOT NULL,
	percent TEXT NOT NULL,
	net_minor INTEGER NOT NULL,
	tax_minor INTEGER NOT NULL,
	PRIMARY KEY (txn_id, line)
) STRICT, WITHOUT ROWID;

-- Only the unbilled transactions of the buildings in scope can be made or removed; an unbilled one
-- becomes billed by an update.
CREATE TRIGGER txn_insert_in_scope BEFORE INSERT ON txn
WHEN NEW.state <> 'UNBILLED' OR NOT EXISTS (SELECT 1 FROM scope WHERE building_id = NEW.building_id)
BEGIN SELECT RAISE(FAIL, 'a transaction that begins as billed, or of a building that this run does not have'); END;

CREATE TRIGGER txn_delete_in_scope BEFORE DELETE ON txn
WHEN OLD.state <> 'UNBILLED' OR NOT EXISTS (SELECT 1 FROM scope WHERE building_id = OLD.building_id)
BEGIN SELECT RAISE(ABORT, 'a transaction that is billed, or of another building, cannot be removed'); END;

CREATE TRIGGER txn_update_in_scope BEFORE UPDATE ON txn
WHEN NOT EXISTS (SELECT 1 FROM scope WHERE building_id = OLD.building_id)
	OR NEW.id <> OLD.id OR NEW.account_id <> OLD.account_id OR NEW.building_id <> OLD.building_id
	OR NEW.run_id <> OLD.run_id OR NEW.period_from <> OLD.period_from OR NEW.period_to <> OLD.period_to
	OR NEW.net_minor <> OLD.net_minor OR NEW.tax_minor <> OLD.tax_minor OR NEW.reads_used <> OLD.reads_used
	OR (OLD.state || '>' || NEW.state) NOT IN ('UNBILLED>BILLED', 'BILLED>REVERSED')
BEGIN SELECT RAISE(ABORT, 'a transaction changes only its state, by its own building''s run'); END;

-- No account is billed twice for a day.
CREATE TRIGGER txn_no_overlap BEFORE UPDATE OF state ON txn
WHEN NEW.state = 'BILLED' AND EXISTS (SELECT 1 FROM txn WHERE account_id = NEW.account_id AND state = 'BILLED'
	AND id <> NEW.id AND period_from <= NEW.period_to AND period_to >= NEW.period_from)
BEGIN SELECT RAISE(ABORT, 'this account is billed for some of these days already'); END;

CREATE TRIGGER txn_line_final BEFORE UPDATE ON txn_line
BEGIN SELECT RAISE(ABORT, 'lines are never changed'); END;

CREATE TRIGGER txn_usage_final BEFORE UPDATE ON txn_usage
BEGIN SELECT RAISE(ABORT, 'usages are never changed'); END;
CREATE TRIGGER txn_tax_final BEFORE UPDATE ON txn_tax
BEGIN SELECT RAISE(ABORT, 'taxes are never changed'); END;

-- These keep the rows of billed transactions. When an unbilled transaction is removed its rows go
-- with it; they have no txn any more then, and are let go.
CREATE TRIGGER txn_line_kept BEFORE DELETE ON txn_line
WHEN (SELECT state FROM txn WHERE id = OLD.txn_id) <> 'UNBILLED'
BEGIN SELECT RAISE(ABORT, 'lines of a billed transaction are never removed'); END;
CREATE TRIGGER txn_usage_kept BEFORE DELETE ON txn_usage
WHEN (SELECT state FROM txn WHERE id = OLD.txn_id) <> 'UNBILLED'
BEGIN SELECT RAISE(ABORT, 'usages of a billed transaction are never removed'); END;
CREATE TRIGGER txn_tax_kept BEFORE DELETE ON txn_tax
WHEN (SELECT state FROM txn WHERE id = OLD.txn_id) <> 'UNBILLED'
BEGIN SELECT RAISE(ABORT, 'taxes of a billed transaction are never removed'); END;

-- A transaction that becomes billed has a total that is the sum of its lines and taxes to the cent.
-- (To guard each new row as well would take a tenth of a run's time. A row that is added to a
-- billed transaction makes its sum wrong, and `check` finds that.)
CREATE TRIGGER txn_adds_up AFTER UPDATE OF state ON txn
WHEN NEW.state = 'BILLED' AND (NEW.net_minor <> (SELECT coalesce(sum(amount_minor), 0) FROM txn_line WHERE txn_id = NEW.id)
	OR NEW.tax_minor <> (SELECT coalesce(sum(tax_minor), 0) FROM txn_tax WHERE txn_id = NEW.id))
BEGIN SELECT RAISE(ABORT, 'the lines and taxes of this transaction do not add up to it'); END;

-- ---- exceptions ----------------------------------------------------------------------------------------------------
CREATE TABLE exception (
	id INTEGER PRIMARY KEY,
	run_id TEXT NOT NULL REFERENCES run,
	account_id INTEGER NOT NULL REFERENCES account,
	code TEXT NOT NULL,
	severity TEXT NOT NULL CHECK (severity IN ('WARNING', 'BLOCKING')),
	detail TEXT NOT NULL,
	fingerprint TEXT NOT NULL, -- hash of the facts that an approval approves
	state TEXT NOT NULL CHECK (state = 'OPEN' OR state = 'APPROVED' OR state = 'HELD'),
	-- the reading that it is about, if any, for people; the fingerprint has it through `detail`
	meter TEXT,       -- meter/register; NULL: all of meter_type
	meter_type TEXT,
	read_day INTEGER, -- day of a read that is missing
	usual TEXT,       -- usual use a day, in the time before the period
	UNIQUE (account_id, code, fingerprint)
) STRICT;

-- Every decision that was ever made, in order; the last one on the same facts counts.
CREATE TABLE decision (
	id INTEGER PRIMARY KEY,
	account_id INTEGER NOT NULL REFERENCES account,
	code TEXT NOT NULL,
	fingerprint TEXT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('APPROVED', 'HELD')),
	agent TEXT NOT NULL,
	at TEXT NOT NULL,
	why TEXT NOT NULL,
	claim_id TEXT NOT NULL REFERENCES job
) STRICT;
CREATE INDEX decision_by_facts ON decision (account_id, code, fingerprint);

-- ---- invoices ------------------------------------------------------------------------------------------------------
CREATE TABLE invoice (
	id INTEGER PRIMARY KEY,
	run_id TEXT NOT NULL REFERENCES run,
	series TEXT NOT NULL,
	sequence INTEGER NOT NULL,
	number TEXT NOT NULL UNIQUE,
	kind TEXT NOT NULL CHECK (kind IN ('INVOICE', 'REVERSAL')),
	state TEXT NOT NULL CHECK (state IN ('DRAFT', 'ISSUED')),
	account_id INTEGER NOT NULL REFERENCES account,
	building_id INTEGER NOT NULL REFERENCES building,
	txn_id INTEGER NOT NULL REFERENCES txn,
	reverses INTEGER UNIQUE REFERENCES invoice,
	rebill INTEGER NOT NULL DEFAULT 0 CHECK (rebill IN (0, 1)),
	-- these columns are written when the invoice is drafted and never change, so that its files
	-- depend on this row alone
	invoice_day INTEGER NOT NULL,
	due_day INTEGER NOT NULL,
	period_from INTEGER NOT NULL,
	period_to INTEGER NOT NULL,
	account_name TEXT NOT NULL,
	sales_cust_number TEXT NOT NULL,
	recipient TEXT NOT NULL,      -- address lines, one a line
	postcode TEXT NOT NULL DEFAULT '', -- postcode of the recipient, by which documents are printed
	payer TEXT NOT NULL DEFAULT '', -- name, street, postcode, town, country, a line each, for codes (run/recipient.h)
	abroad TEXT NOT NULL DEFAULT '',   -- country code before the postcode, if the recipient's country is not the sender's
	supply_address TEXT NOT NULL,
	site TEXT NOT NULL,
	plan_code TEXT NOT NULL,
	product TEXT NOT NULL DEFAULT '', -- the service that lines without a meter belong to
	language TEXT NOT NULL,
	message TEXT NOT NULL,
	reason TEXT NOT NULL DEFAULT '', -- why a reversal was asked for; printed and sent nowhere
	delivery TEXT NOT NULL CHECK (delivery IN ('EMAIL', 'POSTAL')),
	email TEXT NOT NULL,
	cc_email TEXT NOT NULL,
	net_minor INTEGER NOT NULL,
	tax_minor INTEGER NOT NULL,
	total_minor INTEGER NOT NULL CHECK (total_minor = net_minor + tax_minor),
	previous_minor INTEGER NOT NULL,
	received_minor INTEGER NOT NULL,
	adjusted_minor INTEGER NOT NULL,
	balance_before_minor INTEGER NOT NULL CHECK (balance_before_minor = previous_minor - received_minor + adjusted_minor),
	balance_after_minor INTEGER NOT NULL CHECK (balance_after_minor = balance_before_minor + total_minor),
	-- known once the PDF is made
	history TEXT NOT NULL DEFAULT '', -- use before this period, for the chart (report/chart.h)
	pages INTEGER NOT NULL DEFAULT 0,
	bytes INTEGER NOT NULL DEFAULT 0,
	sha256 TEXT NOT NULL DEFAULT '',
	bundle INTEGER NOT NULL DEFAULT 0, -- its bundle in POSTAL/print; 0: not by post
	sheet INTEGER NOT NULL DEFAULT 0,  -- its first sheet in the run
	UNIQUE (series, sequence)
) STRICT;
CREATE UNIQUE INDEX invoice_of_txn ON invoice (txn_id) WHERE kind = 'INVOICE';
CREATE INDEX invoice_by_txn ON invoice (txn_id); -- for the foreign key: before a txn is removed SQLite looks for its invoice
CREATE INDEX invoice_by_run ON invoice (run_id, sequence);
CREATE INDEX invoice_by_account ON invoice (account_id);

-- A copy of an invoice for somebody else, by post. It is no invoice: it has no number, no amount and no place in a queue.
CREATE TABLE invoice_copy (
	invoice_id INTEGER PRIMARY KEY REFERENCES invoice,
	recipient TEXT NOT NULL, -- as in invoice, frozen when drafted
	postcode TEXT NOT NULL,
	abroad TEXT NOT NULL,
	-- known once the PDF is made
	pages INTEGER NOT NULL DEFAULT 0,
	bytes INTEGER NOT NULL DEFAULT 0,
	sha256 TEXT NOT NULL DEFAULT '',
	bundle INTEGER NOT NULL DEFAULT 0,
	sheet INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TRIGGER copy_final BEFORE UPDATE ON invoice_copy WHEN (SELECT state FROM invoice WHERE id = OLD.invoice_id) = 'ISSUED'
BEGIN SELECT RAISE(ABORT, 'the copy of an issued invoice is never changed'); END;
CREATE TRIGGER copy_kept BEFORE DELETE ON invoice_copy WHEN (SELECT state FROM invoice WHERE id = OLD.invoice_id) = 'ISSUED'
BEGIN SELECT RAISE(ABORT, 'the copy of an issued invoice is never removed'); END;
CREATE TRIGGER copy_new BEFORE INSERT ON invoice_copy WHEN (SELECT state FROM invoice WHERE id = NEW.invoice_id) = 'ISSUED'
BEGIN SELECT RAISE(ABORT, 'an issued invoice gets no more copies'); END;

-- The senders as they were: one row for each run and building.
CREATE TABLE run_sender (
	run_id TEXT NOT NULL REFERENCES run,
	building_id INTEGER NOT NULL REFERENCES building,
	name TEXT NOT NULL,
	lines TEXT NOT NULL,
	tax_number TEXT NOT NULL,
	email TEXT NOT NULL,
	bank_name TEXT NOT NULL,
	bank_account TEXT NOT NULL,
	biller_code TEXT NOT NULL,
	message TEXT NOT NULL,
	street TEXT NOT NULL,
	postcode TEXT NOT NULL,
	town TEXT NOT NULL,
	country TEXT NOT NULL,
	layout TEXT NOT NULL, -- layout.hash; while the run is drafted, a name
	logo TEXT NOT NULL,   -- picture.hash, or ''
	PRIMARY KEY (run_id, building_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER invoice_final BEFORE UPDATE ON invoice WHEN OLD.state = 'ISSUED'
BEGIN SELECT RAISE(ABORT, 'an issued invoice is never changed'); END;
CREATE TRIGGER invoice_kept BEFORE DELETE ON invoice WHEN OLD.state = 'ISSUED'
BEGIN SELECT RAISE(ABORT, 'an issued invoice is never removed'); END;

-- ---- money ---------------------------------------------------------------------------------------------------------
CREATE TABLE ledger (
	id INTEGER PRIMARY KEY,
	account_id INTEGER NOT NULL REFERENCES account,
	day INTEGER NOT NULL,
	kind TEXT NOT NULL
		CHECK (kind = 'OPENING' OR kind = 'INVOICE' OR kind = 'RECEIPT' OR kind = 'ADJUSTMENT' OR kind = 'REVERSAL'),
	amount_minor INTEGER NOT NULL, -- positive: the customer owes more
	due_day INTEGER,
	source TEXT NOT NULL,          -- key of what it books: invoice number, receipt or adjustment id, account number
	run_id TEXT REFERENCES run,
	UNIQUE (kind, source)
) STRICT;
CREATE INDEX ledger_by_account ON ledger (account_id, id, kind, amount_minor);

CREATE TRIGGER ledger_final BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'a ledger entry is never changed'); END;
CREATE TRIGGER ledger_kept BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'a ledger entry is never removed'); END;

-- ---- letters -------------------------------------------------------------------------------------------------------
-- A statement of account or a reminder, as it was sent: it states what the ledger says and adds nothing to it.
CREATE TABLE letter (
	id INTEGER PRIMARY KEY,
	run_id TEXT NOT NULL REFERENCES run,
	sequence INTEGER NOT NULL, -- its place in its run, from 1
	number TEXT NOT NULL UNIQUE,
	kind TEXT NOT NULL CHECK (kind IN ('STATEMENT', 'REMINDER')),
	level INTEGER NOT NULL,    -- highest level among the invoices of a reminder; 0: it is none
	account_id INTEGER NOT NULL REFERENCES account,
	building_id INTEGER NOT NULL REFERENCES building,
	letter_day INTEGER NOT NULL,
	due_day INTEGER,           -- day to pay a reminder by
	from_day INTEGER NOT NULL,
	to_day INTEGER NOT NULL,   -- last day that it states
	account_name TEXT NOT NULL,
	recipient TEXT NOT NULL,
	postcode TEXT NOT NULL,
	payer TEXT NOT NULL, -- as in invoice
	abroad TEXT NOT NULL,
	supply_address TEXT NOT NULL,
	site TEXT NOT NULL,
	language TEXT NOT NULL,
	delivery TEXT NOT NULL CHECK (delivery IN ('EMAIL', 'POSTAL')),
	email TEXT NOT NULL,
	cc_email TEXT NOT NULL,
	opening_minor INTEGER NOT NULL,
	invoiced_minor INTEGER NOT NULL, -- of a reminder: the open amount of its invoices
	received_minor INTEGER NOT NULL,
	adjusted_minor INTEGER NOT NULL,
	closing_minor INTEGER NOT NULL CHECK (closing_minor = opening_minor + invoiced_minor - received_minor + adjusted_minor),
	-- ageing of the closing balance of a statement
	band_0_minor INTEGER NOT NULL, band_1_minor INTEGER NOT NULL, band_2_minor INTEGER NOT NULL, band_3_minor INTEGER NOT NULL,
	band_4_minor INTEGER NOT NULL,
	-- known once the PDF is made
	pages INTEGER NOT NULL DEFAULT 0,
	bytes INTEGER NOT NULL DEFAULT 0,
	sha256 TEXT NOT NULL DEFAULT '',
	bundle INTEGER NOT NULL DEFAULT 0,
	sheet INTEGER NOT NULL DEFAULT 0,
	CHECK (kind = 'REMINDER' OR closing_minor = band_0_minor + band_1_minor + band_2_minor + band_3_minor + band_4_minor),
	UNIQUE (run_id, sequence)
) STRICT;
CREATE INDEX letter_by_account ON letter (account_id);

-- The rows that a letter lists: an entry of the ledger, or an invoice that is overdue.
CREATE TABLE letter_entry (
	letter_id INTEGER NOT NULL REFERENCES letter,
	line INTEGER NOT NULL,
	ledger_id INTEGER REFERENCES ledger,   -- set in a statement that is not an extract
	invoice_id INTEGER REFERENCES invoice, -- set in a reminder
	level INTEGER NOT NULL,
	kind TEXT NOT NULL,                    -- as in the ledger
	day INTEGER NOT NULL,
	due_day INTEGER,
	days_late INTEGER NOT NULL,
	reference TEXT NOT NULL,
	whole_minor INTEGER NOT NULL,          -- amount of the invoice, or of an OPENING that is in opening_minor
	amount_minor INTEGER NOT NULL,         -- amount of the entry, or the open amount of the invoice
	balance_minor INTEGER NOT NULL,        -- balance of the account after it
	PRIMARY KEY (letter_id, line)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX letter_stated ON letter_entry (ledger_id) WHERE ledger_id IS NOT NULL;
CREATE UNIQUE INDEX letter_reminded ON letter_entry (invoice_id, level) WHERE invoice_id IS NOT NULL;

CREATE TRIGGER letter_final BEFORE UPDATE ON letter WHEN (SELECT state FROM run WHERE id = OLD.run_id) = 'DONE'
BEGIN SELECT RAISE(ABORT, 'a letter that was made is never changed'); END;
CREATE TRIGGER letter_kept BEFORE DELETE ON letter WHEN (SELECT state FROM run WHERE id = OLD.run_id) = 'DONE'
BEGIN SELECT RAISE(ABORT, 'a letter that was made is never removed'); END;
CREATE TRIGGER letter_entry_final BEFORE UPDATE ON letter_entry
BEGIN SELECT RAISE(ABORT, 'what a letter states is never changed'); END;
CREATE TRIGGER letter_entry_kept BEFORE DELETE ON letter_entry
WHEN (SELECT r.state FROM letter t JOIN run r ON r.id = t.run_id WHERE t.id = OLD.letter_id) = 'DONE'
BEGIN SELECT RAISE(ABORT, 'what a letter states is never removed'); END;

-- ---- delivery ------------------------------------------------------------------------------------------------------
-- An email is that of an invoice or of a letter. What it says of itself by that stands in the view mailing.
CREATE TABLE email (
	id INTEGER PRIMARY KEY,
	invoice_id INTEGER UNIQUE REFERENCES invoice,
	letter_id INTEGER UNIQUE REFERENCES letter,
	state TEXT NOT NULL CHECK (state IN
		('NEW', 'HELD', 'RELEASED', 'SENDING', 'SENT', 'DEFERRED', 'BOUNCED', 'UNKNOWN', 'DO_NOT_SEND')),
	send_to TEXT NOT NULL,
	cc_to TEXT NOT NULL, -- several have ; between them
	subject TEXT NOT NULL,
	held_because TEXT NOT NULL DEFAULT '',
	decided_by TEXT NOT NULL DEFAULT '',
	decided_at TEXT NOT NULL DEFAULT '',
	why TEXT NOT NULL DEFAULT '',
	revision INTEGER NOT NULL DEFAULT 1,     -- number of its message, part of the Message-ID: one for each address that it was released to
	balance_minor INTEGER NOT NULL,          -- balance of the account when it was queued or last released; if it changes, the email is held
	released_ns INTEGER NOT NULL DEFAULT 0,  -- when this revision was released, business time: the Date of the message
	done INTEGER NOT NULL DEFAULT 0,         -- recipients who have it already: bit 0 send_to, then those of cc_to
	attempts INTEGER NOT NULL DEFAULT 0,     -- tries since it was released
	next_ns INTEGER NOT NULL DEFAULT 0,      -- DEFERRED: not before this, wall clock; RELEASED: when the server last refused us while it was sent
	reply TEXT NOT NULL DEFAULT '',          -- the mail server's last answer about it
	queue_id TEXT NOT NULL DEFAULT '',       -- the number that the server gave it
	CHECK ((invoice_id IS NULL) <> (letter_id IS NULL))
) STRICT;
CREATE INDEX email_by_state ON email (state);
CREATE INDEX email_due ON email (attempts, next_ns, id) WHERE state IN ('RELEASED', 'DEFERRED');

-- The changes of state that an email may make (manual/mail.md, "The states of an email"). A sent
-- one stays sent, unless a report comes that it bounced.
CREATE TRIGGER email_transition BEFORE UPDATE OF state ON email
WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN (
	'NEW>HELD', 'NEW>RELEASED', 'NEW>DO_NOT_SEND', 'HELD>RELEASED', 'HELD>DO_NOT_SEND',
	'RELEASED>SENDING', 'RELEASED>HELD', 'RELEASED>DO_NOT_SEND', 'DEFERRED>SENDING', 'DEFERRED>HELD', 'DEFERRED>RELEASED',
	'DEFERRED>DO_NOT_SEND', 'SENDING>SENT', 'SENDING>DEFERRED', 'SENDING>BOUNCED', 'SENDING>UNKNOWN', 'SENDING>RELEASED',
	'SENDING>HELD', 'SENT>BOUNCED', 'UNKNOWN>BOUNCED', 'UNKNOWN>SENT', 'UNKNOWN>RELEASED', 'UNKNOWN>DO_NOT_SEND',
	'BOUNCED>RELEASED', 'BOUNCED>DO_NOT_SEND', 'DO_NOT_SEND>RELEASED')
BEGIN SELECT RAISE(ABORT, 'an email in this state cannot become that'); END;
CREATE TRIGGER email_posted BEFORE UPDATE OF state ON email
WHEN NEW.state <> OLD.state AND EXISTS (SELECT 1 FROM post WHERE invoice_id = OLD.invoice_id OR letter_id = OLD.letter_id)
BEGIN SELECT RAISE(ABORT, 'this one goes by post now'); END;
CREATE TRIGGER email_kept BEFORE DELETE ON email
BEGIN SELECT RAISE(ABORT, 'an email is never removed from the queue'); END;

-- Every try to deliver, a row that is written before the network is used. Until it ends,
-- db/mail.journal records whether the message was handed over.
CREATE TABLE delivery (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	email_id INTEGER NOT NULL REFERENCES email,
	domain TEXT NOT NULL,  -- domain of send_to
	sha256 TEXT NOT NULL,  -- hash of the message's bytes
	began_ns INTEGER NOT NULL, -- wall clock, as below
	ended_ns INTEGER,
	outcome TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'ACCEPTED', 'LATER', 'NEVER', 'NOT_TRIED', 'UNKNOWN')),
	reply TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX delivery_open ON delivery (email_id) WHERE ended_ns IS NULL;
CREATE INDEX delivery_by_time ON delivery (began_ns);
CREATE INDEX delivery_by_email ON delivery (email_id);

-- Why the sender cannot send, in a sentence for `status`; '' while it can. One row.
CREATE TABLE mail_trouble (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	text TEXT NOT NULL,
	since_ns INTEGER NOT NULL,
	next_ns INTEGER NOT NULL,
	secret TEXT NOT NULL -- signs the return addresses, so that nobody else can make up a bounce
) STRICT;
INSERT INTO mail_trouble (id, text, since_ns, next_ns, secret) VALUES (1, '', 0, 0, hex(randomblob(16)));

-- For which day the reports and forms that depend on the date were written (standing/standing.h). One row.
CREATE TABLE standing (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	day INTEGER
) STRICT;
INSERT INTO standing (id, day) VALUES (1, NULL);

-- Addresses that mail came back from, and why, until the customer gets another address.
CREATE TABLE bounced_address (
	address TEXT PRIMARY KEY COLLATE NOCASE,
	day INTEGER NOT NULL,
	reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Every decision about an email that was ever made, in order: table email only has the last.
CREATE TABLE email_decision (
	id INTEGER PRIMARY KEY,
	email_id INTEGER NOT NULL REFERENCES email,
	state TEXT NOT NULL,
	why TEXT NOT NULL,
	claim_id TEXT NOT NULL REFERENCES job
) STRICT;

CREATE TABLE post (
	id INTEGER PRIMARY KEY,
	invoice_id INTEGER UNIQUE REFERENCES invoice,
	letter_id INTEGER UNIQUE REFERENCES letter,
	run_id TEXT NOT NULL REFERENCES run,
	state TEXT NOT NULL CHECK (state IN ('TO_POST', 'POSTED')),
	posted_by TEXT NOT NULL DEFAULT '',
	posted_at TEXT NOT NULL DEFAULT '',
	claim_id TEXT REFERENCES job, -- claim of the request that marked it as posted
	bundle INTEGER NOT NULL DEFAULT 0, -- its bundle in the supplement run_id; 0 where that is the document's own run, whose row has it
	sheet INTEGER NOT NULL DEFAULT 0,
	CHECK ((invoice_id IS NULL) <> (letter_id IS NULL))
) STRICT;
CREATE INDEX post_by_run ON post (run_id, state);

-- The rows of the email and post queues with the documents that they deliver: an invoice, a
-- reversal, a statement or a reminder. amount_minor: the amount that the document asks for or has
-- on its first page; owed_minor: the account's balance with it.
CREATE VIEW mailing AS SELECT m.*, coalesce(i.run_id, t.run_id) AS run_id, coalesce(i.sequence, t.sequence) AS sequence,
	coalesce(i.number, t.number) AS number, coalesce(i.kind, t.kind) AS kind, coalesce(t.level, 0) AS level,
	coalesce(i.account_id, t.account_id) AS account_id, coalesce(i.building_id, t.building_id) AS building_id,
	coalesce(i.account_name, t.account_name) AS account_name, coalesce(i.recipient, t.recipient) AS recipient,
	coalesce(i.supply_address, t.supply_address) AS supply_address, coalesce(i.language, t.language) AS language,
	coalesce(i.email, t.email) AS first_address, coalesce(i.invoice_day, t.letter_day) AS day,
	CASE WHEN m.letter_id IS NULL THEN i.due_day ELSE t.due_day END AS due_day, coalesce(i.period_from, t.from_day) AS period_from,
	coalesce(i.period_to, t.to_day) AS period_to, coalesce(i.total_minor, t.closing_minor) AS amount_minor,
	coalesce(i.balance_after_minor, t.closing_minor) AS owed_minor, coalesce(i.bytes, t.bytes) AS bytes, coalesce(i.sha256, t.sha256) AS sha256
	FROM email m LEFT JOIN invoice i ON i.id = m.invoice_id LEFT JOIN letter t ON t.id = m.letter_id;
CREATE VIEW posting AS SELECT p.*, coalesce(i.run_id, t.run_id) AS home, coalesce(i.sequence, t.sequence) AS sequence,
	coalesce(i.number, t.number) AS number, coalesce(i.kind, t.kind) AS kind, coalesce(t.level, 0) AS level, coalesce(i.account_id, t.account_id) AS account_id,
	coalesce(i.building_id, t.building_id) AS building_id, coalesce(i.postcode, t.postcode) AS postcode, coalesce(i.abroad, t.abroad) AS abroad, coalesce(i.pages, t.pages) AS pages,
	coalesce(i.bytes, t.bytes) AS bytes, coalesce(i.sha256, t.sha256) AS sha256
	FROM post p LEFT JOIN invoice i ON i.id = p.invoice_id LEFT JOIN letter t ON t.id = p.letter_id;

-- ---- schedules -----------------------------------------------------------------------------------------------------
-- Moments are seconds since 1970-01-01T00:00Z. What is due becomes an ordinary request in its agent's door (serve/scheduler.h).
CREATE TABLE schedule (
	id INTEGER PRIMARY KEY,
	agent TEXT NOT NULL COLLATE NOCASE, -- code of its owner, whose door its requests go into; 'operator' too
	name TEXT NOT NULL COLLATE NOCASE,
	task TEXT NOT NULL CHECK (task IN ('daily', 'transactions')),
	target TEXT NOT NULL CHECK (target IN ('NAMED', 'ALL', 'GROUP', 'ACCOUNTS')), -- ALL and GROUP are looked up anew at each run
	group_code TEXT NOT NULL DEFAULT '',
	occurs TEXT NOT NULL, -- plain words, or a rule of RFC 5545
	zone TEXT NOT NULL,
	shift TEXT NOT NULL CHECK (shift IN ('none', 'next', 'previous')),
	end_rule TEXT NOT NULL CHECK (end_rule IN ('day before', 'same day', 'last month')),
	start_day INTEGER NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('ACTIVE', 'PAUSED', 'ENDED')),
	last_at INTEGER NOT NULL, -- occurrences up to this moment are done, or not wanted
	last_day INTEGER,         -- and those whose day by the rule is not after this
	next_at INTEGER,          -- NULL: not worked out yet
	run_at INTEGER,           -- moment of a run that somebody asked for out of turn
	next_text TEXT NOT NULL DEFAULT '', -- next_at for people, by the clock of its zone
	last_text TEXT NOT NULL DEFAULT '',
	last_name TEXT NOT NULL DEFAULT '', -- name of the request that it dropped last
	UNIQUE (agent, name)
) STRICT;

-- At most one schedule bills a building.
CREATE TABLE schedule_building (
	schedule_id INTEGER NOT NULL REFERENCES schedule,
	building_id INTEGER NOT NULL REFERENCES building,
	bills INTEGER NOT NULL CHECK (bills IN (0, 1)),
	PRIMARY KEY (schedule_id, building_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX schedule_bills ON schedule_building (building_id) WHERE bills = 1;

-- At most one schedule for ACCOUNTS bills an account. Such a schedule has no buildings, whichever
-- its accounts are in.
CREATE TABLE schedule_account (
	schedule_id INTEGER NOT NULL REFERENCES schedule,
	account_id INTEGER NOT NULL REFERENCES account,
	bills INTEGER NOT NULL CHECK (bills IN (0, 1)),
	PRIMARY KEY (schedule_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX schedule_bills_account ON schedule_account (account_id) WHERE bills = 1;

-- The requests of schedules. Committed here, a request is a debt (owed) until its file is in its
-- door. The row stays: by it the request counts as one of the schedule's owner, although the file
-- belongs to us.
CREATE TABLE schedule_drop (
	door TEXT NOT NULL, -- '' for the operator's
	name TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	schedule_id INTEGER NOT NULL REFERENCES schedule,
	due_at INTEGER NOT NULL,
	content TEXT NOT NULL,
	owed INTEGER NOT NULL CHECK (owed IN (0, 1)),
	PRIMARY KEY (door, name, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX schedule_drop_owed ON schedule_drop (owed) WHERE owed = 1;
