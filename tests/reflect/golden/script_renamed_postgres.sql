DROP VIEW v;
ALTER TABLE people RENAME TO users;
ALTER TABLE posts RENAME COLUMN by_nick TO author;
ALTER TABLE users RENAME COLUMN nick TO nickname;
CREATE VIEW v AS SELECT users.nickname
   FROM users;
