//! `#[sql(composite = "..")]` above a struct: a row type of PostgreSQL.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{DeriveInput, FieldsNamed, LitStr};

use super::{item, options, type_names};
use crate::error::Errors;

pub(super) fn expand(
    input: &DeriveInput,
    fields: &FieldsNamed,
    errors: &mut Errors,
) -> TokenStream {
    let name = &input.ident;
    let [composite] = options(&input.attrs, ["composite"], errors);
    let Some(composite) = composite else { return TokenStream::new() };
    let [text, quoted, array] = type_names(&composite, errors);
    if fields.named.is_empty() {
        errors.at(name, "a composite type needs a field");
    }
    let labels = labels(fields, errors);
    // Fields in braces have names.
    let idents: Vec<_> = fields.named.iter().filter_map(|field| field.ident.as_ref()).collect();
    let types: Vec<_> = fields.named.iter().map(|field| &field.ty).collect();
    let vis = fields.named.iter().map(|field| &field.vis);
    let (count, places) = (idents.len(), 0..idents.len());
    let (numbers, indices) = (places.clone(), places.clone());
    let docs = idents.iter().map(|ident| format!("The field `{ident}` of an expression."));
    let item = item(name);
    quote! {
        impl ::relata::__private::Composite for #name {
            const TYPE: &'static ::relata::__private::CompositeType =
                &::relata::__private::CompositeType {
                    name: #text,
                    quoted: #quoted,
                    array: #array,
                    fields: &[#((
                        #labels,
                        <<#types as ::relata::__private::Element>::Item as
                            ::relata::__private::SqlType>::KIND,
                    )),*],
                };
        }
        impl ::relata::__private::SqlType for #name {
            const KIND: ::relata::__private::Kind = ::relata::__private::Kind::Composite(
                <Self as ::relata::__private::Composite>::TYPE,
            );
            type Ref<'r> = Self;
            type Stored = Self;
            type Needs = ::relata::__private::Composites;
            fn decode<'r, __C: ::relata::__private::Cell<'r>>(
                __cell: __C,
            ) -> ::core::result::Result<Self, ::relata::__private::Mismatch> {
                let mut __fields = [__cell; #count];
                ::relata::__private::Cell::fields(
                    __cell,
                    <Self as ::relata::__private::Composite>::TYPE,
                    &mut __fields,
                )?;
                ::core::result::Result::Ok(Self {
                    #(#idents: <#types as ::relata::__private::Element>::read(__fields[#places])?),*
                })
            }
            fn decode_ref<'r, __C: ::relata::__private::Cell<'r>>(
                __cell: __C,
            ) -> ::core::result::Result<Self, ::relata::__private::Mismatch> {
                <Self as ::relata::__private::SqlType>::decode(__cell)
            }
        }
        impl ::relata::__private::Values for #name {
            fn kind(&self) -> ::relata::__private::Kind {
                <Self as ::relata::__private::SqlType>::KIND
            }
            fn len(&self) -> usize {
                #count
            }
            fn element<'a>(&'a self, __index: usize, __sink: &mut dyn ::relata::__private::Sink<'a>) {
                match __index {
                    #(#indices => {
                        <#types as ::relata::__private::Element>::give(&self.#idents, __sink)
                    })*
                    _ => {}
                }
            }
        }
        impl ::relata::__private::ToSql for #name {
            fn to_sql<'a>(&'a self, __sink: &mut dyn ::relata::__private::Sink<'a>) {
                __sink.composite(<Self as ::relata::__private::Composite>::TYPE, self);
            }
        }
        #[allow(non_upper_case_globals)]
        impl #name {
            #(
                #[doc = #docs]
                #vis const #idents: ::relata::__private::Field<Self, #types, #numbers> =
                    ::relata::__private::Field::NEW;
            )*
        }
        ::relata::__private::values! { #name }
        impl ::relata::__private::CastableTo<#name> for #name {
            type Needs = ::relata::__private::Composites;
        }
        #item
    }
}

/// The names of the fields in the database.
fn labels(fields: &FieldsNamed, errors: &mut Errors) -> Vec<String> {
    let mut all: Vec<(&Ident, String)> = Vec::new();
    for field in &fields.named {
        let Some(ident) = &field.ident else { continue };
        let [given] = options(&field.attrs, ["rename"], errors);
        let plain = || syn::ext::IdentExt::unraw(ident).to_string();
        let label = given.as_ref().map_or_else(plain, LitStr::value);
        if let Some((other, _)) = all.iter().find(|(_, known)| *known == label) {
            let message = format!("`{other}` and `{ident}` have the same name \"{label}\"");
            match &given {
                Some(given) => errors.at(given, message),
                None => errors.at(ident, message),
            }
        }
        all.push((ident, label));
    }
    all.into_iter().map(|(_, label)| label).collect()
}
