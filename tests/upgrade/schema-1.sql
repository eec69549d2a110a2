-- billspool's one database. Days are whole days since 1970-01-01 (date(day * 86400, 'unixepoch') shows one); money is in
-- minor units (cents); prices, quantities and reads are exact decimals as text. What must never happen is a constraint or a
-- trigger here, not care elsewhere.
-- A CHECK of a table that fills by thousands says OR: for IN with three words SQLite builds a table of them for every row.

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
	since_day INTEGER, -- is a customer since, if before open_day
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
	-- who gets a copy of every invoice by post, '' for nobody
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

-- Receipts for accounts that nobody knows end up here (SPEC 5). Building 0 is never billed.
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

-- "read" is not a word of SQL's, but of everybody's. kind OPENING stands for the start of its day, the others for the end.
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
	started_ns INTEGER,  -- when the work began that was finished, by the wall clock, as the others are
	finished_ns INTEGER,
	accounts INTEGER NOT NULL DEFAULT 0, -- in the buildings of its run
	status_line TEXT NOT NULL DEFAULT '', -- what status/ says at the end
	note TEXT NOT NULL DEFAULT '',        -- the text beside the retired input
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
	given_number TEXT NOT NULL, -- differs from the account's when it went to suspense
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
	kind TEXT NOT NULL CHECK (kind IN ('transactions', 'preview', 'invoices', 'daily', 'reverse', 'email', 'statements', 'reminders')),
	agent TEXT NOT NULL,
	run_day INTEGER NOT NULL,
	end_day INTEGER,
	invoice_day INTEGER,
	state TEXT NOT NULL CHECK (state IN ('OPEN', 'DRAFT', 'ISSUED', 'DONE')),
	result_hash TEXT NOT NULL DEFAULT '', -- of a preview or an issue: what `approve =` names
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

