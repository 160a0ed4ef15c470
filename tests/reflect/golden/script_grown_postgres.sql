ALTER TYPE mood ADD VALUE 'best' BEFORE 'good';
ALTER TYPE mood ADD VALUE 'so so' AFTER 'good';
ALTER TYPE mood ADD VALUE 'it''s' AFTER 'bad';
