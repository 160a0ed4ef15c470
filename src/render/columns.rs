//! What the items of a SELECT become where the query around it says so: columns of given names, or of given
//! types.

use super::Pass;
use crate::types::Kind;

/// The name of a column of a subquery, by its position.
pub type Names = fn(usize) -> Option<&'static str>;

/// The type of a column of a recursive query, by its position.
pub type Kinds = fn(usize) -> Option<Kind>;

/// What the items of a SELECT become.
#[derive(Clone, Copy)]
pub(super) enum Columns {
    /// Columns of these names.
    Named(Names),
    /// Columns of these types, as wide as the step of a recursive query may make them.
    Typed(Kinds),
}

impl<'a> Pass<'_, 'a> {
    /// Walks a query whose columns get names: `SELECT a AS name`. The first SELECT in it takes them.
    pub fn named(&mut self, names: Names, query: impl FnOnce(&mut Self)) {
        self.with_columns(Columns::Named(names), query);
    }

    /// Walks a part of a recursive query, whose columns are of these types: the first SELECT in it casts to
    /// them.
    pub fn typed(&mut self, kinds: Kinds, query: impl FnOnce(&mut Self)) {
        self.with_columns(Columns::Typed(kinds), query);
    }

    fn with_columns(&mut self, columns: Columns, query: impl FnOnce(&mut Self)) {
        let before = self.columns.replace((columns, 0));
        query(self);
        self.columns = before;
    }

    /// Walks a part that stands before the SELECT that makes the columns and the rows.
    pub fn before_columns(&mut self, part: impl FnOnce(&mut Self)) {
        let (columns, first) = (self.columns.take(), self.takes_first());
        part(self);
        (self.columns, self.first) = (columns, first);
    }

    /// Walks the items of the SELECT that makes the columns.
    pub fn items(&mut self, items: impl FnOnce(&mut Self)) {
        items(self);
        self.columns = None;
    }

    /// Walks one item, and writes its name or type where it has got one.
    #[inline]
    pub fn item(&mut self, item: impl FnOnce(&mut Self)) {
        let Some((columns, at)) = self.columns.take() else { return item(self) };
        match columns {
            Columns::Named(names) => {
                item(self);
                if let Some(name) = names(at) {
                    self.sql(" AS ");
                    self.ident(name);
                }
            }
            Columns::Typed(kinds) => {
                let kind = kinds(at);
                let casts = kind.map_or([None; 2], self.spec.seed_casts);
                let bytes = kind == Some(Kind::Bytes);
                let [before, after] = if bytes { self.spec.seed_bytes } else { [""; 2] };
                self.sql(before);
                for _ in casts.iter().flatten() {
                    self.sql("CAST(");
                }
                item(self);
                self.sql(after);
                for name in casts.iter().flatten() {
                    self.sql(" AS ");
                    self.sql(name);
                    self.sql(")");
                }
            }
        }
        self.columns = Some((columns, at + 1));
    }
}
