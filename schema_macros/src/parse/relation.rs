//! Relations: `HasMany<..>`, `HasOne<..>`, `BelongsTo<..>` and `ManyToMany<..>`.

use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Path, Token, parenthesized};

use super::attribute::drain;
use super::option::separator;
use crate::error::here;
use crate::model::Target;

const WORDS: &[&str] = &["HasMany", "HasOne", "BelongsTo", "ManyToMany"];

/// What other libraries call them.
const OTHERS: &[(&str, &str)] = &[
    ("OneToMany", "HasMany"),
    ("ManyToOne", "BelongsTo"),
    ("OneToOne", "HasOne"),
    ("BelongsToMany", "ManyToMany"),
    ("HasAndBelongsToMany", "ManyToMany"),
];

/// Does a relation stand here, rather than a column's type?
pub fn starts(input: ParseStream) -> bool {
    let ahead = input.fork();
    ahead.parse::<Ident>().is_ok_and(|word| {
        let word = word.to_string();
        let other = OTHERS.iter().any(|(other, _)| *other == word);
        (other || WORDS.iter().any(|w| w.eq_ignore_ascii_case(&word))) && !ahead.peek(Token![::])
    })
}

/// Reads a relation, named `ident`.
pub fn target(input: ParseStream, ident: &Ident) -> syn::Result<Target> {
    let word: Ident = input.parse()?;
    let text = word.to_string();
    if !WORDS.contains(&text.as_str()) {
        let known = OTHERS
            .iter()
            .find(|(other, _)| *other == text)
            .map(|(_, known)| *known)
            .or_else(|| WORDS.iter().find(|w| w.eq_ignore_ascii_case(&text)).copied())
            .unwrap_or("HasMany");
        return Err(syn::Error::new_spanned(
            word,
            format!("relation `{ident}`: write `{known}<..>`"),
        ));
    }
    let usage = usage(&text);
    if !input.peek(Token![<]) {
        let message = format!("relation `{ident}` needs its other side: write `{usage}`");
        return Err(syn::Error::new_spanned(word, message));
    }
    input.parse::<Token![<]>()?;
    let target = match text.as_str() {
        "BelongsTo" => belongs_to(input, ident)?,
        "ManyToMany" => many_to_many(input, ident)?,
        _ => Target::Has { many: text == "HasMany", inverse: side(input, ident, usage)? },
    };
    if input.peek(Token![,]) && input.peek2(Token![>]) {
        input.parse::<Token![,]>()?;
    }
    if !input.peek(Token![>]) {
        return Err(here(input, format!("expected `>`: a relation is written `{usage}`")));
    }
    input.parse::<Token![>]>()?;
    Ok(target)
}

fn usage(word: &str) -> &'static str {
    match word {
        "HasMany" => "HasMany<posts::author>",
        "HasOne" => "HasOne<profiles::user>",
        "BelongsTo" => "BelongsTo<users::posts, author_id>",
        _ => "ManyToMany<tags::posts, post_tags>",
    }
}

/// The relation on the other side.
fn side(input: ParseStream, ident: &Ident, usage: &str) -> syn::Result<Path> {
    if input.peek(Token![>]) {
        let message = format!("relation `{ident}` needs its other side: write `{usage}`");
        return Err(here(input, message));
    }
    let path = Path::parse_mod_style(input)?;
    if path.segments.len() < 2 {
        let message = format!(
            "relation `{ident}` needs the relation on the other side, not the table alone: \
             write `{usage}`"
        );
        return Err(syn::Error::new_spanned(path, message));
    }
    Ok(path)
}

fn second(input: ParseStream, ident: &Ident, what: &str, usage: &str) -> syn::Result<()> {
    if input.peek(Token![,]) && !input.peek2(Token![>]) {
        return input.parse::<Token![,]>().map(|_| ());
    }
    Err(here(input, format!("relation `{ident}` needs {what}: write `{usage}`")))
}

fn belongs_to(input: ParseStream, ident: &Ident) -> syn::Result<Target> {
    let usage = usage("BelongsTo");
    let inverse = side(input, ident, usage)?;
    second(input, ident, "the column that references the other table", usage)?;
    Ok(Target::BelongsTo { inverse, columns: columns(input)? })
}

