//! A column: a marker and a constant in the module, and its impls beside it.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Expr, ExprClosure, spanned::Spanned};

use super::typed;
use crate::hash;
use crate::model::{Column, Kind, Table};

/// `pub enum id {}` and `pub const id`.
pub fn items(table: &Table, vis: &TokenStream) -> TokenStream {
    let items = table.columns.iter().map(|column| {
        let (ident, docs) = (&column.ident, &column.docs.tokens);
        quote! {
            #docs
            #vis enum #ident {}
            #docs
            #vis const #ident: __r::AliasedColumn<#ident, table> = __r::column();
        }
    });
    items.collect()
}

/// `impl Column for users::id`, and what INSERT and UPDATE may do with it.
pub fn impls(table: &Table) -> TokenStream {
    table.columns.iter().enumerate().map(|(place, column)| one(table, column, place)).collect()
}

fn one(table: &Table, column: &Column, place: usize) -> TokenStream {
    let module = &table.module;
    let Column { ident, ty, .. } = column;
    let null = if column.nullable { quote!(Nullable) } else { quote!(NotNull) };
    let number = hash::number(place, table.columns.len());
    let ty = typed("Type", ty);
    let default =
        column.default.as_ref().map(|_| quote!(impl __r::HasDefault for #module::#ident {}));
    let write = write(column);
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
    quote! {
        impl __r::Column for #module::#ident {
            type Table = #module::table;
            #ty
            type Null = __r::#null;
            type Number = #number;
            type Write = __r::#write;
        }
        #default
        #on_insert
        #on_update
    }
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
fn write(column: &Column) -> TokenStream {
    let generated = column.identity.as_ref().is_some_and(|(_, always)| *always);
    if column.computed.is_some() || generated {
        quote!(Never)
    } else if column.immutable.is_some() {
        quote!(AtInsert)
    } else {
        quote!(AnyTime)
    }
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
    without_value(column, table) && !makes_on_insert(column, table)
}
