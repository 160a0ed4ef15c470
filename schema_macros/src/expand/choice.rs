//! Enums of columns: the enum of values, the enum of its variants' names, and how both are columns.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::Path;

use super::row::{TUPLE, derives, marker};
use super::tokens::{Marker, Tuple};
use crate::derive_type;
use crate::model::{Choice, Column, Table, Variant};
use crate::parse::inside_option;

/// The columns that are fields of the row struct: of an enum, the one that tells its variants apart.
pub fn fields(table: &Table) -> Vec<&Column> {
    let of_variant = |column: &&Column| {
        table
            .choices
            .iter()
            .any(|choice| columns(table, choice).skip(1).any(|own| own.ident == column.ident))
    };
    table.columns.iter().filter(|column| !of_variant(column)).collect()
}

/// The type of such a field.
pub fn declared(table: &Table, column: &Column) -> TokenStream {
    match table.choices.iter().find(|choice| choice.ident == column.ident) {
        Some(Choice { name, .. }) => quote!(#name),
        None => column.declared.to_token_stream(),
    }
}

/// The row's columns as relata's `Fields`.
pub fn row(table: &Table) -> TokenStream {
    let field =
        |column: &&Column| match table.choices.iter().find(|choice| choice.ident == column.ident) {
            Some(Choice { name, .. }) => quote!(__r::ChoiceOf<#name>),
            None => marker(table, column).to_token_stream(),
        };
    let fields: Vec<_> = fields(table).iter().map(field).collect();
    Tuple(&fields, TUPLE).to_token_stream()
}

/// The columns of an enum, in order: the one that tells its variants apart, and theirs.
fn columns<'a>(table: &'a Table, choice: &'a Choice) -> impl Iterator<Item = &'a Column> {
    let is_field = |ident: &Ident| {
        choice.variants.iter().any(|variant| variant.fields.iter().any(|(own, _)| own == ident))
    };
    table
        .columns
        .iter()
        .filter(move |column| column.ident == choice.ident || is_field(&column.ident))
}

/// Reading a row: what is wrong with an enum is said of the row.
pub fn decode(table: &Table) -> Option<TokenStream> {
    (!table.choices.is_empty()).then(|| {
        quote! {
            fn decode<'r, __R: __r::Row<'r>>(
                __row: __R,
                __at: usize,
            ) -> ::core::result::Result<Self, __r::Misread> {
                __r::decode_named::<Self, __R>(__row, __at)
            }
        }
    })
}

/// The enums.
pub fn items(table: &Table) -> TokenStream {
    table.choices.iter().map(|choice| item(table, choice)).collect()
}

fn item(table: &Table, choice: &Choice) -> TokenStream {
    let Choice { docs, ident, name, kind, variants } = choice;
    let vis = &table.vis;
    let owner = &table.name.text;
    let derives = derives(table);
    let variants = variants.iter().map(|Variant { docs, label, ident, fields }| {
        let doc = format!("`{ident}`.");
        let columns = fields.iter().map(|(ident, ty)| {
            let docs = table.column(ident).map(|column| &column.docs.tokens);
            quote!(#docs #ident: #ty)
        });
        let body = (!fields.is_empty()).then(|| quote!({ #(#columns),* }));
        let docs = if docs.is_empty() { quote!(#[doc = #doc]) } else { docs.clone() };
        (quote!(#docs #ident #body), quote!(#docs #label #ident))
    });
    let (variants, kinds): (Vec<_>, Vec<_>) = variants.unzip();
    let doc = format!("`{ident}` of a row of `{owner}`.");
    let kind_doc = format!("Which variant of [`{name}`] a row of `{owner}` is.");
    let docs = if docs.is_empty() { quote!(#[doc = #doc]) } else { docs.clone() };
    let labels = quote!(#vis enum #kind { #(#kinds),* });
    let column = derive_type::expand(labels);
    // What is said of a label is for the derive, which has been made here.
    let kind_enum = kind_enum(table, choice, &kind_doc);
    quote! {
        #docs
        #[allow(dead_code, missing_docs, clippy::derive_partial_eq_without_eq)]
        #derives
        #vis enum #name { #(#variants),* }
        #kind_enum
        #column
    }
}

fn kind_enum(table: &Table, choice: &Choice, doc: &str) -> TokenStream {
    let Choice { kind, variants, .. } = choice;
    let vis = &table.vis;
    let names = variants.iter().map(|variant| &variant.ident);
    quote! {
        #[doc = #doc]
        #[allow(dead_code, missing_docs)]
        #[derive(
            ::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy, ::core::cmp::PartialEq,
            ::core::cmp::Eq, ::core::hash::Hash,
        )]
        #vis enum #kind { #(#names),* }
    }
}

/// How they are read, written and assigned.
pub fn impls(table: &Table) -> TokenStream {
    table.choices.iter().map(|choice| of(table, choice)).collect()
}

fn of(table: &Table, choice: &Choice) -> TokenStream {
    let Choice { name, kind, .. } = choice;
    let columns: Vec<&Column> = columns(table, choice).collect();
    let markers: Vec<_> = columns.iter().map(|column| marker(table, column)).collect();
    let markers = Tuple(&markers, TUPLE);
    let bound: Vec<_> = (0..columns.len()).map(|place| format_ident!("__{place}")).collect();
    let values = Tuple(&bound, TUPLE);
    let place = |ident: &Ident| columns.iter().position(|column| column.ident == *ident);
    let reads = choice.variants.iter().map(|Variant { ident, fields, .. }| {
        let read = fields.iter().filter_map(|(field, ty)| {
            let place = place(field)?;
            let value = &bound[place];
            Some(match inside_option(ty) {
                Some(_) => quote!(#field: #value),
                None => quote!(#field: __r::choice::given(#value, #place)?),
            })
        });
        quote!(#kind::#ident => Self::#ident { #(#read),* })
    });
    let binds = choice.variants.iter().map(|Variant { ident, fields, .. }| {
        let fields = fields.iter().filter_map(|(field, ty)| {
            let place = place(field)?;
            let value = match inside_option(ty) {
                Some(_) => quote!(::core::option::Option::Some(__value)),
                None => quote!(__value),
            };
            Some(quote! {
                (Self::#ident { #field: #value, .. }, #place) => __r::ToSql::to_sql(__value, __sink),
            })
        });
        quote! {
            (Self::#ident { .. }, 0) => __r::ToSql::to_sql(&#kind::#ident, __sink),
            #(#fields)*
        }
    });
    let nulls = columns.iter().enumerate().skip(1).map(|(place, column)| {
        let ty = &column.ty;
        quote!((_, #place) => __sink.null(<#ty as __r::SqlType>::KIND),)
    });
    let assigns = choice.variants.iter().map(|Variant { ident, fields, .. }| {
        let names = fields.iter().map(|(field, _)| field);
        let taken = names.clone().map(|field| format_ident!("__of_{field}"));
        let set = fields.iter().zip(taken.clone()).filter_map(|((field, ty), taken)| {
            let value = &bound[place(field)?];
            Some(match inside_option(ty) {
                Some(_) => quote!(#value = #taken;),
                None => quote!(#value = ::core::option::Option::Some(#taken);),
            })
        });
        quote!(Self::#ident { #(#names: #taken),* } => { #(#set)* #kind::#ident })
    });
    let module = &table.module;
    let assigned: Vec<_> = columns
        .iter()
        .map(|column| {
            let (marker, ty) = (Marker(module, &column.ident), &column.ty);
            match column.nullable {
                true => quote!(__r::FieldOf<#marker, ::core::option::Option<#ty>>),
                false => quote!(__r::FieldOf<#marker, #ty>),
            }
        })
        .collect();
    let assigned = Tuple(&assigned, 16);
    let given: Vec<_> = bound.iter().map(|value| quote!(__r::FieldOf::new(#value))).collect();
    let given = Tuple(&given, 16);
    let absent = bound.iter().skip(1);
    let first: Option<&Ident> = bound.first();
    let path: Path = syn::parse_quote!(__r::Assignments);
    quote! {
        impl __r::Choice for #name {
            type Columns = #markers;
            fn make(
                #values: <Self::Columns as __r::Fields>::Values,
            ) -> ::core::result::Result<Self, usize> {
                ::core::result::Result::Ok(match #first { #(#reads),* })
            }
            fn bind<'a>(&'a self, __place: usize, __sink: &mut dyn __r::Sink<'a>) {
                match (self, __place) {
                    #(#binds)*
                    #(#nulls)*
                    _ => {}
                }
            }
        }
        impl #path for #name {
            type Values = <#assigned as #path>::Values;
            type Columns = <#assigned as #path>::Columns;
            fn keep(self) -> Self::Values {
                #(let mut #absent = ::core::option::Option::None;)*
                let #first = match self { #(#assigns),* };
                #path::keep(#given)
            }
        }
    }
}