-- The layouts that were in use, whole, so that a run can be made again after a template has changed.
CREATE TABLE layout (
	hash TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	content TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The same of logos.
CREATE TABLE picture (
	hash TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	content BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The pictures of a run: the logos of its senders, and those that its layouts name themselves.
CREATE TABLE run_picture (
	run_id TEXT NOT NULL REFERENCES run,
	hash TEXT NOT NULL REFERENCES picture,
	PRIMARY KEY (run_id, hash)
) STRICT, WITHOUT ROWID;

-- What else its documents depend on, beside layouts and pictures.
CREATE TABLE run_look (
	run_id TEXT PRIMARY KEY REFERENCES run,
	accent TEXT NOT NULL,
	currency TEXT NOT NULL,
	tax_per_line INTEGER NOT NULL,
	fonts TEXT NOT NULL -- SHA-256 of the four font files, one after another
) STRICT, WITHOUT ROWID;

-- The buildings that the database transaction under way may touch: filled at its start, emptied before its end.
CREATE TABLE scope (building_id INTEGER PRIMARY KEY REFERENCES building) STRICT;

-- How many accounts of a transaction run came to which end, for its summary and proof.
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

-- Only the unbilled transactions of the buildings in scope can be made or removed; billed is what an unbilled one becomes.
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

-- When a transaction goes, its lines go with it: then they have no txn any more, and these do not speak.
CREATE TRIGGER txn_line_kept BEFORE DELETE ON txn_line
WHEN (SELECT state FROM txn WHERE id = OLD.txn_id) <> 'UNBILLED'
BEGIN SELECT RAISE(ABORT, 'lines of a billed transaction are never removed'); END;
CREATE TRIGGER txn_usage_kept BEFORE DELETE ON txn_usage
WHEN (SELECT state FROM txn WHERE id = OLD.txn_id) <> 'UNBILLED'
BEGIN SELECT RAISE(ABORT, 'usages of a billed transaction are never removed'); END;
CREATE TRIGGER txn_tax_kept BEFORE DELETE ON txn_tax
WHEN (SELECT state FROM txn WHERE id = OLD.txn_id) <> 'UNBILLED'
BEGIN SELECT RAISE(ABORT, 'taxes of a billed transaction are never removed'); END;

-- What becomes billed is the sum of its lines and taxes to the cent. (A guard on each new row would cost a tenth of a run: what
-- joins a billed transaction later makes its sum wrong, and `check` says so.)
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
	fingerprint TEXT NOT NULL, -- of the facts that an approval approves
	state TEXT NOT NULL CHECK (state = 'OPEN' OR state = 'APPROVED' OR state = 'HELD'),
	-- the reading that it is about, if it is about one; a copy for people, the fingerprint knows it from detail
	meter TEXT,       -- meter/register; NULL: all of meter_type
	meter_type TEXT,
	read_day INTEGER, -- of a read that is missing
	usual TEXT,       -- use a day before the period
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
	-- frozen when drafted, so that the files are a pure function of these rows
	invoice_day INTEGER NOT NULL,
	due_day INTEGER NOT NULL,
	period_from INTEGER NOT NULL,
	period_to INTEGER NOT NULL,
	account_name TEXT NOT NULL,
	sales_cust_number TEXT NOT NULL,
	recipient TEXT NOT NULL,      -- address lines, one a line
	postcode TEXT NOT NULL DEFAULT '', -- of the recipient: the order of printing
	payer TEXT NOT NULL DEFAULT '', -- name, street, postcode, town, country, a line each, for codes (run/recipient.h)
	abroad TEXT NOT NULL DEFAULT '',   -- code of the recipient's country if it is not the sender's: before the postcode
	supply_address TEXT NOT NULL,
	site TEXT NOT NULL,
	plan_code TEXT NOT NULL,
	product TEXT NOT NULL DEFAULT '', -- which service lines without a meter belong to
	language TEXT NOT NULL,
	message TEXT NOT NULL,
	reason TEXT NOT NULL DEFAULT '', -- of a reversal: why it was asked for; printed and sent nowhere
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
	-- known once made
	history TEXT NOT NULL DEFAULT '', -- use before this period, for the chart (export/chart.h)
	pages INTEGER NOT NULL DEFAULT 0,
	bytes INTEGER NOT NULL DEFAULT 0,
	sha256 TEXT NOT NULL DEFAULT '',
	bundle INTEGER NOT NULL DEFAULT 0, -- of POSTAL/print; 0: not by post
	sheet INTEGER NOT NULL DEFAULT 0,  -- its first sheet in the run
	UNIQUE (series, sequence)
) STRICT;
CREATE UNIQUE INDEX invoice_of_txn ON invoice (txn_id) WHERE kind = 'INVOICE';
CREATE INDEX invoice_by_txn ON invoice (txn_id); -- for the foreign key: removing a txn asks whether it is invoiced
CREATE INDEX invoice_by_run ON invoice (run_id, sequence);
CREATE INDEX invoice_by_account ON invoice (account_id);

-- A copy of an invoice for somebody else, by post. It is no invoice: it has no number, no amount and no place in a queue.
CREATE TABLE invoice_copy (
	invoice_id INTEGER PRIMARY KEY REFERENCES invoice,
	recipient TEXT NOT NULL, -- as that of the invoice, frozen when drafted
	postcode TEXT NOT NULL,
	abroad TEXT NOT NULL,
	-- known once made
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

-- The sender as it was: one row a run and building.
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
	layout TEXT NOT NULL, -- layout.hash; while it is drafted, a name
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
	source TEXT NOT NULL,          -- invoice number, receipt or adjustment id, account number: what was entered
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
	sequence INTEGER NOT NULL, -- in its run, from 1
	number TEXT NOT NULL UNIQUE,
	kind TEXT NOT NULL CHECK (kind IN ('STATEMENT', 'REMINDER')),
	level INTEGER NOT NULL,    -- of a reminder, the highest of its invoices; 0: none
	account_id INTEGER NOT NULL REFERENCES account,
	building_id INTEGER NOT NULL REFERENCES building,
	letter_day INTEGER NOT NULL,
	due_day INTEGER,           -- of a reminder: pay by
	from_day INTEGER NOT NULL,
	to_day INTEGER NOT NULL,   -- of what it states
	account_name TEXT NOT NULL,
	recipient TEXT NOT NULL,
	postcode TEXT NOT NULL,
	payer TEXT NOT NULL, -- as that of the invoice
	abroad TEXT NOT NULL,
	supply_address TEXT NOT NULL,
	site TEXT NOT NULL,
	language TEXT NOT NULL,
	delivery TEXT NOT NULL CHECK (delivery IN ('EMAIL', 'POSTAL')),
	email TEXT NOT NULL,
	cc_email TEXT NOT NULL,
	opening_minor INTEGER NOT NULL,
	invoiced_minor INTEGER NOT NULL, -- of a reminder: what is open of its invoices
	received_minor INTEGER NOT NULL,
	adjusted_minor INTEGER NOT NULL,
	closing_minor INTEGER NOT NULL CHECK (closing_minor = opening_minor + invoiced_minor - received_minor + adjusted_minor),
	-- how old the closing balance of a statement is
	band_0_minor INTEGER NOT NULL, band_1_minor INTEGER NOT NULL, band_2_minor INTEGER NOT NULL, band_3_minor INTEGER NOT NULL,
	band_4_minor INTEGER NOT NULL,
	-- known once made
	pages INTEGER NOT NULL DEFAULT 0,
	bytes INTEGER NOT NULL DEFAULT 0,
	sha256 TEXT NOT NULL DEFAULT '',
	bundle INTEGER NOT NULL DEFAULT 0,
	sheet INTEGER NOT NULL DEFAULT 0,
	CHECK (kind = 'REMINDER' OR closing_minor = band_0_minor + band_1_minor + band_2_minor + band_3_minor + band_4_minor),
	UNIQUE (run_id, sequence)
) STRICT;
CREATE INDEX letter_by_account ON letter (account_id);

-- What it states, a row each: an entry of the ledger, or an invoice that is overdue.
CREATE TABLE letter_entry (
	letter_id INTEGER NOT NULL REFERENCES letter,
	line INTEGER NOT NULL,
	ledger_id INTEGER REFERENCES ledger,   -- of a statement that is not an extract
	invoice_id INTEGER REFERENCES invoice, -- of a reminder
	level INTEGER NOT NULL,
	kind TEXT NOT NULL,                    -- as in the ledger
	day INTEGER NOT NULL,
	due_day INTEGER,
	days_late INTEGER NOT NULL,
	reference TEXT NOT NULL,
	whole_minor INTEGER NOT NULL,          -- of the invoice; of an OPENING that is in opening_minor, its amount
	amount_minor INTEGER NOT NULL,         -- of the entry, or what is open of the invoice
	balance_minor INTEGER NOT NULL,        -- after it
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
	revision INTEGER NOT NULL DEFAULT 1,     -- of the message, part of its Message-ID: one for each address that it was released to
	balance_minor INTEGER NOT NULL,          -- the account's, when it was queued or last released: another one holds it
	released_ns INTEGER NOT NULL DEFAULT 0,  -- of this revision: the Date of the message, business time
	done INTEGER NOT NULL DEFAULT 0,         -- who has it already: bit 0 send_to, then those of cc_to
	attempts INTEGER NOT NULL DEFAULT 0,     -- since it was released
	next_ns INTEGER NOT NULL DEFAULT 0,      -- DEFERRED: not before this, wall clock; RELEASED: the last time that we were refused with it
	reply TEXT NOT NULL DEFAULT '',          -- the mail server's last word on it
	queue_id TEXT NOT NULL DEFAULT '',       -- the number that the server gave it
	CHECK ((invoice_id IS NULL) <> (letter_id IS NULL))
) STRICT;
CREATE INDEX email_by_state ON email (state);
CREATE INDEX email_due ON email (attempts, next_ns, id) WHERE state IN ('RELEASED', 'DEFERRED');

-- src/DESIGN.md, section 8: what may become of an email. Sent ones stay sent, unless a report says that they came back.
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

-- Every try to deliver, made before the network is touched. What of it was handed over stands in db/mail.journal until it ends.
CREATE TABLE delivery (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	email_id INTEGER NOT NULL REFERENCES email,
	domain TEXT NOT NULL,  -- of send_to
	sha256 TEXT NOT NULL,  -- of the very bytes
	began_ns INTEGER NOT NULL, -- wall clock, as below
	ended_ns INTEGER,
	outcome TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'ACCEPTED', 'LATER', 'NEVER', 'NOT_TRIED', 'UNKNOWN')),
	reply TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX delivery_open ON delivery (email_id) WHERE ended_ns IS NULL;
