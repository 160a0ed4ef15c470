//! What a table must be beyond its syntax. Faulty parts are reported and left out.

mod column;
mod foreign;
mod relation;

pub use column::is_known;
pub use relation::{is_table, key_of};

use proc_macro2::{Ident, Span};

use crate::error::{Errors, nearest};
use crate::model::{ForeignKey, Index, Key, Kind, Over, Part, Sql, Table};
use crate::sql;

/// The most columns that a table can have: their places are two hexadecimal digits.
const MOST_COLUMNS: usize = 256;

/// The longest name that every database takes, in bytes.
pub const LONGEST_NAME: usize = 63;

/// Is the name short enough? PostgreSQL cuts a longer one off without a word, so that two of them
/// could be the same.
pub fn length(name: &str, span: Span, errors: &mut Errors) {
    if name.len() > LONGEST_NAME {
        let (long, most) = (name.len(), LONGEST_NAME);
        errors.span(span, format!("`{name}` has {long} bytes: databases take names of {most}"));
    }
}

/// Checks everything; what is left in `table` can be expanded.
pub fn check(table: &mut Table, errors: &mut Errors) {
    names(table, errors);
    column::check(table, errors);
    size(table, errors);
    keys(table, errors);
    primary_key(table, errors);
    foreign::check(table, errors);
    texts(table, errors);
    relation::check(table, errors);
}

/// Every name once, in Rust and in the database.
fn names(table: &mut Table, errors: &mut Errors) {
    let mut seen: Vec<(Ident, String)> = Vec::new();
    let owner = table.name.text.clone();
    length(&owner, table.name.span, errors);
    if let Some(schema) = &table.schema {
        length(&schema.value(), schema.span(), errors);
    }
    for column in &table.columns {
        length(&column.name.text, column.name.span, errors);
    }
    let broken = &mut table.broken;
    table.columns.retain(|column| {
        let (ident, name) = (&column.ident, column.name.text.to_lowercase());
        let twice = seen.iter().find(|(other, text)| other == ident || *text == name);
        if let Some((other, _)) = twice {
            let message = if other == ident {
                format!("column `{ident}` of `{owner}` is declared twice")
            } else {
                broken.push(ident.clone());
                format!(
                    "columns `{other}` and `{ident}` of `{owner}` have one name in the database"
                )
            };
            errors.span(column.name.span, message);
            return false;
        }
        seen.push((ident.clone(), name));
        let usable = usable(ident, errors);
        if !usable {
            broken.push(ident.clone());
        }
        usable
    });
    table.relations.retain(|relation| {
        let ident = &relation.ident;
        if seen.iter().any(|(other, _)| other == ident) {
            errors.at(ident, format!("`{owner}` has a column or relation `{ident}` already"));
            return false;
        }
        seen.push((ident.clone(), String::new()));
        usable(ident, errors)
    });
}

fn usable(ident: &Ident, errors: &mut Errors) -> bool {
    let usable = ident != "table";
    if !usable {
        let message = "`table` means the table itself: choose another name, and \
                       `#[column(name = \"table\")]` for the database";
        errors.at(ident, message);
    }
    usable
}

fn size(table: &mut Table, errors: &mut Errors) {
    let (word, name) = (table.kind.word(), &table.name.text);
    if table.columns.is_empty() && !errors.any() {
        errors.at(&table.module, format!("{word} `{name}` has no columns"));
    }
    if let Some(column) = table.columns.get(MOST_COLUMNS) {
        let message = format!("{word} `{name}` has more than {MOST_COLUMNS} columns");
        errors.at(&column.ident, message);
        table.columns.truncate(MOST_COLUMNS);
    }
}

/// Keys name columns that are there, each once, and no key is written twice.
fn keys(table: &mut Table, errors: &mut Errors) {
    let [mut primary, mut uniques, mut indexes] =
        [&mut table.primary_keys, &mut table.uniques, &mut table.indexes].map(std::mem::take);
    for list in [&mut primary, &mut uniques, &mut indexes] {
        list.retain(|key| columns_exist(&key.columns, table, errors));
    }
    (table.primary_keys, table.uniques, table.indexes) = (primary, uniques, indexes);
    let mut seen: Vec<Vec<Ident>> = table.primary_keys.iter().map(|k| k.columns.clone()).collect();
    let primary = seen.len();
    table.uniques.retain(|key| {
        let found = seen.iter().position(|other| *other == key.columns);
        if let Some(place) = found {
            let reason = if place < primary {
                "the primary key is unique already"
            } else {
                "the same columns are unique already"
            };
            errors.at(&key.word, format!("{reason}: leave `unique` out"));
        }
        seen.push(key.columns.clone());
        found.is_none()
    });
    duplicates(&table.indexes, errors);
    nameless(table, errors);
    given_names(table, errors);
}

