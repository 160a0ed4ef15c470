//! The row struct: `pub struct User { .. }`, the constant `User`, and how rows are read into it.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::Path;
use syn::ext::IdentExt;

use super::tokens::{Around, Lent, Marker, Rare, Tuple, vis_at};
use super::{choice, docs};
use crate::check::is_known;
use crate::model::{Column, ForeignKey, Table};
use crate::path;

/// How many elements a tuple has at most.
pub const TUPLE: usize = 20;

/// Everything about the row struct, if there is one.
pub fn row(table: &Table) -> Option<TokenStream> {
    let row = table.row.as_ref()?;
    let Table { vis, passed, .. } = table;
    let owner = &table.name.text;
    let docs = docs(&table.docs, || format!("A row of `{owner}`."));
    let value_doc = format!("All columns of `{owner}`, read as [`{row}`].");
    let derives = derives(table);
    let columns = choice::fields(table);
    let written: Vec<_> = columns.iter().map(|column| Rare(&column.docs.tokens)).collect();
    let attributes: Vec<_> = columns.iter().map(|column| Rare(&column.passed)).collect();
    let visible = columns.iter().map(|column| vis_at(vis, column.ident.span()));
    let idents = columns.iter().map(|column| &column.ident);
    let types = columns.iter().map(|column| choice::declared(table, column));
    Some(quote! {
        #docs
        #[allow(dead_code, missing_docs, clippy::derive_partial_eq_without_eq)]
        #derives
        #passed
        #vis struct #row { #( #written #attributes #visible #idents: #types ),* }

        #[doc = #value_doc]
        #[allow(non_upper_case_globals, dead_code)]
        #vis const #row: ::relata::__private::Entity<#row> = ::relata::__private::entity();
    })
}

/// How it is read.
pub fn impls(table: &Table) -> TokenStream {
    let Some(row) = table.row.as_ref() else { return TokenStream::new() };
    let module = &table.module;
    let names: Vec<_> = choice::fields(table).iter().map(|column| &column.ident).collect();
    // A column's own name could be that of a constant in scope, and so no binding.
    let bound: Vec<_> = (0..names.len()).map(|place| format_ident!("__{place}")).collect();
    let values = Tuple(&bound, TUPLE);
    let fields = fields(table);
    // A column that is never NULL tells whether a row is there; mostly it is the first.
    let sure = match table.columns.iter().position(|column| !column.nullable) {
        Some(0) => None,
        Some(place) => Some(quote!(::core::option::Option::Some(#place))),
        None => Some(quote!(::core::option::Option::None)),
    };
    let sure = sure.map(|sure| quote!(const SURE: ::core::option::Option<usize> = #sure;));
    let renamed =
        table.columns.iter().any(|column| column.ident.unraw() != column.name.text).then(|| {
            let names = names.iter().map(|ident| ident.unraw().to_string());
            quote!(const FIELDS: &'static [&'static str] = &[#(#names),*];)
        });
    let lent: Vec<_> = names.iter().map(|ident| Lent(ident)).collect();
    let lent = Tuple(&lent, TUPLE);
    let (key_type, key) = key(table);
    let copied = is_plain(table).then(|| {
        let text = row.unraw().to_string();
        quote!(__r::row! { #row #text })
    });
    let version = table.columns.iter().position(|column| column.version.is_some()).map(|place| {
        quote! {
            const VERSION: ::core::option::Option<usize> = ::core::option::Option::Some(#place);
        }
    });
    let leads = leads(table);
    let decode = choice::decode(table);
    quote! {
        #copied
        impl __r::Mapped for #module::table {
            type Row = #row;
        }
        #leads
        impl __r::Record for #row {
            type Table = #module::table;
            type Key = #key_type;
            type Columns = #fields;
            #sure
            #renamed
            #[inline]
            fn make(#values: <Self::Columns as __r::Fields>::Values) -> Self {
                Self { #(#names: #bound),* }
            }
            #[inline]
            fn fields(&self) -> <Self::Columns as __r::Fields>::Refs<'_> {
                #lent
            }
            fn key(&self) -> Self::Key {
                #key
            }
            #version
            #decode
        }
    }
}

/// The columns of foreign keys, so that an object can give its key to them.
fn leads(table: &Table) -> TokenStream {
    let module = &table.module;
    let mut seen = Vec::new();
    let pairs =
        table.foreign_keys.iter().flat_map(|key: &ForeignKey| key.columns.iter().zip(&key.targets));
    let one = |(column, target)| {
        let target = path::sibling(target, "table");
        let what = (column, path::text(&target));
        if seen.contains(&what) {
            return None;
        }
        seen.push(what);
        Some(quote!(impl __r::LeadsTo<#target> for #module::#column {}))
    };
    pairs.filter_map(one).collect()
}

/// The columns, as relata's `Fields`.
pub fn fields(table: &Table) -> TokenStream {
    if !table.choices.is_empty() {
        return choice::row(table);
    }
    let fields: Vec<_> = table.columns.iter().map(|column| marker(table, column)).collect();
    Tuple(&fields, TUPLE).to_token_stream()
}

/// A column in `Fields`.
pub fn marker<'a>(table: &'a Table, column: &'a Column) -> Around<'a> {
    Around(column.nullable.then_some("Maybe"), Marker(&table.module, &column.ident))
}

/// Are the types of all columns known to have what a row struct needs? A derive would name the field whose
/// type lacks it; where none can, one call for all fields costs rustc less.
fn is_plain(table: &Table) -> bool {
    table.columns.iter().all(|column| is_known(&column.ty))
}

/// Ours, where they are derived, then the user's without those.
pub fn derives(table: &Table) -> Option<TokenStream> {
    let ours = ["Debug", "Clone", "PartialEq"];
    let is_ours =
        |path: &&Path| path::last(path).is_some_and(|word| ours.iter().any(|o| word == o));
    let others: Vec<_> = table.derives.iter().filter(|path| !is_ours(path)).collect();
    if is_plain(table) {
        return (!others.is_empty()).then(|| quote!(#[derive(#(#others),*)]));
    }
    Some(quote! {
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq #(, #others)*)]
    })
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
