use relata::prelude::*;

#[derive(Clone, Debug, PartialEq, SqlType)]
pub struct Code(i32);

table! {
    pub users as User {
        #[primary_key, identity] id: Code,
    }
}

fn main() {}
