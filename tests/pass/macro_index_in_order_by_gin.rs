use relata::prelude::*;

table! {
    #[index(tags, method = gin), index(title desc nulls last, include(id)), unique(title)]
    #[index(title text_pattern_ops, name = "by_start"), index(title(20), name = "by_beginning")]
    pub posts {
        #[primary_key] id: i64,
        title: String,
        tags: Vec<String>,
    }
}

fn main() {}
