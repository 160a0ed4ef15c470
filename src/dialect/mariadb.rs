//! MariaDB, 10.6 or newer.

use super::mysql::{self, DEFINITION, FAMILY};
use crate::render::definition::{Definition, LateKeys, LongKeys};
use crate::render::spec::{Dialect, Made, Spec};
use crate::types::Kind;

/// MariaDB.
#[derive(Debug, Clone, Copy)]
pub struct MariaDb;

impl Dialect for MariaDb {
    const SPEC: &'static Spec = &Spec {
        name: "MariaDB",
        made: Made::Returned,
        for_share: " LOCK IN SHARE MODE",
        outer_by_name: true,
        definition: &Definition {
            has_expression_indexes: false,
            late_keys: LateKeys::IfNotExists,
            long_keys: LongKeys::Secondary,
            computed_not_null: false,
            create_missing_view: "CREATE VIEW IF NOT EXISTS ",
            ..DEFINITION
        },
        bind_cast: |kind| (kind == Kind::Decimal).then(|| cast_type(kind)),
        cast_type,
        ..FAMILY
    };
}

/// JSON is text here.
fn cast_type(kind: Kind) -> &'static str {
    mysql::cast_type(if kind == Kind::Json { Kind::Text } else { kind })
}
