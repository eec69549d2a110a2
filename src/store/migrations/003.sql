-- A run records which program and which libraries drew it. Of runs before this the libraries are unknown: '', and renderer 1.
ALTER TABLE run_look ADD COLUMN renderer INTEGER NOT NULL DEFAULT 1;
ALTER TABLE run_look ADD COLUMN libraries TEXT NOT NULL DEFAULT '';
