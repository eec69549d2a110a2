-- A database has an id, which its spool keeps too (spool.id).
CREATE TABLE identity (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	spool TEXT NOT NULL -- 32 hexadecimal digits
) STRICT;
INSERT INTO identity (id, spool) VALUES (1, lower(hex(randomblob(16))));
CREATE TRIGGER identity_final BEFORE UPDATE ON identity
BEGIN SELECT RAISE(ABORT, 'the id of a database is never changed'); END;
CREATE TRIGGER identity_kept BEFORE DELETE ON identity
BEGIN SELECT RAISE(ABORT, 'the id of a database is never removed'); END;
