//! Whichever database the URL names.

use super::Sqlite;
use crate::render::spec::{Dialect, Lists, Spec};

/// One of the databases, known when the program runs: the dialect of [`AnyEngine`](crate::engine::AnyEngine).
///
/// It has none of the features that a database lacks, so a statement that compiles for it is valid on
/// all of them. Each is written in its own dialect; what stands here is what holds before it is known
/// which one it is.
#[derive(Debug, Clone, Copy)]
pub struct Any;

impl Dialect for Any {
    const SPEC: &'static Spec = &Spec {
        name: "any database",
        lists: Lists::Padded,
        upsert_twice: Some("21000"),
        ..*Sqlite::SPEC
    };
}
