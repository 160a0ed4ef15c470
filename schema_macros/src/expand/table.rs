//! `Source` and `Table` for `users::table`, and what it may do.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::tokens::{Around, List, Marker, Tuple};
use super::{column, columns, def};
use crate::hash;
use crate::model::{Column, Index, Kind, Part, Table};

/// Everything about the table as a whole.
pub fn impls(table: &Table) -> TokenStream {
    let source = source(table);
    let module = &table.module;
    // Databases do not know the key of a view: its other columns do not depend on it.
    let known: &[_] = if table.kind == Kind::View { &[] } else { table.primary_key() };
    let primary_key = columns(table, known.iter());
    let keys = unique_keys(table);
    let unique_keys = List(keys.iter().collect());
    let required = table.columns.iter().filter(|c| column::required(c, table));
    let required: Vec<_> =
        required.map(|c| Around(Some("Just"), Marker(module, &c.ident))).collect();
    // Tuples do not grow deep, as a list would.
    let required: Vec<_> = required.chunks(16).map(|block| Tuple(block, 16)).collect();
    let required = Tuple(&required, 16);
    let made = |c: &Column| column::makes_on_insert(c, table) || c.tenant.is_some();
    let on_insert = table.columns.iter().filter(|column| made(column)).map(|column| {
        Around(column.tenant.is_some().then_some("Whose"), Marker(module, &column.ident))
    });
    let on_insert = List(on_insert.collect());
    let version = table.columns.iter().filter(|column| column.version.is_some());
    let version = version.map(|column| Around(Some("Counted"), Marker(module, &column.ident)));
    let updated = table.columns.iter().filter(|column| column.update.is_some());
    let updated = updated.map(|column| Around(None, Marker(module, &column.ident)));
    let on_update = List(version.chain(updated).collect());
    let def = def::def(table);
    let names = table.columns.iter().map(|column| &column.name.text);
    let writable =
        (table.kind == Kind::Table).then(|| quote!(impl __r::Writable for #module::table {}));
    let numbered = table.columns.iter().find(|column| column.identity.is_some()).map(|column| {
        let number = Marker(module, &column.ident);
        quote! {
            impl __r::Numbered for #module::table {
                type Number = #number;
            }
        }
    });
    let tenanted = tenant(table).map(|column| {
        let tenant = Marker(module, &column.ident);
        quote! {
            impl __r::Tenanted for #module::table {
                type Tenant = #tenant;
            }
        }
    });
    let shape = (table.kind == Kind::Shape).then(|| {
        let all = columns(table, table.columns.iter().map(|column| &column.ident));
        quote! {
            impl __r::Shaped for #module::table {
                type Columns = #all;
            }
        }
    });
    let partial = partial_keys(table).map(|(columns, filter)| {
        quote! {
            impl __r::PartialKey<#columns> for #module::table {
                const FILTER: &'static str = #filter;
            }
        }
    });
    quote! {
        #source
        impl __r::Table for #module::table {
            fn def() -> &'static __r::TableDef {
                const { #def }
            }
            const NAMES: &'static [&'static str] = &[#(#names),*];
            type PrimaryKey = #primary_key;
            type UniqueKeys = #unique_keys;
            type Required = #required;
            type OnInsert = #on_insert;
            type OnUpdate = #on_update;
        }
        #writable
        #numbered
        #tenanted
        #shape
        #( impl __r::HasKey<#keys> for #module::table {} )*
        #( #partial )*
    }
}

fn source(table: &Table) -> TokenStream {
    let Table { module, name, .. } = table;
    let identity = hash::identity(&name.text);
    let text = &name.text;
    let open = match table.kind {
        Kind::Shape => List(vec![quote!(__r::Named<#module::table>)]),
        _ => {
            let owes = |what| {
                let what = Ident::new(what, Span::call_site());
                quote!(__r::Owes<__r::#what, #module::table>)
            };
            let tenant = tenant(table).map(|_| owes("WhoseRows"));
            let deleted = soft_delete(table).map(|_| owes("WhetherDeleted"));
            List(tenant.into_iter().chain(deleted).collect())
        }
    };
    quote! {
        __r::marker! { #module }
        impl __r::Source for #module::table {
            type Table = #module::table;
            type Identity = #identity;
            type Open = #open;
            const NAME: &'static str = #text;
        }
    }
}

/// The column that tells whose a row is.
pub fn tenant(table: &Table) -> Option<&Column> {
    table.columns.iter().find(|column| column.tenant.is_some())
}

/// The column that tells whether a row is deleted.
pub fn soft_delete(table: &Table) -> Option<&Column> {
    table.columns.iter().find(|column| column.soft_delete.is_some())
}

/// Every unique key as a list of columns, the primary key first.
fn unique_keys(table: &Table) -> Vec<List<Marker<'_>>> {
    let keys = table.primary_keys.iter().take(1).chain(&table.uniques);
    keys.map(|key| columns(table, key.columns.iter())).collect()
}

/// The columns and the condition of each unique index of some rows, where no other has these columns.
fn partial_keys(table: &Table) -> impl Iterator<Item = (List<Around<'_>>, &str)> {
    let unique = table.other_indexes.iter().filter(|index| index.is_unique());
    let found: Vec<_> = unique.filter_map(partial_key).collect();
    let is_alone = |key: &[&Ident]| found.iter().filter(|(other, _)| other == key).count() == 1;
    let alone: Vec<_> = found.iter().filter(|(key, _)| is_alone(key)).cloned().collect();
    alone.into_iter().map(|(key, filter)| {
        let own = key.into_iter().map(|ident| Around(Some("Own"), Marker(&table.module, ident)));
        (List(own.collect()), filter)
    })
}

/// Its columns and its condition, unless it is over an expression or of all rows.
fn partial_key(index: &Index) -> Option<(Vec<&Ident>, &str)> {
    let columns = index.parts.iter().map(Part::column).collect::<Option<_>>()?;
    let filter = index.filter.as_ref().map(def::text).filter(|filter| !filter.is_empty())?;
    Some((columns, filter))
}
