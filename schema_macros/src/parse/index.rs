//! `index(..)` and `unique(..)` above a table: of columns, of expressions, of some rows.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::parse::ParseStream;
use syn::{LitInt, LitStr, Token, parenthesized};

use super::attribute::Attribute;
use super::key::{column, option_name, several};
use super::option::{one_of, separator, text};
use super::value::source;
use crate::error::{Errors, here};
use crate::model::{Index, Key, Over, Part, Sql, Table};

/// How an index may be kept, other than the usual way.
const METHODS: &[&str] = &["hash", "gin", "gist", "spgist", "brin", "fulltext"];

/// `index(author_id, lower(title) desc, filter(deleted_at is null), name = "..")`
pub fn index(attribute: &Attribute, table: &mut Table, errors: &mut Errors) {
    let word = attribute.word.clone();
    let usage = format!("{word}(a, b)");
    let Some(options) = attribute.list(&usage, errors, Options::read) else { return };
    let is_plain = options.parts.iter().all(Part::is_plain);
    let Options { method, parts, include, filter, name } = options;
    if is_plain && method.is_none() && include.is_empty() && filter.is_none() {
        let list = if word == "unique" { &mut table.uniques } else { &mut table.indexes };
        let columns = parts.iter().filter_map(Part::column).cloned().collect();
        return list.push(Key { word, columns, name, on_column: false });
    }
    let index = Index { word, method, parts, include, filter, name };
    match misfit(&index) {
        Some((at, message)) => errors.at(at, message),
        None => table.other_indexes.push(index),
    }
}

/// What stands in the parentheses.
#[derive(Default)]
struct Options {
    method: Option<Ident>,
    parts: Vec<Part>,
    include: Vec<Ident>,
    filter: Option<Sql>,
    name: Option<LitStr>,
}

impl Options {
    fn read(input: ParseStream) -> syn::Result<Self> {
        let mut all = Self::default();
        while !input.is_empty() {
            let word = input.fork().parse::<Ident>().map(|word| word.to_string());
            let word = word.unwrap_or_default();
            let is_call = input.peek(syn::Ident) && input.peek2(syn::token::Paren);
            if word == "method" && input.peek2(Token![=]) {
                all.method = Some(method(input)?);
            } else if let Some(text) = option_name(input)? {
                all.name = Some(text);
            } else if is_call && word == "filter" {
                all.filter = Some(filter(input, all.filter.is_some())?);
            } else if is_call && word == "include" {
                input.parse::<Ident>()?;
                let content;
                parenthesized!(content in input);
                all.include = several(&content, column)?;
            } else {
                all.parts.push(part(input, is_call)?);
            }
            separator(input)?;
        }
        match all.parts.is_empty() {
            true => Err(here(input, "expected the columns, separated by commas")),
            false => Ok(all),
        }
    }
}

/// `method = gin`
fn method(input: ParseStream) -> syn::Result<Ident> {
    input.parse::<Ident>()?;
    input.parse::<Token![=]>()?;
    let expected = format!("expected {}", one_of(METHODS));
    if !input.peek(syn::Ident) {
        return Err(here(input, expected));
    }
    let method: Ident = input.parse()?;
    match METHODS.iter().any(|known| method == known) {
        true => Ok(method),
        false => Err(syn::Error::new_spanned(method, expected)),
    }
}

/// `filter(gone is null)`
fn filter(input: ParseStream, is_second: bool) -> syn::Result<Sql> {
    let word: Ident = input.parse()?;
    let content;
    parenthesized!(content in input);
    let tokens: TokenStream = content.parse()?;
    if tokens.is_empty() || is_second {
        let message = "write one condition over the columns, as in `filter(gone is null)`";
        return Err(syn::Error::new_spanned(word, message));
    }
    source(tokens)
}

/// What stands up to the next comma: a column, its beginning or an expression, and the words behind it.
fn part(input: ParseStream, is_call: bool) -> syn::Result<Part> {
    let mut part = Part {
        over: Over::Expression(String::new(), Sql::Text(String::new())),
        prefix: None,
        class: None,
        descending: false,
        nulls_first: None,
    };
    if !is_call && !input.peek(syn::token::Paren) {
        part.over = match input.peek(LitStr) {
            true => verbatim(input)?,
            false => Over::Column(column(input)?),
        };
        let words = std::iter::from_fn(|| input.parse::<Ident>().ok()).collect();
        return behind(part, words);
    }
    let mut tokens = Vec::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        tokens.push(input.parse::<TokenTree>()?);
    }
    // Words at the end are said of all of it, but for one behind an operator.
    let words =
        tokens.iter().rev().take_while(|token| matches!(token, TokenTree::Ident(_))).count();
    let mut words: Vec<_> = tokens.split_off(tokens.len() - words);
    if matches!(tokens.last(), Some(TokenTree::Punct(_))) && !words.is_empty() {
        tokens.push(words.remove(0));
    }
    let words = words.into_iter().filter_map(|word| match word {
        TokenTree::Ident(word) => Some(word),
        _ => None,
    });
    let words = words.collect();
    part.over = match &tokens[..] {
        [TokenTree::Ident(name), TokenTree::Group(length)] if is_length(length.stream()) => {
            part.prefix = Some(characters(length.stream())?);
            Over::Column(name.clone())
        }
        _ => {
            let mut names = Vec::new();
            let tokens = TokenStream::from_iter(tokens);
            gather(tokens.clone(), &mut names);
            Over::Expression(names.join("_"), Sql::Tokens(tokens))
        }
    };
    behind(part, words)
}

/// No function of a number alone is worth an index.
fn is_length(tokens: TokenStream) -> bool {
    syn::parse2::<LitInt>(tokens).is_ok()
}

