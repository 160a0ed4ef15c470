//! What `table!` has checked while a program is compiled, since it does not know other tables and the types that
//! are not relata's own.

use super::Column;
use super::relation::Relation;
use crate::types::{Kind, SqlType};

/// It holds. This runs in a constant alone, so its panic is an error of rustc, reported at its caller.
#[track_caller]
#[allow(clippy::panic, reason = "it runs in a constant alone")]
pub const fn holds(holds: bool, message: &'static str) {
    if !holds {
        panic!("{}", message);
    }
}

/// What is stored in a column.
pub const fn kind_of<C: Column>() -> Kind {
    C::Type::KIND
}

/// Whether a text is one of the labels of a column's type, if it has any.
pub const fn has_label<C: Column>(label: &[u8]) -> bool {
    let labels = C::Type::LABELS;
    let mut at = 0;
    while at < labels.len() {
        let (known, mut same) = (labels[at].as_bytes(), 0);
        while same < known.len() && same < label.len() && known[same] == label[same] {
            same += 1;
        }
        if same == known.len() && same == label.len() {
            return true;
        }
        at += 1;
    }
    labels.is_empty()
}

/// Both sides of a relation go the same way.
pub const fn same_way<Inverse: Relation<Via = Via>, Via>() {}
