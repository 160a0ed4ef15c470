//! What a schema has and a database cannot: told before anything is created.

use relata::ddl::Plan;
use relata::prelude::*;
use relata::schema::Table;
use relata::schema::def::{ColumnDef, DefaultDef, Origin, TableDef};
use relata::types::Kind;

use super::support::refused;

table! { pub users { #[primary_key, identity] id: i64 } }
table! { pub tags { #[primary_key] name: String } }
table! {
    pub posts {
        #[primary_key, identity] id: i64,
        #[references(users::id)] author: i64,
        #[references(tags::name)] tag: String,
    }
}
schema! { pub half: posts }

#[test]
fn keys_that_lead_out_of_the_schema() {
    let error = Plan::<Sqlite>::create_all::<half>().unwrap_err();
    assert_eq!(
        error.problems().collect::<Vec<_>>(),
        [
            "foreign key `fk_posts_author_users` of table `posts` references table `users`, which is \
             not in schema `half`: add it there",
            "foreign key `fk_posts_tag_tags` of table `posts` references table `tags`, which is not \
             in schema `half`: add it there",
        ]
    );
    assert_eq!(error.to_string(), error.problems().collect::<Vec<_>>().join("; "));
    assert!(Plan::<Sqlite>::drop_all::<half>().is_ok());
}

mod again {
    relata::table! { #[table(name = "Users")] pub people { #[primary_key] id: i64 } }
}
schema! { pub double: users, again::people }

#[test]
fn tables_of_one_name() {
    let error = Plan::<Postgres>::create_all::<double>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "table `Users` stands in schema `double` twice: names differ in more than their case"
    );
}

table! {
    pub later {
        #[primary_key] id: i64,
        #[references(users::id, deferred, on_delete = set_default), default(1)] user: i64,
    }
}

#[test]
fn keys_at_commit_and_keys_that_become_their_default() {
    let message = |dialect| {
        format!(
            "foreign key `fk_later_user_users` of table `later` is deferred, but {dialect} checks \
             keys at once: leave `deferred` out; \
             foreign key `fk_later_user_users` of table `later` has the action `set_default`, which \
             {dialect} does not have"
        )
    };
    refused(later::table::def(), "", "", &message("MySQL"), &message("MariaDB"));
}

table! { pub counted { #[primary_key] name: String, #[identity] number: i64 } }
table! { #[primary_key(shop, number)] pub receipts { shop: i64, #[identity] number: i64 } }
table! { pub tickets { #[primary_key] name: String, #[identity, unique] number: i64 } }

#[test]
fn identity_columns_that_are_no_key() {
    let whole = |place| {
        format!("SQLite numbers `number` of table `{place}` only where it is the whole primary key")
    };
    let first = |dialect, place| {
        format!(
            "{dialect} numbers `number` of table `{place}` only where it is the first column of a \
             key or an index"
        )
    };
    for (table, name) in [(counted::table::def(), "counted"), (receipts::table::def(), "receipts")]
    {
        refused(table, &whole(name), "", &first("MySQL", name), &first("MariaDB", name));
    }
    refused(tickets::table::def(), &whole("tickets"), "", "", "");
}

table! {
    #[index(body), unique(body, id)]
    pub long { #[primary_key] id: Vec<u8>, #[sql(mediumtext)] body: String }
}

#[test]
fn keys_without_a_length() {
    let message = |dialect, column, sql_type, key| {
        format!(
            "`{column}` of table `long` has type {sql_type}, which {dialect} does not take in {key}: \
             give it a length, as in `#[sql(varchar(255))]`"
        )
    };
    let mysql = [
        message("MySQL", "id", "LONGBLOB", "a primary key"),
        message("MySQL", "id", "LONGBLOB", "a UNIQUE constraint"),
        message("MySQL", "body", "mediumtext", "a UNIQUE constraint"),
        message("MySQL", "body", "mediumtext", "an index"),
    ];
    let mariadb = message("MariaDB", "id", "LONGBLOB", "a primary key");
    refused(long::table::def(), "", "", &mysql.join("; "), &mariadb);
}

table! { #[table(schema = "a")] pub here { #[primary_key] id: i64, #[references(there::id)] x: i64 } }
table! { #[table(schema = "b")] pub there { #[primary_key] id: i64 } }

#[test]
fn keys_across_schemas() {
    let message = "foreign key `fk_here_x_there` of table `a.here` references `b.there` in another \
                   schema, which SQLite cannot";
    refused(here::table::def(), message, "", "", "");
}

#[test]
fn texts_with_a_nul_and_numbers_without_end() {
    let column = |default, comment| ColumnDef {
        name: "c",
        kind: Kind::Float64,
        labels: &["\0"],
        default: Some(default),
        comment,
        ..ColumnDef::PLAIN
    };
    let table = TableDef {
        schema: None,
        name: "t",
        comment: "\0",
        origin: Origin::Table,
        columns: Vec::leak(vec![column(DefaultDef::Real(f64::NAN), "a\0")]),
        ..TableDef::PLAIN
    };
    let number = "the default of `c` of table `t` is no finite number";
    let label = "a label of `c` of table `t` holds a NUL, which no database takes";
    let on_table = "the comment of table `t` holds a NUL, which no database takes";
    let on_column = "the comment of `c` of table `t` holds a NUL, which no database takes";
    let postgres = [number, label, on_table, on_column].join("; ");
    let mysql = [number, on_column, label, on_table].join("; ");
    refused(&table, &[number, label].join("; "), &postgres, &mysql, &mysql);
}

table! { pub words { #[primary_key] id: i64, bits: u64 } }

#[test]
fn integers_of_64_bits_without_a_sign_elsewhere_than_on_mysql() {
    let lacks = |dialect| {
        format!("`bits` of table `words` is of kind UInt64, which {dialect} does not have")
    };
    refused(words::table::def(), &lacks("SQLite"), &lacks("PostgreSQL"), "", "");
}

table! { pub waits { #[primary_key] id: i64, span: relata::types::Interval } }

#[test]
fn intervals_elsewhere_than_on_postgresql() {
    let lacks = |dialect| {
        format!("`span` of table `waits` is of kind Interval, which {dialect} does not have")
    };
    let [sqlite, mysql, mariadb] = ["SQLite", "MySQL", "MariaDB"].map(lacks);
    refused(waits::table::def(), &sqlite, "", &mysql, &mariadb);
}

table! {
    pub spans {
        #[primary_key] id: i64,
        span: relata::types::Range<i32>,
        card: relata::types::MacAddr,
    }
}

#[test]
fn ranges_and_addresses_elsewhere_than_on_postgresql() {
    let lacks = |dialect| {
        format!(
            "`span` of table `spans` is of kind Range(Int32), which {dialect} does not have; `card` of \
             table `spans` is of kind MacAddr, which {dialect} does not have"
        )
    };
    let [sqlite, mysql, mariadb] = ["SQLite", "MySQL", "MariaDB"].map(lacks);
    refused(spans::table::def(), &sqlite, "", &mysql, &mariadb);
}

table! { pub lists { #[primary_key] id: i64, marks: Vec<Option<i32>> } }

#[test]
fn arrays_elsewhere_than_on_postgresql() {
    let lacks = |dialect| {
        format!("`marks` of table `lists` is of kind Array(Int32), which {dialect} does not have")
    };
    let [sqlite, mysql, mariadb] = ["SQLite", "MySQL", "MariaDB"].map(lacks);
    refused(lists::table::def(), &sqlite, "", &mysql, &mariadb);
}

#[cfg(feature = "rust_decimal")]
mod decimals {
    use relata::prelude::*;
    use relata::schema::Table;
    use rust_decimal::Decimal;

    use super::super::support::refused;

    table! { pub bills { #[primary_key] id: i64, #[sql(numeric(12, 2))] total: Decimal } }

    #[test]
    fn decimals_on_sqlite() {
        let sqlite = "`total` of table `bills` is of kind Decimal, which SQLite does not have";
        refused(bills::table::def(), sqlite, "", "", "");
    }
}
