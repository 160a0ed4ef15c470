// error: `relata::dialect::MySql` does not support `ConflictFilter`
// label: this statement needs `ConflictFilter`, which `relata::dialect::MySql` does not have

use blog::*;
use relata::prelude::*;
use relata::query::Runnable;
use relata::query::effect::AutoCommit;

fn runs(_: &impl Runnable<MySql, AutoCommit>) {}

fn main() {
    let add = insert_into(notes::table)
        .values((notes::writer_id.set(1), notes::heading.set("x")))
        .on_conflict((notes::team, notes::heading))
        .do_update(notes::writer_id.set(excluded(notes::writer_id)));
    runs(&add.tenant(7));
}
