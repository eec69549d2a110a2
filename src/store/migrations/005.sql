-- The formats of AR files that were in use, whole: a run's file can be made again after its format has changed.
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
