//! The tables of a database, as `relata schema print` has found them.
//!
//! What `table!` does not say of them stands in comments, but for the names of primary keys.

use relata::prelude::*;

#[derive(SqlType, Debug, Clone, Copy, PartialEq, Eq)]
#[sql(native = "Order Details_mood")]
pub enum OrderDetailsMood {
    Good,
    #[sql(rename = "so so")]
    SoSo,
    #[sql(rename = "it's")]
    ItS,
}

table! {
    /// Lines of orders
    #[table(name = "Order Details")]
    #[unique(r#type, small, name = "uq 1")]
    #[index(words(10), name = "prefix")]
    #[index(words, method = fulltext, name = "searched")]
    #[check("type <> 'it''s'", name = "ck_word")]
    #[check(r#""per % cent" > 0"#, name = "per % cent")]
    pub order_details as OrderDetail {
        #[primary_key, identity, column(name = "(2)")] _2: u32,
        #[default(sql("1 + 1")), column(name = "per % cent"), sql(decimal(10, 2))]
        per_cent: Option<rust_decimal::Decimal>,
        /// its "own"
        #[default(r#"it's "so""#), sql(varchar(50))] r#type: Option<String>,
        // ON UPDATE CURRENT_TIMESTAMP(3)
        #[default(sql("current_timestamp(3)")), column(name = "table"), sql(datetime(3))]
        table_: Option<chrono::NaiveDateTime>,
        #[column(name = "self"), sql(blob)] self_: Option<Vec<u8>>,
        // left out: `place` point
        #[default("so so")] mood: OrderDetailsMood,
        #[sql("set('a','b')")] flags: Option<String>,
        small: Option<i8>,
        #[default(true)] true_or_not: Option<bool>,
        #[sql(mediumint unsigned)] medium: Option<u32>,
        #[sql(year(4))] since: Option<i16>,
        hash: Option<uuid::Uuid>,
        body: Option<serde_json::Value>,
        #[sql(longtext)] words: Option<String>,
        #[default(sql("current_timestamp()")), sql(timestamp)]
        at: Option<chrono::DateTime<chrono::Utc>>,
        #[computed("small * 2")] twice: Option<i32>,

        subs_by_parent: HasMany<sub::parent_order_detail>,
        subs_by_other: HasMany<sub::other_order_detail>,
    }
}

view! {
    #[query(r#"select `sub`.`b` AS `b`,count(0) AS `n`,'a "text"' AS `t` from `sub` group by `sub`.`b`"#)]
    pub counted as Counted {
        b: String,
        n: i64,
        t: String,
    }
}

view! {
    // a table without a primary key, which is only read here
    // index value (value)
    pub options as Option2 {
        #[sql(varchar(20))] option: String,
        // DEFAULT 'x'
        #[sql(varchar(20))] value: Option<String>,
    }
}

table! {
    #[primary_key(b, a)]
    pub sub as Sub {
        a: i64,
        #[sql(varchar(20))] b: String,
        #[references(order_details::_2, on_delete = set_null, name = "up")] parent: Option<u32>,
        #[references(order_details::_2, on_delete = cascade, name = "sub_ibfk_1")] other: u32,

        parent_order_detail: BelongsTo<order_details::subs_by_parent, parent>,
        other_order_detail: BelongsTo<order_details::subs_by_other, other>,
    }
}

schema! { pub tables: order_details, counted, options, sub }