CREATE INDEX delivery_by_time ON delivery (began_ns);
CREATE INDEX delivery_by_email ON delivery (email_id);

-- What keeps the sender from sending, in a sentence for status; '' while nothing does. One row.
CREATE TABLE mail_trouble (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	text TEXT NOT NULL,
	since_ns INTEGER NOT NULL,
	next_ns INTEGER NOT NULL,
	secret TEXT NOT NULL -- signs the return addresses, so that nobody else can make up a bounce
) STRICT;
INSERT INTO mail_trouble (id, text, since_ns, next_ns, secret) VALUES (1, '', 0, 0, hex(randomblob(16)));

-- For which day the reports and forms that depend on the date were written (work/standing.h). One row.
CREATE TABLE standing (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	day INTEGER
) STRICT;
INSERT INTO standing (id, day) VALUES (1, NULL);

-- Mail to this address came back: what is known of it, until the customer master has another.
CREATE TABLE bounced_address (
	address TEXT PRIMARY KEY COLLATE NOCASE,
	day INTEGER NOT NULL,
	reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Every decision about an email that was ever made, in order: the row above only has the last.
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
	claim_id TEXT REFERENCES job, -- of the request that marked it as posted
	bundle INTEGER NOT NULL DEFAULT 0, -- in the supplement run_id: 0 where it is the run of its document, which knows it itself
	sheet INTEGER NOT NULL DEFAULT 0,
	CHECK ((invoice_id IS NULL) <> (letter_id IS NULL))
) STRICT;
CREATE INDEX post_by_run ON post (run_id, state);

