//! The enum of a table's constraints, where one is asked for: what an error of the database can name.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::LitStr;
use syn::ext::IdentExt;

use super::def::{check_name, foreign_name, index_name, key_name};
use crate::model::{Over, Sql, Table};

/// `pub enum UserConstraint { .. }`, and by which name an error tells each of its variants.
pub fn constraints(table: &Table) -> Option<TokenStream> {
    let name = table.constraints.as_ref()?;
    let (vis, owner) = (&table.vis, &table.name.text);
    let all = all(table);
    let variants: Vec<_> =
        all.iter().map(|(variant, _)| Ident::new(variant, name.span())).collect();
    let names: Vec<_> = all.iter().map(|(_, name)| name).collect();
    let docs = names.iter().map(|name| format!("`{name}`"));
    let doc = format!("The constraints of `{owner}` that a row can violate.");
    Some(quote! {
        #[doc = #doc]
        #[derive(
            ::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug,
            ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash
        )]
        #vis enum #name { #(#[doc = #docs] #variants),* }

        impl ::relata::error::Constraints for #name {
            const TABLE: &'static str = #owner;
            const ALL: &'static [(&'static str, Self)] = &[#((#names, Self::#variants)),*];
        }
    })
}

/// The variants with the names of their constraints. No two are alike, since a name that was given
/// is the variant's too, and others follow from their columns.
fn all(table: &Table) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let mut add = |given: Option<&LitStr>, usual: String, name: String| {
        let mut variant = given.map_or(usual, |given| pascal(&given.value()));
        while all.iter().any(|(other, _)| *other == variant) {
            variant.push('_');
        }
        all.push((variant, name));
    };
    if !table.primary_key().is_empty() {
        add(None, "PrimaryKey".to_owned(), format!("pk_{}", table.name.text));
    }
    for key in &table.uniques {
        let usual = format!("Unique{}", columns(&key.columns));
        add(key.name.as_ref(), usual, key_name(table, key, "uq"));
    }
    for index in table.other_indexes.iter().filter(|index| index.is_unique()) {
        let words = index.parts.iter().map(|part| match &part.over {
            Over::Column(column) => pascal(&column.unraw().to_string()),
            Over::Expression(words, _) => pascal(words),
        });
        let usual = format!("Unique{}", words.collect::<String>());
        add(index.name.as_ref(), usual, index_name(table, index));
    }
    for key in &table.foreign_keys {
        let usual = format!("ForeignKey{}", columns(&key.columns));
        add(key.name.as_ref(), usual, foreign_name(table, key));
    }
    for (place, check) in table.checks.iter().enumerate() {
        if matches!(check.sql, Sql::Text(_)) {
            let usual = format!("Check{}", place + 1);
            add(check.name.as_ref(), usual, check_name(table, place, check));
        }
    }
    all
}

fn columns(columns: &[Ident]) -> String {
    columns.iter().map(|column| pascal(&column.unraw().to_string())).collect()
}

/// `author_id` is `AuthorId`. What cannot stand in an identifier is left out.
fn pascal(name: &str) -> String {
    let mut out = String::new();
    for word in name.split(|c: char| !c.is_alphanumeric()) {
        let mut letters = word.chars();
        out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        out.extend(letters);
    }
    let is_name = syn::parse_str::<Ident>(&out).is_ok_and(|_| out != "Self");
    if is_name { out } else { format!("C{out}") }
}
