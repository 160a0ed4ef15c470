use blog::*;
use relata::prelude::*;

table! {
    pub slips as Slip {
        #[primary_key, identity] id: i64,
        note: Option<String>,
    }
}

fn work(session: &mut Session<'static, Sqlite>) {
    let _ = session.add_default_values(Slip);
    let _ = session.add(Tag, tags::label.set("rust"));
}

fn main() {
    let _ = work;
}