-- The queues' rows with what they deliver: an invoice, a reversal, a statement or a reminder. amount_minor is what the document asks for or
-- states on its first page, owed_minor what the account owes with it.
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
-- Moments are seconds since 1970-01-01T00:00Z. What is due becomes an ordinary request in its agent's door (work/scheduler.h).
CREATE TABLE schedule (
	id INTEGER PRIMARY KEY,
	agent TEXT NOT NULL COLLATE NOCASE, -- whose it is, and whose door its requests go into; 'operator' too
	name TEXT NOT NULL COLLATE NOCASE,
	task TEXT NOT NULL CHECK (task IN ('daily', 'transactions')),
	target TEXT NOT NULL CHECK (target IN ('NAMED', 'ALL', 'GROUP', 'ACCOUNTS')), -- ALL and GROUP are looked up anew each time
	group_code TEXT NOT NULL DEFAULT '',
	occurs TEXT NOT NULL, -- plain words, or a rule of RFC 5545
	zone TEXT NOT NULL,
	shift TEXT NOT NULL CHECK (shift IN ('none', 'next', 'previous')),
	end_rule TEXT NOT NULL CHECK (end_rule IN ('day before', 'same day', 'last month')),
	start_day INTEGER NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('ACTIVE', 'PAUSED', 'ENDED')),
	last_at INTEGER NOT NULL, -- done, or not wanted, up to this moment
	last_day INTEGER,         -- and up to this day of the rule
	next_at INTEGER,          -- NULL: to be worked out
	run_at INTEGER,           -- asked for out of turn, at this moment
	next_text TEXT NOT NULL DEFAULT '', -- as the people of its zone read them
	last_text TEXT NOT NULL DEFAULT '',
	last_name TEXT NOT NULL DEFAULT '', -- of the request that it dropped last
	UNIQUE (agent, name)
) STRICT;

-- A building has one schedule at most that bills it.
CREATE TABLE schedule_building (
	schedule_id INTEGER NOT NULL REFERENCES schedule,
	building_id INTEGER NOT NULL REFERENCES building,
	bills INTEGER NOT NULL CHECK (bills IN (0, 1)),
	PRIMARY KEY (schedule_id, building_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX schedule_bills ON schedule_building (building_id) WHERE bills = 1;

-- So has an account, where a schedule is for ACCOUNTS: it has no buildings of its own, wherever its accounts are.
CREATE TABLE schedule_account (
	schedule_id INTEGER NOT NULL REFERENCES schedule,
	account_id INTEGER NOT NULL REFERENCES account,
	bills INTEGER NOT NULL CHECK (bills IN (0, 1)),
	PRIMARY KEY (schedule_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX schedule_bills_account ON schedule_account (account_id) WHERE bills = 1;

-- The requests of schedules. Committed here, a request is a debt (owed) until its file is in its door. The row stays: by it the
-- file is known as its owner's, whoever owns the file.
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
