//! Relations: `BelongsTo` needs the foreign key on its columns, to the table that it names.

use proc_macro2::Ident;

use crate::error::Errors;
use crate::model::{ForeignKey, Relation, Table, Target};
use crate::path;

/// Checks every relation.
pub fn check(table: &mut Table, errors: &mut Errors) {
    let mut relations = std::mem::take(&mut table.relations);
    relations.retain(|relation| check_one(relation, table, errors));
    table.relations = relations;
}

fn check_one(relation: &Relation, table: &Table, errors: &mut Errors) -> bool {
    let name = &relation.ident;
    let inverse = relation.inverse();
    let module = path::module_of(inverse);
    if let Some(word) = module.as_ref().and_then(|module| path::row_struct(module, &table.module)) {
        // Its foreign key has said so already.
        if !table.faulty_keys {
            let message = format!(
                "relation `{name}` names the other table's module, as in `posts::author`: `{word}` is \
                 called like a row struct"
            );
            errors.at(inverse, message);
        }
        return false;
    }
    match &relation.target {
        Target::Has { inverse, .. } | Target::ManyToMany { inverse, .. } if is_table(inverse) => {
            let message =
                format!("relation `{name}` needs the relation on the other side, not the table");
            errors.at(inverse, message);
            false
        }
        Target::ManyToMany { columns: Some((near, far)), .. } => {
            let (own, given) = (table.primary_key().len(), near.len());
            let fine = own == given || own == 0;
            if let (false, Some(first)) = (fine, near.first()) {
                let message = format!(
                    "the primary key of `{}` has {own} columns, not {given}",
                    table.name.text
                );
                errors.at(first, message);
            }
            fine && !far.is_empty()
        }
        Target::BelongsTo { inverse, columns } => belongs_to(name, inverse, columns, table, errors),
        _ => true,
    }
}

/// `users::table` stands where a relation has no other side.
pub fn is_table(inverse: &syn::Path) -> bool {
    path::last(inverse).is_some_and(|word| word == "table")
}

fn belongs_to(
    name: &Ident,
    inverse: &syn::Path,
    columns: &[Ident],
    table: &Table,
    errors: &mut Errors,
) -> bool {
    if !super::columns_exist(columns, table, errors) {
        return false;
    }
    let wanted = path::module_of(inverse).as_ref().map(path::text).unwrap_or_default();
    let found: Vec<String> = keys_over(columns, table).map(target_text).collect();
    if found.contains(&wanted) {
        return true;
    }
    let Some(first) = columns.first().filter(|_| !table.faulty_keys) else {
        return false;
    };
    let message = match found.first() {
        Some(other) => {
            format!("relation `{name}` leads to `{wanted}`, but `{first}` references `{other}`")
        }
        None if columns.len() > 1 => format!(
            "relation `{name}` needs a foreign key over these columns: write \
             `#[foreign_key(columns(..), references(..))]` above the table"
        ),
        None => format!(
            "relation `{name}` needs a foreign key: write `#[references({wanted}::..)]` on `{first}`"
        ),
    };
    errors.at(first, message);
    false
}

/// The foreign keys over exactly these columns.
fn keys_over<'t>(columns: &'t [Ident], table: &'t Table) -> impl Iterator<Item = &'t ForeignKey> {
    table.foreign_keys.iter().filter(move |key| key.columns == columns)
}

fn target_text(key: &ForeignKey) -> String {
    key.targets.first().and_then(path::module_of).as_ref().map(path::text).unwrap_or_default()
}

/// The foreign key that a `BelongsTo` follows.
pub fn key_of<'t>(
    inverse: &syn::Path,
    columns: &'t [Ident],
    table: &'t Table,
) -> Option<&'t ForeignKey> {
    let wanted = path::module_of(inverse).as_ref().map(path::text).unwrap_or_default();
    keys_over(columns, table).find(|key| target_text(key) == wanted)
}

#[cfg(test)]
mod tests {
    use crate::testing::{accepted, refused, with_columns};

    #[test]
    fn belongs_to_follows_a_foreign_key() {
        refused(
            with_columns,
            &[
                (
                    "user_id: i64, a: BelongsTo<users::posts, user_id>",
                    &[
                        "relation `a` needs a foreign key: write `#[references(users::..)]` on `user_id`",
                    ],
                ),
                (
                    "#[references(people::id)] user_id: i64, a: BelongsTo<users::posts, user_id>",
                    &["relation `a` leads to `users`, but `user_id` references `people`"],
                ),
                (
                    "a: BelongsTo<users::posts, usr_id>, #[references(users::id)] user_id: i64",
                    &["`usr_id` is not a column of `posts`: did you mean `user_id`?"],
                ),
                (
                    "a: BelongsTo<users::posts, (id, title)>",
                    &["relation `a` needs a foreign key over these columns: write \
                   `#[foreign_key(columns(..), references(..))]` above the table"],
                ),
            ],
        );
        accepted(
            with_columns,
            &["a: BelongsTo<users::table, user_id>, #[references(users::id)] user_id: i64"],
        );
    }

    #[test]
    fn the_table_between_references_the_whole_key() {
        refused(
            with_columns,
            &[(
                "a: ManyToMany<b::c, link((x, y) => z)>",
                &["the primary key of `posts` has 1 columns, not 2"],
            )],
        );
    }
}
