//! The order of a flush, as data: which rows are written in which statement, without a database.
//!
//! Parents are inserted before their children and deleted after them. Where tables reference each
//! other, or one itself, it is decided row by row; a circle of rows is cut at a foreign key that may be
//! NULL, which a second UPDATE fills in.

use std::any::TypeId;
use std::collections::HashMap;
use std::fmt;

use super::draft::{Given, GivenColumns};
use super::handle::{At, Ref};
use super::object::{places, same};
use crate::error::{Error, Result};
use crate::schema::def::{Action, ForeignKeyDef, TableDef};
use crate::types::value::{Key, Value};

/// All that is to be written.
#[derive(Debug, Default)]
pub struct Changes<'a> {
    /// By table.
    pub tables: Vec<TableChanges<'a>>,
    /// Rows of tables between two others.
    pub links: Vec<LinkChange>,
}

/// A row of a table between two others.
#[derive(Clone, Copy, Debug)]
pub struct LinkChange {
    /// The table.
    pub table: &'static TableDef,
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
    /// The tables whose rows go with those that are deleted, or lose their reference to them.
    pub dependents: Vec<Dependent>,
    /// Rows to insert.
    pub new: Vec<NewRow<'a>>,
    /// Rows to update.
    pub changed: Vec<ChangedRow>,
    /// Rows to delete.
    pub deleted: Vec<DeletedRow>,
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
#[derive(Debug)]
pub struct ChangedRow {
    /// Where its object is.
    pub slot: u32,
    /// Its key.
    pub key: Key,
    /// The version that it had.
    pub version: Option<Value>,
    /// The columns that have changed, with their new values.
    pub set: Vec<(usize, Value)>,
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
}

/// Rows that depend on rows which are deleted, and for which the database does nothing.
#[derive(Clone, Debug)]
pub struct Dependent {
    /// Their table.
    pub table: &'static TableDef,
    /// Their columns that reference the deleted row.
    pub places: Box<[usize]>,
    /// The columns that they reference.
    pub targets: Box<[usize]>,
    /// What happens to them.
    pub fate: Fate,
}

/// What happens to rows that depend on one that is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// They are deleted: rows of a table between two others.
    Delete,
    /// Their reference becomes NULL.
    Clear,
}

/// A statement of a flush. Tables are numbers among the changes, and rows among their rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// INSERT of new rows, with these columns.
    Insert {
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
    Update {
        /// The table.
        table: usize,
        /// The columns.
        places: Vec<usize>,
        /// The rows.
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
    /// DELETE of rows.
    Delete {
        /// The table.
        table: usize,
        /// The rows.
        rows: Vec<usize>,
    },
}

/// Plans a flush.
///
/// # Errors
///
/// Where rows reference each other in a circle in which no reference may be NULL.
pub fn plan(changes: &Changes<'_>) -> Result<Vec<Step>> {
    let groups = groups(changes);
    let mut steps = Vec::new();
    for group in &groups {
        insert(changes, group, &mut steps)?;
        for &table in group {
            update(changes, table, &mut steps);
        }
    }
    for fate in [LinkFate::Removed, LinkFate::Added] {
        link(changes, fate, &mut steps);
    }
    for group in groups.iter().rev() {
        delete(changes, group, &mut steps)?;
    }
    Ok(steps)
}

/// One statement for each table between two others.
fn link(changes: &Changes<'_>, fate: LinkFate, steps: &mut Vec<Step>) {
    let first = steps.len();
    for (row, change) in changes.links.iter().enumerate().filter(|(_, link)| link.fate == fate) {
        let same = steps[first..].iter_mut().find_map(|step| match step {
            Step::Link { links, .. } if same(changes.links[links[0]].table, change.table) => {
                Some(links)
            }
            _ => None,
        });
        match same {
            Some(links) => links.push(row),
            None => steps.push(Step::Link { fate, links: vec![row] }),
        }
    }
}

/// The tables, parents first; those that reference each other in a circle are one group.
fn groups(changes: &Changes<'_>) -> Vec<Vec<usize>> {
    let count = changes.tables.len();
    let mut reaches = vec![vec![false; count]; count];
    for (from, table) in changes.tables.iter().enumerate() {
        for key in table.table.foreign_keys {
            for (to, target) in changes.tables.iter().enumerate() {
                reaches[from][to] |= same((key.target)(), target.table);
            }
        }
    }
    for via in 0..count {
        for from in 0..count {
            for to in 0..count {
                reaches[from][to] |= reaches[from][via] && reaches[via][to];
            }
        }
    }
    let mut left: Vec<usize> = (0..count).collect();
    let mut groups = Vec::new();
    while let Some(first) = left.iter().copied().find(|&table| {
        left.iter().all(|&other| !reaches[table][other] || reaches[other][table] || other == table)
    }) {
        let in_group =
            |other: usize| other == first || (reaches[first][other] && reaches[other][first]);
        groups.push(left.iter().copied().filter(|&other| in_group(other)).collect());
        left.retain(|&other| !in_group(other));
    }
    groups
}

/// A row: its table, and its number among the table's rows.
type Node = (usize, usize);

/// A reference from a row to another one that is written in the same flush.
struct Edge {
    to: Node,
    /// Its column, where it is one that may be NULL.
    cut: Option<usize>,
}

/// A foreign key by places, with the table that it leads to in the group.
struct Way {
    places: Box<[usize]>,
    targets: Box<[usize]>,
    to: usize,
    cut: Option<usize>,
    key: &'static ForeignKeyDef,
}

fn ways(changes: &Changes<'_>, group: &[usize], table: usize) -> Vec<Way> {
    let def = changes.tables[table].table;
    let way = |key: &'static ForeignKeyDef| {
        let target = (key.target)();
        let to = *group.iter().find(|to| same(changes.tables[**to].table, target))?;
        let columns = places(def, key.columns);
        let cut = match *columns {
            [place] => def.columns[place].nullable.then_some(place),
            _ => None,
        };
        let targets = places(target, key.target_columns);
        Some(Way { places: columns, targets, to, cut, key })
    };
    def.foreign_keys.iter().filter_map(way).collect()
}

