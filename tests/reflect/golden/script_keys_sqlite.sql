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
PRAGMA legacy_alter_table = ON;
UPDATE relata_check SET written_before = total_changes();
ALTER TABLE a RENAME TO relata_old;
CREATE TABLE a (
    id BIGINT NOT NULL,
    n INTEGER NOT NULL,
    a_id BIGINT,
    PRIMARY KEY (id),
    CONSTRAINT uq_n UNIQUE (n, id),
    CONSTRAINT fk_own FOREIGN KEY (a_id) REFERENCES a (id) ON DELETE CASCADE
);
INSERT OR ROLLBACK INTO a (id, n, a_id) SELECT id, n, a_id FROM relata_old;
UPDATE OR ROLLBACK relata_check SET lost_rows = (SELECT count(*) FROM relata_old) - (total_changes() - written_before - 1);
DROP TABLE relata_old;
UPDATE relata_check SET written_before = total_changes();
ALTER TABLE b RENAME TO relata_old;
CREATE TABLE b (
    id INTEGER NOT NULL,
    a_n INTEGER NOT NULL,
    a_id BIGINT,
    PRIMARY KEY (id, a_n),
    CONSTRAINT fk_b FOREIGN KEY (a_n, a_id) REFERENCES a (n, id) ON DELETE CASCADE
);
INSERT OR ROLLBACK INTO b (id, a_n, a_id) SELECT id, coalesce(a_n, 0), a_id FROM relata_old;
UPDATE OR ROLLBACK relata_check SET lost_rows = (SELECT count(*) FROM relata_old) - (total_changes() - written_before - 1);
DROP TABLE relata_old;
PRAGMA legacy_alter_table = OFF;
UPDATE OR ROLLBACK relata_check SET broken_references = (SELECT count(*) FROM pragma_foreign_key_check);
DROP TABLE relata_check;
COMMIT;
PRAGMA foreign_keys = ON;
