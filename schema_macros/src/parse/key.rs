//! Keys: `primary_key(..)`, `unique(..)`, `index(..)`, `foreign_key(..)` and `references(..)`.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{LitStr, Path, Token, parenthesized};

use super::attribute::Attribute;
use super::option::{name, one_of, separator};
use crate::error::{Errors, here, nearest};
use crate::model::{Action, ForeignKey, Key};

/// `unique(a, b, name = "..")`
pub fn key(attribute: &Attribute, errors: &mut Errors) -> Option<Key> {
    let word = attribute.word.clone();
    let (columns, name) = attribute.list(&format!("{word}(a, b)"), errors, |input| {
        let mut columns = Vec::new();
        let mut given = None;
        while !input.is_empty() {
            match option_name(input)? {
                Some(text) => given = Some(text),
                None => columns.push(column(input)?),
            }
            separator(input)?;
        }
        if columns.is_empty() {
            return Err(here(input, "expected the columns, separated by commas"));
        }
        Ok((columns, given))
    })?;
    Some(Key { word, columns, name, on_column: false })
}

/// `unique` or `unique(name = "..")` on a column.
pub fn column_key(attribute: &Attribute, column: &Ident, errors: &mut Errors) -> Option<Key> {
    use super::attribute::Args;
    let word = attribute.word.clone();
    let given = match &attribute.args {
        Args::None => None,
        _ => {
            let usage = format!("{word}(name = \"..\")");
            attribute.list(&usage, errors, |input| match option_name(input)? {
                Some(text) => Ok(Some(text)),
                None => Err(here(input, format!(
                    "on a column, write `#[{word}]`; over several columns it stands above the table"
                ))),
            })?
        }
    };
    Some(Key { word, columns: vec![column.clone()], name: given, on_column: true })
}

/// `foreign_key(columns(a, b), references(other::x, other::y), ..)`
pub fn foreign_key(attribute: &Attribute, errors: &mut Errors) -> Option<ForeignKey> {
    let usage = "foreign_key(columns(a, b), references(other::a, other::b))";
    let word = attribute.word.clone();
    attribute.list(usage, errors, |input| {
        let mut key = empty(word);
        while !input.is_empty() {
            if input.peek(syn::Ident) && input.peek2(syn::token::Paren) {
                let part: Ident = input.parse()?;
                let content;
                parenthesized!(content in input);
                match part.to_string().as_str() {
                    "columns" => key.columns = several(&content, column)?,
                    "references" => key.targets = several(&content, target)?,
                    _ => return Err(expected_parts(&part)),
                }
            } else if !option(input, &mut key)? {
                return Err(expected_parts(input.cursor().token_stream()));
            }
            separator(input)?;
        }
        if key.columns.is_empty() {
            return Err(here(
                input,
                "`columns(..)` is missing: which columns are the foreign key?",
            ));
        }
        if key.targets.is_empty() {
            return Err(here(
                input,
                "`references(..)` is missing: which columns does it reference?",
            ));
        }
        Ok(key)
    })
}

fn expected_parts(tokens: impl ToTokens) -> syn::Error {
    let message = "expected `columns(a, b)`, `references(other::a, other::b)` or an option";
    syn::Error::new_spanned(tokens, message)
}

/// `references(users::id, on_delete = cascade)` on a column.
pub fn references(
    attribute: &Attribute,
    column: &Ident,
    errors: &mut Errors,
) -> Option<ForeignKey> {
    let mut key = empty(attribute.word.clone());
    key.columns.push(column.clone());
    attribute.list("references(users::id)", errors, |input| {
        key.targets.push(target(input)?);
        separator(input)?;
        while !input.is_empty() {
            if !option(input, &mut key)? {
                return Err(unknown_option(input));
            }
            separator(input)?;
        }
        Ok(key)
    })
}

fn empty(word: Ident) -> ForeignKey {
    ForeignKey {
        word,
        columns: Vec::new(),
        targets: Vec::new(),
        name: None,
        on_delete: None,
        on_update: None,
        deferred: false,
        delete_orphan: None,
    }
}

