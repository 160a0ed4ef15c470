//! The tables of a database, as `relata schema print` has found them.
//!
//! What `table!` does not say of them stands in comments, but for the names of primary keys.

use relata::prelude::*;

table! {
    #[index(r#type desc, title, name = "a")]
    #[index(r#"lower("type")"# desc, "title COLLATE BINARY", name = "b")]
    #[index("title COLLATE RTRIM" desc, "lower(title) COLLATE NOCASE", filter(r#""type" > 'a'"#), name = "c")]
    #[unique("n + 1", filter("n > 0"), name = "e")]
    pub notes as Note {
        #[primary_key, identity] id: i64,
        r#type: Option<String>,
        title: Option<String>,
        #[sql(INT), unique] n: Option<i64>,
    }
}

schema! { pub tables: notes }
