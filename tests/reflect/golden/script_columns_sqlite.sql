-- relata: no transaction
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TEMP TABLE relata_check (
    broken_before INTEGER,
    broken_references INTEGER CHECK (broken_references <= broken_before),
    written_before INTEGER,
    lost_rows INTEGER CHECK (lost_rows = 0)
);
INSERT INTO relata_check (broken_before) SELECT count(*) FROM pragma_foreign_key_check;
DROP VIEW w;
DROP VIEW v;
PRAGMA legacy_alter_table = ON;
UPDATE relata_check SET written_before = total_changes();
ALTER TABLE a RENAME TO relata_old;
CREATE TABLE a (
    id INTEGER PRIMARY KEY,
    p_id INTEGER,
    narrow VARCHAR(20),
    free INTEGER NOT NULL,
    held INTEGER,
    said INTEGER,
    needed INTEGER NOT NULL,
    CONSTRAINT uq UNIQUE (free),
    CONSTRAINT ck CHECK (free >= 0),
    CONSTRAINT fk FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE
);
INSERT OR ROLLBACK INTO a (id, p_id, narrow, free, held, said, needed) SELECT id, p_id, narrow, coalesce(free, 4), held, said, id + 1 FROM relata_old;
UPDATE OR ROLLBACK relata_check SET lost_rows = (SELECT count(*) FROM relata_old) - (total_changes() - written_before - 1);
DROP TABLE relata_old;
PRAGMA legacy_alter_table = OFF;
CREATE VIEW v AS SELECT id, narrow, needed FROM a;
CREATE VIEW w AS SELECT id FROM v;
UPDATE OR ROLLBACK relata_check SET broken_references = (SELECT count(*) FROM pragma_foreign_key_check);
DROP TABLE relata_check;
COMMIT;
PRAGMA foreign_keys = ON;
