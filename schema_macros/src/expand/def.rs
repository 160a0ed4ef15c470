//! The table as data: `TableDef`, from which `CREATE TABLE` is written.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::tokens::{Marker, Tuple};
use super::{names, row, table};
use crate::check::LONGEST_NAME;
use crate::hash;
use crate::model::{
    Check, Column, DefaultValue, ForeignKey, Index, Key, Kind, Over, Part, Relation, Sql, Table,
    Target,
};
use crate::path;

/// What `Table::def()` gives.
pub fn def(table: &Table) -> TokenStream {
    let mut fields = Vec::new();
    let mut field = |name: &str, value: TokenStream| {
        let name = Ident::new(name, Span::call_site());
        fields.push(quote!(#name: #value));
    };
    let (name, comment) = (&table.name.text, &table.docs.text);
    field("name", quote!(#name));
    if table.schema.is_some() {
        field("schema", option(table.schema.as_ref()));
    }
    if !comment.is_empty() {
        field("comment", quote!(#comment));
    }
    match table.kind {
        Kind::Table => {}
        Kind::View => {
            let query = option(table.query.as_ref());
            field("origin", quote!(__r::Origin::View(#query)));
        }
        Kind::Shape => field("origin", quote!(__r::Origin::Query)),
    }
    field("columns", columns(table));
    if let Some(column) = table::tenant(table) {
        let name = &column.name.text;
        field("tenant", quote!(::core::option::Option::Some(#name)));
    }
    if let Some(column) = table::soft_delete(table) {
        let (name, when) = (&column.name.text, if column.nullable { "At" } else { "Flag" });
        let when = Ident::new(when, Span::call_site());
        field("deleted", quote!(::core::option::Option::Some(__r::Deleted::#when(#name))));
    }
    let mut list = |name: &str, parts: Vec<TokenStream>| {
        // An empty one would be a constant of its own to rustc.
        if !parts.is_empty() {
            field(name, quote!(&[#(#parts),*]));
        }
    };
    let primary_key = names(table, table.primary_key());
    list("primary_key", primary_key.iter().map(|name| quote!(#name)).collect());
    let unique = |key| {
        let (name, columns) = (key_name(table, key, "uq"), names(table, &key.columns));
        quote!(__r::UniqueDef { name: #name, columns: &[#(#columns),*] })
    };
    list("uniques", table.uniques.iter().map(unique).collect());
    let index = |key| {
        let (name, columns) = (key_name(table, key, "ix"), names(table, &key.columns));
        quote!(__r::IndexDef { name: #name, columns: &[#(#columns),*], ..__r::IndexDef::PLAIN })
    };
    let others = table.other_indexes.iter().map(|index| other_index(table, index));
    list("indexes", table.indexes.iter().map(index).chain(others).collect());
    list("checks", checks(table).collect());
    list("foreign_keys", table.foreign_keys.iter().map(|key| foreign_key(table, key)).collect());
    let has = |relation: &&Relation| !matches!(relation.target, Target::BelongsTo { .. });
    let relations = table.relations.iter().filter(has);
    let relations = relations.map(|relation| Marker(&table.module, &relation.ident));
    let relations: Vec<_> = relations.collect();
    if !relations.is_empty() {
        let relations = Tuple(&relations, row::TUPLE);
        field("referring", quote!(__r::referring::<#relations>));
    }
    quote!(&__r::TableDef { #(#fields,)* ..__r::TableDef::PLAIN })
}

/// The columns' definitions, all by one call.
fn columns(table: &Table) -> TokenStream {
    let count = table.columns.len();
    let fields = match &table.row {
        Some(row) => quote!(<#row as __r::Record>::Columns),
        None => row::fields(table),
    };
    let declared = table
        .columns
        .iter()
        .enumerate()
        .filter_map(|(place, column)| declared(column).map(|def| quote!((#place, #def))));
    quote! {
        &__r::columns::<#count>(
            &<#fields as __r::Fields>::LAYOUT,
            <Self as __r::Table>::NAMES,
            &[#(#declared),*],
        )
    }
}

fn option(value: Option<impl quote::ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

/// What is said of a column beyond its name and type.
fn declared(column: &Column) -> Option<TokenStream> {
    let comment = &column.docs.text;
    let mut fields = Vec::new();
    let mut field = |name: &str, value: TokenStream| {
        let name = Ident::new(name, Span::call_site());
        fields.push(quote!(#name: ::core::option::Option::Some(#value)));
    };
    if let Some(sql) = &column.sql_type {
        field("sql_type", quote!(#sql));
    }
    if let Some(default) = &column.default {
        let value = default_value(&default.value);
        field("default", quote!(__r::DefaultDef::#value));
    }
    if let Some((_, always)) = &column.identity {
        let who = if *always { quote!(Always) } else { quote!(ByDefault) };
        field("identity", quote!(__r::Identity::#who));
    }
    if let Some((Sql::Text(sql), stored)) = column.computed.as_ref().map(|c| (&c.sql, c.stored)) {
        field("computed", quote!(__r::ComputedDef { sql: #sql, stored: #stored }));
    }
    if column.immutable.is_some() {
        fields.push(quote!(immutable: true));
    }
    if !comment.is_empty() {
        fields.push(quote!(comment: #comment));
    }
    (!fields.is_empty()).then(|| quote!(__r::ColumnDef { #(#fields,)* ..__r::ColumnDef::PLAIN }))
}

fn default_value(value: &DefaultValue) -> TokenStream {
    match value {
        DefaultValue::Now => quote!(Now),
        DefaultValue::Text(text) => quote!(Text(#text)),
        DefaultValue::Integer(value) => quote!(Integer(#value)),
        DefaultValue::Real(value) => quote!(Real(#value)),
        DefaultValue::Bool(value) => quote!(Bool(#value)),
        DefaultValue::Sql(sql) => quote!(Sql(#sql)),
    }
}

/// `uq_users_email`, unless it has a name.
pub fn key_name(table: &Table, key: &Key, prefix: &str) -> String {
    key.name.as_ref().map_or_else(
        || {
            let columns = names(table, &key.columns).join("_");
            shortened(format!("{prefix}_{}_{columns}", table.name.text))
        },
        syn::LitStr::value,
    )
}

/// An index of more than columns alone.
fn other_index(table: &Table, index: &Index) -> TokenStream {
    let (name, unique) = (index_name(table, index), index.is_unique());
    let mut fields = vec![quote!(name: #name)];
    if unique {
        fields.push(quote!(unique: true));
    }
    if let Some(method) = &index.method {
        let method = match method.to_string().as_str() {
            "hash" => quote!(Hash),
            "gin" => quote!(Gin),
            "gist" => quote!(Gist),
            "spgist" => quote!(SpGist),
            "brin" => quote!(Brin),
            _ => quote!(FullText),
        };
        fields.push(quote!(method: __r::IndexMethod::#method));
    }
    let parts = index.parts.iter().map(|part| index_part(table, part));
    fields.push(quote!(parts: &[#(#parts),*]));
    let include = names(table, &index.include);
    if !include.is_empty() {
        fields.push(quote!(include: &[#(#include),*]));
    }
    if let Some(filter) = index.filter.as_ref().map(text) {
        let filter = option(Some(filter));
        fields.push(quote!(filter: #filter));
    }
    quote!(__r::IndexDef { #(#fields,)* ..__r::IndexDef::PLAIN })
}

fn index_part(table: &Table, part: &Part) -> TokenStream {
    let over = match &part.over {
        Over::Column(column) => {
            let name = names(table, std::slice::from_ref(column));
            quote!(__r::IndexOver::Column(#(#name)*))
        }
        Over::Expression(_, sql) => {
            let sql = text(sql);
            quote!(__r::IndexOver::Expression(#sql))
        }
    };
    let mut fields = vec![quote!(over: #over)];
    if let Some(prefix) = part.prefix {
        let prefix = option(Some(prefix));
        fields.push(quote!(prefix: #prefix));
    }
    if let Some(class) = &part.class {
        let class = option(Some(class.to_string()));
        fields.push(quote!(class: #class));
    }
    if part.descending {
        fields.push(quote!(descending: true));
    }
    if let Some(first) = part.nulls_first {
        let first = option(Some(first));
        fields.push(quote!(nulls_first: #first));
    }
    quote!(__r::IndexPart { #(#fields,)* ..__r::IndexPart::PLAIN })
}

/// The text of SQL that is checked.
pub fn text(sql: &Sql) -> &str {
    match sql {
        Sql::Text(text) => text,
        // What did not become text was refused, and left out.
        Sql::Tokens(_) => "",
    }
}

/// `ix_users_lower_email`, unless it has a name.
pub fn index_name(table: &Table, index: &Index) -> String {
    index.name.as_ref().map_or_else(
        || {
            let prefix = if index.is_unique() { "uq" } else { "ix" };
            let words = index.parts.iter().map(|part| match &part.over {
                Over::Column(column) => names(table, std::slice::from_ref(column)).join(""),
                Over::Expression(words, _) => words.clone(),
            });
            let words = words.collect::<Vec<_>>().join("_");
            shortened(format!("{prefix}_{}_{words}", table.name.text))
        },
        syn::LitStr::value,
    )
}

fn checks(table: &Table) -> impl Iterator<Item = TokenStream> {
    table.checks.iter().enumerate().filter_map(|(place, check)| {
        let Sql::Text(sql) = &check.sql else {
            return None;
        };
        let name = check_name(table, place, check);
        Some(quote!(__r::CheckDef { name: #name, sql: #sql }))
    })
}

/// `ck_users_1`, unless it has a name.
pub fn check_name(table: &Table, place: usize, check: &Check) -> String {
    check.name.as_ref().map_or_else(
        || shortened(format!("ck_{}_{}", table.name.text, place + 1)),
        syn::LitStr::value,
    )
}

/// `fk_posts_author_id_users`, unless it has a name.
pub fn foreign_name(table: &Table, key: &ForeignKey) -> String {
    let columns = names(table, &key.columns);
    let target = key.targets.first().and_then(path::module_of);
    key.name.as_ref().map_or_else(
        || {
            let target = target.as_ref().and_then(path::last);
            let target = target.map(syn::ext::IdentExt::unraw).map(|word| word.to_string());
            let (own, columns) = (&table.name.text, columns.join("_"));
            shortened(format!("fk_{own}_{columns}_{}", target.unwrap_or_default()))
        },
        syn::LitStr::value,
    )
}

fn foreign_key(table: &Table, key: &ForeignKey) -> TokenStream {
    let columns = names(table, &key.columns);
    let name = foreign_name(table, key);
    let target = key.targets.first().and_then(path::module_of);
    let target = target.map(|module| path::child(&module, "table"));
    let targets = &key.targets;
    let action = |action: &Option<crate::model::Action>| {
        let variant = action.as_ref().map_or("NoAction", |action| action.variant);
        Ident::new(variant, Span::call_site())
    };
    let (on_delete, on_update) = (action(&key.on_delete), action(&key.on_update));
    let (deferred, delete_orphan) = (key.deferred, key.delete_orphan.is_some());
    quote! {
        __r::ForeignKeyDef {
            name: #name,
            columns: &[#(#columns),*],
            target: <#target as __r::Table>::def,
            target_columns: &[#(<#targets as __r::Column>::NAME),*],
            on_delete: __r::Action::#on_delete,
            on_update: __r::Action::#on_update,
            deferred: #deferred,
            delete_orphan: #delete_orphan,
        }
    }
}

/// A name that is too long ends in digits of its hash.
fn shortened(name: String) -> String {
    if name.len() <= LONGEST_NAME {
        return name;
    }
    let mut end = LONGEST_NAME - 9;
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}_{}", &name[..end], hash::hex(&name))
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn long_names_are_shortened_and_stay_different() {
        assert_eq!(shortened("uq_users_email".to_owned()), "uq_users_email");
        let (a, b) =
            (shortened(format!("{}a", "é".repeat(40))), shortened(format!("{}b", "é".repeat(40))));
        assert!(a.len() <= 63 && a != b);
    }
}
