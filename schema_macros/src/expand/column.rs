//! A column: a marker and a constant in the module, and its impls beside it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Expr, ExprClosure, Visibility, spanned::Spanned};

use super::tokens::{Rare, Typed};
use crate::hash::Number;
use crate::model::{Column, Kind, Table};

/// `pub enum id {}` and `pub const id`.
pub fn items(table: &Table, vis: &Visibility) -> TokenStream {
    let idents = table.columns.iter().map(|column| &column.ident);
    let types = idents.clone();
    let docs: Vec<_> = table.columns.iter().map(|column| Rare(&column.docs.tokens)).collect();
    quote! {#(
        #docs
        #vis enum #types {}
        #docs
        #vis const #idents: __r::AliasedColumn<#idents, table> = __r::column();
    )*}
}

/// `impl Column for users::id`, and what INSERT and UPDATE may do with it.
pub fn impls(table: &Table) -> TokenStream {
    let module = &table.module;
    let columns = &table.columns;
    let idents = columns.iter().map(|column| &column.ident);
    let types = columns.iter().map(|column| Typed("Type", &column.ty));
    let word = |text| Ident::new(text, Span::call_site());
    let nulls = columns.iter().map(|c| word(if c.nullable { "Nullable" } else { "NotNull" }));
    let numbers = columns.iter().enumerate().map(|(place, column)| {
        let number = Number(place, columns.len());
        let words = [is_made(column, table).then_some("ByDefault"), write(column)];
        words
            .into_iter()
            .flatten()
            .map(word)
            .fold(quote!(__r::#number), |number, word| quote!(__r::#word<#number>))
    });
    let defaults = columns.iter().filter(|c| c.default.is_some()).map(|column| &column.ident);
    let made = columns.iter().filter_map(|column| made(table, column));
    quote! {
        #(
            impl __r::Column for #module::#idents {
                type Table = #module::table;
                #types
                type Null = __r::#nulls;
                type Number = #numbers;
            }
        )*
        #( impl __r::HasDefault for #module::#defaults {} )*
        #(#made)*
    }
}

/// The values that Rust makes for a column.
fn made(table: &Table, column: &Column) -> Option<TokenStream> {
    let on_insert = makes_on_insert(column, table).then(|| {
        let value = match column.insert.as_ref().or(column.update.as_ref()) {
            Some((_, expr)) => call(expr),
            None => quote!(1),
        };
        makes(quote!(InsertDefault), column, table, &value)
    });
    let on_update = column
        .update
        .as_ref()
        .map(|(_, expr)| makes(quote!(UpdateDefault), column, table, &call(expr)));
    (on_insert.is_some() || on_update.is_some()).then(|| quote!(#on_insert #on_update))
}

fn makes(what: TokenStream, column: &Column, table: &Table, value: &TokenStream) -> TokenStream {
    let (module, ident) = (&table.module, &column.ident);
    quote! {
        impl __r::#what for #module::#ident {
            fn value() -> <Self as __r::Column>::Type {
                #value
            }
        }
    }
}

/// A function is called; a closure's body stands for itself.
fn call(expr: &Expr) -> TokenStream {
    match expr {
        Expr::Closure(ExprClosure { body, .. }) => quote!(#body),
        _ => quote_spanned!(expr.span()=> #expr()),
    }
}

/// When may a statement give its value? A view is refused as a whole.
fn write(column: &Column) -> Option<&'static str> {
    let generated = column.identity.as_ref().is_some_and(|(_, always)| *always);
    if column.computed.is_some() || generated {
        Some("Never")
    } else if column.tenant.is_some() {
        Some("ByTenant")
    } else {
        column.immutable.as_ref().map(|_| "AtInsert")
    }
}

/// Is it part of a key that the database makes, other than by counting?
fn is_made(column: &Column, table: &Table) -> bool {
    let by_default = column.default.is_some() && !makes_on_insert(column, table);
    (by_default || column.computed.is_some()) && table.primary_key().contains(&column.ident)
}

/// Has it no value unless somebody gives one?
fn without_value(column: &Column, table: &Table) -> bool {
    table.kind == Kind::Table
        && !column.nullable
        && column.default.is_none()
        && column.identity.is_none()
        && column.computed.is_none()
}

/// Does Rust make its value when an INSERT gives none?
pub fn makes_on_insert(column: &Column, table: &Table) -> bool {
    let updated = column.update.is_some() && without_value(column, table);
    column.insert.is_some() || column.version.is_some() || updated
}

/// Must an INSERT give it?
pub fn required(column: &Column, table: &Table) -> bool {
    without_value(column, table) && !makes_on_insert(column, table) && column.tenant.is_none()
}
