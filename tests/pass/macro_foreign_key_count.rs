use relata::prelude::*;

table! {
    #[primary_key(country, code)]
    pub regions {
        country: i64,
        code: i64,
    }
}
table! {
    #[foreign_key(columns(country, region), references(regions::country, regions::code))]
    pub cities {
        #[primary_key] id: i64,
        country: i64,
        region: i64,
    }
}

fn main() {}