/// Rows in an order in which those that are referenced come first: a level for each.
struct Levels {
    levels: HashMap<Node, usize>,
    /// Rows and columns at which a circle was cut.
    cuts: Vec<(Node, usize)>,
}

fn levels(
    changes: &Changes<'_>,
    nodes: &[Node],
    edges: &HashMap<Node, Vec<Edge>>,
) -> Result<Levels> {
    let mut levels: HashMap<Node, usize> = HashMap::new();
    let mut cuts: Vec<(Node, usize)> = Vec::new();
    let mut path: Vec<(Node, usize)> = Vec::new();
    let mut on_path: HashMap<Node, usize> = HashMap::new();
    for &start in nodes {
        path.push((start, 0));
        while let Some((node, next)) = path.pop() {
            if levels.contains_key(&node) {
                continue;
            }
            on_path.insert(node, path.len());
            let out = edges.get(&node).map_or(&[][..], |out| &out[..]);
            let is_cut = |edge: &Edge| edge.cut.is_some_and(|place| cuts.contains(&(node, place)));
            let Some(edge) = out.get(next) else {
                let below = out.iter().filter(|edge| !is_cut(edge));
                let level =
                    below.filter_map(|edge| levels.get(&edge.to)).max().map_or(0, |max| max + 1);
                levels.insert(node, level);
                on_path.remove(&node);
                continue;
            };
            if is_cut(edge) || levels.contains_key(&edge.to) {
                path.push((node, next + 1));
                continue;
            }
            path.push((node, next));
            let Some(&from) = on_path.get(&edge.to) else {
                path.push((edge.to, 0));
                continue;
            };
            // A circle: from where it was entered, along the path, and back by this edge.
            let cut = path[from..].iter().enumerate().find_map(|(at, (node, next))| {
                Some((from + at, (*node, edges.get(node)?.get(*next)?.cut?)))
            });
            let Some((at, cut)) = cut else {
                return Err(circle(changes, path[from..].iter().map(|(node, _)| node.0)));
            };
            cuts.push(cut);
            for (node, _) in path.drain(at + 1..) {
                on_path.remove(&node);
            }
        }
    }
    Ok(Levels { levels, cuts })
}

/// The error about a circle that cannot be cut.
fn circle(changes: &Changes<'_>, tables: impl Iterator<Item = usize>) -> Error {
    let mut names: Vec<_> = tables.map(|table| changes.tables[table].table.name).collect();
    names.extend(names.first().copied());
    Error::other(format!(
        "rows reference each other in a circle, and none of the foreign keys may be NULL: {}",
        names.join(" → ")
    ))
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
    let most = order.levels.values().max().map_or(0, |most| most + 1);
    for level in 0..most {
        for &table in group {
            let rows = (0..changes.tables[table].new.len())
                .filter(|row| order.levels.get(&(table, *row)) == Some(&level));
            let cuts: Vec<_> = order.cuts.iter().filter(|cut| cut.0.0 == table).collect();
            by_shape(changes, table, rows, &cuts, steps);
        }
    }
    for ((table, row), place) in order.cuts {
        match steps.last_mut() {
            Some(Step::Fill { table: t, place: p, rows }) if *t == table && *p == place => {
                rows.push(row);
            }
            _ => steps.push(Step::Fill { table, place, rows: vec![row] }),
        }
    }
    Ok(())
}

