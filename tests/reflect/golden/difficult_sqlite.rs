//! The tables of a database, as `relata schema print` has found them.
//!
//! What `table!` does not say of them stands in comments, but for the names of primary keys.

use relata::prelude::*;

table! {
    #[table(name = "Order Details")]
    #[unique(r#type, self_, name = r#"uq "1""#)]
    #[index("lower([type])", _2, filter("self IS NOT NULL"), name = "by lower")]
    #[index(_2 desc, name = "down")]
    #[unique(table_, filter("self IS NOT NULL"), name = "part")]
    #[check(r#""per % cent" > 0"#)]
    pub order_details as OrderDetail {
        // AUTOINCREMENT
        #[primary_key, identity, column(name = "(2)")] _2: i64,
        #[default(sql("1 + 1")), column(name = "per % cent"), sql(NUMERIC(10, 2))]
        per_cent: Option<f64>,
        // COLLATE NOCASE
        #[default(r#"it's "so""#)] r#type: Option<String>,
        #[default(sql("CURRENT_TIMESTAMP")), column(name = "table"), sql(DATETIME)]
        table_: Option<chrono::NaiveDateTime>,
        #[column(name = "self")] self_: Option<Vec<u8>>,
        // left out: `anything`
        #[computed(r#""(2)" * 2"#), sql(INT)] twice: Option<i64>,

        subs_by_parent: HasMany<sub::parent_order_detail>,
        subs_by_other: HasMany<sub::other_order_detail>,
    }
}

view! {
    #[query(r#"SELECT b, count(*) AS n, 'a "text"' AS t FROM sub GROUP BY b"#)]
    pub counted as Counted {
        b: Option<String>,
        // left out: `n`
        // left out: `t`
    }
}

table! {
    // STRICT
    pub documents as Document {
        #[primary_key, identity] id: i64,
        body: Option<serde_json::Value>,
    }
}

view! {
    // CREATE VIEW named (x) AS SELECT b FROM sub
    pub named as Named {
        x: Option<String>,
    }
}

view! {
    // a table without a primary key, which is only read here
    // check option <> ''
    pub options as Option2 {
        option: String,
        // DEFAULT 'x'
        value: Option<String>,
    }
}

table! {
    // WITHOUT ROWID
    // foreign key (nowhere) references elsewhere (id): `elsewhere` is not declared here
    #[primary_key(b, a)]
    pub sub as Sub {
        a: i64,
        b: String,
        #[references(order_details::_2, on_delete = set_null)] parent: Option<i64>,
        #[references(order_details::_2, name = "fk_named", deferred)] other: Option<i64>,
        nowhere: Option<i64>,

        parent_order_detail: BelongsTo<order_details::subs_by_parent, parent>,
        other_order_detail: BelongsTo<order_details::subs_by_other, other>,
    }
}

schema! { pub tables: order_details, counted, documents, named, options, sub }
