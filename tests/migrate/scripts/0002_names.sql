-- A note; of no consequence.
ALTER TABLE people ADD COLUMN name VARCHAR(20);
