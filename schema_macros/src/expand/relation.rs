//! Relations: a marker and a constant in the module, and their impls beside it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{Path, Visibility};

use super::names;
use super::row::TUPLE;
use super::tokens::{Marker, Tuple, Typed};
use crate::check::{is_table, key_of};
use crate::model::{ForeignKey, Relation, Table, Target};
use crate::path;

/// `pub enum posts {}` and `pub const posts`.
pub fn items(table: &Table, vis: &Visibility) -> TokenStream {
    let items = table.relations.iter().map(|relation| {
        let ident = &relation.ident;
        let docs = &relation.docs.tokens;
        quote! {
            #docs
            #vis enum #ident {}
            #docs
            #vis const #ident: __r::Rel<#ident> = __r::Rel::NEW;
        }
    });
    items.collect()
}

/// The relations' impls, and what concerns two tables.
pub fn impls(table: &Table) -> TokenStream {
    let relations = table.relations.iter().map(|relation| one(table, relation));
    let references = references(table);
    let relations: TokenStream = relations.collect();
    quote!(#relations #references)
}

fn one(table: &Table, relation: &Relation) -> TokenStream {
    let module = &table.module;
    let ident = &relation.ident;
    let text = ident.unraw().to_string();
    let (inverse, to, arity, via, keys) = match &relation.target {
        Target::Has { many, inverse } => {
            let arity = if *many { quote!(ToMany) } else { quote!(ToOne) };
            let keys = quote!(<#inverse as __r::Relation>::keys().flip());
            (inverse, path::sibling(inverse, "table"), arity, quote!(Direct<__r::Owned>), keys)
        }
        Target::BelongsTo { inverse, columns } => {
            let Some(key) = key_of(inverse, columns, table) else {
                return TokenStream::new();
            };
            let to = key.targets.first().map_or_else(
                || path::sibling(inverse, "table"),
                |target| path::sibling(target, "table"),
            );
            (inverse, to, quote!(ToOne), quote!(Direct<__r::Owns>), pairs(table, key))
        }
        Target::ManyToMany { inverse, link, columns } => {
            let link_table = path::child(link, "table");
            let via = quote!(Through<#link_table>);
            let keys = match columns {
                Some((near, _)) => {
                    let own = names(table, table.primary_key());
                    let near = column_names(link, near);
                    quote!(__r::Pairs { from: &[#(#own),*], to: &[#(#near),*] })
                }
                None => quote! {
                    <#link_table as __r::References<#module::table>>::keys().flip()
                },
            };
            (inverse, path::sibling(inverse, "table"), quote!(ToMany), via, keys)
        }
    };
    let far = far(table, relation);
    let inverse_of =
        (!is_table(inverse)).then(|| quote!(impl __r::InverseOf<#inverse> for #module::#ident {}));
    let to = Typed("To", to);
    let belongs = belongs(table, relation);
    let one_to_one = one_to_one(table, relation);
    quote! {
        impl __r::Relation for #module::#ident {
            type From = #module::table;
            #to
            type Arity = __r::#arity;
            type Via = __r::#via;
            const NAME: &'static str = #text;
            fn keys() -> __r::Pairs { #keys }
        }
        #far
        #belongs
        #one_to_one
        #inverse_of
    }
}

/// The columns by which a `BelongsTo` leads to its row, where there are objects to be set.
fn belongs(table: &Table, relation: &Relation) -> Option<TokenStream> {
    let Target::BelongsTo { inverse, columns } = &relation.target else { return None };
    table.row.as_ref()?;
    let key = key_of(inverse, columns, table)?;
    let (module, ident) = (&table.module, &relation.ident);
    let columns: Vec<_> = key.columns.iter().map(|column| Marker(module, column)).collect();
    let columns = Tuple(&columns, TUPLE);
    Some(quote! {
        impl __r::Belongs for #module::#ident {
            type Columns = #columns;
        }
    })
}

/// A `BelongsTo` over a unique key, which `HasOne` on the other side asks for.
fn one_to_one(table: &Table, relation: &Relation) -> Option<TokenStream> {
    let Target::BelongsTo { inverse, columns } = &relation.target else { return None };
    let key = key_of(inverse, columns, table).filter(|_| !is_table(inverse))?;
    let mut unique = table.primary_keys.iter().take(1).chain(&table.uniques);
    let (module, ident) = (&table.module, &relation.ident);
    unique
        .any(|unique| unique.columns.iter().all(|column| key.columns.contains(column)))
        .then(|| quote!(impl __r::OneToOne for #module::#ident {}))
}

/// The second step of a `ManyToMany`.
fn far(table: &Table, relation: &Relation) -> Option<TokenStream> {
    let Target::ManyToMany { inverse, link, columns } = &relation.target else {
        return None;
    };
    let (module, ident) = (&table.module, &relation.ident);
    let to = path::sibling(inverse, "table");
    let keys = match columns {
        Some((_, far)) => {
            let far = column_names(link, far);
            quote! {
                __r::Pairs {
                    from: &[#(#far),*],
                    to: <#to as __r::Table>::def().primary_key,
                }
            }
        }
        // The other side asks for its key itself, so that one that is missing is one error.
        None if !is_table(inverse) => quote!(<#inverse as __r::Relation>::keys().flip()),
        None => {
            let link_table = path::child(link, "table");
            quote!(<#link_table as __r::References<#to>>::keys())
        }
    };
    Some(quote! {
        impl __r::FarSide for #module::#ident {
            fn far() -> __r::Pairs { #keys }
        }
    })
}

fn column_names(link: &Path, columns: &[Ident]) -> Vec<TokenStream> {
    let name = |column| quote!(<#link::#column as __r::Column>::NAME);
    columns.iter().map(name).collect()
}

/// The columns of a foreign key, and those that it references.
fn pairs(table: &Table, key: &ForeignKey) -> TokenStream {
    let from = names(table, &key.columns);
    let to = &key.targets;
    quote! {
        __r::Pairs {
            from: &[#(#from),*],
            to: &[#(<#to as __r::Column>::NAME),*],
        }
    }
}

/// `References<users::table>`, for each table that exactly one foreign key leads to.
fn references(table: &Table) -> TokenStream {
    let module = &table.module;
    let target = |key: &ForeignKey| key.targets.first().and_then(path::module_of);
    let same = |a: &ForeignKey, b: &ForeignKey| match (target(a), target(b)) {
        (Some(a), Some(b)) => path::agree(&a, &b),
        _ => false,
    };
    let alone = table
        .foreign_keys
        .iter()
        .filter(|key| table.foreign_keys.iter().filter(|other| same(key, other)).count() == 1);
    alone
        .filter_map(|key| {
            let to = path::child(&target(key)?, "table");
            let keys = pairs(table, key);
            Some(quote! {
                impl __r::References<#to> for #module::table {
                    fn keys() -> __r::Pairs { #keys }
                }
            })
        })
        .collect()
}
