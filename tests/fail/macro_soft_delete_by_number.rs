// error: soft_delete column `gone` says when a row was deleted, or whether it is: its type is `Option` of a time, or `bool`

use relata::prelude::*;

table! {
    pub notes {
        #[primary_key] id: i64,
        #[soft_delete] gone: i64,
    }
}

fn main() {}
