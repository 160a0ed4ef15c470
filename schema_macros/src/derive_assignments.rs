//! `#[derive(Assignments)]`: a struct whose fields are the values of columns of their names.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Field, Fields, GenericParam, Path};

use crate::error::{Errors, derived};

/// Expands the derive.
pub fn expand(tokens: TokenStream) -> TokenStream {
    derived(tokens, derive)
}

fn derive(input: &DeriveInput, errors: &mut Errors) -> Option<TokenStream> {
    let name = &input.ident;
    let Data::Struct(data) = &input.data else {
        errors.at(name, format!("`{name}` must be a struct with named fields"));
        return None;
    };
    let Fields::Named(fields) = &data.fields else {
        errors.at(name, format!("`{name}` needs named fields: columns are assigned by name"));
        return None;
    };
    if fields.named.is_empty() {
        errors.at(name, format!("`{name}` has no fields, so nothing would be assigned"));
        return None;
    }
    let mut generics = input.generics.params.iter();
    if let Some(parameter) = generics.find(|p| !matches!(p, GenericParam::Lifetime(_))) {
        let message = format!("`{name}` cannot be generic: a column has one type");
        errors.at(parameter, message);
        return None;
    }
    let module = table(input, errors)?;
    let fields: Vec<&Field> = fields.named.iter().collect();
    let types = blocks(
        &fields,
        |Field { ident, ty, .. }| quote!(::relata::__private::FieldOf<#module::#ident, #ty>),
    );
    let values = blocks(
        &fields,
        |Field { ident, .. }| quote!(::relata::__private::FieldOf::new(self.#ident)),
    );
    let (impls, names, bounds) = input.generics.split_for_impl();
    let bounds = bounds.map(|bounds| &bounds.predicates);
    // A bound of all lifetimes is not checked here, but where the struct is used: so what does not
    // fit is one error, in words about the statement.
    Some(quote! {
        impl #impls ::relata::__private::Assignments for #name #names
        where
            for<'__used> #types: ::relata::__private::Assignments,
            #bounds
        {
            type Values = <#types as ::relata::__private::Assignments>::Values;
            type Columns = <#types as ::relata::__private::Assignments>::Columns;
            #[inline]
            fn keep(self) -> Self::Values {
                <#types as ::relata::__private::Assignments>::keep(#values)
            }
        }
    })
}

/// The fields in tuples of at most 16, as the assignments of a table's own columns.
fn blocks(fields: &[&Field], one: impl Fn(&Field) -> TokenStream) -> TokenStream {
    let blocks = fields.chunks(16).map(|block| {
        let block = block.iter().map(|field| one(field));
        quote!((#(#block,)*))
    });
    quote!((#(#blocks,)*))
}

/// The table of `#[assignments(users)]`.
fn table(input: &DeriveInput, errors: &mut Errors) -> Option<Path> {
    let name = &input.ident;
    let mut given = input.attrs.iter().filter(|attribute| attribute.path().is_ident("assignments"));
    let Some(attribute) = given.next() else {
        let message = format!("`{name}` does not say of which table: `#[assignments(users)]`");
        errors.at(name, message);
        return None;
    };
    if let Some(again) = given.next() {
        errors.at(again, "`assignments` is written twice: leave one out");
    }
    let module = attribute.parse_args_with(Path::parse_mod_style);
    if module.is_err() {
        let usage = "expected the module of a table, as in `#[assignments(users)]`";
        errors.at(attribute, usage);
    }
    module.ok()
}

#[cfg(test)]
mod tests {
    use super::expand;
    use crate::testing::{accepted, dense, expanded, refused};

    #[test]
    fn structs_that_assign_nothing() {
        let usage = "expected the module of a table, as in `#[assignments(users)]`";
        let names = "`A` needs named fields: columns are assigned by name";
        refused(
            expand,
            &[
                ("#[assignments(a)] struct A;", &[names]),
                ("#[assignments(a)] struct A(i64);", &[names]),
                (
                    "#[assignments(a)] struct A {}",
                    &["`A` has no fields, so nothing would be assigned"],
                ),
                ("enum A { B }", &["`A` must be a struct with named fields"]),
                (
                    "#[assignments(a)] struct A<T> { b: T }",
                    &["`A` cannot be generic: a column has one type"],
                ),
                (
                    "struct A { b: i64 }",
                    &["`A` does not say of which table: `#[assignments(users)]`"],
                ),
                ("#[assignments] struct A { b: i64 }", &[usage]),
                ("#[assignments(1)] struct A { b: i64 }", &[usage]),
                (
                    "#[assignments(a)] #[assignments(b)] struct A { b: i64 }",
                    &["`assignments` is written twice: leave one out"],
                ),
            ],
        );
        accepted(
            expand,
            &[
                "#[assignments(users)] pub struct A { pub b: i64 }",
                "#[assignments(super::users)] struct A<'a> { b: &'a str, r#type: Option<String> }",
            ],
        );
    }

    #[test]
    fn a_field_is_the_value_of_a_column() {
        let text = dense(&expanded(expand, "#[assignments(users)] struct A { b: String }"));
        assert!(text.contains("for<'__used>((FieldOf<users::b,String>,),):Assignments"), "{text}");
        assert!(text.contains("Assignments>::keep(((FieldOf::new(self.b),),))"), "{text}");
    }
}
