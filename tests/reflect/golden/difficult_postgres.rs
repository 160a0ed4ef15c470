//! The tables of a database, as `relata schema print` has found them.
//!
//! What `table!` does not say of them stands in comments, but for the names of primary keys.

use relata::prelude::*;

#[derive(SqlType, Debug, Clone, Copy, PartialEq, Eq)]
#[sql(native = "mood")]
pub enum Mood {
    Good,
    #[sql(rename = "so so")]
    SoSo,
    #[sql(rename = "a_b")]
    AB,
    #[sql(rename = "self")]
    Self2,
}

table! {
    /// Lines of
    ///
    /// orders
    // constraint apart: EXCLUDE USING gist (days WITH &&)
    #[table(name = "Order Details")]
    #[unique(r#type, self_, name = r#"uq "1""#)]
    #[index("lower(type)", _2, filter("self IS NOT NULL"), name = "by lower")]
    #[index(_2 desc, name = "down")]
    #[index(numbers, method = gin, name = "listed")]
    #[unique(table_, filter("self IS NOT NULL"), name = "part")]
    #[check(r#""per % cent" > 0::numeric"#, name = "Order Details_per % cent_check")]
    pub order_details as OrderDetail {
        // DEFAULT nextval('"Order Details_(2)_seq"'::regclass)
        #[primary_key, identity, column(name = "(2)")] _2: i32,
        #[default(sql("1 + 1")), column(name = "per % cent"), sql(numeric(10, 2))]
        per_cent: Option<rust_decimal::Decimal>,
        // COLLATE "C"
        #[default(r#"it's "so""#)] r#type: Option<String>,
        #[default(now()), column(name = "table"), sql(timestamp(3))]
        table_: Option<chrono::NaiveDateTime>,
        /// its "own"
        #[column(name = "self")] self_: Option<Vec<u8>>,
        // left out: `place` point NOT NULL
        moods: Option<Vec<Mood>>,
        #[default("so so")] mood: Mood,
        // of domain email
        #[sql(varchar(100))] email: Option<String>,
        net: Option<ipnet::IpNet>,
        host: Option<std::net::IpAddr>,
        span: Option<relata::types::Interval>,
        days: Option<relata::types::Range<chrono::NaiveDate>>,
        numbers: Option<Vec<i64>>,
        #[sql("varchar(20)[]")] words: Option<Vec<String>>,
        #[sql(varchar(1))] letter: Option<String>,
        #[default(sql("gen_random_uuid()"))] key: Option<uuid::Uuid>,
        #[default(now())] at: Option<chrono::DateTime<chrono::Utc>>,
        #[computed(r#""(2)" * 2"#, stored)] twice: Option<i32>,

        subs_by_parent: HasMany<sub::parent_order_detail>,
        subs_by_other: HasMany<sub::other_order_detail>,
        subs_by_late: HasMany<sub::late_order_detail>,
    }
}

view! {
    #[query(r#"SELECT sub.b,
    count(*) AS n,
    'a "text"'::text AS t
   FROM sub
  GROUP BY sub.b"#)]
    pub counted as Counted {
        b: Option<String>,
        n: Option<i64>,
        t: Option<String>,
    }
}

view! {
    // a materialized view: SELECT sub.a
    //    FROM sub
    pub kept as Kept {
        a: Option<i64>,
    }
}

view! {
    // a table without a primary key, which is only read here
    // check option <> ''::text
    pub options as Option2 {
        option: String,
        // DEFAULT 'x'::text
        value: Option<String>,
    }
}

table! {
    // PARTITION BY RANGE (at)
    #[primary_key(id, at)]
    pub parts as Part {
        id: i32,
        at: chrono::NaiveDate,
    }
}

table! {
    // constraint sub_late_fkey: FOREIGN KEY (late) REFERENCES "Order Details"("(2)") DEFERRABLE
    // foreign key sub_other_fkey (other) references Order Details ((2)) on delete set null deferred, of columns that are NOT NULL
    #[primary_key(b, a)]
    pub sub as Sub {
        #[identity(always)] a: i64,
        b: String,
        #[references(order_details::_2, on_delete = set_null, on_update = cascade, name = "sub_parent_fkey")]
        parent: Option<i32>,
        #[sql(bigint), references(order_details::_2, name = "sub_other_fkey", deferred)] other: i32,
        #[references(order_details::_2, name = "sub_late_fkey")] late: Option<i32>,

        parent_order_detail: BelongsTo<order_details::subs_by_parent, parent>,
        other_order_detail: BelongsTo<order_details::subs_by_other, other>,
        late_order_detail: BelongsTo<order_details::subs_by_late, late>,
    }
}

schema! { pub tables: order_details, counted, kept, options, parts, sub }
