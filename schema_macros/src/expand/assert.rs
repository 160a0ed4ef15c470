//! What rustc checks beside the impls, since the macro cannot: other tables, and types' constants.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::ends;
use super::tokens::{List, respanned};
use crate::check::{is_known, is_table};
use crate::model::{Column, Default, DefaultValue, Kind, Relation, Table, Target};
use crate::path;

/// Calls that compile where the table fits the others, and its defaults their types.
pub fn asserts(table: &Table) -> TokenStream {
    [relations(table), foreign_keys(table), types(table)].into_iter().collect()
}

/// Both sides of a relation name each other, and are of sorts that belong together.
fn relations(table: &Table) -> TokenStream {
    let module = &table.module;
    let both_sides = |relation: &&Relation| !is_table(relation.inverse());
    let calls = table.relations.iter().filter(both_sides).map(|relation| {
        let (ident, inverse) = (&relation.ident, relation.inverse());
        let names = call(inverse, "inverse", &quote!(#inverse, #module::#ident));
        let asks = quote!({ __r::asks::<#module::#ident, #inverse>() });
        let (way, args) = match &relation.target {
            Target::Has { many: false, .. } => ("one_to_one", quote!(#inverse)),
            Target::Has { many: true, .. } => ("has_many", quote!(#inverse, #asks)),
            Target::BelongsTo { .. } => ("belongs_to", quote!(#inverse, #asks)),
            Target::ManyToMany { link, .. } => {
                let link = path::child(link, "table");
                ("many_to_many", quote!(#inverse, #link, #asks))
            }
        };
        let way = call(inverse, way, &args);
        quote!(#names #way)
    });
    calls.collect()
}

/// A foreign key has the types of the columns that it references, which are a unique key.
fn foreign_keys(table: &Table) -> TokenStream {
    let module = &table.module;
    let mut calls = TokenStream::new();
    for key in &table.foreign_keys {
        for (ident, target) in key.columns.iter().zip(&key.targets) {
            let Some(column) = table.column(ident) else { continue };
            // The label belongs under the column's type, which is what has to change.
            let (first, last) = ends(&column.ty);
            let (module, ident) = (respanned(module, first), respanned(ident, last));
            calls.extend(call(&column.ty, "references", &quote!(#module::#ident, #target)));
        }
        let Some(target) = key.targets.first() else { continue };
        let to = path::sibling(target, "table");
        let columns = List(key.targets.iter().collect()).to_token_stream();
        let check = if table.kind == Kind::Table { "table_key" } else { "unique_key" };
        calls.extend(call(target, check, &quote!(#to, #columns)));
    }
    calls
}

/// `__r::name::<args>();`, where rustc sees the call as the tokens of `at`.
fn call(at: impl ToTokens, name: &str, args: &TokenStream) -> TokenStream {
    let (first, last) = ends(at);
    let name = Ident::new(name, last);
    let start = quote_spanned!(first=> __r);
    let end = quote_spanned!(last=> ::#name::<#args>());
    quote!(#start #end;)
}

/// Defaults and identity of columns whose type the macro does not know: enums and newtypes.
fn types(table: &Table) -> TokenStream {
    let unknown = table.columns.iter().filter(|column| !is_known(&column.ty));
    unknown.map(|column| of_type(table, column)).collect()
}

fn of_type(table: &Table, column: &Column) -> TokenStream {
    let (module, ident) = (&table.module, &column.ident);
    let written = column.ty.to_token_stream().to_string().replace(' ', "");
    let mut asserts = TokenStream::new();
    if column.identity.is_some() {
        let message = format!("identity column `{ident}` must be an integer, not `{written}`");
        let integer = quote!(__r::kind_of::<#module::#ident>().is_integer());
        asserts.extend(assert(&column.ty, &integer, &message));
    }
    let Some(Default { value, tokens, .. }) = &column.default else { return asserts };
    let wrong = wrong_kinds(value);
    if !wrong.is_empty() {
        let message =
            format!("this default is not a value of `{ident}`, which has type `{written}`");
        let fits = quote! {
            !::core::matches!(__r::kind_of::<#module::#ident>(), #(__r::Kind::#wrong)|*)
        };
        asserts.extend(assert(tokens, &fits, &message));
    }
    if let DefaultValue::Text(text) = value {
        let bytes = proc_macro2::Literal::byte_string(text.as_bytes());
        let message = format!("\"{text}\" is not a label of `{written}`");
        asserts.extend(assert(
            tokens,
            &quote!(__r::has_label::<#module::#ident>(#bytes)),
            &message,
        ));
    }
    asserts
}

fn assert(at: impl ToTokens, holds: &TokenStream, message: &str) -> TokenStream {
    let (first, last) = ends(at);
    let start = quote_spanned!(first=> __r);
    let end = quote_spanned!(last=> ::holds(#holds, #message));
    quote!(#start #end;)
}

/// What a column with this default cannot store. Kinds that are not listed may.
fn wrong_kinds(value: &DefaultValue) -> Vec<Ident> {
    let integers = ["Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64"];
    let reals = ["Float32", "Float64"];
    let times = ["Date", "Time", "Timestamp", "TimestampTz"];
    let wrong: Vec<&str> = match value {
        DefaultValue::Sql(_) => Vec::new(),
        DefaultValue::Text(_) => [&["Bool", "Bytes"][..], &integers, &reals].concat(),
        DefaultValue::Integer(_) => {
            [&["Bool", "Text", "Bytes", "Uuid", "Interval"][..], &times].concat()
        }
        DefaultValue::Real(_) => {
            [&["Bool", "Text", "Bytes", "Uuid", "Interval"][..], &times, &integers].concat()
        }
        DefaultValue::Bool(_) => {
            [&["Text", "Bytes", "Uuid", "Interval"][..], &times, &integers, &reals].concat()
        }
        DefaultValue::Now => {
            [&["Bool", "Text", "Bytes", "Uuid", "Interval"][..], &integers, &reals].concat()
        }
    };
    wrong.into_iter().map(|kind| Ident::new(kind, proc_macro2::Span::call_site())).collect()
}