fn many_to_many(input: ParseStream, ident: &Ident) -> syn::Result<Target> {
    let usage = usage("ManyToMany");
    let inverse = side(input, ident, usage)?;
    second(input, ident, "the table between the two", usage)?;
    let link = Path::parse_mod_style(input)?;
    let columns = if input.peek(syn::token::Paren) { Some(near_and_far(input)?) } else { None };
    Ok(Target::ManyToMany { inverse, link, columns })
}

/// `a` or `(a, b)`
fn columns(input: ParseStream) -> syn::Result<Vec<Ident>> {
    let expected = "expected a column, or several in parentheses";
    if input.peek(syn::Ident) {
        let ident = input.parse()?;
        if input.peek(Token![::]) {
            return Err(here(input, "a column of this table is written alone, without a path"));
        }
        return Ok(vec![ident]);
    }
    if !input.peek(syn::token::Paren) {
        return Err(here(input, expected));
    }
    inside(input, |content| {
        let mut all = Vec::new();
        while !content.is_empty() {
            if !content.peek(syn::Ident) {
                return Err(here(content, expected));
            }
            all.push(content.parse()?);
            separator(content)?;
        }
        if all.is_empty() { Err(here(content, expected)) } else { Ok(all) }
    })
}

/// `(follower_id => followee_id)`
fn near_and_far(input: ParseStream) -> syn::Result<(Vec<Ident>, Vec<Ident>)> {
    inside(input, |content| {
        let near = columns(content)?;
        if !content.peek(Token![=>]) {
            let message = "expected `=>`, as in `follows(follower_id => followee_id)`";
            return Err(here(content, message));
        }
        content.parse::<Token![=>]>()?;
        let far = columns(content)?;
        if content.is_empty() { Ok((near, far)) } else { Err(here(content, "expected `)`")) }
    })
}

/// What stands in parentheses; after an error the rest of it is skipped.
fn inside<T>(
    input: ParseStream,
    parse: impl FnOnce(ParseStream) -> syn::Result<T>,
) -> syn::Result<T> {
    let content;
    parenthesized!(content in input);
    let result = parse(&content);
    drain(&content);
    result
}

#[cfg(test)]
mod tests {
    use crate::testing::{accepted, refused, with_columns};

    #[test]
    fn relations_name_their_other_side() {
        refused(
            with_columns,
            &[
                (
                    "a: HasMany",
                    &["relation `a` needs its other side: write `HasMany<posts::author>`"],
                ),
                (
                    "a: HasMany<>",
                    &["relation `a` needs its other side: write `HasMany<posts::author>`"],
                ),
                (
                    "a: HasMany<posts>",
                    &[
                        "relation `a` needs the relation on the other side, not the table alone: write \
                   `HasMany<posts::author>`",
                    ],
                ),
                (
                    "a: HasMany<b::c, d>",
                    &["expected `>`: a relation is written `HasMany<posts::author>`"],
                ),
                (
                    "a: HasOne<b::table>",
                    &["relation `a` needs the relation on the other side, not the table"],
                ),
                ("a: hasmany<b::c>", &["relation `a`: write `HasMany<..>`"]),
                ("a: ManyToOne<b::c>", &["relation `a`: write `BelongsTo<..>`"]),
                (
                    "a: BelongsTo<users::posts>",
                    &["relation `a` needs the column that references the other table: write \
                   `BelongsTo<users::posts, author_id>`"],
                ),
                (
                    "a: BelongsTo<users::posts, 5>",
                    &["expected a column, or several in parentheses"],
                ),
                (
                    "a: BelongsTo<users::posts, posts::id>",
                    &["a column of this table is written alone, without a path"],
                ),
                (
                    "a: ManyToMany<tags::posts>",
                    &["relation `a` needs the table between the two: write \
                   `ManyToMany<tags::posts, post_tags>`"],
                ),
                (
                    "a: ManyToMany<tags::posts, link(x)>",
                    &["expected `=>`, as in `follows(follower_id => followee_id)`"],
                ),
                ("a: ManyToMany<tags::posts, link(x => y z)>", &["expected `)`"]),
            ],
        );
        accepted(
            with_columns,
            &[
                "a: HasMany<b::c,>, d: HasOne<super::e::f>",
                "a: ManyToMany<b::c, d>, e: ManyToMany<f::g, super::h(i => j)>",
                "a: models::HasMany<i64>",
            ],
        );
    }
}
