// error: the foreign key has 2 columns, but references 1
// at: foreign_key

use relata::prelude::*;

table! {
    #[primary_key(country, code)]
    pub regions {
        country: i64,
        code: i64,
    }
}
table! {
    #[foreign_key(columns(country, region), references(regions::country))]
    pub cities {
        #[primary_key] id: i64,
        country: i64,
        region: i64,
    }
}

fn main() {}
