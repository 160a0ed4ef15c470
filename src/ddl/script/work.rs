//! What is to be done: tables that come and go, and of those that stay, what of them does.

use super::Said;
use super::prepare::text;
use crate::ddl::catalog::{
    Catalog, Column, Computed, Enum, ForeignKey, Key, Origin, Table, same_type,
};
use crate::ddl::piece::{Piece, names, pieces};
use crate::render::definition::Alters;
use crate::render::spec::Spec;

/// The difference between two catalogs.
pub(super) struct Work<'w> {
    pub spec: &'static Spec,
    pub live: &'w Catalog,
    pub wanted: &'w Catalog,
    pub said: &'w Said,
    pub pairs: Vec<Pair<'w>>,
    pub created: Vec<&'w Table>,
    pub dropped: Vec<&'w Table>,
    /// Enums that lose labels or their order, so that others take their names.
    pub replaced: Vec<&'w Enum>,
}

/// A table that stays.
pub(super) struct Pair<'w> {
    pub own: &'w Table,
    pub wanted: &'w Table,
    /// What of it goes, but for columns.
    pub dropped: Vec<Piece<'w>>,
    /// Indexes of foreign keys that need them no more.
    pub unmade: Vec<&'w Key>,
    /// What comes.
    pub added: Vec<Piece<'w>>,
    /// Columns that go, computed ones first.
    pub gone: Vec<&'w Column>,
    /// Columns that come.
    pub new: Vec<&'w Column>,
    /// Columns that stay, before and after.
    pub kept: Vec<[&'w Column; 2]>,
    /// Those of them that get another type.
    pub retyped: Vec<&'w str>,
    /// What columns get where they would be NULL, as SQL.
    pub fills: Vec<(&'w Column, &'w str)>,
}

impl<'w> Work<'w> {
    pub fn of(live: &'w Catalog, wanted: &'w Catalog, said: &'w Said) -> Self {
        let stored = |table: &&Table| table.origin == Origin::Table;
        let other = |of: &'w Catalog, table: &Table| of.table(&table.name).filter(stored);
        let before = live.tables.iter().filter(stored);
        let after = wanted.tables.iter().filter(stored);
        let created = after.clone().filter(|table| other(live, table).is_none());
        let dropped = before.filter(|table| other(wanted, table).is_none());
        let mut work = Self {
            spec: live.spec,
            live,
            wanted,
            said,
            pairs: Vec::new(),
            created: created.collect(),
            dropped: dropped.collect(),
            replaced: replaced(live, wanted, said),
        };
        let pairs = after.filter_map(|table| Some(work.pair(other(live, table)?, table)));
        work.pairs = pairs.collect();
        if work.spec.definition.alters != Alters::Rebuilt {
            work.renew_foreign_keys();
        }
        work
    }

    fn alters(&self) -> Alters {
        self.spec.definition.alters
    }

    fn pair(&self, own: &'w Table, wanted: &'w Table) -> Pair<'w> {
        let both = |column: &'w Column| Some([own.column(&column.name)?, column]);
        let retypes = |[own, wanted]: &[&Column; 2]| {
            let is_replaced = |name: &String| self.replaced.iter().any(|of| of.name == *name);
            let collates = |column: &Column| {
                column.beyond.iter().find(|of| of.starts_with("COLLATE ")).cloned()
            };
            !same_type(&own.sql_type, &wanted.sql_type)
                || collates(own) != collates(wanted)
                || wanted.of_enum.as_ref().is_some_and(is_replaced)
        };
        let kept: Vec<[&Column; 2]> = wanted.columns.iter().filter_map(both).collect();
        let retyped: Vec<&str> =
            kept.iter().filter(|pair| retypes(pair)).map(|pair| pair[1].name.as_str()).collect();
        let renamed: Vec<&str> = match self.alters() {
            Alters::Whole => self.said.renamed(&wanted.name).map(|[_, to]| to.as_str()).collect(),
            Alters::Rebuilt | Alters::Parts => Vec::new(),
        };
        // Of these nothing may be said meanwhile.
        let moved: Vec<&str> = retyped.iter().chain(&renamed).copied().collect();
        let remade = |[own, wanted]: &[&Column; 2]| {
            let is_computed = |computed: &Computed| {
                moved.iter().any(|name| names(&computed.sql, name))
                    || retyped.contains(&wanted.name.as_str())
            };
            let stays = matches!((&own.computed, &wanted.computed), (Some(of), None) if of.stored);
            (own.computed != wanted.computed && !stays)
                || wanted.computed.as_ref().is_some_and(is_computed)
        };
        let rebuilt = self.alters() == Alters::Rebuilt;
        let (made, kept): (Vec<_>, Vec<_>) =
            kept.into_iter().partition(|pair| !rebuilt && remade(pair));
        let retyped: Vec<_> =
            retyped.into_iter().filter(|name| kept.iter().any(|of| of[1].name == *name)).collect();
        let goes = own.columns.iter().filter(|column| wanted.column(&column.name).is_none());
        let mut gone: Vec<_> = goes.chain(made.iter().map(|[own, _]| *own)).collect();
        gone.sort_by_key(|column| column.computed.is_none());
        let comes = wanted.columns.iter().filter(|column| own.column(&column.name).is_none());
        let new: Vec<_> = comes.chain(made.iter().map(|[_, wanted]| *wanted)).collect();

