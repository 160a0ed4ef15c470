//! The row struct: `pub struct User { .. }`, the constant `User`, and how rows are read into it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Path;

use super::docs;
use crate::model::{Column, ForeignKey, Relation, Table};
use crate::path;

/// How many elements a tuple has at most.
const TUPLE: usize = 20;

/// Everything about the row struct, if there is one.
pub fn row(table: &Table) -> Option<TokenStream> {
    let row = table.row.as_ref()?;
    let Table { vis, passed, .. } = table;
    let owner = &table.name.text;
    let docs = docs(&table.docs, || format!("A row of `{owner}`."));
    let value_doc = format!("All columns of `{owner}`, read as [`{row}`].");
    let derives = derives(table);
    let fields = table.columns.iter().map(|column| {
        let Column { docs, passed, ident, declared, .. } = column;
        let (written, vis) = (&docs.tokens, super::respanned(vis, ident.span()));
        quote!(#written #passed #vis #ident: #declared)
    });
    Some(quote! {
        #docs
        #[allow(dead_code, missing_docs, clippy::derive_partial_eq_without_eq)]
        #[derive(#derives)]
        #passed
        #vis struct #row { #(#fields),* }

        #[doc = #value_doc]
        #[allow(non_upper_case_globals, dead_code)]
        #vis const #row: ::relata::__private::Entity<#row> = ::relata::__private::entity();
    })
}

/// How it is read.
pub fn impls(table: &Table) -> TokenStream {
    let Some(row) = table.row.as_ref() else { return TokenStream::new() };
    let module = &table.module;
    let names: Vec<_> = table.columns.iter().map(|column| &column.ident).collect();
    // A column's own name could be that of a constant in scope, and so no binding.
    let bound: Vec<_> = (0..names.len()).map(|place| format_ident!("__{place}")).collect();
    let values = nested(bound.iter().map(|ident| quote!(#ident)).collect());
    let fields = fields(table);
    // A column that is never NULL tells whether a row is there; mostly it is the first.
    let sure = match table.columns.iter().position(|column| !column.nullable) {
        Some(0) => None,
        Some(place) => Some(quote!(::core::option::Option::Some(#place))),
        None => Some(quote!(::core::option::Option::None)),
    };
    let sure = sure.map(|sure| quote!(const SURE: ::core::option::Option<usize> = #sure;));
    let (key_type, key) = key(table);
    let refs = nested(names.iter().map(|name| quote!(&self.#name)).collect());
    let version = table.columns.iter().position(|column| column.version.is_some()).map(|place| {
        quote! {
            const VERSION: ::core::option::Option<usize> = ::core::option::Option::Some(#place);
        }
    });
    let relations = table.relations.iter().map(|Relation { ident, .. }| quote!(#module::#ident));
    let relations = nested(relations.collect());
    let leads = leads(table);
    quote! {
        impl __r::Mapped for #module::table {
            type Row = #row;
            type Relations = #relations;
        }
        #leads
        impl __r::Record for #row {
            type Table = #module::table;
            type Key = #key_type;
            type Columns = #fields;
            #sure
            #[inline]
            fn decode<'r, __R: __r::Row<'r>>(
                __row: __R,
                __at: usize,
            ) -> ::core::result::Result<Self, __r::Misread> {
                match <Self::Columns as __r::Fields>::read(__row, __at) {
                    ::core::result::Result::Ok(#values) => {
                        ::core::result::Result::Ok(Self { #(#names: #bound),* })
                    }
                    ::core::result::Result::Err(__e) => ::core::result::Result::Err(__e),
                }
            }
            fn key(&self) -> Self::Key {
                #key
            }
            fn fields(&self) -> <Self::Columns as __r::Fields>::Refs<'_> {
                #refs
            }
            #version
        }
    }
}

/// The columns that are a foreign key by themselves, so that an object can give its key to them.
fn leads(table: &Table) -> TokenStream {
    let module = &table.module;
    let mut seen = Vec::new();
    let one = |key: &ForeignKey| {
        let ([column], [target]) = (&key.columns[..], &key.targets[..]) else { return None };
        let target = path::sibling(target, "table");
        let what = (column.clone(), path::text(&target));
        if seen.contains(&what) {
            return None;
        }
        seen.push(what);
        Some(quote!(impl __r::LeadsTo<#target> for #module::#column {}))
    };
    table.foreign_keys.iter().filter_map(one).collect()
}

/// The columns, as relata's `Fields`.
pub fn fields(table: &Table) -> TokenStream {
    let module = &table.module;
    let field = |Column { ident, nullable, .. }: &Column| match nullable {
        true => quote!(__r::Maybe<#module::#ident>),
        false => quote!(#module::#ident),
    };
    nested(table.columns.iter().map(field).collect())
}

/// A tuple, which holds tuples where it would be too long.
fn nested(parts: Vec<TokenStream>) -> TokenStream {
    if parts.len() <= TUPLE {
        return quote!((#(#parts,)*));
    }
    nested(parts.chunks(TUPLE).map(|part| quote!((#(#part,)*))).collect())
}

/// Ours, then the user's without those.
fn derives(table: &Table) -> TokenStream {
    let ours = ["Debug", "Clone", "PartialEq"];
    let is_ours =
        |path: &&Path| path::last(path).is_some_and(|word| ours.iter().any(|o| word == o));
    let others = table.derives.iter().filter(|path| !is_ours(path));
    quote! {
        ::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq #(, #others)*
    }
}

/// The type of the key, and how it is read off a row.
fn key(table: &Table) -> (TokenStream, TokenStream) {
    let columns: Vec<_> =
        table.primary_key().iter().filter_map(|ident| table.column(ident)).collect();
    let types = columns.iter().map(|column| &column.ty);
    let values = columns.iter().map(|column| {
        let ident = &column.ident;
        quote!(::core::clone::Clone::clone(&self.#ident))
    });
    if columns.is_empty() {
        return (quote!(()), TokenStream::new());
    }
    if columns.len() == 1 {
        return (quote!(#(#types)*), quote!(#(#values)*));
    }
    (quote!((#(#types),*)), quote!((#(#values),*)))
}
