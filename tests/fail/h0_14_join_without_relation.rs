// error: no method named `select` found for struct `Joining<S, Item, K>` in the current scope
// label: method not found in `Joining<Select<Root<table>, Unset, Ungrouped, Nil>, Root<table>, ...>`
// passes: on_ignores_the_joined_table.rs

include!("../support/blog.rs");

fn main() {
    let _ = from(users::table).inner_join(tags::table).select(users::name);
}
