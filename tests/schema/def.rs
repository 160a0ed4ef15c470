//! A table as data: names, comments, types, defaults, identity and computed columns.

use relata::prelude::*;
use relata::schema::Table;
use relata::schema::def::{ColumnDef, ComputedDef, DefaultDef, Identity, Origin};
use relata::types::Kind;

table! {
    /// What is for sale.
    ///
    /// One row for each kind.
    #[table(name = "Order Details", schema = "sales")]
    pub details as Detail {
        /// Numbered by the database.
        #[primary_key, identity] id: i64,
        #[default("it's new")] state: String,
        #[default(-5)] stock: i16,
        #[default(0.5)] #[sql(numeric(10, 2))] price: f64,
        #[default(true)] active: bool,
        #[default(sql("randomblob(16)"))] token: Vec<u8>,
        #[column(name = "per cent")] per_cent: Option<f32>,
        r#type: Option<String>,
        #[computed(price * stock, stored)] total: f64,
        #[computed("lower(state)")] lower_state: Option<String>,
    }
}

table! { pub receipts { #[primary_key, identity(always)] number: i32 } }

fn column(name: &str) -> &'static ColumnDef {
    let columns = details::table::def().columns;
    columns.iter().find(|column| column.name == name).expect("the column is declared above")
}

#[test]
fn a_table_has_its_names_and_comment() {
    let def = details::table::def();
    assert_eq!(def.name, "Order Details");
    assert_eq!(def.schema, Some("sales"));
    assert_eq!(def.comment, "What is for sale.\n\nOne row for each kind.");
    assert_eq!(def.origin, Origin::Table);
    assert_eq!(def.primary_key, ["id"]);
}

#[test]
fn columns_stand_in_order_with_their_types() {
    let columns: Vec<_> =
        details::table::def().columns.iter().map(|c| (c.name, c.kind, c.nullable)).collect();
    assert_eq!(
        columns,
        [
            ("id", Kind::Int64, false),
            ("state", Kind::Text, false),
            ("stock", Kind::Int16, false),
            ("price", Kind::Float64, false),
            ("active", Kind::Bool, false),
            ("token", Kind::Bytes, false),
            ("per cent", Kind::Float32, true),
            ("type", Kind::Text, true),
            ("total", Kind::Float64, false),
            ("lower_state", Kind::Text, true),
        ]
    );
    assert_eq!(column("price").sql_type, Some("numeric(10, 2)"));
    assert_eq!(column("id").comment, "Numbered by the database.");
    assert_eq!(column("type").comment, "");
}

#[test]
fn defaults_are_values() {
    assert_eq!(column("id").default, None);
    assert_eq!(column("state").default, Some(DefaultDef::Text("it's new")));
    assert_eq!(column("stock").default, Some(DefaultDef::Integer(-5)));
    assert_eq!(column("price").default, Some(DefaultDef::Real(0.5)));
    assert_eq!(column("active").default, Some(DefaultDef::Bool(true)));
    assert_eq!(column("token").default, Some(DefaultDef::Sql("randomblob(16)")));
}

#[test]
fn generated_columns_say_how() {
    assert_eq!(column("id").identity, Some(Identity::ByDefault));
    assert_eq!(receipts::table::def().columns[0].identity, Some(Identity::Always));
    assert_eq!(column("state").identity, None);
    assert_eq!(column("total").computed, Some(ComputedDef { sql: "price * stock", stored: true }));
    assert_eq!(
        column("lower_state").computed,
        Some(ComputedDef { sql: "lower(state)", stored: false })
    );
}

#[test]
fn the_names_in_the_database_are_what_statements_say() {
    assert_eq!(
        select(details::per_cent).filter(details::r#type.is_null()).to_sql::<Sqlite>(),
        r#"SELECT "Order Details"."per cent" FROM sales."Order Details" WHERE "Order Details".type IS NULL"#
    );
}

#[cfg(feature = "chrono")]
#[test]
fn the_time_is_a_default() {
    use chrono::{DateTime, NaiveDate, Utc};
    table! {
        moments as Moment {
            #[primary_key] id: i64,
            #[default(now())] at: DateTime<Utc>,
            #[default("2000-01-01")] day: Option<NaiveDate>,
            #[default_with(Utc::now)] seen_at: DateTime<Utc>,
        }
    }
    let columns = moments::table::def().columns;
    assert_eq!((columns[1].default, columns[1].kind), (Some(DefaultDef::Now), Kind::TimestampTz));
    assert_eq!(columns[2].default, Some(DefaultDef::Text("2000-01-01")));
    let _: DateTime<Utc> = <moments::seen_at as relata::schema::InsertDefault>::value();
}
