//! `schema! { pub blog: users, posts }`: the tables that belong together.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::parse::{ParseStream, Parser};
use syn::{Path, Token, Visibility};

use crate::error::{Errors, here};
use crate::parse::attribute::{attributes, docs, drain};
use crate::parse::option::comma;
use crate::parse::place::{Place, known};
use crate::path;

/// Expands a call.
pub fn expand(tokens: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let parser = |input: ParseStream| {
        let parsed = registry(input, &mut errors);
        drain(input);
        Ok(parsed)
    };
    let parsed = parser.parse2(tokens).and_then(|parsed| parsed);
    let mut output = errors.keep(parsed).unwrap_or_default();
    output.extend(errors.into_tokens());
    output
}

const USAGE: &str = "expected a name and its tables, as in `schema! { pub blog: users, posts }`";

fn registry(input: ParseStream, errors: &mut Errors) -> syn::Result<TokenStream> {
    let mut list = attributes(input, errors);
    let docs = docs(&mut list);
    known(&mut list, &Place::plain("a schema"), errors);
    let vis: Visibility = input.parse()?;
    if !input.peek(syn::Ident) {
        return Err(here(input, USAGE));
    }
    let name: Ident = input.parse()?;
    if !input.peek(Token![:]) || input.peek(Token![::]) {
        return Err(here(input, USAGE));
    }
    input.parse::<Token![:]>()?;
    if input.is_empty() {
        return Err(here(
            input,
            format!("schema `{name}` has no tables: write `{name}: users, posts`"),
        ));
    }
    let tables = tables(input, &name, errors);
    let docs = crate::expand::docs(&docs, || {
        format!("The schema `{name}`: its tables, in the order in which they are declared.")
    });
    Ok(quote! {
        #docs
        #[allow(non_camel_case_types, dead_code)]
        #[derive(
            ::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug, ::core::default::Default
        )]
        #vis struct #name;
        impl ::relata::__private::Schema for #name {
            fn tables() -> ::std::vec::Vec<&'static ::relata::__private::TableDef> {
                ::std::vec::Vec::from([#(<#tables as ::relata::__private::Table>::def()),*])
            }
        }
    })
}

fn tables(input: ParseStream, name: &Ident, errors: &mut Errors) -> Vec<Path> {
    let mut modules: Vec<Path> = Vec::new();
    while !input.is_empty() {
        let module = match Path::parse_mod_style(input) {
            Ok(module) => module,
            Err(error) => {
                errors.push(error);
                break;
            }
        };
        if path::last(&module).is_some_and(|word| word == "table")
            && path::module_of(&module).is_some()
        {
            let table = path::module_of(&module).as_ref().map(path::text).unwrap_or_default();
            errors.at(&module, format!("a schema names the tables' modules: write `{table}`"));
        } else if modules.iter().any(|other| path::text(other) == path::text(&module)) {
            let table = path::text(&module);
            errors.at(&module, format!("table `{table}` stands in schema `{name}` twice"));
        } else {
            modules.push(module);
        }
        if let Err(error) = comma(input, "expected `,` between two tables") {
            errors.push(error);
            break;
        }
    }
    modules.iter().map(|module| path::child(module, "table")).collect()
}

#[cfg(test)]
mod tests {
    use super::{USAGE, expand};
    use crate::testing::{accepted, refused};

    #[test]
    fn a_schema_names_each_table_once() {
        refused(
            expand,
            &[
                ("", &[USAGE]),
                ("pub blog", &[USAGE]),
                ("pub blog { users }", &[USAGE]),
                ("blog:", &["schema `blog` has no tables: write `blog: users, posts`"]),
                ("blog: users, posts, users", &["table `users` stands in schema `blog` twice"]),
                ("blog: users posts", &["expected `,` between two tables"]),
                ("blog: users::table", &["a schema names the tables' modules: write `users`"]),
            ],
        );
        accepted(expand, &["blog: users", "/// A\npub blog: users, super::posts,"]);
    }
}
