//! Tables made by `macro_rules!`, whose types and expressions arrive in invisible groups.

use relata::prelude::*;
use relata::schema::def::DefaultDef;
use relata::schema::{InsertDefault, Table};

macro_rules! log_table {
    ($name:ident as $row:ident: $text:ty, $level:ty = $default:expr, $make:expr, $limit:literal) => {
        table! {
            #[check(level < $limit)]
            pub $name as $row {
                #[primary_key, identity] id: i64,
                text: $text,
                #[default($default)] level: $level,
                #[default_with($make)] made: i64,
            }
        }
    };
}

log_table!(events as Event: Option<String>, i16 = -3, || 5, 9);

#[test]
fn groups_are_seen_through() {
    let def = events::table::def();
    assert!(def.columns[1].nullable);
    assert_eq!(def.columns[2].default, Some(DefaultDef::Integer(-3)));
    assert_eq!(def.checks[0].sql, "level < 9");
    assert_eq!(<events::made as InsertDefault>::value(), 5);
    let _ = Event { id: 1, text: None, level: 0, made: 0 };
}
