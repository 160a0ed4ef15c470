//! The tables of a database, as `relata schema print` has found them.
//!
//! What `table!` does not say of them stands in comments, but for the names of primary keys.

use relata::prelude::*;

table! {
    #[index(r#type(20), name = "a")]
    #[index(body(30), n desc, name = "b")]
    #[index(n desc, name = "c")]
    #[index(title, body, method = fulltext, name = "d")]
    #[index("n + 1" desc, "lower(type)", name = "e")]
    pub notes as Note {
        #[primary_key] id: i32,
        #[sql(varchar(100))] r#type: Option<String>,
        #[sql(varchar(200))] title: Option<String>,
        #[sql(text)] body: Option<String>,
        n: Option<i32>,
    }
}

schema! { pub tables: notes }
