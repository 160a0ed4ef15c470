-- relata: no transaction
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TEMP TABLE relata_check (
    broken_before INTEGER DEFAULT 0,
    broken_references INTEGER CHECK (broken_references <= broken_before),
    written_before INTEGER,
    lost_rows INTEGER CHECK (lost_rows = 0)
);
INSERT INTO relata_check DEFAULT VALUES;
UPDATE relata_check SET broken_before = (SELECT count(*) FROM pragma_foreign_key_check);
PRAGMA legacy_alter_table = ON;
ALTER TABLE "group" RENAME TO relata_old_1;
UPDATE relata_check SET written_before = total_changes();
CREATE TABLE "group" (
    "per cent" INTEGER PRIMARY KEY AUTOINCREMENT,
    "order" TEXT COLLATE NOCASE DEFAULT '-' NOT NULL,
    own INTEGER,
    CHECK ("order" <> ''),
    FOREIGN KEY (own) REFERENCES "group" ("per cent") ON DELETE CASCADE
) STRICT;
INSERT OR ROLLBACK INTO "group" ("per cent", "order", own) SELECT "per cent", coalesce("order", 'none'), own FROM relata_old_1;
UPDATE OR ROLLBACK relata_check SET lost_rows = (SELECT count(*) FROM relata_old_1) - (total_changes() - written_before - 1);
DELETE FROM sqlite_sequence WHERE name = 'group';
INSERT INTO sqlite_sequence (name, seq) SELECT 'group', seq FROM sqlite_sequence WHERE name = 'relata_old_1';
DROP TABLE relata_old_1;
CREATE INDEX "by lower" ON "group" ((lower("order"))) WHERE own IS NOT NULL;
CREATE INDEX "by order" ON "group" ("order" COLLATE BINARY, own DESC);
CREATE TRIGGER "after it" AFTER INSERT ON "group" BEGIN INSERT INTO log VALUES (1); SELECT 1; END;
PRAGMA legacy_alter_table = OFF;
UPDATE OR ROLLBACK relata_check SET broken_references = (SELECT count(*) FROM pragma_foreign_key_check);
DROP TABLE relata_check;
COMMIT;
PRAGMA foreign_keys = ON;
