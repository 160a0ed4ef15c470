//! The tables of a database, as `relata schema print` has found them.
//!
//! What `table!` does not say of them stands in comments, but for the names of primary keys.

use relata::prelude::*;

#[derive(SqlType, Debug, Clone, Copy, PartialEq, Eq)]
#[sql(native = "Bad Enum")]
pub enum BadEnum {
    #[sql(rename = "")]
    Empty,
    #[sql(rename = "a b")]
    AB,
    #[sql(rename = "Ä")]
    Ä,
    #[sql(rename = "1")]
    _1,
}

#[derive(SqlType, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChecksStatus {
    #[sql(rename = "a")]
    A,
    #[sql(rename = "b")]
    B,
}

table! {
    #[table(name = "Users")]
    pub users as User {
        // DEFAULT nextval('"Users_id_seq"'::regclass)
        #[primary_key, identity] id: i32,
        uuid: Option<uuid::Uuid>,
        chrono: Option<chrono::NaiveDate>,
        std: Option<Vec<u8>>,
        time: Option<chrono::NaiveTime>,
        // left out: `timetz` timetz
    }
}

table! {
    pub chain1 as Chain1 {
        #[primary_key, sql(integer), references(narrow::id, name = "chain1_id_fkey")] id: i64,

        narrow: BelongsTo<narrow::chain1, id>,
        chain2s_by_c: HasMany<chain2::c_chain1>,
        chain2s_by_d: HasMany<chain2::d_chain1>,
    }
}

table! {
    // foreign key other_d (d) references chain2 (id): `d` has another type
    pub chain2 as Chain2 {
        #[primary_key] id: i32,
        #[sql(smallint), references(chain1::id, name = "chain2_c_fkey")] c: Option<i64>,
        #[sql(integer), references(chain1::id, name = "chain2_d_fkey")] d: Option<i64>,

        c_chain1: BelongsTo<chain1::chain2s_by_c, c>,
        d_chain1: BelongsTo<chain1::chain2s_by_d, d>,
    }
}

table! {
    #[check(r"id > 0 AND status ~ '^\d+$'::text", name = "my check")]
    #[check(r#""a""b" <> 'x"y'::text AND "a""b" <> 'it''s'::text"#, name = r#"checks_a"b_check"#)]
    #[check("other = ANY (ARRAY['p'::text, 'q'::text])", name = "checks_other_check")]
    pub checks as Check {
        #[primary_key] id: i32,
        #[column(name = r#"a"b"#)] a_b: Option<String>,
        status: Option<ChecksStatus>,
        other: Option<String>,
    }
}

table! {
    // INHERITS (parent)
    pub child as Child {
        #[primary_key] id: i32,
        name: Option<String>,
        extra: Option<String>,
    }
}

table! {
    /// a b
    /// c /* */ ```
    ///     code
    pub defaults as Default {
        #[primary_key] id: i32,
        #[default(r"a
b\")] a: Option<String>,
        #[default(-9223372036854775808)] b: Option<i64>,
        #[default(sql("'NaN'::double precision"))] c: Option<f64>,
        #[default(sql("ARRAY['a'::text, 'b'::text]"))] d: Option<Vec<String>>,
        #[default(sql("'a'::text || 'b'::text")), sql(varchar(5))] e: Option<String>,
        #[default(r#"a'b"c#"d"#)] f: Option<String>,
        #[default(5)] g: Option<rust_decimal::Decimal>,
        #[default(-32768)] h: Option<i16>,
        #[default("x\u{202e}y\"")] i: Option<String>,
        #[default(sql("CURRENT_USER"))] j: Option<String>,
    }
}

table! {
    // foreign key same: its name is also that of another
    pub dropped as Dropped {
        #[primary_key, references(parent::id)] id: i32,
        #[index(name = "same")] stays: Option<i32>,

        parent: BelongsTo<parent::dropped, id>,
    }
}

table! {
    // index i8: WITH (fastupdate=off)
    // CREATE INDEX i1 ON indexed USING btree (a COLLATE "POSIX")
    // unique index i2 (a) include (n)
    // unique index i3 (n desc)
    // index i4 (1)
    // index i5 (words) using gin
    // index i6 (days) using spgist include (n)
    // CREATE UNIQUE INDEX i7 ON indexed USING btree (n) NULLS NOT DISTINCT
    #[index(tags, method = gin, name = "i8")]
    pub indexed as Indexed {
        #[primary_key] id: i32,
        // COLLATE "C"
        a: Option<String>,
        n: Option<i32>,
        days: Option<relata::types::Range<chrono::NaiveDate>>,
        // left out: `words` tsvector
        tags: Option<Vec<String>>,
    }
}

view! {
    // a materialized view: SELECT parent.id,
    //     parent.name
    //    FROM parent
    pub kept as Kept {
        #[unique(name = "kept_id")] id: Option<i32>,
        name: Option<String>,
    }
}