        let [before, after] = [own, wanted].map(pieces);
        let stays = |piece: &Piece<'_>, others: &[Piece<'_>]| {
            let is_made = |[_, column]: &[&Column; 2]| piece.names(&column.name);
            let moves = |sql: &&str| moved.iter().any(|name| names(sql, name));
            others.iter().any(|other| other.words() == piece.words())
                && (rebuilt || !made.iter().any(is_made) && !piece.expressions().iter().any(moves))
        };
        let said = |column: &'w Column| {
            let sql = self.said.value(&wanted.name, &column.name).filter(|_| !column.nullable)?;
            Some((column, sql))
        };
        let was = |column: &'w Column| {
            let computed = own.column(&column.name)?.computed.as_ref()?;
            Some((column, computed.sql.as_str()))
        };
        let plain = || new.iter().filter(|column| column.computed.is_none());
        let is_bare = |column: &Column| column.default.is_none() && column.identity.is_none();
        // What was computed is kept, and only where that is NULL comes what is said.
        let fills = plain().filter_map(|column| was(column));
        let fills = fills.chain(plain().filter_map(|column| {
            said(column).filter(|(_, sql)| match was(column) {
                Some((_, computed)) => computed != *sql,
                None => is_bare(column),
            })
        }));
        let freed =
            kept.iter().filter(|[own, _]| own.nullable).filter_map(|[_, column]| said(column));
        let fills = fills.chain(freed.filter(|(column, _)| column.computed.is_none()));
        let made = |key: &&Key| {
            let name = key.name.as_deref().unwrap_or_default();
            wanted.foreign_keys.iter().any(|of| of.has_made(name, &key.columns))
        };
        Pair {
            unmade: own.made.iter().filter(|key| !made(key)).collect(),
            own,
            wanted,
            dropped: before.iter().filter(|piece| !stays(piece, &after)).copied().collect(),
            added: after.iter().filter(|piece| !stays(piece, &before)).copied().collect(),
            fills: fills.collect(),
            gone,
            new,
            kept,
            retyped,
        }
    }

    /// Foreign keys go while a column on either side gets another type, and while a key or an index that they need does.
    fn renew_foreign_keys(&mut self) {
        let whole = self.alters() == Alters::Whole;
        let of = |name: &str| self.pairs.iter().find(|pair| pair.wanted.name == name);
        let renewed = |pair: &Pair<'w>, key: &ForeignKey| {
            let target = of(&key.target).filter(|_| key.target_schema == self.live.schema);
            pair.moves(&key.columns)
                || (whole && pair.drops_key(&key.columns))
                || target.is_some_and(|target| {
                    target.moves(&key.target_columns) || target.drops_key(&key.target_columns)
                })
        };
        let renewed: Vec<Vec<Piece<'w>>> = self
            .pairs
            .iter()
            .map(|pair| {
                let added = |key: &&ForeignKey| {
                    let is = |piece: &Piece<'_>| piece.words() == Piece::Foreign(key).words();
                    pair.added.iter().any(is)
                };
                let stays = pair.wanted.foreign_keys.iter().filter(|key| !added(key));
                stays.filter(|key| renewed(pair, key)).map(Piece::Foreign).collect()
            })
            .collect();
        for (pair, renewed) in self.pairs.iter_mut().zip(renewed) {
            pair.dropped.extend(&renewed);
            pair.added.extend(renewed);
        }
    }

    /// The schema in which all of it is.
    pub fn schema(&self) -> Option<&str> {
        self.live.schema.as_deref()
    }
}

impl Pair<'_> {
    fn moves(&self, columns: &[String]) -> bool {
        let moved = |name: &String| {
            self.retyped.contains(&name.as_str()) || self.gone.iter().any(|of| of.name == *name)
        };
        columns.iter().any(moved)
    }

    /// Whether a key or an index goes that begins as these columns do.
    fn drops_key(&self, columns: &[String]) -> bool {
        let unmade = self.unmade.iter().map(|key| Piece::Unique(key));
        self.dropped.iter().copied().chain(unmade).any(|piece| {
            let names = piece.columns();
            !matches!(piece, Piece::Foreign(_) | Piece::Check(_))
                && (names.first().is_some_and(|first| Some(*first) == columns.first())
                    || (names.len() == columns.len()
                        && columns.iter().all(|name| names.contains(&name))))
        })
    }
}

/// Enums of which a label that is there is none any more, or that say a new one in an expression: PostgreSQL
/// knows that only when it is committed.
fn replaced<'w>(live: &Catalog, wanted: &'w Catalog, said: &Said) -> Vec<&'w Enum> {
    let values = said.values.iter().map(|(.., sql)| sql.as_str());
    let said: Vec<&str> = wanted.tables.iter().flat_map(expressions).chain(values).collect();
    let is_replaced = |of: &&Enum| {
        let Some(own) = live.enums.iter().find(|own| own.name == of.name) else { return false };
        let mut new = of.labels.iter().filter(|label| !own.labels.contains(label));
        let is_said = |label: &String| {
            let text = text(label);
            said.iter().any(|sql| sql.contains(&text))
        };
        own.labels != of.labels && (!own.grows_to(of) || new.any(is_said))
    };
    wanted.enums.iter().filter(is_replaced).collect()
}

/// All SQL of a table.
fn expressions(table: &Table) -> Vec<&str> {
    let own = pieces(table).into_iter().flat_map(Piece::expressions);
    let columns = table.columns.iter().flat_map(|column| {
        column.default.iter().chain(column.computed.iter().map(|of| &of.sql)).map(String::as_str)
    });
    let query = match &table.origin {
        Origin::View(query) => query.as_deref(),
        Origin::Table => None,
    };
    own.chain(columns).chain(query).collect()
}