/// So many of these, with commas between.
pub fn several<T>(
    input: ParseStream,
    mut one: impl FnMut(ParseStream) -> syn::Result<T>,
) -> syn::Result<Vec<T>> {
    let mut all = Vec::new();
    while !input.is_empty() {
        all.push(one(input)?);
        separator(input)?;
    }
    Ok(all)
}

pub fn column(input: ParseStream) -> syn::Result<Ident> {
    if !input.peek(syn::Ident) {
        return Err(here(input, "expected the name of a column"));
    }
    let ident = input.parse()?;
    if input.peek(Token![::]) {
        return Err(here(input, "a column of this table is written alone, without a path"));
    }
    Ok(ident)
}

/// `users::id`
fn target(input: ParseStream) -> syn::Result<Path> {
    let expected = "expected a table and its column, as in `users::id`";
    if input.is_empty() || input.peek(syn::Lit) {
        return Err(here(input, expected));
    }
    let path = Path::parse_mod_style(input)?;
    if path.segments.len() < 2 || input.peek(syn::token::Paren) {
        return Err(syn::Error::new_spanned(path, expected));
    }
    Ok(path)
}

pub fn option_name(input: ParseStream) -> syn::Result<Option<LitStr>> {
    if !(input.peek(syn::Ident) && input.peek2(Token![=])) {
        return Ok(None);
    }
    let word: Ident = input.parse()?;
    if word != "name" {
        let message = format!("unknown option `{word}`: only `name = \"..\"` may stand here");
        return Err(syn::Error::new_spanned(word, message));
    }
    input.parse::<Token![=]>()?;
    name(input).map(Some)
}

const OPTIONS: &[&str] = &["on_delete", "on_update", "name", "deferred", "delete_orphan"];

fn option(input: ParseStream, key: &mut ForeignKey) -> syn::Result<bool> {
    if !input.peek(syn::Ident) {
        return Ok(false);
    }
    let ahead = input.fork();
    let word: Ident = ahead.parse()?;
    if !OPTIONS.iter().any(|option| word == option) {
        return Ok(false);
    }
    let word: Ident = input.parse()?;
    if word == "deferred" {
        key.deferred = true;
        return Ok(true);
    }
    if word == "delete_orphan" {
        key.delete_orphan = Some(word);
        return Ok(true);
    }
    if !input.peek(Token![=]) {
        return Err(here(input, format!("expected `=` after `{word}`")));
    }
    input.parse::<Token![=]>()?;
    match word.to_string().as_str() {
        "name" => key.name = Some(name(input)?),
        "on_delete" => key.on_delete = Some(action(input)?),
        _ => key.on_update = Some(action(input)?),
    }
    Ok(true)
}

fn unknown_option(input: ParseStream) -> syn::Error {
    here(input, format!("expected {}", one_of(OPTIONS)))
}

const ACTIONS: &[(&str, &str)] = &[
    ("cascade", "Cascade"),
    ("restrict", "Restrict"),
    ("set_null", "SetNull"),
    ("set_default", "SetDefault"),
    ("no_action", "NoAction"),
];

fn action(input: ParseStream) -> syn::Result<Action> {
    let words: Vec<&str> = ACTIONS.iter().map(|(word, _)| *word).collect();
    if !input.peek(syn::Ident) {
        return Err(here(input, format!("expected {}", one_of(&words))));
    }
    let word: Ident = input.parse()?;
    let text = word.to_string();
    if let Some((_, variant)) = ACTIONS.iter().find(|(known, _)| *known == text) {
        return Ok(Action { word, variant });
    }
    let hint = nearest(&text, words.iter().copied()).map_or_else(
        || format!("write {}", one_of(&words)),
        |near| format!("did you mean `{near}`?"),
    );
    Err(syn::Error::new_spanned(word, format!("unknown action `{text}`: {hint}")))
}

#[cfg(test)]
mod tests {
    use crate::testing::{accepted, refused, with_attributes, with_columns};

