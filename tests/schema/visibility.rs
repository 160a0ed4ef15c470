//! Tables of every visibility, in modules and in functions, with types as private as they are.

use relata::prelude::*;
use relata::schema::Table;

#[derive(Clone, Debug, PartialEq, SqlType)]
enum Secret {
    Kept,
}

table! { secrets as SecretRow { #[primary_key] id: i64, secret: Secret } }

mod inner {
    use relata::prelude::*;

    #[derive(Clone, Debug, PartialEq, SqlType)]
    pub(super) enum Shared {
        Known,
    }

    table! { pub(super) shared as SharedRow { #[primary_key] id: i64, value: Shared } }
    table! { pub(in crate::visibility) named as Named { #[primary_key] id: i64, value: Shared } }
    table! { pub(self) own as Own { #[primary_key] id: i64 } }

    pub(super) fn own_name() -> &'static str {
        let _ = Own { id: 1 };
        <own::table as relata::schema::Table>::def().name
    }
}

#[test]
fn names_reach_as_far_as_they_are_visible() {
    let _ = SecretRow { id: 1, secret: Secret::Kept };
    let _ = inner::SharedRow { id: 1, value: inner::Shared::Known };
    let _ = inner::Named { id: 1, value: inner::Shared::Known };
    assert_eq!(secrets::table::def().name, "secrets");
    assert_eq!(inner::shared::table::def().name, "shared");
    assert_eq!(inner::named::table::def().name, "named");
    assert_eq!(inner::own_name(), "own");
}

#[test]
fn a_function_may_declare_tables() {
    #[derive(Clone, Debug, PartialEq, SqlType)]
    enum Local {
        Here,
    }
    table! { a as A { #[primary_key] id: i64, local: Local, others: HasMany<b::a> } }
    table! { b as B { #[primary_key, references(a::id)] id: i64, a: BelongsTo<a::others, id> } }
    let _ = (A { id: 1, local: Local::Here }, B { id: 1 });
    assert_eq!(
        from(a::table).left_join(a::others).select((a::local, b::id)).to_sql::<Sqlite>(),
        "SELECT a.local, b.id FROM a LEFT JOIN b ON b.id = a.id"
    );
}
