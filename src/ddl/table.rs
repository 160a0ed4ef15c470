//! CREATE TABLE, with its indexes and comments.

use std::borrow::Cow;

use super::name::shown;
use super::order::LateKey;
use super::writer::Writer;
use super::{Mode, column, constraint, index};
use crate::render::definition::{Comments, Indexes};
use crate::schema::def::TableDef;

/// The table without its late foreign keys, then its indexes, then its comments.
pub(super) fn create(writer: &mut Writer, table: &TableDef, mode: Mode, late: &[LateKey]) {
    writer.sql(match mode {
        Mode::New => "CREATE TABLE ",
        Mode::Missing => "CREATE TABLE IF NOT EXISTS ",
    });
    writer.table(table);
    body(writer, table, late);
    if let Comments::Inline { table: most, .. } = writer.spec.definition.comments
        && !table.comment.is_empty()
    {
        writer.sql(" COMMENT ");
        writer.literal(&cut(table.comment, most), || comment_of(table));
    }
    writer.end();
    if writer.spec.definition.indexes != Indexes::Inline {
        for index in table.indexes {
            index::create(writer, table, index, mode);
        }
    }
    comments(writer, table, "TABLE");
}

/// What stands in the parentheses, a line each.
fn body(writer: &mut Writer, table: &TableDef, late: &[LateKey]) {
    let mut lines = Lines { opened: false };
    for column in table.columns {
        lines.next(writer);
        column::write(writer, table, column);
    }
    if constraint::has_primary_key(writer.spec, table) {
        lines.next(writer);
        constraint::primary_key(writer, table);
    }
    for key in table.uniques {
        lines.next(writer);
        constraint::unique(writer, table, key);
    }
    let spec = writer.spec;
    for column in table.columns.iter().filter(|column| constraint::is_labelled(spec, column)) {
        lines.next(writer);
        constraint::labels(writer, table, column);
    }
    if writer.spec.definition.checks_ranges {
        for (column, range) in table.columns.iter().filter_map(constraint::ranged) {
            lines.next(writer);
            constraint::range(writer, table, column, range);
        }
    }
    for check in table.checks {
        lines.next(writer);
        constraint::check(writer, table, check);
    }
    for key in table.foreign_keys {
        if !late.iter().any(|(_, other)| std::ptr::eq(*other, key)) {
            lines.next(writer);
            constraint::foreign_key(writer, table, key);
        }
    }
    if writer.spec.definition.indexes == Indexes::Inline {
        for index in table.indexes {
            lines.next(writer);
            index::inline(writer, table, index);
        }
    }
    writer.sql("\n)");
}

struct Lines {
    opened: bool,
}

impl Lines {
    fn next(&mut self, writer: &mut Writer) {
        writer.sql(if self.opened { ",\n    " } else { " (\n    " });
        self.opened = true;
    }
}

/// `COMMENT ON TABLE users IS '..'`, and the same for its columns.
pub(super) fn comments(writer: &mut Writer, table: &TableDef, what: &str) {
    if writer.spec.definition.comments != Comments::Statement {
        return;
    }
    if !table.comment.is_empty() {
        writer.sql("COMMENT ON ");
        writer.sql(what);
        writer.sql(" ");
        writer.table(table);
        writer.sql(" IS ");
        writer.literal(table.comment, || comment_of(table));
        writer.end();
    }
    for column in table.columns.iter().filter(|column| !column.comment.is_empty()) {
        writer.sql("COMMENT ON COLUMN ");
        writer.table(table);
        writer.sql(".");
        writer.column(column.name);
        writer.sql(" IS ");
        writer
            .literal(column.comment, || format!("the comment of {}", column::place(table, column)));
        writer.end();
    }
}

fn comment_of(table: &TableDef) -> String {
    format!("the comment of table `{}`", shown(table))
}

/// At most so many characters, the last of them an ellipsis where there are more.
pub(super) fn cut(comment: &str, most: usize) -> Cow<'_, str> {
    if comment.chars().nth(most).is_none() {
        return Cow::Borrowed(comment);
    }
    let mut short: String = comment.chars().take(most.saturating_sub(1)).collect();
    short.push('…');
    Cow::Owned(short)
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn long_comments_end_in_an_ellipsis() {
        assert_eq!(cut("äöü", 3), "äöü");
        assert_eq!(cut("äöüß", 3), "äö…");
    }
}