/// Two constraints or two indexes of a table that are given one name. A unique key is both, and so is a foreign
/// key without an index, for which MySQL makes one of its name.
fn given_names(table: &Table, errors: &mut Errors) {
    const CONSTRAINT: u8 = 1;
    const INDEX: u8 = 2;
    let keys = table.primary_keys.iter().chain(&table.uniques);
    let foreign = |key: &ForeignKey| if is_indexed(&key.columns, table) { 0 } else { INDEX };
    let given = keys
        .map(|key| (&key.name, CONSTRAINT | INDEX))
        .chain(table.indexes.iter().map(|key| (&key.name, INDEX)))
        .chain(table.other_indexes.iter().map(|index| (&index.name, INDEX)))
        .chain(table.checks.iter().map(|check| (&check.name, CONSTRAINT)))
        .chain(table.foreign_keys.iter().map(|key| (&key.name, CONSTRAINT | foreign(key))));
    let mut seen: Vec<(String, u8)> = Vec::new();
    for (name, sorts) in given {
        let Some(name) = name else { continue };
        let (text, owner) = (name.value(), &table.name.text);
        let lower = text.to_lowercase();
        if seen.iter().any(|(other, its)| *other == lower && its & sorts != 0) {
            errors.at(name, format!("`{owner}` has a constraint or index `{text}` already"));
        }
        seen.push((lower, sorts));
    }
}

/// Does a key or index of all rows begin with these columns?
fn is_indexed(columns: &[Ident], table: &Table) -> bool {
    let keys = table.primary_keys.iter().chain(&table.uniques).chain(&table.indexes);
    keys.map(|key| &key.columns).any(|key| key.starts_with(columns))
}

/// Indexes that differ in their filter alone would have one name.
fn nameless(table: &Table, errors: &mut Errors) {
    let usual = |columns: &[Ident]| columns.iter().map(Ident::to_string).collect::<Vec<_>>();
    let keys = table.uniques.iter().chain(&table.indexes).filter(|key| key.name.is_none());
    let mut seen: Vec<_> = keys.map(|key| (key.word == "unique", usual(&key.columns))).collect();
    for index in table.other_indexes.iter().filter(|index| index.name.is_none()) {
        let words = index.parts.iter().map(|part| match &part.over {
            Over::Column(column) => column.to_string(),
            Over::Expression(words, _) => words.clone(),
        });
        let name = (index.is_unique(), words.collect());
        if seen.contains(&name) {
            let message = "an index of the same is there already: give one of them `name = \"..\"`";
            errors.at(&index.word, message);
        }
        seen.push(name);
    }
}

fn duplicates(indexes: &[Key], errors: &mut Errors) {
    for (place, key) in indexes.iter().enumerate() {
        if indexes.iter().take(place).any(|other| other.columns == key.columns) {
            errors.at(&key.word, "the same columns are indexed already: leave one out");
        }
    }
}

/// Are all of them columns of the table, none twice?
fn columns_exist(columns: &[Ident], table: &Table, errors: &mut Errors) -> bool {
    let mut fine = true;
    for (place, ident) in columns.iter().enumerate() {
        if table.broken.contains(ident) {
            fine = false;
        } else if table.column(ident).is_none() {
            errors.at(ident, unknown_column(ident, table));
            fine = false;
        } else if columns.iter().take(place).any(|other| other == ident) {
            errors.at(ident, format!("`{ident}` is written twice: leave one out"));
            fine = false;
        }
    }
    fine
}

/// "`titel` is not a column of `posts`: did you mean `title`?"
pub fn unknown_column(ident: &Ident, table: &Table) -> String {
    let columns: Vec<String> = table.columns.iter().map(|c| c.ident.to_string()).collect();
    let hint = nearest(&ident.to_string(), columns.iter().map(String::as_str))
        .map_or_else(String::new, |near| format!(": did you mean `{near}`?"));
    format!("`{ident}` is not a column of `{}`{hint}", table.name.text)
}

