//! The queries that WITH defines around a place, and the names under which they stand there.

use super::ident::{HASH, boundary, cut};
use super::{Mode, Pass};

/// How the queries of a WITH are named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QueryNames {
    /// As they are declared.
    #[default]
    Plain,
    /// As no table is: something in the statement may read a table of any name, and SQL would take a query of
    /// that name for it.
    Apart,
}

/// The queries that are defined.
#[derive(Default)]
pub(super) struct Queries {
    defined: Vec<(&'static str, QueryNames)>,
    /// How the next ones are named.
    names: QueryNames,
}

impl Pass<'_, '_> {
    /// Walks a statement with its WITH, which [defines](Self::define) names for it alone.
    pub fn with_queries(&mut self, names: QueryNames, statement: impl FnOnce(&mut Self)) {
        let around = self.queries.defined.len();
        let before = std::mem::replace(&mut self.queries.names, names);
        statement(self);
        self.queries.names = before;
        self.queries.defined.truncate(around);
    }

    /// WITH defines a query.
    pub fn define(&mut self, name: &'static str) {
        if let Mode::Text(_) = self.mode {
            self.queries.defined.push((name, self.queries.names));
            self.query_name(name);
        }
    }

    /// The name of a query of WITH, and how it is named.
    pub fn query_name(&mut self, name: &str) -> QueryNames {
        let known = self.queries.defined.iter().rfind(|(query, _)| *query == name);
        let names = known.map_or(QueryNames::Plain, |(_, names)| *names);
        match names {
            QueryNames::Plain => self.ident(name),
            QueryNames::Apart => self.ident(&apart(name)),
        }
        names
    }
}

/// The longest name that every database takes, in bytes. PostgreSQL cuts a longer one.
const LONGEST: usize = 63;
/// What no table's name ends in.
const APART: &str = " of WITH";

/// `totals of WITH`, where a long name is shortened so that these words stay.
fn apart(name: &str) -> String {
    let most = LONGEST - APART.len();
    if name.len() <= most {
        return format!("{name}{APART}");
    }
    cut(name, boundary(name, most - HASH)) + APART
}
