//! MariaDB, 10.6 or newer.

use super::mysql::FAMILY;
use crate::render::spec::{Dialect, Spec};

/// MariaDB.
#[derive(Debug, Clone, Copy)]
pub struct MariaDb;

impl Dialect for MariaDb {
    const SPEC: &'static Spec = &Spec { name: "MariaDB", ..FAMILY };
}
