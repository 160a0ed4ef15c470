//! The order of a flush, as data: which rows are written in which statement, without a database.
//!
//! Parents are inserted before their children and deleted after them. Where tables reference each
//! other, or one itself, it is decided row by row; a circle of rows is cut at a foreign key that may be
//! NULL, which a second UPDATE fills in. A row whose key or other unique value another one takes is deleted first.

mod early;
mod leaving;
mod moving;
mod order;
mod show;

use std::any::TypeId;
use std::collections::HashMap;
use std::fmt;

use self::early::early;
pub(super) use self::early::uniques;
use self::leaving::leaving;
use self::moving::moving;
pub(super) use self::order::given_key;
use self::order::{Edge, Levels, Node, Way, groups, is_felt, keys, levels, new_edges, ways};
pub use self::show::show;
use super::draft::GivenColumns;
use super::object::same;
use crate::error::Result;
use crate::query::rows::Below;
use crate::schema::def::{Action, TableDef};
use crate::types::value::{Key, Value};

/// All that is to be written.
#[derive(Debug, Default)]
pub struct Changes<'a> {
    /// By table.
    pub tables: Vec<TableChanges<'a>>,
    /// Rows of tables between two others.
    pub links: Vec<LinkChange>,
}

impl Changes<'_> {
    /// The rows of a table to which deleting does this, with their numbers.
    pub(super) fn doomed(
        &self,
        table: usize,
        doom: Doom,
    ) -> impl Iterator<Item = (usize, &DeletedRow)> {
        let rows = self.tables[table].deleted.iter().enumerate();
        rows.filter(move |(_, row)| row.doom == doom)
    }
}

/// A row of a table between two others.
#[derive(Clone, Debug)]
pub struct LinkChange {
    /// The table.
    pub table: &'static TableDef,
    /// Its columns that reference the two.
    pub places: Vec<usize>,
    /// What happens to the row.
    pub fate: LinkFate,
}

/// What happens to a row of a table between two others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkFate {
    /// It is inserted.
    Added,
    /// It is deleted.
    Removed,
}

/// What is to be written to one table.
#[derive(Debug)]
pub struct TableChanges<'a> {
    /// The table.
    pub table: &'static TableDef,
    /// Its row struct.
    pub kind: TypeId,
    /// The tables whose rows go with those that are deleted, or lose their reference to them: the lowest first.
    pub dependents: Vec<Dependent>,
    /// Rows to insert.
    pub new: Vec<NewRow<'a>>,
    /// Rows to update.
    pub changed: Vec<ChangedRow>,
    /// Rows to delete.
    pub deleted: Vec<DeletedRow>,
    /// What the rows to update have now.
    pub had: &'a dyn Had,
}

impl TableChanges<'_> {
    /// What changed rows have then in these columns, where they have others there now, and none is NULL.
    pub(super) fn taken_by_changed(&self, places: &[usize]) -> impl Iterator<Item = Key> {
        self.changed.iter().filter_map(|row| self.taken_by(row, places))
    }

    /// The same of one of them.
    fn taken_by(&self, row: &ChangedRow, places: &[usize]) -> Option<Key> {
        let set = |place: usize| row.set.iter().find(|(set, _)| *set == place);
        if !places.iter().any(|place| set(*place).is_some()) {
            return None;
        }
        let had = self.had.had(row.slot);
        let then =
            |place: &usize| Some(set(*place).map_or(had.get(*place)?, |(_, new)| new).clone());
        places.iter().map(then).collect::<Option<Key>>().filter(|key| !key.has_null())
    }
}

/// Tells what rows have.
pub trait Had {
    /// All values of the row whose object is in a slot.
    fn had(&self, slot: u32) -> Vec<Value>;
}

impl fmt::Debug for dyn Had + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Had")
    }
}

/// A row to insert.
#[derive(Debug)]
pub struct NewRow<'a> {
    /// Its number among the new objects of its type.
    pub number: u32,
    /// What is given for its columns, in their order.
    pub given: &'a GivenColumns,
}

/// A row to update.
#[derive(Clone, Debug)]
pub struct ChangedRow {
    /// Where its object is.
    pub slot: u32,
    /// Its key.
    pub key: Key,
    /// The version that it had.
    pub version: Option<Value>,
    /// The columns that have changed, with their new values.
    pub set: Vec<(usize, Value)>,
    /// Those of them that get the key of an object whose row is inserted by the same flush.
    pub refers: GivenColumns,
}