fn primary_key(table: &mut Table, errors: &mut Errors) {
    let name = &table.name.text;
    if let Some(second) = table.primary_keys.get(1) {
        let message = if table.primary_keys.iter().all(|key| key.on_column) {
            let columns: Vec<String> = table
                .primary_keys
                .iter()
                .flat_map(|key| &key.columns)
                .map(Ident::to_string)
                .collect();
            let columns = columns.join(", ");
            format!(
                "a key over several columns stands above the table: `#[primary_key({columns})]`"
            )
        } else {
            format!("table `{name}` has two primary keys: leave one out")
        };
        errors.at(&second.word, message);
        table.primary_keys.truncate(1);
    }
    if table.primary_keys.is_empty() && table.kind == Kind::Table && !errors.any() {
        let message = format!(
            "table `{name}` has no primary key: mark a column `#[primary_key]`, or write \
             `#[primary_key(a, b)]` above the table"
        );
        errors.at(&table.module, message);
    }
    for ident in table.primary_key() {
        if table.choices.iter().any(|choice| choice.ident == *ident) {
            let message = format!("`{ident}` is an enum of columns, which cannot be part of a key");
            errors.at(ident, message);
        }
        if let Some(column) = table.column(ident).filter(|column| column.nullable) {
            let message = format!(
                "`{ident}` is part of the primary key, which is never NULL: leave `Option` out"
            );
            errors.at(&column.declared, message);
        }
    }
    let choices = &table.choices;
    for key in &mut table.primary_keys {
        key.columns.retain(|ident| choices.iter().all(|choice| choice.ident != *ident));
    }
}

/// Turns tokens of CHECK constraints and computed columns into SQL.
fn texts(table: &mut Table, errors: &mut Errors) {
    let mut checks = std::mem::take(&mut table.checks);
    checks.retain_mut(|check| to_text(&mut check.sql, table, "check", None, errors));
    table.checks = checks;
    let mut indexes = std::mem::take(&mut table.other_indexes);
    indexes.retain_mut(|index| index_fits(index, table, errors));
    table.other_indexes = indexes;
    let mut computed: Vec<_> = table.columns.iter_mut().map(|c| c.computed.take()).collect();
    for (column, value) in table.columns.iter().zip(&mut computed) {
        let itself = Some(&column.ident);
        if value.as_mut().is_some_and(|c| !to_text(&mut c.sql, table, "computed", itself, errors)) {
            *value = None;
        }
    }
    for (column, value) in table.columns.iter_mut().zip(computed) {
        column.computed = value;
    }
}

/// Its columns are there, and its expressions become SQL.
fn index_fits(index: &mut Index, table: &Table, errors: &mut Errors) -> bool {
    let columns: Vec<_> = index.parts.iter().filter_map(Part::column).cloned().collect();
    let mut fits = columns_exist(&columns, table, errors);
    fits &= columns_exist(&index.include, table, errors);
    for class in index.parts.iter().filter_map(|part| part.class.as_ref()) {
        if table.columns.iter().any(|column| column.ident == *class) {
            errors.at(class, format!("expected `,` before the column `{class}`"));
            fits = false;
        }
    }
    let place = index.word.to_string();
    let expressions = index.parts.iter_mut().filter_map(|part| match &mut part.over {
        Over::Column(_) => None,
        Over::Expression(_, sql) => Some(sql),
    });
    for sql in expressions.chain(&mut index.filter) {
        fits &= to_text(sql, table, &place, None, errors);
    }
    fits
}

/// `computed` is the column that is computed, if it is one.
fn to_text(
    sql: &mut Sql,
    table: &Table,
    place: &str,
    computed: Option<&Ident>,
    errors: &mut Errors,
) -> bool {
    let Sql::Tokens(tokens) = sql else { return true };
    let text = sql::text(std::mem::take(tokens), table, place, computed);
    errors.keep(text).map(|text| *sql = Sql::Text(text)).is_some()
}

#[cfg(test)]
mod tests {
    use crate::testing::{accepted, refused, table, with_attributes, with_columns};

