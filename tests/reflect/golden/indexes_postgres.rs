//! The tables of a database, as `relata schema print` has found them.
//!
//! What `table!` does not say of them stands in comments, but for the names of primary keys.

use relata::prelude::*;

table! {
    #[index(r#type desc, title, name = "a")]
    #[index("lower(type)" desc nulls last, title nulls first, name = "b")]
    #[index(tags, method = gin, name = "c")]
    #[index(doc jsonb_path_ops, method = gin, name = "d")]
    #[index(days, method = gist, include(id), name = "e")]
    #[index(r#type, method = hash, name = "f")]
    #[index(n, id int4_minmax_multi_ops, method = brin, name = "g")]
    #[index(r#type, method = spgist, name = "h")]
    #[index(r#type text_pattern_ops desc, include(title, n), name = "i")]
    #[index("to_tsvector('english'::regconfig, type)", method = gin, name = "j")]
    #[index(ip inet_ops, method = gist, name = "k")]
    #[index("n + 1" desc, "type || title", filter("title <> 'it''s'::text"), name = "l")]
    pub notes as Note {
        #[primary_key] id: i32,
        r#type: Option<String>,
        title: Option<String>,
        tags: Option<Vec<String>>,
        doc: Option<serde_json::Value>,
        days: Option<relata::types::Range<chrono::NaiveDate>>,
        n: Option<i32>,
        ip: Option<std::net::IpAddr>,
    }
}

schema! { pub tables: notes }
