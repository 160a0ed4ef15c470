//! A plan as lines of text.

use std::fmt;

use super::{Changes, Fate, Step};

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
            Step::Inserts { table, places, rows } => {
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
            Step::Updates { table, places, rows } => {
                let row = |row: &usize| changes.tables[*table].changed[*row].key.to_string();
                let rows = rows.iter().map(row).collect::<Vec<_>>().join(", ");
                write!(f, "UPDATE {} ({}): {rows}", name(*table), names(*table, places))
            }
            Step::Leave { table, place, rows } => {
                let row = |row: &usize| changes.tables[*table].changed[*row].key.to_string();
                let rows = rows.iter().map(row).collect::<Vec<_>>().join(", ");
                write!(f, "LEAVE {} ({}): {rows}", name(*table), names(*table, &[*place]))
            }
            Step::Link { fate, links } => {
                let table = changes.links[links[0]].table.name;
                write!(f, "{fate:?} {table}: {}", links.len())
            }
            Step::Release { table, dependent, rows } => {
                let dependent = &changes.tables[*table].dependents[*dependent];
                let verb = match dependent.fate {
                    Fate::Delete => "DELETE",
                    Fate::Clear => "CLEAR",
                };
                write!(
                    f,
                    "{verb} {} of {} {}",
                    dependent.rows().table.name,
                    name(*table),
                    gone(*table, rows)
                )
            }
            Step::Cut { table, place, rows } | Step::CutOwn { table, place, rows } => {
                let own = if matches!(step, Step::CutOwn { .. }) { " OWN" } else { "" };
                write!(
                    f,
                    "CUT{own} {} ({}): {}",
                    name(*table),
                    names(*table, &[*place]),
                    gone(*table, rows)
                )
            }
            Step::Hold { table, rows } => {
                write!(f, "HOLD {}: {}", name(*table), gone(*table, rows))
            }
            Step::Marks { table, rows } => {
                write!(f, "MARK {}: {}", name(*table), gone(*table, rows))
            }
            Step::Deletes { table, rows, .. } => {
                write!(f, "DELETE {}: {}", name(*table), gone(*table, rows))
            }
        }
    }
}
