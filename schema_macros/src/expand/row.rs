//! The row struct: `pub struct User { .. }`, the constant `User`, and how rows are read into it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;

use super::column::generated_doc;
use super::docs;
use crate::model::Table;
use crate::path;

/// Everything about the row struct, if there is one.
pub fn row(table: &Table) -> Option<TokenStream> {
    let row = table.row.as_ref()?;
    let Table { vis, module, passed, .. } = table;
    let owner = &table.name.text;
    let docs = docs(&table.docs, || format!("A row of `{owner}`."));
    let value_doc = format!("All columns of `{owner}`, read as [`{row}`].");
    let derives = derives(table);
    let fields = table.columns.iter().map(|column| {
        let docs = super::docs(&column.docs, || generated_doc(column, owner));
        let (passed, ident, ty) = (&column.passed, &column.ident, &column.declared);
        let vis = super::respanned(vis, ident.span());
        quote!(#docs #passed #vis #ident: #ty)
    });
    let width = table.columns.len();
    let reads = table.columns.iter().enumerate().map(|(place, column)| {
        let ident = &column.ident;
        let at = at(place);
        quote!(#ident: ::relata::__private::field::<#module::#ident, _>(__row, #at)?)
    });
    let absent = match table.columns.iter().position(|column| !column.nullable) {
        Some(place) => {
            let at = at(place);
            quote!(::relata::__private::Cell::is_null(::relata::__private::Row::cell(__row, #at)))
        }
        None => quote!({
            let _ = (__row, __at);
            false
        }),
    };
    let (key_type, key) = key(table);
    Some(quote! {
        #docs
        #[allow(dead_code, clippy::derive_partial_eq_without_eq)]
        #[derive(#derives)]
        #passed
        #vis struct #row { #(#fields),* }

        #[doc = #value_doc]
        #[allow(non_upper_case_globals, dead_code)]
        #vis const #row: ::relata::__private::Entity<#row> = ::relata::__private::entity();

        impl ::relata::__private::Record for #row {
            type Table = #module::table;
            type Key = #key_type;
            const WIDTH: usize = #width;
            #[inline]
            fn decode<'r, __R: ::relata::__private::Row<'r>>(
                __row: __R,
                __at: usize,
            ) -> ::core::result::Result<Self, ::relata::__private::Misread> {
                ::core::result::Result::Ok(Self { #(#reads),* })
            }
            #[inline]
            fn is_absent<'r, __R: ::relata::__private::Row<'r>>(__row: __R, __at: usize) -> bool {
                #absent
            }
            fn key(&self) -> Self::Key {
                #key
            }
        }
    })
}

fn at(place: usize) -> TokenStream {
    if place == 0 { quote!(__at) } else { quote!(__at + #place) }
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
