//! `#[derive(Projection)]`: a struct that rows are read into, field by field, by name.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Field, Fields, Path, Type};

use crate::case::{self, Case};
use crate::error::{Errors, derived};

/// The most fields that a row can be read into.
const MOST_FIELDS: usize = 20;

/// Expands the derive.
pub fn expand(tokens: TokenStream) -> TokenStream {
    derived(tokens, derive)
}

fn derive(input: &DeriveInput, errors: &mut Errors) -> Option<TokenStream> {
    let name = &input.ident;
    if !input.generics.params.is_empty() {
        let message = format!("`{name}` cannot be generic: its fields are what a row holds");
        errors.at(&input.generics, message);
        return None;
    }
    let fields = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => &fields.named,
            _ => {
                errors.at(
                    name,
                    format!("`{name}` needs named fields: expressions are selected by name"),
                );
                return None;
            }
        },
        _ => {
            errors.at(name, format!("`{name}` must be a struct with named fields"));
            return None;
        }
    };
    if fields.is_empty() {
        errors.at(name, format!("`{name}` has no fields, so nothing could be selected into it"));
        return None;
    }
    if let Some(field) = fields.iter().nth(MOST_FIELDS) {
        errors.at(field, format!("`{name}` has more than {MOST_FIELDS} fields"));
        return None;
    }
    let fields: Vec<(&Ident, &Type)> = fields
        .iter()
        .filter_map(|Field { ident, ty, .. }| ident.as_ref().map(|ident| (ident, ty)))
        .collect();
    let select = select(input, &fields);
    let rows = rows(input, &fields);
    let columns = table(input, errors).map(|module| columns(input, &fields, &module));
    Some(quote!(#select #rows #columns))
}

/// `pub struct SelectBusy<F0, F1> { .. }`, which holds the expressions.
fn select(input: &DeriveInput, fields: &[(&Ident, &Type)]) -> TokenStream {
    let DeriveInput { vis, ident: name, .. } = input;
    let select = format_ident!("Select{name}", span = name.span());
    let letters: Vec<Ident> = (0..fields.len()).map(|place| format_ident!("F{place}")).collect();
    let names: Vec<&Ident> = fields.iter().map(|(ident, _)| *ident).collect();
    let doc = format!("What a query selects into a [`{name}`], by field.");
    let docs = names.iter().map(|ident| format!("What becomes [`{name}::{ident}`]."));
    quote! {
        #[doc = #doc]
        #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
        #vis struct #select<#(#letters),*> {
            #( #[doc = #docs] #vis #names: #letters ),*
        }
        impl<#(#letters),*> ::relata::__private::IntoProjection for #select<#(#letters),*> {
            type Items = ::relata::__private::Struct<#name, (#(#letters,)*)>;
            fn items(self) -> Self::Items {
                ::relata::__private::Struct::new((#(self.#names,)*))
            }
        }
    }
}

/// How a row becomes the struct; a field that does not fit is named in the error.
fn rows(input: &DeriveInput, fields: &[(&Ident, &Type)]) -> TokenStream {
    let DeriveInput { vis, ident: name, .. } = input;
    let snake = case::rename(&syn::ext::IdentExt::unraw(name).to_string(), Case::Snake);
    let markers = format_ident!("{snake}_fields", span = name.span());
    let letters: Vec<Ident> = (0..fields.len()).map(|place| format_ident!("R{place}")).collect();
    let values: Vec<Ident> = (0..fields.len()).map(|place| format_ident!("__{place}")).collect();
    let (names, types): (Vec<_>, Vec<_>) = fields.iter().copied().unzip();
    let inner = crate::expand::inside(vis);
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types, dead_code, unreachable_pub, clippy::all)]
        #vis mod #markers {
            #( #inner enum #names {} )*
        }
        // What is private may stand in a bound, and not in a type that a trait gives.
        impl<I, O> ::relata::__private::RawRow<::relata::__private::ByFields<I>> for #name
        where
            (#(#types,)*): ::relata::__private::RawRow<I, Output = O>,
        {
            type Output = ::relata::__private::ReadFields<#name, O>;
        }
        impl<#(#letters: ::relata::__private::Fits<#types, #markers::#names>),*>
            ::relata::__private::FromFields<(#(#letters,)*)> for #name
        {
            fn from_fields((#(#values,)*): (#(#letters,)*)) -> Self {
                Self {
                    #(#names: <#letters as ::relata::__private::Fits<#types, #markers::#names>>::fit(#values)),*
                }
            }
        }
    }
}

/// The table of `#[projection(users)]`.
fn table(input: &DeriveInput, errors: &mut Errors) -> Option<Path> {
    let mut found: Option<Path> = None;
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("projection"))
    {
        let usage = "expected the module of a table, as in `#[projection(users)]`";
        let parsed = attribute.parse_args_with(Path::parse_mod_style);
        match parsed {
            Ok(module) if found.is_none() => found = Some(module),
            Ok(_) => errors.at(attribute, "`projection` is written twice: leave one out"),
            Err(_) => errors.at(attribute, usage),
        }
    }
    found
}

/// `Busy::COLUMNS`: the columns of a table with the fields' names.
fn columns(input: &DeriveInput, fields: &[(&Ident, &Type)], module: &Path) -> TokenStream {
    let DeriveInput { vis, ident: name, .. } = input;
    let select = format_ident!("Select{name}", span = name.span());
    let names: Vec<&Ident> = fields.iter().map(|(ident, _)| *ident).collect();
    let doc = format!(
        "The columns of `{}` that have the names of the fields.",
        crate::path::text(module)
    );
    quote! {
        impl #name {
            #[doc = #doc]
            #vis const COLUMNS: #select<#(::relata::__private::ColumnExpr<#module::#names>),*> =
                #select { #(#names: #module::#names),* };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::expand;
    use crate::testing::{accepted, dense, expanded, refused};

    #[test]
    fn structs_that_no_row_fits() {
        let fields: Vec<String> = (0..33).map(|n| format!("f{n}: i64")).collect();
        let many = format!("struct A {{ {} }}", fields.join(","));
        refused(
            expand,
            &[
                ("struct A;", &["`A` needs named fields: expressions are selected by name"]),
                ("struct A(i64);", &["`A` needs named fields: expressions are selected by name"]),
                ("struct A {}", &["`A` has no fields, so nothing could be selected into it"]),
                ("enum A { B }", &["`A` must be a struct with named fields"]),
                (
                    "struct A<T> { b: T }",
                    &["`A` cannot be generic: its fields are what a row holds"],
                ),
                (&many, &["`A` has more than 20 fields"]),
                (
                    "#[projection] struct A { b: i64 }",
                    &["expected the module of a table, as in `#[projection(users)]`"],
                ),
                (
                    "#[projection(a)] #[projection(b)] struct A { b: i64 }",
                    &["`projection` is written twice: leave one out"],
                ),
            ],
        );
        accepted(
            expand,
            &[
                "pub struct A { pub b: i64 }",
                "#[projection(super::users)] struct A { b: i64, r#type: String }",
            ],
        );
    }

    #[test]
    fn one_field_is_still_a_tuple() {
        let text = dense(&expanded(expand, "struct Busy { name: String }"));
        assert!(text.contains("typeItems=Struct<Busy,(F0,)>;"), "{text}");
        assert!(
            text.contains("implFromFields<(R0,)>forBusy")
                || text.contains("FromFields<(R0,)>forBusy")
        );
        assert!(text.contains("R0:Fits<String,busy_fields::name>"), "{text}");
    }
}
