//! MariaDB, 10.6 or newer.

use super::mysql::{DEFINITION, FAMILY};
use crate::render::definition::{Definition, LateKeys, LongKeys};
use crate::render::spec::{Dialect, Made, Spec};

/// MariaDB.
#[derive(Debug, Clone, Copy)]
pub struct MariaDb;

impl Dialect for MariaDb {
    const SPEC: &'static Spec = &Spec {
        name: "MariaDB",
        made: Made::Returned,
        definition: &Definition {
            late_keys: LateKeys::IfNotExists,
            long_keys: LongKeys::Secondary,
            computed_not_null: false,
            create_missing_view: "CREATE VIEW IF NOT EXISTS ",
            ..DEFINITION
        },
        ..FAMILY
    };
}
