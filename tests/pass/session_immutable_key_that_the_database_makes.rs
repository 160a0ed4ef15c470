use relata::dialect::Any;
use relata::prelude::*;

table! {
    pub codes as Code {
        #[primary_key, immutable, default("none")] code: String,
        note: String,
    }
}
table! {
    pub labels as Label {
        #[primary_key, default_with(|| "none".to_owned())] label: String,
        note: String,
    }
}
table! {
    pub numbers as Number {
        #[primary_key, identity] id: i64,
        note: String,
    }
}

fn work(session: &mut Session<'static, Any>, other: &mut Session<'static, Sqlite>) {
    session.add(Code, (codes::code.set("a"), codes::note.set("a")));
    session.add(Label, labels::note.set("a"));
    session.add(Number, numbers::note.set("a"));
    // By RETURNING the key is told.
    other.add(Code, codes::note.set("a"));
}

fn main() {
    let _ = work;
}