    #[test]
    fn every_name_is_there_once() {
        refused(
            with_columns,
            &[
                ("title: String", &["column `title` of `posts` is declared twice"]),
                (
                    "#[column(name = \"Title\")] a: String",
                    &["columns `title` and `a` of `posts` have one name in the database"],
                ),
                ("title: HasMany<a::b>", &["`posts` has a column or relation `title` already"]),
                (
                    "a: HasMany<b::c>, a: HasMany<d::e>",
                    &["`posts` has a column or relation `a` already"],
                ),
                (
                    "table: String",
                    &["`table` means the table itself: choose another name, and \
                   `#[column(name = \"table\")]` for the database"],
                ),
            ],
        );
    }

    #[test]
    fn names_are_short_enough_for_all() {
        let name = format!("{}e", "ä".repeat(31));
        accepted(table, &[&format!("#[table(name = \"{name}\")] a {{ #[primary_key] b: i64 }}")]);
        let name = format!("{name}f");
        let message = format!("`{name}` has 64 bytes: databases take names of 63");
        let long = [
            format!("{name} {{ #[primary_key] b: i64 }}"),
            format!("#[table(name = \"{name}\")] a {{ #[primary_key] b: i64 }}"),
            format!("#[table(schema = \"{name}\")] a {{ #[primary_key] b: i64 }}"),
            format!("a {{ #[primary_key] {name}: i64 }}"),
            format!("a {{ #[primary_key, column(name = \"{name}\")] b: i64 }}"),
        ];
        for source in &long {
            refused(table, &[(source, &[&message])]);
        }
        accepted(with_columns, &[&format!("#[unique(name = \"{name}\")] a: i64")]);
    }

    #[test]
    fn a_table_has_one_primary_key() {
        refused(
            table,
            &[
                (
                    "users { id: i64 }",
                    &[
                        "table `users` has no primary key: mark a column `#[primary_key]`, or write \
                   `#[primary_key(a, b)]` above the table",
                    ],
                ),
                (
                    "users { #[primary_key] a: i64, #[primary_key] b: i64 }",
                    &["a key over several columns stands above the table: `#[primary_key(a, b)]`"],
                ),
                (
                    "#[primary_key(a)] users { #[primary_key] a: i64 }",
                    &["table `users` has two primary keys: leave one out"],
                ),
                (
                    "#[primary_key(a), primary_key(b)] users { a: i64, b: i64 }",
                    &["table `users` has two primary keys: leave one out"],
                ),
                (
                    "users { #[primary_key] a: Option<i64> }",
                    &["`a` is part of the primary key, which is never NULL: leave `Option` out"],
                ),
            ],
        );
    }

    #[test]
    fn keys_name_columns_that_are_there() {
        refused(
            with_attributes,
            &[
                ("#[index(titel)]", &["`titel` is not a column of `posts`: did you mean `title`?"]),
                ("#[unique(colour)]", &["`colour` is not a column of `posts`"]),
                ("#[unique(title, title)]", &["`title` is written twice: leave one out"]),
                ("#[unique(id)]", &["the primary key is unique already: leave `unique` out"]),
                (
                    "#[unique(title), unique(title)]",
                    &["the same columns are unique already: leave `unique` out"],
                ),
                (
                    "#[index(title), index(title)]",
                    &["the same columns are indexed already: leave one out"],
                ),
                (
                    "#[foreign_key(columns(a), references(b::c))]",
                    &["`a` is not a column of `posts`"],
                ),
                (
                    "#[check(id > 0, name = \"c\"), unique(title, name = \"C\")]",
                    &["`posts` has a constraint or index `c` already"],
                ),
                (
                    "#[foreign_key(columns(note), references(b::c), name = \"n\"), \
                     index(title, note, name = \"n\")]",
                    &["`posts` has a constraint or index `n` already"],
                ),
            ],
        );
        accepted(
            with_attributes,
            &["#[check(id > 0, name = \"n\"), index(title, name = \"n\"), index(note, title), \
               foreign_key(columns(note), references(b::c), name = \"m\"), index(title, note, name = \"m\")]"],
        );
        accepted(
            with_attributes,
            &["#[index(title, note), index(note, title), unique(note, title)]"],
        );
    }

    #[test]
    fn two_digits_count_columns() {
        let columns: Vec<String> = (0..300).map(|n| format!("column_{n}: i64,")).collect();
        refused(with_columns, &[(&columns.join(""), &["table `posts` has more than 256 columns"])]);
    }
}
