//! The tables of a database, as `relata schema print` has found them.
//!
//! What `table!` does not say of them stands in comments, but for the names of primary keys.

use relata::prelude::*;

#[derive(SqlType, Debug, Clone, Copy, PartialEq, Eq)]
#[sql(native = "types_d")]
pub enum TypesD {
    #[sql(rename = "a")]
    A,
    #[sql(rename = "b")]
    B,
    #[sql(rename = "")]
    Empty,
}

#[derive(SqlType, Debug, Clone, Copy, PartialEq, Eq)]
#[sql(native = "types_e")]
pub enum TypesE {
    #[sql(rename = "x'y")]
    XY,
    #[sql(rename = r#""q""#)]
    Q,
    #[sql(rename = "ä")]
    Ä,
}

#[derive(SqlType, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChecksT {
    #[sql(rename = "x")]
    X,
    #[sql(rename = "y")]
    Y,
}

// table `broken` is left out: it has no column of a type that relata knows

table! {
    #[check(r"s in ('a','it''s','b\\c')", name = "s")]
    #[check(r#"s <> '"'"#, name = "my check")]
    pub checks as Check {
        #[primary_key] id: i32,
        #[sql(varchar(10))] s: Option<String>,
        #[sql(varchar(10))] t: Option<ChecksT>,
    }
}

table! {
    // ENGINE = MEMORY
    // HASH index h (a)
    pub in_memory as InMemory {
        #[primary_key] id: i32,
        a: Option<i32>,
    }
}

table! {
    // unique index i1 (title(10))
    // unique index i2 (n desc)
    // SPATIAL index i3 (place(32))
    // index i4 (include(10))
    // index i6 (n)
    pub indexed as Indexed {
        #[primary_key] id: i32,
        #[sql(varchar(200))] title: Option<String>,
        #[sql(varchar(50))] include: Option<String>,
        #[index(name = "i5")] n: Option<i32>,
        // left out: `place` point NOT NULL

        keyed_by_a: HasOne<keyed::a>,
        keyed_by_b: HasOne<keyed::b_indexed>,
        keyeds_by_c: HasMany<keyed::c_indexed>,
    }
}

table! {
    // foreign key same: its name is also that of another
    pub keyed as Keyed {
        #[primary_key] id: i32,
        #[unique(name = "a_id"), references(indexed::id, name = "of_a")] a_id: Option<i32>,
        #[unique(name = "same"), references(indexed::id)] b: Option<i32>,
        #[references(indexed::id, name = "keyed_ibfk_1")] c: Option<i32>,

        a: BelongsTo<indexed::keyed_by_a, a_id>,
        b_indexed: BelongsTo<indexed::keyed_by_b, b>,
        c_indexed: BelongsTo<indexed::keyeds_by_c, c>,
    }
}

table! {
    #[primary_key(a, b)]
    #[foreign_key(columns(a, b), references(pairs::a, pairs::b), name = "of_pairs_ibfk_1")]
    #[foreign_key(columns(c, a), references(pairs::a, pairs::b), name = "of_pairs_ibfk_2")]
    pub of_pairs as OfPair {
        a: i32,
        b: i32,
        c: Option<i32>,

        a_pair: BelongsTo<pairs::of_pair_by_a, (a, b)>,
        c_pair: BelongsTo<pairs::of_pairs_by_c, (c, a)>,
    }
}

table! {
    #[primary_key(a, b)]
    pub pairs as Pair {
        a: i32,
        b: i32,

        of_pair_by_a: HasOne<of_pairs::a_pair>,
        of_pairs_by_c: HasMany<of_pairs::c_pair>,
    }
}

table! {
    // partitioned
    #[primary_key(id, y)]
    pub part as Part {
        id: i32,
        y: i32,
    }
}

table! {
    /// a
    /// b
    #[table(name = r#"quo`te "x""#)]
    #[check(r#""a`b" > 0"#, name = "a`b")]
    pub quo_te_x as QuoTeX {
        #[primary_key] id: i32,
        #[column(name = "a`b")] a_b: Option<i32>,
        #[column(name = r#"c"d"#)] c_d: Option<i32>,
        #[column(name = "e.f")] e_f: Option<i32>,
        日本: Option<i32>,
    }
}

table! {
    // foreign key to_without_key_ibfk_1 (a) references without_key (a): `without_key` has no primary key
    pub to_without_key as ToWithoutKey {
        #[primary_key] id: i32,
        a: Option<i32>,
    }
}

table! {
    pub types as Type {
        #[primary_key, identity] id: u8,
        a: Option<bool>,
        b: Option<u8>,
        #[default(false)] c: bool,
        #[default("")] d: Option<TypesD>,
        e: Option<TypesE>,
        #[default("a,b"), sql("set('a','b')")] f: Option<String>,
        // left out: `g` bit(1) DEFAULT b'1'
        // left out: `h` bit(8)
        #[default(2020), sql(year(4))] i: Option<i16>,
        #[sql(decimal(65, 30))] j: Option<rust_decimal::Decimal>,
        #[sql(float(7, 3))] k: Option<f32>,
        #[sql(char(5))] m: Option<String>,
        #[default(sql("'ab'")), sql(varbinary(10))] n: Option<Vec<u8>>,
        q: Option<chrono::NaiveTime>,
        #[default(now())] s: Option<chrono::DateTime<chrono::Utc>>,
        // left out: `t` geometry
        #[sql(integer unsigned zerofill)] u: Option<u32>,
        #[default(sql("18446744073709551615"))] v: Option<u64>,
        #[default(r#"it's \ "x""#), sql(varchar(10))] x: Option<String>,
        #[default(-5)] y: Option<i32>,
        #[default(1.5)] z: Option<f32>,
        #[default("5"), sql(varchar(20))] aa: Option<String>,
        #[default("NULL"), sql(varchar(20))] ab: Option<String>,
        #[default(sql("'2020-01-01'"))] ac: Option<chrono::NaiveDate>,
        #[default(sql("0.00")), sql(decimal(5, 2))] ad: Option<rust_decimal::Decimal>,
        #[default(sql("uuid()")), sql(varchar(40))] ae: Option<String>,
        #[computed("concat(x,'it''s')"), sql(varchar(50))] ag: Option<String>,
        #[sql(char(3))] ak: Option<String>,
    }
}

view! {
    #[query("select `v1`.`s` AS `s` from `v1`")]
    pub v0 as V0 {
        s: Option<String>,
    }
}

view! {
    #[query(r"select `checks`.`s` AS `s` from `checks` where `checks`.`s` <> 'it\'s'")]
    pub v1 as V1 {
        s: Option<String>,
    }
}

view! {
    // a table without a primary key, which is only read here
    pub without_key as WithoutKey {
        #[unique(name = "a")] a: Option<i32>,
        b: Option<i32>,
    }
}

schema! {
    pub tables: checks, in_memory, indexed, keyed, of_pairs, pairs, part, quo_te_x, to_without_key,
        types, v0, v1, without_key
}
