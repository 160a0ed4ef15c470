// error: `relata::dialect::Sqlite` does not support `RowLock`
// label: this statement needs `RowLock`, which `relata::dialect::Sqlite` does not have
// passes: for_update_on_sqlite.rs

include!("../support/blog.rs");

fn main() {
    let q = select(users::name).for_update();
    let _ = q.to_sql::<Sqlite>();
}
