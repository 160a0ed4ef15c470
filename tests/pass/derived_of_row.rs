use blog::*;
use relata::prelude::*;

shape! { pub labels { post: i64, id: Option<i64>, label: Option<String> } }
shape! { pub writers { id: i64, author: i64, title: String, body: Option<String>, likes: i32 } }

fn main() {
    let labeled = from(posts::table).left_join(posts::tags).select((posts::id, Tag));
    let _ = from(derived(labels::table, labeled)).select(labels::label);
    let rows = cte(writers::table, select(Post));
    let _ = with(rows).query(from(writers::table).select((writers::title, writers::body)));
}
