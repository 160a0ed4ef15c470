//! `Source` and `Table` for `users::table`, and what it may do.

use proc_macro2::TokenStream;
use quote::quote;

use super::{blocks, column, columns, def, list};
use crate::hash;
use crate::model::{Kind, Table};

/// Everything about the table as a whole.
pub fn impls(table: &Table) -> TokenStream {
    let source = source(table);
    let keys = keys(table);
    let module = &table.module;
    // Databases do not know the key of a view: its other columns do not depend on it.
    let known: &[_] = if table.kind == Kind::View { &[] } else { table.primary_key() };
    let primary_key = columns(table, known.iter());
    let unique_keys = list(unique_keys(table).into_iter());
    let required = blocks(
        table,
        table.columns.iter().filter(|c| column::required(c, table)).map(|c| &c.ident),
    );
    let on_insert = columns(
        table,
        table.columns.iter().filter(|c| column::makes_on_insert(c, table)).map(|c| &c.ident),
    );
    let on_update =
        columns(table, table.columns.iter().filter(|c| c.update.is_some()).map(|c| &c.ident));
    let def = def::def(table);
    let names = table.columns.iter().map(|column| &column.name.text);
    let writable =
        (table.kind == Kind::Table).then(|| quote!(impl __r::Writable for #module::table {}));
    let shape = (table.kind == Kind::Shape).then(|| {
        let all = columns(table, table.columns.iter().map(|column| &column.ident));
        quote! {
            impl __r::Shaped for #module::table {
                type Columns = #all;
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
        #shape
        #keys
    }
}

fn source(table: &Table) -> TokenStream {
    let Table { module, name, .. } = table;
    let identity = hash::identity(&name.text);
    let text = &name.text;
    let open = match table.kind {
        Kind::Shape => list([quote!(__r::Named<#module::table>)].into_iter()),
        _ => list([].into_iter()),
    };
    quote! {
        impl __r::Source for #module::table {
            type Table = #module::table;
            type Identity = #identity;
            type Open = #open;
            const NAME: &'static str = #text;
        }
    }
}

/// Every unique key as a list of columns, the primary key first.
fn unique_keys(table: &Table) -> Vec<TokenStream> {
    let keys = table.primary_keys.iter().take(1).chain(&table.uniques);
    keys.map(|key| columns(table, key.columns.iter())).collect()
}

fn keys(table: &Table) -> TokenStream {
    let module = &table.module;
    let keys = unique_keys(table);
    quote!(#( impl __r::HasKey<#keys> for #module::table {} )*)
}
