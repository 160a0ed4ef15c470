//! Paths to tables and columns: `users::id` taken apart and put together again.

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Path, PathSegment, Token};

/// The module of `users::id`: `users`. Nothing where there is only one word.
pub fn module_of(path: &Path) -> Option<Path> {
    if path.segments.len() < 2 {
        return None;
    }
    let kept = path.segments.len() - 1;
    let mut segments = Punctuated::<PathSegment, Token![::]>::new();
    segments.extend(path.segments.iter().take(kept).cloned());
    Some(Path { leading_colon: path.leading_colon, segments })
}

/// `users` and `table` become `users::table`.
pub fn child(module: &Path, name: &str) -> Path {
    child_at(module, name, last(module).map_or_else(Span::call_site, Ident::span))
}

/// `users::id` becomes `users::table`, seen by rustc as the whole of the former.
pub fn sibling(path: &Path, name: &str) -> Path {
    match (module_of(path), last(path)) {
        (Some(module), Some(last)) => child_at(&module, name, last.span()),
        _ => path.clone(),
    }
}

fn child_at(module: &Path, name: &str, span: Span) -> Path {
    let mut path = module.clone();
    path.segments.push(PathSegment::from(Ident::new(name, span)));
    path
}

/// The last word.
pub fn last(path: &Path) -> Option<&Ident> {
    path.segments.last().map(|segment| &segment.ident)
}

/// Whether two paths may name the same: one is the end of the other, as `users` of `crate::people::users`.
pub fn agree(a: &Path, b: &Path) -> bool {
    let words = |path: &Path| -> Vec<Ident> {
        let words = path.segments.iter().map(|segment| segment.ident.clone());
        words.filter(|word| !["crate", "self", "super"].iter().any(|root| word == root)).collect()
    };
    words(a).iter().rev().zip(words(b).iter().rev()).all(|(a, b)| a == b)
}

/// The word that a path has in place of a table's module, where it is called like a type: a row struct, most likely.
/// Whoever calls a module of their own like one, as `own`, means a module.
pub fn row_struct<'a>(module: &'a Path, own: &Ident) -> Option<&'a Ident> {
    let is_type = |word: &Ident| word.to_string().starts_with(char::is_uppercase);
    last(module).filter(|word| is_type(word) && !is_type(own))
}

/// The path as the user wrote it, without spaces.
pub fn text(path: &Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}
