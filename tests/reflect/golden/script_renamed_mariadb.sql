DROP VIEW v;
ALTER TABLE people RENAME TO users;
ALTER TABLE posts RENAME COLUMN by_nick TO author;
ALTER TABLE users
    DROP CONSTRAINT ck,
    DROP COLUMN loud;
ALTER TABLE users RENAME COLUMN nick TO nickname;
ALTER TABLE users
    ADD COLUMN loud varchar(30) GENERATED ALWAYS AS (ucase(nickname)) STORED,
    ADD CONSTRAINT ck CHECK (nickname <> 'it''s');
CREATE VIEW v AS select `users`.`nickname` AS `nickname` from `users`;