/// A row to delete.
#[derive(Debug)]
pub struct DeletedRow {
    /// Where its object is.
    pub slot: u32,
    /// Its key.
    pub key: Key,
    /// The version that it had.
    pub version: Option<Value>,
    /// All its values.
    pub values: Vec<Value>,
    /// What is done to it.
    pub doom: Doom,
}

/// What deleting does to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doom {
    /// It is gone.
    Gone,
    /// It stays, and is marked as deleted.
    Marked,
}

impl Doom {
    /// What deleting does to the rows of a table, where nothing else is said.
    pub(super) fn of(table: &TableDef) -> Self {
        if table.deleted.is_some() { Self::Marked } else { Self::Gone }
    }
}

/// Rows that depend on rows which are deleted, and for which the database does nothing.
#[derive(Clone, Debug)]
pub struct Dependent {
    /// The rows that reference the deleted ones.
    pub first: Below,
    /// From these on, those that reference the ones before them: the last of all are meant.
    pub further: Vec<Below>,
    /// What happens to them.
    pub fate: Fate,
}

impl Dependent {
    /// The rows that are meant.
    pub fn rows(&self) -> &Below {
        self.further.last().unwrap_or(&self.first)
    }
}

/// What happens to rows that depend on one that is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// They are deleted: rows of a table between two others, and those that are nothing without it.
    Delete,
    /// Their reference becomes NULL.
    Clear,
}

/// A statement of a flush. Tables are numbers among the changes, and rows among their rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// INSERT of new rows, with these columns.
    Inserts {
        /// The table.
        table: usize,
        /// The columns.
        places: Vec<usize>,
        /// The rows.
        rows: Vec<usize>,
    },
    /// UPDATE of a reference that was NULL when its row was inserted.
    Fill {
        /// The table.
        table: usize,
        /// The column.
        place: usize,
        /// The new rows.
        rows: Vec<usize>,
    },
    /// UPDATE of these columns.
    Updates {
        /// The table.
        table: usize,
        /// The columns.
        places: Vec<usize>,
        /// The rows.
        rows: Vec<usize>,
    },
    /// UPDATE that sets a reference to NULL, so that the rows it leads to can be deleted before it leads to others.
    Leave {
        /// The table.
        table: usize,
        /// The column.
        place: usize,
        /// The changed rows.
        rows: Vec<usize>,
    },
    /// DELETE or INSERT of rows of a table between two others.
    Link {
        /// Which of the two.
        fate: LinkFate,
        /// The rows.
        links: Vec<usize>,
    },
    /// Rows that depend on ones which are deleted next.
    Release {
        /// The table whose rows are deleted next.
        table: usize,
        /// Which of its dependents.
        dependent: usize,
        /// The rows that are deleted.
        rows: Vec<usize>,
    },
    /// UPDATE that sets a reference to NULL, so that the rows it leads to can be deleted.
    Cut {
        /// The table.
        table: usize,
        /// The column.
        place: usize,
        /// The rows that are deleted.
        rows: Vec<usize>,
    },
    /// The same for rows that reference themselves, where the database deletes none of these.
    CutOwn {
        /// The table.
        table: usize,
        /// The column.
        place: usize,
        /// The rows that are deleted.
        rows: Vec<usize>,
    },
    /// UPDATE that compares the versions of rows and counts them on, since these go along with each other next.
    Hold {
        /// The table.
        table: usize,
        /// The rows that are deleted.
        rows: Vec<usize>,
    },
    /// UPDATE that marks rows as deleted.
    Marks {
        /// The table.
        table: usize,
        /// The rows.
        rows: Vec<usize>,
    },
    /// DELETE of rows.
    Deletes {
        /// The table.
        table: usize,
        /// The rows.
        rows: Vec<usize>,
        /// Whether their versions were compared before: what goes along with one is not there any more.
        is_held: bool,
    },
}

/// Plans a flush.
///
/// # Errors
///
/// Where rows reference each other in a circle in which no reference may be NULL, or what a row is found by or
/// references is another one's column that changes.
pub fn plan(changes: &mut Changes<'_>) -> Result<Vec<Step>> {
    let groups = groups(changes);
    let early = early(changes, moving(changes)?);
    let leaving = leaving(changes, &early);
    leaving.restore(changes);
    let changes = &*changes;
    let mut steps = Vec::new();
    if !early.is_empty() {
        for table in 0..changes.tables.len() {
            update(changes, table, |node| leaving.first.contains(node), &mut steps);
        }
        let cuts = by_column(leaving.cut).into_iter();
        steps.extend(cuts.map(|(table, place, rows)| Step::Leave { table, place, rows }));
        for group in groups.iter().rev() {
            delete(changes, group, |node| early.contains(node), &mut steps)?;
        }
    }
    for group in &groups {
        insert(changes, group, &mut steps)?;
        for &table in group {
            update(changes, table, |node| !leaving.first.contains(node), &mut steps);
        }
    }
    for fate in [LinkFate::Removed, LinkFate::Added] {
        link(changes, fate, &mut steps);
    }
    for group in groups.iter().rev() {
        mark(changes, group, &mut steps);
        delete(changes, group, |node| !early.contains(node), &mut steps)?;
    }
    Ok(steps)
}

