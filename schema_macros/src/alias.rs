//! `alias!(manager: users)`: a second identity for a table, used as `manager[users::name]`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Path, Token, Visibility};

use crate::error::{Errors, here};
use crate::expand::beside;
use crate::model::Docs;
use crate::parse::attribute::{attributes, docs, drain};
use crate::parse::option::comma;
use crate::parse::place::{Place, known};
use crate::{check, hash, path};

/// Expands a call.
pub fn expand(tokens: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let parser = |input: ParseStream| {
        let mut output = TokenStream::new();
        let mut names: Vec<Ident> = Vec::new();
        if input.is_empty() {
            errors.push(here(input, USAGE));
        }
        while !input.is_empty() {
            match one(input, &mut names, &mut errors) {
                Ok(tokens) => output.extend(tokens),
                Err(error) => {
                    errors.push(error);
                    drain(input);
                }
            }
        }
        Ok(output)
    };
    let parsed = parser.parse2(tokens);
    let mut output = errors.keep(parsed).unwrap_or_default();
    output.extend(errors.into_tokens());
    output
}

const USAGE: &str = "expected a name and a table, as in `alias!(manager: users)`";

fn one(
    input: ParseStream,
    names: &mut Vec<Ident>,
    errors: &mut Errors,
) -> syn::Result<Option<TokenStream>> {
    let mut list = attributes(input, errors);
    let docs = docs(&mut list);
    known(&mut list, &Place::plain("an alias"), errors);
    let vis: Visibility = input.parse()?;
    if !input.peek(syn::Ident) {
        return Err(here(input, USAGE));
    }
    let name: Ident = input.parse()?;
    if !input.peek(Token![:]) || input.peek(Token![::]) {
        return Err(here(input, USAGE));
    }
    input.parse::<Token![:]>()?;
    if !input.peek(syn::Ident)
        && !input.peek(Token![::])
        && Path::parse_mod_style(&input.fork()).is_err()
    {
        return Err(here(input, USAGE));
    }
    let module = Path::parse_mod_style(input)?;
    comma(input, "expected `,` between two aliases")?;
    if path::last(&module).is_some_and(|word| word == "table") {
        let table = path::module_of(&module).as_ref().map(path::text).unwrap_or_default();
        let message = format!("an alias names the table's module: write `{name}: {table}`");
        return Err(syn::Error::new_spanned(module, message));
    }
    if let Some(word) = path::row_struct(&module, &name) {
        let message = format!(
            "an alias names the table's module, as in `{name}: users`: `{word}` is called like a row struct"
        );
        return Err(syn::Error::new_spanned(module, message));
    }
    if names.contains(&name) {
        errors.at(&name, format!("alias `{name}` is declared twice"));
        return Ok(None);
    }
    check::length(&name.unraw().to_string(), name.span(), errors);
    names.push(name.clone());
    Ok(Some(tokens(&docs, &vis, &name, &module)))
}

fn tokens(docs: &Docs, vis: &Visibility, name: &Ident, module: &Path) -> TokenStream {
    let text = name.unraw().to_string();
    let identity = hash::identity(&text);
    let table = path::child(module, "table");
    let docs = crate::expand::docs(docs, || {
        format!("Table `{}` under the name `{text}`.", path::text(module))
    });
    let impls = beside([quote! {
        impl __r::Source for #name {
            type Table = #table;
            type Identity = #identity;
            type Open = <#table as __r::Source>::Open;
            const NAME: &'static str = #text;
        }
        impl<__C: __r::Column<Table = #table>>
            ::core::ops::Index<__r::ColumnExpr<__C>> for #name
        {
            type Output = __r::AliasedColumn<__C, #name>;
            fn index(&self, _: __r::ColumnExpr<__C>) -> &Self::Output {
                __r::aliased::<__C, #name>()
            }
        }
        impl<__R: __r::Record<Table = #table>>
            ::core::ops::Index<__r::Entity<__R>> for #name
        {
            type Output = __r::AliasedEntity<__R, #name>;
            fn index(&self, _: __r::Entity<__R>) -> &Self::Output {
                __r::aliased_entity::<__R, #name>()
            }
        }
        impl<__R: __r::Relation<From = #table>>
            ::core::ops::Index<__r::Rel<__R>> for #name
        {
            type Output = __r::AliasedRel<__R, #name>;
            fn index(&self, _: __r::Rel<__R>) -> &Self::Output {
                __r::aliased_rel::<__R, #name>()
            }
        }
    }]);
    quote! {
        #docs
        #[allow(non_camel_case_types, dead_code)]
        #[derive(
            ::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug, ::core::default::Default
        )]
        #vis struct #name;
        #impls
    }
}

#[cfg(test)]
mod tests {
    use super::{USAGE, expand};
    use crate::testing::{accepted, refused};

    #[test]
    fn an_alias_names_a_table() {
        refused(
            expand,
            &[
                ("", &[USAGE]),
                ("manager", &[USAGE]),
                ("manager:", &[USAGE]),
                ("manager = users", &[USAGE]),
                ("5: users", &[USAGE]),
                ("a: users b: users", &["expected `,` between two aliases"]),
                ("a: users, a: posts", &["alias `a` is declared twice"]),
                ("a: users::table", &["an alias names the table's module: write `a: users`"]),
                (
                    "a: User",
                    &[
                        "an alias names the table's module, as in `a: users`: `User` is called like a row struct",
                    ],
                ),
                ("#[x] a: users", &["unknown attribute `x`: an alias takes doc comments alone"]),
            ],
        );
        let name = "a".repeat(64);
        let message = format!("`{name}` has 64 bytes: databases take names of 63");
        refused(expand, &[(&format!("{name}: users"), &[&message])]);
        accepted(expand, &["manager: users", "pub a: users, pub(crate) b: super::users,"]);
    }
}
