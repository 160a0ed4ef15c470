//! MariaDB, 10.6 or newer.

use super::mysql::{self, DEFINITION, FAMILY};
use crate::render::definition::{Definition, Described, LateKeys, LongKeys};
use crate::render::json::JsonWords;
use crate::render::spec::{Dialect, Made, Multiset, Spec};
use crate::types::Kind;

/// MariaDB.
#[derive(Debug, Clone, Copy)]
pub struct MariaDb;

impl Dialect for MariaDb {
    const SPEC: &'static Spec = &Spec {
        name: "MariaDB",
        made: Made::Returned,
        for_update: " FOR UPDATE",
        values_row: "",
        for_share: " LOCK IN SHARE MODE",
        outer_by_name: true,
        definition: &Definition {
            has_expression_indexes: false,
            late_keys: LateKeys::IfNotExists,
            made_names: &["_ibfk_"],
            long_keys: LongKeys::Secondary,
            computed_not_null: false,
            create_missing_view: "CREATE VIEW IF NOT EXISTS ",
            described: Described::InformationSchema { escaped: false },
            ..DEFINITION
        },
        json: &JSON,
        multiset: Multiset::Sorted,
        bind_cast: |kind| (kind == Kind::Decimal).then(|| cast_type(kind)),
        cast_type,
        ..FAMILY
    };
}

/// JSON is a text, in which numbers are written as they were, and which JSON_SET writes with spaces.
const JSON: JsonWords = JsonWords {
    // A minus sign is taken for that of a place, in quotes too.
    refuses_key: |key| key.starts_with('-').then_some("MariaDB finds no key that begins with `-`"),
    integer: "CASE WHEN JSON_TYPE({0}) IN ('INTEGER', 'DOUBLE') \
              AND abs(CAST({0} AS DOUBLE)) < 1e19 \
              AND CAST({0} AS DECIMAL(65, 28)) BETWEEN -9223372036854775808 AND 9223372036854775807 \
              THEN CAST(CAST({0} AS DECIMAL(65, 28)) AS SIGNED) END",
    real: "CASE WHEN JSON_TYPE({0}) IN ('INTEGER', 'DOUBLE') THEN CAST({0} AS DOUBLE) END",
    decimal: "CASE WHEN JSON_TYPE({0}) IN ('INTEGER', 'DOUBLE') \
              THEN CAST({0} AS DECIMAL(65, 28)) END",
    delete_path: "JSON_COMPACT(JSON_REMOVE({0}, {1}))",
    set_path: "JSON_COMPACT(JSON_SET({0}, {1}, JSON_EXTRACT({2}, '$')))",
    made_of_truth: "JSON_EXTRACT(CASE {0} WHEN TRUE THEN 'true' WHEN FALSE THEN 'false' END, '$')",
    made_of_json: "JSON_EXTRACT({0}, '$')",
    ..mysql::JSON
};

/// JSON is text here.
fn cast_type(kind: Kind) -> &'static str {
    mysql::cast_type(if kind == Kind::Json { Kind::Text } else { kind })
}