/// The references among new rows.
fn new_edges(
    changes: &Changes<'_>,
    group: &[usize],
    ways: &[(usize, Vec<Way>)],
) -> (Vec<Node>, HashMap<Node, Vec<Edge>>) {
    let mut nodes = Vec::new();
    let mut by_number: HashMap<(TypeId, u32), Node> = HashMap::new();
    for &table in group {
        let of = &changes.tables[table];
        for (row, new) in of.new.iter().enumerate() {
            nodes.push((table, row));
            by_number.insert((of.kind, new.number), (table, row));
        }
    }
    // Keys that the program gives are found by their values.
    let mut by_value: HashMap<(usize, &[usize], Key), Node> = HashMap::new();
    for (_, ways) in ways {
        for way in ways {
            for (row, new) in changes.tables[way.to].new.iter().enumerate() {
                if let Some(key) = given_key(new.given, &way.targets) {
                    by_value.insert((way.to, &way.targets, key), (way.to, row));
                }
            }
        }
    }
    let mut edges: HashMap<Node, Vec<Edge>> = HashMap::new();
    for (table, ways) in ways {
        for (row, new) in changes.tables[*table].new.iter().enumerate() {
            for way in ways {
                let by_object = match (&*way.places, given(new.given, way.places.first())) {
                    ([_], Some(Given::Key(Ref { kind, at: At::New(number), .. }))) => {
                        by_number.get(&(*kind, *number))
                    }
                    _ => None,
                };
                let by_key = || {
                    let key = given_key(new.given, &way.places)?;
                    by_value.get(&(way.to, &way.targets, key)).filter(|_| !way.key.deferred)
                };
                let Some(&to) = by_object.or_else(by_key) else { continue };
                // A row may reference itself by a key that the program gives.
                if to != (*table, row) || by_object.is_some() {
                    let edge = Edge { to, cut: way.cut };
                    edges.entry((*table, row)).or_default().push(edge);
                }
            }
        }
    }
    (nodes, edges)
}

/// What is given for a column.
fn given<'g>(columns: &'g GivenColumns, place: Option<&usize>) -> Option<&'g Given> {
    let place = place?;
    columns.iter().find(|(at, _)| at == place).map(|(_, given)| given)
}

/// The values of columns, where they are all given, and none is NULL.
fn given_key(columns: &GivenColumns, places: &[usize]) -> Option<Key> {
    let value = |place| match given(columns, Some(place))? {
        Given::Value(value) if !value.is_null() => Some(value.clone()),
        _ => None,
    };
    places.iter().map(value).collect::<Option<Vec<_>>>().map(Key::from_iter)
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
        let given = changes.tables[table].new[row].given.iter().map(|(place, _)| *place);
        let places: Vec<usize> =
            given.filter(|place| !cuts.iter().any(|cut| **cut == ((table, row), *place))).collect();
        let same = steps[first..].iter_mut().find_map(|step| match step {
            Step::Insert { places: known, rows, .. } if *known == places => Some(rows),
            _ => None,
        });
        match same {
            Some(rows) => rows.push(row),
            None => steps.push(Step::Insert { table, places, rows: vec![row] }),
        }
    }
}

/// One UPDATE for each set of columns.
fn update(changes: &Changes<'_>, table: usize, steps: &mut Vec<Step>) {
    let first = steps.len();
    for (row, changed) in changes.tables[table].changed.iter().enumerate() {
        let places: Vec<usize> = changed.set.iter().map(|(place, _)| *place).collect();
        let same = steps[first..].iter_mut().find_map(|step| match step {
            Step::Update { places: known, rows, .. } if *known == places => Some(rows),
            _ => None,
        });
        match same {
            Some(rows) => rows.push(row),
            None => steps.push(Step::Update { table, places, rows: vec![row] }),
        }
    }
}

