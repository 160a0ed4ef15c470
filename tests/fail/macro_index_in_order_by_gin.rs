// error: an index of the method `gin` has no order
// at: gin

use relata::prelude::*;

table! {
    #[index(tags desc, method = gin)]
    pub posts {
        #[primary_key] id: i64,
        tags: Vec<String>,
    }
}

fn main() {}
