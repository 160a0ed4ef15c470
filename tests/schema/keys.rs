//! Keys, indexes, checks and foreign keys: as data, and as the types that statements ask for.

use relata::prelude::*;
use relata::schema::def::Action;
use relata::schema::{HasKey, Table};
use relata::types::logic::{Cons, Nil};

table! {
    #[primary_key(country, code), unique(name, country, name = "one_name")]
    pub regions as Region {
        country: String,
        code: i32,
        name: String,
        #[unique, index(name = "by_area")] area: Option<i64>,
    }
}
table! {
    #[index(name, country), check(length(name) > 0 && population >= 0)]
    #[check("population < 100000000", name = "not_too_many")]
    #[foreign_key(
        columns(country, region), references(regions::country, regions::code),
        on_delete = restrict, on_update = cascade, name = "in_region", deferred
    )]
    pub cities {
        #[primary_key, identity] id: i64,
        #[column(name = "nation")] country: String,
        region: i32,
        #[check(name != "nowhere")] name: String,
        population: i64,
        #[references(cities::id, on_delete = set_null)] capital: Option<i64>,
    }
}
table! {
    #[unique(a_column_with_a_long_name, another_column_with_a_long_name)]
    pub a_table_with_a_rather_long_name {
        #[primary_key] id: i64,
        a_column_with_a_long_name: i64,
        another_column_with_a_long_name: i64,
    }
}

#[test]
fn keys_have_names_and_columns() {
    let def = regions::table::def();
    assert_eq!(def.primary_key, ["country", "code"]);
    let uniques: Vec<_> = def.uniques.iter().map(|u| (u.name, u.columns)).collect();
    assert_eq!(uniques, [("one_name", &["name", "country"][..]), ("uq_regions_area", &["area"])]);
    let indexes: Vec<_> = def.indexes.iter().map(|i| (i.name, i.columns, i.unique)).collect();
    assert_eq!(indexes, [("by_area", &["area"][..], false)]);
}

#[test]
fn names_in_the_database_make_the_names_of_constraints() {
    let indexes: Vec<_> =
        cities::table::def().indexes.iter().map(|i| (i.name, i.columns)).collect();
    assert_eq!(indexes, [("ix_cities_name_nation", &["name", "nation"][..])]);
}

#[test]
fn a_name_that_is_too_long_ends_in_its_hash() {
    let name = a_table_with_a_rather_long_name::table::def().uniques[0].name;
    assert_eq!(name, "uq_a_table_with_a_rather_long_name_a_column_with_a_lon_009b24df");
}

#[test]
fn checks_are_sql() {
    let checks: Vec<_> = cities::table::def().checks.iter().map(|c| (c.name, c.sql)).collect();
    assert_eq!(
        checks,
        [
            ("ck_cities_1", "length(name) > 0 AND population >= 0"),
            ("not_too_many", "population < 100000000"),
            ("ck_cities_3", "name <> 'nowhere'"),
        ]
    );
}

#[test]
fn foreign_keys_lead_to_tables() {
    let keys = cities::table::def().foreign_keys;
    let (region, capital) = (&keys[0], &keys[1]);
    assert_eq!(keys.len(), 2);
    assert_eq!((region.name, region.deferred), ("in_region", true));
    assert_eq!(region.columns, ["nation", "region"]);
    assert_eq!((region.target)().name, "regions");
    assert_eq!(region.target_columns, ["country", "code"]);
    assert_eq!((region.on_delete, region.on_update), (Action::Restrict, Action::Cascade));

    assert_eq!((capital.name, capital.deferred), ("fk_cities_capital_cities", false));
    assert_eq!((capital.target)().name, "cities");
    assert_eq!((capital.on_delete, capital.on_update), (Action::SetNull, Action::NoAction));
}

#[test]
fn every_unique_key_is_a_type() {
    fn has_key<T: HasKey<Columns>, Columns>() {}
    has_key::<regions::table, Cons<regions::country, Cons<regions::code, Nil>>>();
    has_key::<regions::table, Cons<regions::name, Cons<regions::country, Nil>>>();
    has_key::<regions::table, Cons<regions::area, Nil>>();
    has_key::<cities::table, Cons<cities::id, Nil>>();
}
