// error: `relata::dialect::Sqlite` does not support `CountOfRows`
// label: this statement needs `CountOfRows`, which `relata::dialect::Sqlite` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(row((posts::author_id, posts::likes)).count_distinct()).to_sql::<Sqlite>();
}
