DROP VIEW v;
ALTER TYPE mood RENAME TO relata_old_mood;
CREATE TYPE mood AS ENUM ('good', 'bad', 'new');
DROP INDEX ix;
ALTER TABLE a
    ALTER COLUMN mood DROP DEFAULT,
    ALTER COLUMN mood TYPE mood USING CAST(CAST(mood AS text) AS mood),
    ALTER COLUMN mood SET DEFAULT 'new'::mood,
    ALTER COLUMN all_of TYPE mood[] USING CAST(CAST(all_of AS text[]) AS mood[]);
CREATE INDEX ix ON a (id) WHERE mood <> 'bad'::mood;
CREATE VIEW v AS SELECT a.mood
   FROM a;
DROP TYPE relata_old_mood;
