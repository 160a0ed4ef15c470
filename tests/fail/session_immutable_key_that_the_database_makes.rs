// error: `relata::dialect::Any` does not tell which value it makes for column `codes::code`, so a session cannot know the key
// label: give `codes::code` a value, or declare `#[default_with(..)]` on it, by which Rust makes one

use relata::dialect::Any;
use relata::prelude::*;

table! {
    pub codes as Code {
        #[primary_key, immutable, default("none")] code: String,
        note: String,
    }
}

fn work(session: &mut Session<'static, Any>) {
    session.add(Code, codes::note.set("a"));
}

fn main() {
    let _ = work;
}