    #[test]
    fn keys_over_columns() {
        refused(
            with_attributes,
            &[
                ("#[unique]", &["`unique` needs arguments: write `#[unique(a, b)]`"]),
                ("#[unique()]", &["expected the columns, separated by commas"]),
                ("#[unique(title note)]", &["expected `,`"]),
                ("#[unique(\"title\")]", &["expected the name of a column"]),
                (
                    "#[unique(posts::title)]",
                    &["a column of this table is written alone, without a path"],
                ),
                (
                    "#[unique(title, nam = \"x\")]",
                    &["unknown option `nam`: only `name = \"..\"` may stand here"],
                ),
                ("#[index(title, name = \"\")]", &["a name in the database cannot be empty"]),
            ],
        );
        refused(
            with_columns,
            &[
                (
                    "#[unique(title)] a: i64",
                    &[
                        "on a column, write `#[unique]`; over several columns it stands above the table",
                    ],
                ),
                (
                    "#[primary_key(a, b)] a: i64",
                    &["a key over several columns stands above the table; on a column, write \
                   `#[primary_key]`"],
                ),
            ],
        );
        accepted(
            with_attributes,
            &["#[unique(title, note, name = \"u\"), index(title), index(note)]"],
        );
        accepted(with_columns, &["#[unique(name = \"u\"), index(name = \"i\")] a: i64"]);
    }

    #[test]
    fn references_name_a_table_and_a_column() {
        let expected = "expected a table and its column, as in `users::id`";
        refused(
            with_columns,
            &[
                (
                    "#[references] a: i64",
                    &["`references` needs arguments: write `#[references(users::id)]`"],
                ),
                ("#[references()] a: i64", &[expected]),
                ("#[references(users)] a: i64", &[expected]),
                ("#[references(users(id))] a: i64", &[expected]),
                ("#[references(\"users.id\")] a: i64", &[expected]),
                (
                    "#[references(users::id, ondelete = cascade)] a: i64",
                    &["expected `on_delete`, `on_update`, `name`, `deferred` or `delete_orphan`"],
                ),
                (
                    "#[references(users::id, on_delete cascade)] a: i64",
                    &["expected `=` after `on_delete`"],
                ),
                (
                    "#[references(users::id, on_delete = cascad)] a: i64",
                    &["unknown action `cascad`: did you mean `cascade`?"],
                ),
                (
                    "#[references(users::id, on_delete = nothing)] a: i64",
                    &["unknown action `nothing`: write `cascade`, `restrict`, `set_null`, \
                   `set_default` or `no_action`"],
                ),
                (
                    "#[references(users::id, on_delete = \"x\")] a: i64",
                    &["expected `cascade`, `restrict`, `set_null`, `set_default` or `no_action`"],
                ),
                // The relation over a refused foreign key is not a second mistake.
                ("#[references(users)] a: i64, b: BelongsTo<users::posts, a>", &[expected]),
            ],
        );
        accepted(
            with_columns,
            &[
                "#[references(super::users::id, on_delete = cascade, on_update = restrict, name = \"f\", deferred)] a: i64",
            ],
        );
    }

    #[test]
    fn foreign_keys_over_several_columns() {
        let parts = "expected `columns(a, b)`, `references(other::a, other::b)` or an option";
        refused(
            with_attributes,
            &[
                (
                    "#[foreign_key(references(users::id))]",
                    &["`columns(..)` is missing: which columns are the foreign key?"],
                ),
                (
                    "#[foreign_key(columns(title))]",
                    &["`references(..)` is missing: which columns does it reference?"],
                ),
                ("#[foreign_key(title)]", &[parts]),
                ("#[foreign_key(column(title))]", &[parts]),
                ("#[foreign_key(columns(5))]", &["expected the name of a column"]),
            ],
        );
        accepted(
            with_attributes,
            &["#[foreign_key(columns(id, title), references(a::x, a::y), on_delete = cascade)]"],
        );
    }
}
