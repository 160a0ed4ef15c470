use blog::*;
use relata::prelude::*;
use relata::query::Runnable;
use relata::query::effect::AutoCommit;

fn runs(_: &impl Runnable<Postgres, AutoCommit>) {}

fn main() {
    let add = insert_into(notes::table)
        .values((notes::writer_id.set(1), notes::heading.set("x")))
        .on_conflict((notes::team, notes::heading))
        .do_update(notes::writer_id.set(excluded(notes::writer_id)));
    runs(&add.tenant(7));
}
