//! Composite types, their fields, and types that are called by a name of their own.

use relata::prelude::*;

use crate::check::check;

#[derive(SqlType, Debug, Clone, PartialEq)]
#[sql(domain = "post code")]
pub struct PostCode(pub i32);

#[derive(SqlType, Debug, Clone, PartialEq)]
#[sql(composite = "address")]
pub struct Address {
    pub street: String,
    #[sql(rename = "post code")]
    pub code: Option<PostCode>,
}

#[derive(SqlType, Debug, Clone, PartialEq)]
#[sql(composite = "firm")]
pub struct Firm {
    pub seat: Address,
}

table! {
    pub people {
        #[primary_key] id: i64,
        home: Address,
        firm: Option<Firm>,
        homes: Vec<Address>,
        code: PostCode,
    }
}

#[test]
fn fields_of_composite_values() {
    let address = Address { street: "a".to_owned(), code: None };
    check(
        select((
            people::home.field(Address::street),
            people::firm.field(Firm::seat).field(Address::code),
            people::homes.at(1).field(Address::street),
        ))
        .filter(people::home.eq(&address).and(people::home.in_([&address])))
        .filter(people::homes.contains_all([&address]).and(value(address.clone()).in_(people::homes)))
        .filter(people::code.eq(PostCode(1)).and(value(PostCode(2)).ne(people::code))),
    )
    .postgres(
        "SELECT (people.home).street, ((people.firm).seat).\"post code\", ((people.homes)[$1]).street \
         FROM people WHERE people.home = CAST($2 AS \"address\") AND people.home = ANY(CAST($3 AS \
         \"address\"[])) AND people.homes @> $4 AND CAST(CAST($5 AS \"address\") AS \"address\") = \
         ANY(people.homes) AND people.code = $6 AND CAST($7 AS \"post code\") <> people.code",
    )
    .is_not_run();
}