/// How much of a text is in the index.
fn characters(length: TokenStream) -> syn::Result<u32> {
    let length = syn::parse2::<LitInt>(length)?;
    match length.base10_parse()? {
        0 => Err(syn::Error::new_spanned(length, "an index of a text has a character at least")),
        length => Ok(length),
    }
}

/// An operator class, `asc` or `desc`, `nulls first` or `nulls last`, in capitals as well.
fn behind(mut part: Part, words: Vec<Ident>) -> syn::Result<Part> {
    let is = |word: &Ident, known: &str| word.to_string().eq_ignore_ascii_case(known);
    let mut words = words.into_iter().peekable();
    part.class =
        words.next_if(|word| !["asc", "desc", "nulls"].iter().any(|known| is(word, known)));
    if let Some(word) = words.next_if(|word| is(word, "asc") || is(word, "desc")) {
        part.descending = is(&word, "desc");
    }
    let mut wrong = None;
    if let Some(nulls) = words.next_if(|word| is(word, "nulls")) {
        let place = words.next_if(|word| is(word, "first") || is(word, "last"));
        wrong = place.is_none().then_some(nulls);
        part.nulls_first = place.map(|word| is(&word, "first"));
    }
    match wrong.or_else(|| words.next()) {
        None => Ok(part),
        Some(word) => Err(syn::Error::new_spanned(
            word,
            "behind a column stand an operator class, `asc` or `desc`, and `nulls first` or `nulls last`: \
             an expression that has other words is put in parentheses",
        )),
    }
}

/// What its kind of index does not have, whatever the database.
fn misfit(index: &Index) -> Option<(&Ident, String)> {
    let Index { word, method, parts, include, .. } = index;
    if word == "unique" {
        if let Some(class) = parts.iter().find_map(|part| part.class.as_ref()) {
            return Some((class, "expected `,`".to_owned()));
        }
        let is_more = |part: &Part| part.prefix.is_some() || part.is_sorted();
        let is_more = method.is_some() || !include.is_empty() || parts.iter().any(is_more);
        let message =
            "`unique` takes columns, expressions and `filter(..)` alone: the rest is for `index`";
        return is_more.then(|| (word, message.to_owned()));
    }
    let method = method.as_ref()?;
    let one_of_these = |known: &[&str]| known.iter().any(|known| method == known);
    let lacks = if parts.iter().any(Part::is_sorted) {
        "no order"
    } else if !include.is_empty() && !one_of_these(&["gist"]) {
        "no `include(..)`"
    } else if parts.len() > 1 && one_of_these(&["hash", "spgist"]) {
        "one column"
    } else if one_of_these(&["fulltext"]) && !parts.iter().all(Part::is_plain) {
        "columns alone"
    } else {
        return None;
    };
    Some((method, format!("an index of the method `{method}` has {lacks}")))
}

/// An expression in quotes, as SQL. A column alone stands without them.
fn verbatim(input: ParseStream) -> syn::Result<Over> {
    let column = here(input, "expected the name of a column");
    let sql = text(input)?.value();
    if sql.chars().all(|c| c.is_alphanumeric() || c == '_') {
        return Err(column);
    }
    let words = sql.split(|c: char| !c.is_alphanumeric() && c != '_');
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    Ok(Over::Expression(words.join("_"), Sql::Text(sql)))
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
                    "#[index(title, method = gim)]",
                    &["expected `hash`, `gin`, `gist`, `spgist`, `brin` or `fulltext`"],
                ),
                (
                    "#[index(title desc, method = gin)]",
                    &["an index of the method `gin` has no order"],
                ),
                (
                    "#[index(title, include(id), method = brin)]",
                    &["an index of the method `brin` has no `include(..)`"],
                ),
                (
                    "#[index(id, title, method = hash)]",
                    &["an index of the method `hash` has one column"],
                ),
                (
                    "#[index(lower(title), method = fulltext)]",
                    &["an index of the method `fulltext` has columns alone"],
                ),
                (
                    "#[unique(title desc)]",
                    &[
                        "`unique` takes columns, expressions and `filter(..)` alone: the rest is for `index`",
                    ],
                ),
                (
                    "#[index(title desc first)]",
                    &[
                        "behind a column stand an operator class, `asc` or `desc`, and `nulls first` \
                         or `nulls last`: an expression that has other words is put in parentheses",
                    ],
                ),
                (
                    "#[index(title nulls)]",
                    &[
                        "behind a column stand an operator class, `asc` or `desc`, and `nulls first` \
                         or `nulls last`: an expression that has other words is put in parentheses",
                    ],
                ),
                (
                    "#[index(lower(title) is null)]",
                    &[
                        "behind a column stand an operator class, `asc` or `desc`, and `nulls first` \
                         or `nulls last`: an expression that has other words is put in parentheses",
                    ],
                ),
                ("#[index(title(0))]", &["an index of a text has a character at least"]),
                ("#[index(title id)]", &["expected `,` before the column `id`"]),
                (
                    "#[index(title, include(idd))]",
                    &["`idd` is not a column of `posts`: did you mean `id`?"],
                ),
                (
                    "#[index(titel(20))]",
                    &["`titel` is not a column of `posts`: did you mean `title`?"],
                ),
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
                "#[index(title text_pattern_ops desc nulls last, id asc, include(id))]",
                "#[index(title ASC NULLS FIRST)]",
                "#[index(lower(title) gin_trgm_ops, method = gin), index((id + id) desc)]",
                "#[index(title(20)), index((id) + id, name = \"sum\")]",
                "#[index(\"lower(title)\", id), index(\"title || id\", name = \"both\")]",
            ],
        );
    }
}
