DROP INDEX ix_a_gone;
ALTER TABLE a
    DROP COLUMN gone,
    ADD COLUMN given integer DEFAULT 5 NOT NULL;
CREATE INDEX ix_a_name ON a (name);
CREATE TABLE b (
    id integer NOT NULL,
    CONSTRAINT b_pkey PRIMARY KEY (id)
);
