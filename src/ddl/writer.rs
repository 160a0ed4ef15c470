//! Writes statements one after the other, and gathers what stands against them.

use std::borrow::Cow;

use super::error::{Problem, SchemaError};
use super::name;
use crate::render::ident;
use crate::render::spec::Spec;
use crate::schema::def::TableDef;

/// The statements so far, the one that is being written, and what is wrong with all of them.
pub(super) struct Writer {
    pub spec: &'static Spec,
    statements: Vec<String>,
    out: String,
    problems: Vec<Problem>,
}

impl Writer {
    pub fn new(spec: &'static Spec) -> Self {
        Self { spec, statements: Vec::new(), out: String::new(), problems: Vec::new() }
    }

    /// All statements, unless there was a problem.
    pub fn finish(self) -> Result<Vec<String>, SchemaError> {
        if self.problems.is_empty() {
            Ok(self.statements)
        } else {
            Err(SchemaError::new(self.problems))
        }
    }

    /// Ends the statement.
    pub fn end(&mut self) {
        self.statements.push(std::mem::take(&mut self.out));
    }

    /// Ends the statement, and gives it back instead of keeping it.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    /// Something that stands against the statements. It is told once.
    pub fn problem(&mut self, problem: Problem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Keywords and punctuation.
    pub fn sql(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// A table with its schema.
    pub fn table(&mut self, table: &TableDef) {
        self.qualified(table.schema, table.name);
    }

    /// A table of this name, or a type, with its schema.
    pub fn qualified(&mut self, schema: Option<&str>, table: &str) {
        if let Some(schema) = schema {
            self.name(schema, "schema");
            self.out.push('.');
        }
        self.name(table, "table");
    }

    /// A table's schema and a dot, if it has one.
    pub fn schema(&mut self, table: &TableDef) {
        if let Some(schema) = table.schema {
            self.name(schema, "schema");
            self.out.push('.');
        }
    }

    /// A table without its schema.
    pub fn bare_table(&mut self, table: &TableDef) {
        self.name(table.name, "table");
    }

    /// A column.
    pub fn column(&mut self, column: &str) {
        self.name(column, "column");
    }

    /// `(a, b)`
    pub fn columns<N: AsRef<str>>(&mut self, columns: &[N]) {
        for (place, column) in columns.iter().enumerate() {
            self.out.push_str(if place == 0 { "(" } else { ", " });
            self.column(column.as_ref());
        }
        self.out.push(')');
    }

    /// A field of a composite type.
    pub fn field(&mut self, field: &str) {
        self.name(field, "field");
    }

    /// A constraint, shortened where its name is too long.
    pub fn constraint(&mut self, constraint: &str) {
        let short = self.shortened(constraint);
        self.name(&short, "constraint");
    }

    /// An index, shortened where its name is too long.
    pub fn index(&mut self, index: &str) {
        let short = self.shortened(index);
        self.name(&short, "index");
    }

    /// The name of a constraint or an index as the database has it.
    pub fn shortened<'n>(&self, constraint: &'n str) -> Cow<'n, str> {
        name::shortened(constraint, self.spec)
    }

    /// A text constant; `place` says where it comes from.
    pub fn literal(&mut self, text: &str, place: impl FnOnce() -> String) {
        if text.contains('\0') {
            return self.problem(Problem::NulInText { place: place() });
        }
        self.out.push('\'');
        for c in text.chars() {
            if c == '\'' || (c == '\\' && self.spec.definition.backslash_escapes) {
                self.out.push(c);
            }
            self.out.push(c);
        }
        self.out.push('\'');
    }

    /// SQL as it was declared.
    pub fn verbatim(&mut self, sql: &str, place: impl FnOnce() -> String) {
        if sql.contains('\0') {
            return self.problem(Problem::NulInText { place: place() });
        }
        self.out.push_str(sql);
    }

    /// An expression that the definition holds as SQL. A column in double quotes is a text to some
    /// databases, so it gets the quotes of this one.
    pub fn expression(&mut self, sql: &str, table: &TableDef, place: impl FnOnce() -> String) {
        let is_column = |name: &str| table.columns.iter().any(|column| column.name == name);
        self.expression_of(sql, is_column, place);
    }

    /// The same, where a name in double quotes is a column of which this is true.
    pub fn expression_of(
        &mut self,
        sql: &str,
        is_column: impl Fn(&str) -> bool,
        place: impl FnOnce() -> String,
    ) {
        if self.spec.quote == '"' || sql.contains('\0') {
            return self.verbatim(sql, place);
        }
        let mut rest = sql;
        while let Some(start) = rest.find(['\'', '"', '`']) {
            let end = start + quoted(&rest[start..], self.spec.definition.backslash_escapes);
            self.out.push_str(&rest[..start]);
            let part = &rest[start..end];
            let inner = part.strip_prefix('"').and_then(|part| part.strip_suffix('"'));
            let column = inner.map(|inner| inner.replace("\"\"", "\""));
            match column.filter(|name| is_column(name)) {
                Some(column) => self.column(&column),
                None => self.out.push_str(part),
            }
            rest = &rest[end..];
        }
        self.out.push_str(rest);
    }

    fn name(&mut self, name: &str, what: &'static str) {
        match name::problem(name, what, self.spec) {
            Some(problem) => self.problem(problem),
            None => ident::write(&mut self.out, name, self.spec.quote),
        }
    }
}

/// The length of the quoted text at the start, both quotes included.
fn quoted(text: &str, backslash_escapes: bool) -> usize {
    let mut chars = text.char_indices().peekable();
    let Some((_, quote)) = chars.next() else { return 0 };
    while let Some((at, c)) = chars.next() {
        let escapes = c == '\\' && backslash_escapes && quote != '`';
        let doubled = c == quote && chars.peek().is_some_and(|(_, next)| *next == quote);
        if escapes || doubled {
            chars.next();
        } else if c == quote {
            return at + c.len_utf8();
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::Writer;
    use crate::dialect::{MySql, Sqlite};
    use crate::render::Dialect;
    use crate::schema::def::{ColumnDef, TableDef};
    use crate::types::Kind;

    const fn column(name: &'static str) -> ColumnDef {
        ColumnDef { name, kind: Kind::Int64, ..ColumnDef::PLAIN }
    }

    const TABLE: TableDef =
        TableDef { name: "t", columns: &[column("a\"b"), column("c d")], ..TableDef::PLAIN };

    fn written<D: Dialect>(sql: &str) -> String {
        let mut writer = Writer::new(D::SPEC);
        writer.expression(sql, &TABLE, String::new);
        writer.take()
    }

    #[test]
    fn columns_get_the_quotes_of_the_dialect() {
        assert_eq!(written::<MySql>(r#""a""b" > "c d""#), r#"`a"b` > `c d`"#);
        for sql in [
            r#"'"c d"' || '''"c d"'"#,
            r#"'it\'s "c d"'"#,
            r#""no column" "c d"#,
            "`c d` > 'c d",
            "'",
            "",
        ] {
            assert_eq!(written::<MySql>(sql), sql);
        }
        let sql = r#""c d" = 'it\"c d"'"#;
        assert_eq!(written::<Sqlite>(sql), sql);
    }
}
