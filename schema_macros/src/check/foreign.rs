//! Foreign keys: as many columns as they reference, and actions that their columns allow.

use crate::error::Errors;
use crate::model::{ForeignKey, Table};
use crate::path;

/// Checks every foreign key.
pub fn check(table: &mut Table, errors: &mut Errors) {
    let mut keys = std::mem::take(&mut table.foreign_keys);
    let written = keys.len();
    keys.retain(|key| {
        super::columns_exist(&key.columns, table, errors)
            && names_tables(key, table, errors)
            && counts_agree(key, errors)
            && one_target(key, errors)
            && actions_allowed(key, table, errors)
            && orphans_allowed(key, table, errors)
    });
    for (place, key) in keys.iter().enumerate() {
        let same =
            |other: &&ForeignKey| other.columns == key.columns && targets(other) == targets(key);
        if keys.iter().take(place).any(|other| same(&other)) {
            errors.at(&key.word, "the same foreign key is declared already: leave one out");
        }
    }
    table.faulty_keys |= keys.len() < written;
    table.foreign_keys = keys;
}

fn targets(key: &ForeignKey) -> Vec<String> {
    key.targets.iter().map(path::text).collect()
}

fn names_tables(key: &ForeignKey, table: &Table, errors: &mut Errors) -> bool {
    let wrong = key.targets.iter().find_map(|target| {
        let module = path::module_of(target)?;
        Some((target, path::row_struct(&module, &table.module)?.to_string()))
    });
    if let Some((target, word)) = &wrong {
        let message = format!(
            "a foreign key references columns of a table's module, as in `users::id`: `{word}` is called \
             like a row struct"
        );
        errors.at(target, message);
    }
    wrong.is_none()
}

fn counts_agree(key: &ForeignKey, errors: &mut Errors) -> bool {
    let (own, other) = (key.columns.len(), key.targets.len());
    if own != other {
        let message = format!("the foreign key has {own} columns, but references {other}");
        errors.at(&key.word, message);
    }
    own == other
}

fn one_target(key: &ForeignKey, errors: &mut Errors) -> bool {
    let module = |target| path::module_of(target).as_ref().map(path::text);
    let first = key.targets.first().and_then(module);
    let stray = key.targets.iter().find(|target| module(target) != first);
    if let Some(stray) = stray {
        errors.at(stray, "a foreign key references the columns of one table");
    }
    stray.is_none()
}

/// SET NULL needs columns that may be NULL, SET DEFAULT a default.
fn actions_allowed(key: &ForeignKey, table: &Table, errors: &mut Errors) -> bool {
    let mut allowed = true;
    for action in [&key.on_delete, &key.on_update].into_iter().flatten() {
        for column in key.columns.iter().filter_map(|ident| table.column(ident)) {
            let ident = &column.ident;
            let message = match action.variant {
                "SetNull" if !column.nullable => {
                    format!(
                        "`{}` needs a column that may be NULL: `{ident}` is no `Option`",
                        action.word
                    )
                }
                "SetDefault" if !column.nullable && column.default.is_none() => {
                    format!("`{}` needs a default: `{ident}` has none", action.word)
                }
                _ => continue,
            };
            errors.at(&action.word, message);
            allowed = false;
        }
    }
    allowed
}

/// A session deletes orphans where the database does nothing itself, for real, and their own dependents are rows of
/// other tables.
fn orphans_allowed(key: &ForeignKey, table: &Table, errors: &mut Errors) -> bool {
    let Some(word) = &key.delete_orphan else { return true };
    let acts = key.on_delete.as_ref().filter(|action| action.variant != "NoAction");
    let module = key.targets.first().and_then(path::module_of).as_ref().map(path::text);
    let own = table.module.to_string();
    let is_own = module.is_some_and(|module| module == own || module == format!("self::{own}"));
    let uniques = table.primary_keys.iter().chain(&table.uniques);
    let is_unique = || {
        uniques.into_iter().any(|unique| unique.columns.iter().all(|it| key.columns.contains(it)))
    };
    let message = if let Some(action) = acts {
        format!(
            "`delete_orphan` deletes with the parent, and `on_delete = {}` says something else: leave one out",
            action.word
        )
    } else if is_own {
        "`delete_orphan` goes from table to table: for rows of one table write `on_delete = cascade`"
            .into()
    } else if table.columns.iter().any(|column| column.soft_delete.is_some()) && is_unique() {
        "a row that is replaced would stay in the unique key, since it is only marked as deleted: leave \
         `delete_orphan` or `soft_delete` out"
            .into()
    } else {
        return true;
    };
    errors.at(word, message);
    false
}

#[cfg(test)]
mod tests {
    use crate::testing::{accepted, refused, with_attributes, with_columns};

    #[test]
    fn both_sides_have_as_many_columns() {
        refused(
            with_attributes,
            &[
                (
                    "#[foreign_key(columns(id, title), references(a::x))]",
                    &["the foreign key has 2 columns, but references 1"],
                ),
                (
                    "#[foreign_key(columns(id, title), references(a::x, b::y))]",
                    &["a foreign key references the columns of one table"],
                ),
            ],
        );
        refused(
            with_columns,
            &[(
                "#[references(b::c), references(b::c)] a: i64",
                &["the same foreign key is declared already: leave one out"],
            )],
        );
    }

    #[test]
    fn a_table_is_meant_by_its_module() {
        refused(
            with_columns,
            &[(
                "#[references(User::id)] a: i64, b: BelongsTo<User::cs, a>",
                &[
                    "a foreign key references columns of a table's module, as in `users::id`: `User` is \
                   called like a row struct",
                ],
            )],
        );
    }

    #[test]
    fn orphans_are_deleted_for_real_and_from_table_to_table() {
        let acts = "`delete_orphan` deletes with the parent, and `on_delete = restrict` says something else: leave one out";
        let level = "`delete_orphan` goes from table to table: for rows of one table write `on_delete = cascade`";
        let marked = "a row that is replaced would stay in the unique key, since it is only marked as deleted: leave \
                      `delete_orphan` or `soft_delete` out";
        refused(
            with_columns,
            &[
                ("#[references(b::c, delete_orphan, on_delete = restrict)] a: i64", &[acts]),
                ("#[references(posts::id, delete_orphan)] a: Option<i64>", &[level]),
                ("#[references(self::posts::id, delete_orphan)] a: Option<i64>", &[level]),
                (
                    "#[unique, references(b::c, delete_orphan)] a: i64, #[soft_delete, default(false)] d: bool",
                    &[marked],
                ),
            ],
        );
        accepted(
            with_columns,
            &[
                "#[references(b::c, delete_orphan, on_delete = no_action, on_update = cascade)] a: i64",
                "#[references(b::posts::c, delete_orphan)] a: i64",
                "#[references(b::c, delete_orphan)] a: i64, #[soft_delete, default(false)] d: bool",
                "#[unique, references(b::c, delete_orphan)] a: i64",
            ],
        );
    }

    #[test]
    fn actions_need_columns_that_allow_them() {
        refused(
            with_columns,
            &[
                (
                    "#[references(b::c, on_delete = set_null)] a: i64",
                    &["`set_null` needs a column that may be NULL: `a` is no `Option`"],
                ),
                (
                    "#[references(b::c, on_update = set_default)] a: i64",
                    &["`set_default` needs a default: `a` has none"],
                ),
            ],
        );
        accepted(
            with_columns,
            &[
                "#[references(b::c, on_delete = set_null)] a: Option<i64>",
                "#[references(b::c, on_delete = set_default), default(1)] a: i64",
            ],
        );
    }
}