/// One statement for each table between two others, and the columns that relate these.
fn link(changes: &Changes<'_>, fate: LinkFate, steps: &mut Vec<Step>) {
    let first = steps.len();
    for (row, change) in changes.links.iter().enumerate().filter(|(_, link)| link.fate == fate) {
        let same = steps[first..].iter_mut().find_map(|step| match step {
            Step::Link { links, .. } => {
                let of = &changes.links[links[0]];
                (same(of.table, change.table) && of.places == change.places).then_some(links)
            }
            _ => None,
        });
        match same {
            Some(links) => links.push(row),
            None => steps.push(Step::Link { fate, links: vec![row] }),
        }
    }
}

fn insert(changes: &Changes<'_>, group: &[usize], steps: &mut Vec<Step>) -> Result<()> {
    let all: Vec<(usize, Vec<Way>)> =
        group.iter().map(|&table| (table, ways(changes, group, table))).collect();
    if all.iter().all(|(_, ways)| ways.is_empty()) {
        for &table in group {
            by_shape(changes, table, 0..changes.tables[table].new.len(), &[], steps);
        }
        return Ok(());
    }
    let (nodes, edges) = new_edges(changes, group, &all);
    let order = levels(changes, &nodes, &edges)?;
    for level in order.by_level(group, |table| changes.tables[table].new.len()) {
        for (&table, rows) in group.iter().zip(level) {
            let cuts: Vec<_> = order.cuts.iter().filter(|cut| cut.0.0 == table).collect();
            by_shape(changes, table, rows.into_iter(), &cuts, steps);
        }
    }
    let fills = by_column(order.cuts).into_iter();
    steps.extend(fills.map(|(table, place, rows)| Step::Fill { table, place, rows }));
    Ok(())
}

/// The tables and columns at which circles were cut, with their rows.
fn by_column(cuts: Vec<(Node, usize)>) -> Vec<(usize, usize, Vec<usize>)> {
    let mut columns: Vec<(usize, usize, Vec<usize>)> = Vec::new();
    for ((table, row), place) in cuts {
        match columns.iter_mut().find(|of| (of.0, of.1) == (table, place)) {
            Some((.., rows)) => rows.push(row),
            None => columns.push((table, place, vec![row])),
        }
    }
    columns
}

/// One INSERT for each set of columns.
fn by_shape(
    changes: &Changes<'_>,
    table: usize,
    rows: impl Iterator<Item = usize>,
    cuts: &[&(Node, usize)],
    steps: &mut Vec<Step>,
) {
    let first = steps.len();
    for row in rows {
        let is_cut = |place: &usize| cuts.iter().any(|cut| **cut == ((table, row), *place));
        let given = changes.tables[table].new[row].given.iter();
        let places = given.map(|(place, _)| *place).filter(|place| !is_cut(place));
        let same = steps[first..].iter_mut().find_map(|step| match step {
            Step::Inserts { places: known, rows, .. }
                if known.iter().copied().eq(places.clone()) =>
            {
                Some(rows)
            }
            _ => None,
        });
        match same {
            Some(rows) => rows.push(row),
            None => {
                steps.push(Step::Inserts { table, places: places.collect(), rows: vec![row] });
            }
        }
    }
}

/// One UPDATE for each set of columns, of the rows for which it is the time.
fn update(
    changes: &Changes<'_>,
    table: usize,
    is_time: impl Fn(&Node) -> bool,
    steps: &mut Vec<Step>,
) {
    let first = steps.len();
    for (row, changed) in changes.tables[table].changed.iter().enumerate() {
        if !is_time(&(table, row)) {
            continue;
        }
        let places = changed.set.iter().map(|(place, _)| *place);
        let same = steps[first..].iter_mut().find_map(|step| match step {
            Step::Updates { places: known, rows, .. }
                if known.iter().copied().eq(places.clone()) =>
            {
                Some(rows)
            }
            _ => None,
        });
        match same {
            Some(rows) => rows.push(row),
            None => {
                steps.push(Step::Updates { table, places: places.collect(), rows: vec![row] });
            }
        }
    }
}

