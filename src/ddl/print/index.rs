//! `index(..)` of a table, and `unique(..)` where it is more than a constraint.

use super::column::is_known;
use super::literal;
use super::name::ident;
use super::table::{Printer, Said, are_known};
use crate::ddl::catalog::{Index, Over, Part, Table};
use crate::schema::def::IndexMethod;
use crate::types::Kind;

impl Printer<'_, '_> {
    /// Indexes of columns, where each list of them is declared once.
    pub(super) fn simple_indexes(&self, said: &mut Said) {
        let mut seen: Vec<Vec<String>> = Vec::new();
        for index in &self.table().indexes {
            let Some(columns) = self.simple(index) else { continue };
            if seen.contains(&columns) {
                said.unsaid.push(index.words());
                continue;
            }
            let name = self.unusual(&index.name, "ix", &columns.join("_"));
            self.key(said, "index", &columns, name);
            seen.push(columns);
        }
    }

    /// The columns of an index that is of these alone.
    fn simple(&self, index: &Index) -> Option<Vec<String>> {
        let said = !self.is_view() && !index.unique;
        index.columns().filter(|columns| said && are_known(self.table(), columns))
    }

    /// An index of more than columns alone; or what is not said of any.
    pub(super) fn index(&self, said: &mut Said, index: &Index) {
        if self.simple(index).is_some() {
            return;
        }
        if self.is_view() || !is_sayable(self.table(), index) {
            return said.unsaid.push(index.words());
        }
        let mut usual = Vec::new();
        let parts = index.parts.iter().map(|part| match &part.over {
            Over::Column(column) => {
                usual.push(column.clone());
                part.words(&self.idents(std::slice::from_ref(column)))
            }
            Over::Expression(sql) => {
                let words = sql.split(|c: char| !c.is_alphanumeric() && c != '_');
                usual.push(words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_"));
                part.words(&literal(sql))
            }
        });
        let mut parts: Vec<_> = parts.collect();
        if index.method != IndexMethod::Usual {
            parts.push(format!("method = {}", index.method.word()));
        }
        if !index.include.is_empty() {
            parts.push(format!("include({})", self.idents(&index.include)));
        }
        parts.extend(index.filter.iter().map(|sql| format!("filter({})", literal(sql))));
        let (word, prefix) = if index.unique { ("unique", "uq") } else { ("index", "ix") };
        let name = self.unusual(&index.name, prefix, &usual.join("_"));
        parts.extend(said.name(word, name));
        said.above.push(format!("{word}({})", parts.join(", ")));
    }
}

/// Whether `index(..)` or `unique(..)` takes all of it.
fn is_sayable(table: &Table, index: &Index) -> bool {
    let Index { method, parts, include, .. } = index;
    let all = |is: fn(&Part) -> bool| parts.iter().all(is);
    let fits = match method {
        _ if index.unique => {
            all(Part::is_plain) && *method == IndexMethod::Usual && include.is_empty()
        }
        IndexMethod::Usual => true,
        IndexMethod::FullText => all(|part| part.is_plain() && part.column().is_some()),
        IndexMethod::Gist => all(|part| !part.is_sorted()),
        IndexMethod::Gin | IndexMethod::Brin => all(|part| !part.is_sorted()) && include.is_empty(),
        IndexMethod::Hash | IndexMethod::SpGist => {
            all(|part| !part.is_sorted()) && include.is_empty() && parts.len() == 1
        }
    };
    let known = |part: &Part| match &part.over {
        Over::Column(name) => table.column(name).is_some_and(|column| {
            // `include(10)` would be read as the columns that go along.
            let begins = matches!(column.kind, Some(Kind::Text | Kind::Bytes))
                && !["include", "filter"].contains(&ident(name).as_str());
            is_known(column) && (begins || part.prefix.is_none())
        }),
        // A word alone would be a column.
        Over::Expression(sql) => sql.contains(|c: char| !c.is_alphanumeric() && c != '_'),
    };
    let classes = || parts.iter().filter_map(|part| part.class.as_ref());
    let words = ["asc", "desc", "nulls"];
    fits && index.beyond.is_none()
        && parts.iter().all(known)
        && are_known(table, include)
        && classes().all(|class| ident(class) == *class && !words.contains(&class.as_str()))
}
