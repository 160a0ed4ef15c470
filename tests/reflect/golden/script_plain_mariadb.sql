ALTER TABLE a
    DROP INDEX ix_a_gone,
    DROP COLUMN gone,
    ADD COLUMN given integer DEFAULT 5 NOT NULL,
    ADD INDEX ix_a_name (name);
CREATE TABLE b (
    id integer NOT NULL,
    PRIMARY KEY (id)
);
