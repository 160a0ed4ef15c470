// error: evaluation panicked: identity column `id` must be an integer, not `Code`
// label: evaluation of `_` failed here

use relata::prelude::*;

#[derive(Clone, Debug, PartialEq, SqlType)]
pub struct Code(String);

table! {
    pub users as User {
        #[primary_key, identity] id: Code,
    }
}

fn main() {}
