//! CREATE TYPE, ALTER TYPE and DROP TYPE of enums that have names of their own.

use std::borrow::Cow;

use super::work::Work;
use crate::ddl::catalog::Enum;
use crate::ddl::name::shortened;
use crate::ddl::writer::Writer;
use crate::render::definition::Enums;

/// Enums that are missing, labels that are, and those that take the place of others.
pub(super) fn create(writer: &mut Writer, work: &Work<'_>) {
    for of in named(work, &work.wanted.enums) {
        let own = work.live.enums.iter().find(|own| own.name == of.name);
        match own {
            None => define(writer, work, of),
            Some(_) if is_replaced(work, of) => {
                begin(writer, work, "ALTER TYPE ", &of.name);
                writer.sql(" RENAME TO ");
                writer.qualified(None, &old_name(work, of));
                writer.end();
                define(writer, work, of);
            }
            Some(own) => grow(writer, work, own, of),
        }
    }
}

/// Enums that nothing needs any more.
pub(super) fn drop(writer: &mut Writer, work: &Work<'_>) {
    for of in named(work, &work.live.enums) {
        let stays = work.wanted.enums.iter().any(|other| other.name == of.name);
        let name = match is_replaced(work, of) {
            true => old_name(work, of),
            false if stays => continue,
            false => Cow::Borrowed(of.name.as_str()),
        };
        begin(writer, work, "DROP TYPE ", &name);
        writer.end();
    }
}

fn named<'e>(work: &Work<'_>, enums: &'e [Enum]) -> &'e [Enum] {
    if work.spec.definition.enums == Enums::Named { enums } else { &[] }
}

fn is_replaced(work: &Work<'_>, of: &Enum) -> bool {
    work.replaced.iter().any(|other| other.name == of.name)
}

fn old_name(work: &Work<'_>, of: &Enum) -> Cow<'static, str> {
    let name = format!("relata_old_{}", of.name);
    Cow::Owned(shortened(&name, work.spec).into_owned())
}

fn begin(writer: &mut Writer, work: &Work<'_>, words: &str, name: &str) {
    writer.sql(words);
    writer.qualified(work.schema(), name);
}

fn define(writer: &mut Writer, work: &Work<'_>, of: &Enum) {
    begin(writer, work, "CREATE TYPE ", &of.name);
    writer.sql(" AS ENUM (");
    for (number, label) in of.labels.iter().enumerate() {
        writer.sql(if number == 0 { "" } else { ", " });
        text(writer, label);
    }
    writer.sql(")");
    writer.end();
}

fn text(writer: &mut Writer, label: &str) {
    writer.literal(label, || "a label".to_owned());
}

/// `ALTER TYPE mood ADD VALUE 'better' AFTER 'good'`
fn grow(writer: &mut Writer, work: &Work<'_>, own: &Enum, of: &Enum) {
    for (place, label) in of.labels.iter().enumerate() {
        if own.labels.contains(label) {
            continue;
        }
        begin(writer, work, "ALTER TYPE ", &of.name);
        writer.sql(" ADD VALUE ");
        text(writer, label);
        match (place.checked_sub(1).and_then(|before| of.labels.get(before)), own.labels.first()) {
            (Some(before), _) => {
                writer.sql(" AFTER ");
                text(writer, before);
            }
            (None, Some(first)) => {
                writer.sql(" BEFORE ");
                text(writer, first);
            }
            (None, None) => {}
        }
        writer.end();
    }
}
