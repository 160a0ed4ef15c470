//! Errors of one macro call, collected: the rest of the call is still expanded.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{DeriveInput, Error};

/// All that is wrong so far.
#[derive(Default)]
pub struct Errors(Option<Error>);

impl Errors {
    /// Points at some tokens and says what to write instead.
    pub fn at(&mut self, tokens: impl ToTokens, message: impl std::fmt::Display) {
        self.push(Error::new_spanned(tokens, message));
    }

    /// Points at one token.
    pub fn span(&mut self, span: Span, message: impl std::fmt::Display) {
        self.push(Error::new(span, message));
    }

    /// Takes a parser's error.
    pub fn push(&mut self, error: Error) {
        match &mut self.0 {
            Some(all) => all.combine(error),
            None => self.0 = Some(error),
        }
    }

    /// Keeps the value, or the error.
    pub fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// Was there any?
    pub fn any(&self) -> bool {
        self.0.is_some()
    }

    /// As `compile_error!` calls at the tokens they are about.
    pub fn into_tokens(self) -> TokenStream {
        self.0.map(|error| error.into_compile_error()).unwrap_or_default()
    }
}

/// The output of a derive, and an error for each thing in its input that was wrong.
pub fn derived<T: ToTokens>(
    input: TokenStream,
    derive: impl FnOnce(&DeriveInput, &mut Errors) -> T,
) -> TokenStream {
    let mut errors = Errors::default();
    let output = errors.keep(syn::parse2(input)).map(|input| derive(&input, &mut errors));
    let mut tokens = output.to_token_stream();
    tokens.extend(errors.into_tokens());
    tokens
}

/// An error at the next token, or at the bracket that ends the input.
pub fn here(input: ParseStream, message: impl std::fmt::Display) -> Error {
    Error::new(input.span(), message)
}

/// The known word that a misspelt one is closest to.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|other| (distance(word, other), other))
        .filter(|(distance, _)| *distance <= 2 && *distance < word.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// How many letters differ (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_word_finds_its_neighbour() {
        assert_eq!(nearest("primry_key", ["unique", "primary_key"]), Some("primary_key"));
        assert_eq!(nearest("colour", ["unique", "primary_key"]), None);
        assert_eq!(nearest("id", ["at", "ip"]), Some("ip"));
    }
}
