//! `index(..)` and `unique(..)` above a table: of columns, of expressions, of some rows.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::parse::ParseStream;
use syn::{LitStr, Token, parenthesized};

use super::attribute::Attribute;
use super::key::{column, option_name};
use super::option::{separator, text};
use super::value::source;
use crate::error::{Errors, here};
use crate::model::{Index, Key, Part, Sql, Table};

/// `index(author_id, lower(title), filter(deleted_at is null), name = "..")`
pub fn index(attribute: &Attribute, table: &mut Table, errors: &mut Errors) {
    let word = attribute.word.clone();
    let usage = format!("{word}(a, b)");
    let Some((parts, filter, name)) = attribute.list(&usage, errors, parts) else { return };
    let columns: Vec<_> = parts.iter().filter_map(Part::column).cloned().collect();
    if filter.is_some() || columns.len() < parts.len() {
        return table.other_indexes.push(Index { word, parts, filter, name });
    }
    let list = if word == "unique" { &mut table.uniques } else { &mut table.indexes };
    list.push(Key { word, columns, name, on_column: false });
}

type Parts = (Vec<Part>, Option<Sql>, Option<LitStr>);

fn parts(input: ParseStream) -> syn::Result<Parts> {
    let (mut parts, mut filter, mut name) = (Vec::new(), None, None);
    while !input.is_empty() {
        let is_call = input.peek(syn::Ident) && input.peek2(syn::token::Paren);
        if let Some(text) = option_name(input)? {
            name = Some(text);
        } else if is_call && input.fork().parse::<Ident>()? == "filter" {
            let word: Ident = input.parse()?;
            let content;
            parenthesized!(content in input);
            let tokens: TokenStream = content.parse()?;
            if tokens.is_empty() || filter.is_some() {
                let message = "write one condition over the columns, as in `filter(gone is null)`";
                return Err(syn::Error::new_spanned(word, message));
            }
            filter = Some(source(tokens)?);
        } else if input.peek(LitStr) {
            parts.push(verbatim(input)?);
        } else if is_call || input.peek(syn::token::Paren) {
            parts.push(expression(input)?);
        } else {
            parts.push(Part::Column(column(input)?));
        }
        separator(input)?;
    }
    if parts.is_empty() {
        return Err(here(input, "expected the columns, separated by commas"));
    }
    Ok((parts, filter, name))
}

/// What stands up to the next comma.
fn expression(input: ParseStream) -> syn::Result<Part> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        tokens.extend(Some(input.parse::<TokenTree>()?));
    }
    let mut words = Vec::new();
    gather(tokens.clone(), &mut words);
    Ok(Part::Expression(words.join("_"), Sql::Tokens(tokens)))
}

/// An expression in quotes, as SQL. A column alone stands without them.
fn verbatim(input: ParseStream) -> syn::Result<Part> {
    let column = here(input, "expected the name of a column");
    let sql = text(input)?.value();
    if sql.chars().all(|c| c.is_alphanumeric() || c == '_') {
        return Err(column);
    }
    let words = sql.split(|c: char| !c.is_alphanumeric() && c != '_');
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    Ok(Part::Expression(words.join("_"), Sql::Text(sql)))
}

/// The words of an expression, for the index's name.
fn gather(tokens: TokenStream, words: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => gather(group.stream(), words),
            TokenTree::Punct(_) => {}
            word => words.push(word.to_string().replace('"', "")),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{accepted, refused, with_attributes};

    #[test]
    fn expressions_and_filters() {
        let filter = "write one condition over the columns, as in `filter(gone is null)`";
        refused(
            with_attributes,
            &[
                ("#[index(title, filter())]", &[filter]),
                ("#[index(title, filter(id > 1), filter(id > 2))]", &[filter]),
                ("#[index(filter(id > 1))]", &["expected the columns, separated by commas"]),
                (
                    "#[index(lower(titel))]",
                    &["`titel` is not a column of `posts`: did you mean `title`?"],
                ),
                (
                    "#[unique(title, filter(max(id) > 1))]",
                    &["`max(..)` is an aggregate: `unique` sees one row, not all of them"],
                ),
                ("#[index(lower(title)), index(lower(title), id > 1)]", &["expected `,`"]),
                (
                    "#[index(lower(title)), index(lower(title), filter(id > 1))]",
                    &["an index of the same is there already: give one of them `name = \"..\"`"],
                ),
                (
                    "#[unique(title), unique(title, filter(id > 1))]",
                    &["an index of the same is there already: give one of them `name = \"..\"`"],
                ),
            ],
        );
        accepted(
            with_attributes,
            &[
                "#[index(lower(title)), index(lower(title), filter(id > 1), name = \"other\")]",
                "#[unique(id, (id + 1) * 2), index(title, filter(\"id > 1\"))]",
                "#[index(\"lower(title)\", id), index(\"title || id\", name = \"both\")]",
            ],
        );
    }
}
