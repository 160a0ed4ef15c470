DROP VIEW w;
DROP VIEW v;
ALTER TABLE a DROP FOREIGN KEY fk;
ALTER TABLE a
    DROP CONSTRAINT ck,
    ADD COLUMN needed integer,
    MODIFY COLUMN narrow varchar(20),
    MODIFY COLUMN held integer,
    MODIFY COLUMN said integer;
UPDATE a SET needed = id + 1 WHERE needed IS NULL;
UPDATE a SET free = 4 WHERE free IS NULL;
ALTER TABLE a
    MODIFY COLUMN needed integer NOT NULL,
    MODIFY COLUMN free integer NOT NULL,
    ADD CONSTRAINT uq UNIQUE (free),
    ADD CONSTRAINT ck CHECK (free >= 0);
ALTER TABLE a ADD CONSTRAINT fk FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE;
CREATE VIEW v AS select `a`.`id` AS `id`,`a`.`narrow` AS `narrow`,`a`.`needed` AS `needed` from `a`;
CREATE VIEW w AS select `v`.`id` AS `id` from `v`;