fn delete(changes: &Changes<'_>, group: &[usize], steps: &mut Vec<Step>) -> Result<()> {
    for &table in group {
        if !changes.tables[table].deleted.is_empty() {
            let dependents = 0..changes.tables[table].dependents.len();
            steps.extend(dependents.map(|dependent| Step::Release { table, dependent }));
        }
    }
    let mut nodes = Vec::new();
    let mut edges: HashMap<Node, Vec<Edge>> = HashMap::new();
    for &table in group {
        let ways = ways(changes, group, table);
        let ways: Vec<_> = ways.iter().filter(|way| is_felt(way.key)).collect();
        let targets: Vec<HashMap<Key, Node>> = ways.iter().map(|way| keys(changes, way)).collect();
        for (row, deleted) in changes.tables[table].deleted.iter().enumerate() {
            nodes.push((table, row));
            for (way, targets) in ways.iter().zip(&targets) {
                let key =
                    Key::from_iter(way.places.iter().map(|place| deleted.values[*place].clone()));
                let Some(&to) = targets.get(&key).filter(|to| **to != (table, row)) else {
                    continue;
                };
                edges.entry((table, row)).or_default().push(Edge { to, cut: way.cut });
            }
        }
    }
    let order = levels(changes, &nodes, &edges)?;
    for ((table, row), place) in order.cuts {
        steps.push(Step::Cut { table, place, rows: vec![row] });
    }
    let most = order.levels.values().max().map_or(0, |most| most + 1);
    for level in (0..most).rev() {
        for &table in group.iter().rev() {
            let rows: Vec<usize> = (0..changes.tables[table].deleted.len())
                .filter(|row| order.levels.get(&(table, *row)) == Some(&level))
                .collect();
            if !rows.is_empty() {
                steps.push(Step::Delete { table, rows });
            }
        }
    }
    Ok(())
}

/// Whether deleting a row fails while another one references it by this key.
fn is_felt(key: &ForeignKeyDef) -> bool {
    !key.deferred && matches!(key.on_delete, Action::NoAction | Action::Restrict)
}

/// The deleted rows that a foreign key can lead to, by the columns that it references.
fn keys(changes: &Changes<'_>, way: &Way) -> HashMap<Key, Node> {
    let rows = changes.tables[way.to].deleted.iter().enumerate();
    let key =
        |row: &DeletedRow| way.targets.iter().map(|place| row.values[*place].clone()).collect();
    rows.map(|(row, deleted)| (key(deleted), (way.to, row))).collect()
}

/// The steps as lines, for people and tests.
pub fn show(changes: &Changes<'_>, steps: &[Step]) -> String {
    steps.iter().map(|step| Shown(changes, step).to_string() + "\n").collect()
}

struct Shown<'s>(&'s Changes<'s>, &'s Step);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(changes, step) = self;
        let names = |table: usize, places: &[usize]| {
            let columns = changes.tables[table].table.columns;
            places.iter().map(|place| columns[*place].name).collect::<Vec<_>>().join(", ")
        };
        let new = |table: usize, rows: &[usize]| {
            let row = |row: &usize| format!("new {}", changes.tables[table].new[*row].number);
            rows.iter().map(row).collect::<Vec<_>>().join(", ")
        };
        let gone = |table: usize, rows: &[usize]| {
            let row = |row: &usize| changes.tables[table].deleted[*row].key.to_string();
            rows.iter().map(row).collect::<Vec<_>>().join(", ")
        };
        let name = |table: usize| changes.tables[table].table.name;
        match step {
            Step::Insert { table, places, rows } => {
                write!(
                    f,
                    "INSERT {} ({}): {}",
                    name(*table),
                    names(*table, places),
                    new(*table, rows)
                )
            }
            Step::Fill { table, place, rows } => {
                write!(
                    f,
                    "FILL {} ({}): {}",
                    name(*table),
                    names(*table, &[*place]),
                    new(*table, rows)
                )
            }
            Step::Update { table, places, rows } => {
                let row = |row: &usize| changes.tables[*table].changed[*row].key.to_string();
                let rows = rows.iter().map(row).collect::<Vec<_>>().join(", ");
                write!(f, "UPDATE {} ({}): {rows}", name(*table), names(*table, places))
            }
            Step::Link { fate, links } => {
                let table = changes.links[links[0]].table.name;
                write!(f, "{fate:?} {table}: {}", links.len())
            }
            Step::Release { table, dependent } => {
                let dependent = &changes.tables[*table].dependents[*dependent];
                let verb = match dependent.fate {
                    Fate::Delete => "DELETE",
                    Fate::Clear => "CLEAR",
                };
                let all: Vec<_> = (0..changes.tables[*table].deleted.len()).collect();
                write!(
                    f,
                    "{verb} {} of {} {}",
                    dependent.table.name,
                    name(*table),
                    gone(*table, &all)
                )
            }
            Step::Cut { table, place, rows } => {
                write!(
                    f,
                    "CUT {} ({}): {}",
                    name(*table),
                    names(*table, &[*place]),
                    gone(*table, rows)
                )
            }
            Step::Delete { table, rows } => {
                write!(f, "DELETE {}: {}", name(*table), gone(*table, rows))
            }
        }
    }
}