table! {
    // constraint late_pkey: PRIMARY KEY (id) DEFERRABLE
    // constraint late_a_key: UNIQUE (a) DEFERRABLE INITIALLY DEFERRED
    pub late as Late {
        #[primary_key] id: i32,
        #[unique(name = "late_a_key")] a: Option<i32>,
    }
}

table! {
    pub narrow as Narrow {
        #[primary_key] id: i64,

        chain1: HasOne<chain1::narrow>,
    }
}

// table `nothing` is left out: it has no column of a type that relata knows

view! {
    #[query(r"WITH RECURSIVE nums(n) AS (
         VALUES (1)
        UNION ALL
         SELECT (nums_1.n + 1)
           FROM nums nums_1
          WHERE (nums_1.n < 10)
        )
 SELECT nums.n
   FROM nums")]
    pub nums as Num {
        n: Option<i32>,
    }
}

table! {
    // constraint of_pairs_b_c_fkey: FOREIGN KEY (b, c) REFERENCES pairs(b, c) MATCH FULL ON DELETE SET NULL (c)
    // foreign key of_pairs_b_c_fkey (b, c) references pairs (b, c) on delete set null, of columns that are NOT NULL
    #[primary_key(a, b)]
    #[foreign_key(columns(a, b), references(pairs::a, pairs::b), name = "of_pairs_a_b_fkey")]
    #[foreign_key(columns(b, c), references(pairs::b, pairs::c), name = "of_pairs_b_c_fkey")]
    pub of_pairs as OfPair {
        a: i32,
        b: i32,
        c: Option<String>,

        a_pair: BelongsTo<pairs::of_pair_by_a, (a, b)>,
        b_pair: BelongsTo<pairs::of_pairs_by_b, (b, c)>,
    }
}

table! {
    #[primary_key(a, b)]
    #[unique(b, c, name = "pairs_b_c_key")]
    pub pairs as Pair {
        a: i32,
        b: i32,
        c: Option<String>,

        of_pair_by_a: HasOne<of_pairs::a_pair>,
        of_pairs_by_b: HasMany<of_pairs::b_pair>,
    }
}

table! {
    pub parent as Parent {
        #[primary_key] id: i32,
        name: Option<String>,

        dropped: HasOne<dropped::parent>,
        without_keys: HasMany<without_key::parent>,
    }
}

table! {
    // foreign key to_without_key_a_fkey (a) references without_key (a): `without_key` has no primary key
    pub to_without_key as ToWithoutKey {
        #[primary_key] id: i32,
        a: Option<i32>,
    }
}

table! {
    // UNLOGGED, ROW LEVEL SECURITY, WITH (fillfactor=70)
    pub unlogged as Unlogged {
        #[primary_key] id: i32,
    }
}

table! {
    #[table(name = "users")]
    pub users_2 as User2 {
        // DEFAULT nextval('users_id_seq'::regclass)
        #[primary_key, identity] id: i64,
        // numbered by the database
        a: i32,
        // DEFAULT nextval('users_s_seq'::regclass)
        // numbered by the database
        s: i16,
        #[default("")] c: Option<BadEnum>,
        // left out: `d` empty_enum
        #[default(sql(r#"'{}'::"Bad Enum"[]"#))] e: Option<Vec<BadEnum>>,
        // left out: `f` pair
        // of domain positive
        g: Option<i32>,
        h: Option<Vec<i32>>,
        // left out: `i` int4multirange
        // left out: `j` bit(3)
        // left out: `k` "char"
        // left out: `l` name
        #[sql(char(5))] m: Option<String>,
        #[sql("numeric(10,2)[]")] n: Option<Vec<rust_decimal::Decimal>>,
        #[sql(interval day to second)] o: Option<relata::types::Interval>,
        #[sql(xml)] p: Option<String>,
    }
}

view! {
    #[query(r"SELECT v1.id,
    count(*) AS count
   FROM v1
  GROUP BY v1.id")]
    pub v0 as V0 {
        id: Option<i32>,
        count: Option<i64>,
    }
}

view! {
    // WITH (check_option=local)
    #[query(r#"SELECT parent.id,
    parent.name
   FROM parent
  WHERE (parent.name <> 'it''s "q"'::text)"#)]
    pub v1 as V1 {
        id: Option<i32>,
        name: Option<String>,
    }
}

view! {
    // a table without a primary key, which is only read here
    pub without_key as WithoutKey {
        #[unique(name = "without_key_a_key")] a: Option<i32>,
        #[references(parent::id, name = "without_key_b_fkey")] b: i32,

        parent: BelongsTo<parent::without_keys, b>,
    }
}

schema! {
    pub tables: users, chain1, chain2, checks, child, defaults, dropped, indexed, kept, late,
        narrow, nums, of_pairs, pairs, parent, to_without_key, unlogged, users_2, v0, v1,
        without_key
}