/// Rows that are only marked as deleted stay, with what depends on them.
fn mark(changes: &Changes<'_>, group: &[usize], steps: &mut Vec<Step>) {
    for &table in group {
        let rows: Vec<usize> = changes.doomed(table, Doom::Marked).map(|(row, _)| row).collect();
        if !rows.is_empty() {
            steps.push(Step::Marks { table, rows });
        }
    }
}

/// Those of the rows for which it is the time.
fn delete(
    changes: &Changes<'_>,
    group: &[usize],
    is_time: impl Fn(&Node) -> bool,
    steps: &mut Vec<Step>,
) -> Result<()> {
    for &table in group {
        let rows = changes.doomed(table, Doom::Gone).map(|(row, _)| row);
        let rows: Vec<usize> = rows.filter(|row| is_time(&(table, *row))).collect();
        if !rows.is_empty() {
            let dependents = 0..changes.tables[table].dependents.len();
            let release = |dependent| Step::Release { table, dependent, rows: rows.clone() };
            steps.extend(dependents.map(release));
        }
    }
    let mut nodes = Vec::new();
    let mut edges: HashMap<Node, Vec<Edge>> = HashMap::new();
    let mut own = Vec::new();
    // Where versions are compared, the database is not to take along what would be deleted next.
    let mut going: Vec<(Node, Edge)> = Vec::new();
    for &table in group {
        let ways = ways(changes, group, table);
        let is_told = |way: &&Way| is_felt(way.key) || way.key.on_delete == Action::Cascade;
        let ways: Vec<_> = ways.iter().filter(is_told).collect();
        let targets: Vec<HashMap<Key, Node>> = ways.iter().map(|way| keys(changes, way)).collect();
        for (row, deleted) in changes.doomed(table, Doom::Gone) {
            if !is_time(&(table, row)) {
                continue;
            }
            nodes.push((table, row));
            for (way, targets) in ways.iter().zip(&targets) {
                let key =
                    Key::from_iter(way.places.iter().map(|place| deleted.values[*place].clone()));
                match targets.get(&key) {
                    Some(&to) if !is_felt(way.key) => {
                        let is_told = deleted.version.is_some() && to != (table, row);
                        let edge = Edge { to, cut: way.cut };
                        going.extend((is_told && is_time(&to)).then_some(((table, row), edge)));
                    }
                    Some(&to) if to == (table, row) => {
                        own.extend(way.cut.map(|place| ((table, row), place)));
                    }
                    Some(&to) if is_time(&to) => {
                        edges.entry((table, row)).or_default().push(Edge { to, cut: way.cut });
                    }
                    _ => {}
                }
            }
        }
    }
    let (order, is_circle) = order_of_deletes(changes, &nodes, &edges, going)?;
    let levels = order.by_level(group, |table| changes.tables[table].deleted.len());
    let own = by_column(own).into_iter();
    steps.extend(own.map(|(table, place, rows)| Step::CutOwn { table, place, rows }));
    let cuts = by_column(order.cuts).into_iter();
    steps.extend(cuts.map(|(table, place, rows)| Step::Cut { table, place, rows }));
    for &table in group.iter().filter(|_| is_circle) {
        let own = nodes.iter().filter(|node| node.0 == table).map(|(_, row)| *row);
        let counted = own.filter(|row| changes.tables[table].deleted[*row].version.is_some());
        let rows: Vec<usize> = counted.collect();
        if !rows.is_empty() {
            steps.push(Step::Hold { table, rows });
        }
    }
    for level in levels.into_iter().rev() {
        for (&table, rows) in group.iter().zip(level).rev() {
            if !rows.is_empty() {
                steps.push(Step::Deletes { table, rows, is_held: is_circle });
            }
        }
    }
    Ok(())
}

/// What goes along with others comes before these, unless it does so in a circle that nothing cuts: whether that is so.
fn order_of_deletes(
    changes: &Changes<'_>,
    nodes: &[Node],
    edges: &HashMap<Node, Vec<Edge>>,
    going: Vec<(Node, Edge)>,
) -> Result<(Levels, bool)> {
    let is_going = !going.is_empty();
    if is_going {
        let mut all = edges.clone();
        for (from, edge) in going {
            all.entry(from).or_default().push(edge);
        }
        if let Ok(order) = levels(changes, nodes, &all) {
            return Ok((order, false));
        }
    }
    Ok((levels(changes, nodes, edges)?, is_going))
}

#[cfg(test)]
mod tests;
