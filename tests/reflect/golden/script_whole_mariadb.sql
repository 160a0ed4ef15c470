ALTER TABLE a
    DROP INDEX ix,
    DROP INDEX words,
    DROP CONSTRAINT ck,
    DROP COLUMN half,
    ADD COLUMN half integer,
    MODIFY COLUMN n varchar(20) COLLATE latin1_bin,
    MODIFY COLUMN kind enum('a','it''s','b') DEFAULT 'b' NOT NULL,
    MODIFY COLUMN at timestamp(6) DEFAULT current_timestamp(6) ON UPDATE CURRENT_TIMESTAMP(6) NULL,
    MODIFY COLUMN `per cent` integer,
    MODIFY COLUMN body text DEFAULT ('it''s'),
    ADD CONSTRAINT uq UNIQUE (n),
    ADD INDEX ix (n),
    ADD CONSTRAINT ck CHECK (`per cent` >= 0),
    COMMENT = '';
UPDATE a SET half = id * 2, at = at;
UPDATE a SET at = '2026-01-01' WHERE at IS NULL;
ALTER TABLE a
    MODIFY COLUMN id bigint NOT NULL AUTO_INCREMENT,
    MODIFY COLUMN at timestamp(6) DEFAULT current_timestamp(6) ON UPDATE CURRENT_TIMESTAMP(6) NOT NULL,
    MODIFY COLUMN half integer NOT NULL,
    ADD PRIMARY KEY (id);
