//! Which rows the database writes along with others: what foreign keys say of deletes and of updates.

use super::object::same;
use crate::schema::def::{Action, ForeignKeyDef, TableDef};

/// What happens to rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Columns are others.
    Updated,
    /// They are gone.
    Deleted,
}

/// Rows of a table to which that happens.
pub(super) type Changed = (&'static TableDef, Change);

/// What happens to a row that has this foreign key, along with the one that it references.
pub(super) fn along(key: &ForeignKeyDef, change: Change) -> Option<Change> {
    let action = match change {
        Change::Updated => key.on_update,
        Change::Deleted => key.on_delete,
    };
    match action {
        Action::NoAction | Action::Restrict => None,
        Action::Cascade => Some(change),
        Action::SetNull | Action::SetDefault => Some(Change::Updated),
    }
}

/// What the database does along with what is written: to rows of these tables, and of those between.
pub(super) fn beyond(written: &[Changed], tables: &[&'static TableDef]) -> Vec<Changed> {
    let tables = with_targets(tables);
    let mut reached: Vec<Changed> = Vec::new();
    let mut at = 0;
    while let Some(&(target, change)) =
        written.get(at).or(reached.get(at.wrapping_sub(written.len())))
    {
        at += 1;
        for table in &tables {
            let keys = table.foreign_keys.iter().filter(|key| same((key.target)(), target));
            for change in keys.filter_map(|key| along(key, change)) {
                if !has(&reached, table, change) {
                    reached.push((table, change));
                }
            }
        }
    }
    reached
}

/// Whether that is among what happens.
fn has(all: &[Changed], table: &TableDef, change: Change) -> bool {
    all.iter().any(|(of, what)| same(of, table) && *what == change)
}

/// These tables, and those that they reference, directly or not: a foreign key is known from its own side alone.
pub(super) fn with_targets(tables: &[&'static TableDef]) -> Vec<&'static TableDef> {
    let mut all = tables.to_vec();
    let mut at = 0;
    while let Some(table) = all.get(at).copied() {
        at += 1;
        for key in table.foreign_keys {
            let target = (key.target)();
            if !all.iter().any(|known| same(known, target)) {
                all.push(target);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn key(
        target: fn() -> &'static TableDef,
        on_delete: Action,
        on_update: Action,
    ) -> ForeignKeyDef {
        let (columns, target_columns) = (&["parent"], &["id"]);
        ForeignKeyDef {
            name: "",
            columns,
            target,
            target_columns,
            on_delete,
            on_update,
            deferred: false,
            delete_orphan: false,
        }
    }

    const fn table(name: &'static str, foreign_keys: &'static [ForeignKeyDef]) -> TableDef {
        TableDef { name, foreign_keys, ..TableDef::PLAIN }
    }

    fn a() -> &'static TableDef {
        static A: TableDef = table("a", &[]);
        &A
    }

    fn b() -> &'static TableDef {
        static KEY: [ForeignKeyDef; 1] = [key(a, Action::Cascade, Action::NoAction)];
        static B: TableDef = table("b", &KEY);
        &B
    }

    fn c() -> &'static TableDef {
        static KEY: [ForeignKeyDef; 1] = [key(b, Action::SetNull, Action::Cascade)];
        static C: TableDef = table("c", &KEY);
        &C
    }

    fn d() -> &'static TableDef {
        static KEY: [ForeignKeyDef; 2] = [
            key(c, Action::Cascade, Action::SetDefault),
            key(d, Action::Cascade, Action::NoAction),
        ];
        static D: TableDef = table("d", &KEY);
        &D
    }

    /// `b deleted, c updated`
    fn reached(written: Changed) -> String {
        let all = beyond(&[written], &[d(), a()]);
        let all: Vec<_> = all
            .iter()
            .map(|(table, change)| {
                format!("{} {}", table.name, format!("{change:?}").to_lowercase())
            })
            .collect();
        all.join(", ")
    }

    #[test]
    fn actions_go_on_through_tables_that_nobody_keeps() {
        assert_eq!(reached((a(), Change::Deleted)), "b deleted, c updated, d updated");
        assert_eq!(reached((a(), Change::Updated)), "");
        assert_eq!(reached((b(), Change::Updated)), "c updated, d updated");
        assert_eq!(reached((c(), Change::Deleted)), "d deleted");
        assert_eq!(reached((d(), Change::Deleted)), "d deleted");
    }
}
