// error: a limit for each object, through a table between, takes keys of four columns at most
// label: load the relation without `.limit(..)`

use relata::prelude::*;

table! {
    #[primary_key(a, b, c, d, e)]
    pub wides as Wide {
        a: i64, b: i64, c: i64, d: i64, e: i64,
        tags: ManyToMany<tags::wides, wide_tags>,
    }
}
table! {
    pub tags as Tag {
        #[primary_key] id: i64,
        wides: ManyToMany<wides::tags, wide_tags>,
    }
}
table! {
    #[primary_key(a, b, c, d, e, tag_id)]
    #[foreign_key(columns(a, b, c, d, e), references(wides::a, wides::b, wides::c, wides::d, wides::e))]
    pub wide_tags {
        a: i64, b: i64, c: i64, d: i64, e: i64,
        #[references(tags::id)] tag_id: i64,
    }
}

fn main() {
    let _ = wides::tags.selectin().order_by(tags::id).limit(3);
}
