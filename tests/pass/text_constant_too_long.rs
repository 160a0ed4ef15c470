use blog::*;
use relata::prelude::*;

fn main() {
    const LABEL: &str = "a text of sixty-four bytes is a constant, and a part of its type";
    let label = text!(LABEL);
    let _ = from(users::table).group_by(users::name.concat(label)).select(count_rows());
}
