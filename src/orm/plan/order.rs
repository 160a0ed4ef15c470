//! Which tables and rows come before which others.

use std::any::TypeId;
use std::collections::HashMap;

use super::{Changes, DeletedRow, Doom};
use crate::error::{Error, Result};
use crate::orm::draft::{Given, GivenColumns};
use crate::orm::handle::{At, Ref};
use crate::orm::object::{places, same};
use crate::schema::def::{Action, ForeignKeyDef};
use crate::types::value::Key;

/// The tables, parents first; those that reference each other in a circle are one group.
pub(super) fn groups(changes: &Changes<'_>) -> Vec<Vec<usize>> {
    let count = changes.tables.len();
    let mut reaches = vec![vec![false; count]; count];
    for (from, table) in changes.tables.iter().enumerate() {
        for key in table.table.foreign_keys {
            for (to, target) in changes.tables.iter().enumerate() {
                reaches[from][to] |= same((key.target)(), target.table);
            }
        }
        // Through tables between of which nothing is written, too.
        for (to, target) in changes.tables.iter().enumerate() {
            let mut dependents = target.dependents.iter();
            reaches[from][to] |= dependents.any(|it| same(it.rows().table, table.table));
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
pub(super) type Node = (usize, usize);

/// A reference from a row to another one that is written in the same flush.
#[derive(Clone, Copy)]
pub(super) struct Edge {
    pub to: Node,
    /// A column of it that may be NULL, if there is one.
    pub cut: Option<usize>,
}

/// A foreign key by places, with the table that it leads to in the group.
pub(super) struct Way {
    pub places: Box<[usize]>,
    pub targets: Box<[usize]>,
    pub to: usize,
    pub cut: Option<usize>,
    pub key: &'static ForeignKeyDef,
}

pub(super) fn ways(changes: &Changes<'_>, group: &[usize], table: usize) -> Vec<Way> {
    let def = changes.tables[table].table;
    let way = |key: &'static ForeignKeyDef| {
        let target = (key.target)();
        let to = *group.iter().find(|to| same(changes.tables[**to].table, target))?;
        let columns = places(def, key.columns);
        // A key of several columns leads nowhere either while one of them is NULL.
        let cut = columns.iter().copied().find(|place| def.columns[*place].nullable);
        let targets = places(target, key.target_columns);
        Some(Way { places: columns, targets, to, cut, key })
    };
    def.foreign_keys.iter().filter_map(way).collect()
}

/// Rows in an order in which those that are referenced come first: a level for each.
pub(super) struct Levels {
    pub levels: HashMap<Node, usize>,
    /// Rows and columns at which a circle was cut.
    pub cuts: Vec<(Node, usize)>,
}

impl Levels {
    /// The rows of each level, by the tables of the group.
    pub fn by_level(
        &self,
        group: &[usize],
        count: impl Fn(usize) -> usize,
    ) -> Vec<Vec<Vec<usize>>> {
        let most = self.levels.values().max().map_or(0, |most| most + 1);
        let mut levels = vec![vec![Vec::new(); group.len()]; most];
        for (at, &table) in group.iter().enumerate() {
            for row in 0..count(table) {
                if let Some(level) = self.levels.get(&(table, row)) {
                    levels[*level][at].push(row);
                }
            }
        }
        levels
    }
}

pub(super) fn levels(
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
        "rows reference each other in a circle, and none of the foreign keys can be NULL at first: {}",
        names.join(" → ")
    ))
}

/// The references among new rows.
pub(super) fn new_edges(
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
                let mut by_object = way.places.iter().filter_map(|&place| {
                    let given = given(new.given, Some(&place))?;
                    let Given::Key(Ref { kind, at: At::New(number), .. }) = given else {
                        return None;
                    };
                    let to = by_number.get(&(*kind, *number)).filter(|node| node.0 == way.to)?;
                    Some((place, to))
                });
                let (by_object, others) = (by_object.next(), by_object.next());
                let by_key = || {
                    let key = given_key(new.given, &way.places)?;
                    by_value.get(&(way.to, &way.targets, key)).filter(|_| !way.key.deferred)
                };
                let (to, cut) = match by_object {
                    // What an object gives is not known before its row is inserted: of one column it can wait.
                    Some((place, &to)) => (to, Some(place).filter(|_| others.is_none())),
                    None => match by_key() {
                        // A row may reference itself by a key that the program gives.
                        Some(&to) if to != (*table, row) => (to, way.cut),
                        _ => continue,
                    },
                };
                let columns = changes.tables[*table].table.columns;
                let cut = cut.filter(|place| columns[*place].nullable);
                edges.entry((*table, row)).or_default().push(Edge { to, cut });
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
pub(in crate::orm) fn given_key(columns: &GivenColumns, places: &[usize]) -> Option<Key> {
    let value = |place| match given(columns, Some(place))? {
        Given::Value(value) if !value.is_null() => Some(value.clone()),
        _ => None,
    };
    places.iter().map(value).collect::<Option<Vec<_>>>().map(Key::from_iter)
}

/// Whether deleting a row fails while another one references it by this key.
pub(super) fn is_felt(key: &ForeignKeyDef) -> bool {
    !key.deferred && matches!(key.on_delete, Action::NoAction | Action::Restrict)
}

/// The deleted rows that a foreign key can lead to, by the columns that it references.
pub(super) fn keys(changes: &Changes<'_>, way: &Way) -> HashMap<Key, Node> {
    let key =
        |row: &DeletedRow| way.targets.iter().map(|place| row.values[*place].clone()).collect();
    let rows = changes.doomed(way.to, Doom::Gone);
    let rows = rows.map(|(row, deleted)| (key(deleted), (way.to, row)));
    rows.filter(|(key, _): &(Key, _)| !key.has_null()).collect()
}
