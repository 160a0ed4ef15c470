DROP INDEX uq;
DROP INDEX ix;
DROP INDEX lower;
ALTER TABLE "Order"
    DROP CONSTRAINT ck,
    ALTER COLUMN id TYPE bigint,
    ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY,
    ALTER COLUMN n DROP DEFAULT,
    ALTER COLUMN n TYPE integer USING CAST(n AS integer),
    ALTER COLUMN n SET DEFAULT 6,
    ALTER COLUMN twice DROP EXPRESSION,
    ALTER COLUMN at SET DEFAULT (now()),
    ALTER COLUMN "select" TYPE varchar(20),
    ALTER COLUMN small TYPE smallint,
    ALTER COLUMN kept SET GENERATED ALWAYS,
    ADD CONSTRAINT uq UNIQUE (at, id);
CREATE INDEX ix ON "Order" (n DESC);
SELECT setval(pg_get_serial_sequence('"Order"', 'id'), coalesce(max(id), 0) + 1, FALSE) FROM "Order";
COMMENT ON TABLE "Order" IS NULL;
COMMENT ON COLUMN "Order".n IS NULL;
COMMENT ON COLUMN "Order".at IS 'when';
