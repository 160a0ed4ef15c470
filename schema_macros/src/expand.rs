//! The model as Rust: a module of markers and constants, and the impls beside it.

mod assert;
mod choice;
mod column;
mod constraint;
mod def;
mod relation;
mod row;
mod table;
mod tokens;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{VisRestricted, Visibility, parse_quote};

use crate::error::Errors;
use crate::model::{Docs, Kind, Table};
use crate::{check, parse};
use tokens::{List, Marker, respanned};

/// Expands a whole call: what was understood, and an error for each thing that was not.
pub fn expand(tokens: TokenStream, kind: Kind) -> TokenStream {
    let mut errors = Errors::default();
    let mut output = TokenStream::new();
    if let Some(mut table) = parse::table(tokens, kind, &mut errors) {
        check::check(&mut table, &mut errors);
        output.extend(module(&table));
        output.extend(row::row(&table));
        output.extend(choice::items(&table));
        output.extend(constraint::constraints(&table));
        output.extend(beside([
            table::impls(&table),
            column::impls(&table),
            row::impls(&table),
            choice::impls(&table),
            relation::impls(&table),
            assert::asserts(&table),
        ]));
    }
    output.extend(errors.into_tokens());
    output
}

/// Impls and assertions beside the items, where `__r` is what relata has for macros: a short path
/// is fewer tokens for rustc to read.
pub fn beside<const N: usize>(parts: [TokenStream; N]) -> TokenStream {
    quote! {
        const _: () = {
            use ::relata::__private as __r;
            #(#parts)*
        };
    }
}

/// `pub mod users { .. }`: it names no type of the user.
fn module(table: &Table) -> TokenStream {
    let Table { module, vis, .. } = table;
    let (word, name) = (table.kind.word(), &table.name.text);
    let docs = docs(&table.docs, || format!("The {word} `{name}`."));
    let inner = inside(vis);
    let columns = column::items(table, &inner);
    let relations = relation::items(table, &inner);
    let names = spelled(table);
    let doc = format!("The {word} `{name}` itself.");
    let marker = respanned(quote!(#inner struct table;), module.span());
    quote! {
        #docs
        #[allow(
            non_camel_case_types, non_upper_case_globals, dead_code, missing_docs, unreachable_pub,
            unused_imports, clippy::all
        )]
        #vis mod #module {
            use ::relata::__private as __r;
            #[doc = #doc]
            #marker
            #columns
            #relations
            #names
        }
    }
}

/// What makes rustc write `users::email` in its messages, and not `email`: it leaves the path out
/// where a crate and its dependencies have a name once. A name that was read through a glob counts
/// as one of several in its own crate. Other crates see public items that are not hidden: a module
/// where something else has each name is one, of which only the re-export is hidden.
fn spelled(table: &Table) -> TokenStream {
    let columns = table.columns.iter().map(|column| &column.ident);
    let names = columns.chain(table.relations.iter().map(|relation| &relation.ident));
    let names: Vec<_> = names.collect();
    let seen = matches!(table.vis, Visibility::Public(_)).then(|| {
        quote! {
            mod __spelled {
                pub mod __names {
                    pub use ::relata::__private::{Spelled as table #(, Spelled as #names)*};
                }
            }
            #[doc(hidden)]
            pub use __spelled::__names;
        }
    });
    quote! {
        #seen
        const _: () = {
            use self::*;
            type __All = (table, #(#names),*);
        };
    }
}

/// The user's doc comments, or one of ours, so that `missing_docs` stays quiet.
pub fn docs(docs: &Docs, otherwise: impl FnOnce() -> String) -> TokenStream {
    let tokens = &docs.tokens;
    if docs.written {
        return tokens.clone();
    }
    let text = otherwise();
    quote!(#[doc = #text] #tokens)
}

/// The same visibility, one module further in.
pub fn inside(vis: &Visibility) -> Visibility {
    let Visibility::Restricted(VisRestricted { path, .. }) = vis else {
        return match vis {
            Visibility::Inherited => parse_quote!(pub(super)),
            _ => vis.clone(),
        };
    };
    let rest = path.segments.iter().skip(1);
    match path.segments.first() {
        Some(first) if first.ident == "self" => parse_quote!(pub(in super #(::#rest)*)),
        Some(first) if first.ident == "super" => parse_quote!(pub(in super::super #(::#rest)*)),
        _ => vis.clone(),
    }
}

/// The column markers `users::id`, as a type-level list.
fn columns<'a>(table: &'a Table, idents: impl Iterator<Item = &'a Ident>) -> List<Marker<'a>> {
    List(idents.map(|ident| Marker(&table.module, ident)).collect())
}

/// The first and the last token of some tokens.
fn ends(tokens: impl ToTokens) -> (Span, Span) {
    let mut spans = tokens.to_token_stream().into_iter().map(|token| token.span());
    let first = spans.next().unwrap_or_else(Span::call_site);
    (first, spans.last().unwrap_or(first))
}

/// Columns' names in the database.
fn names(table: &Table, idents: &[Ident]) -> Vec<String> {
    let name = |ident| table.column(ident).map(|column| column.name.text.clone());
    idents.iter().filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::{dense, expanded, table};

    /// The dense output has each of these parts.
    fn check(source: &str, parts: &[&str]) {
        let text = dense(&expanded(table, source));
        for part in parts {
            assert!(text.contains(part), "{part} is not in {text}");
        }
    }

    #[test]
    fn markers_are_as_visible_as_the_table() {
        let marker = |vis: &str, marker: &str| {
            check(&format!("{vis} users {{ #[primary_key] id: i64 }}"), &[marker]);
        };
        marker("", "pub(super)enumid{}");
        marker("pub", "pubenumid{}");
        marker("pub(crate)", "pub(crate)enumid{}");
        marker("pub(self)", "pub(insuper)enumid{}");
        marker("pub(super)", "pub(insuper::super)enumid{}");
        marker("pub(in super::a)", "pub(insuper::super::a)enumid{}");
        marker("pub(in crate::a)", "pub(incrate::a)enumid{}");
    }

    #[test]
    fn what_an_insert_must_give() {
        check(
            "users {
                #[primary_key, identity] id: i64, name: String, nick: Option<String>,
                #[default(1)] a: i64, #[version] b: i32, #[default_with(f)] c: i64,
                #[update_with(g)] d: i64, #[update_with(h)] e: Option<i64>, #[computed(a + 1)] f: i64,
                #[identity(always)] g: i64, #[immutable] h: i64,
            }",
            &[
                "typeRequired=((Just<users::name>,Just<users::h>,),);",
                "typeOnInsert=Cons<users::b,Cons<users::c,Cons<users::d,Nil>>>;",
                "typeOnUpdate=Cons<Counted<users::b>,Cons<users::d,Cons<users::e,Nil>>>;",
                "implInsertDefaultforusers::b{fnvalue()-><SelfasColumn>::Type{1}}",
                "implInsertDefaultforusers::c{fnvalue()-><SelfasColumn>::Type{f()}}",
                "implUpdateDefaultforusers::e",
                "implHasDefaultforusers::a{}",
                "typeNumber=AtInsert<DA>;",
            ],
        );
    }

    #[test]
    fn generated_and_immutable_columns_are_not_written() {
        check(
            "users { #[primary_key] id: i64, #[computed(id + 1)] a: i64, #[identity(always)] b: i64,
                #[immutable] c: i64 }",
            &[
                "typeNumber=D0;",
                "typeNumber=Never<D1>;",
                "typeNumber=Never<D2>;",
                "typeNumber=AtInsert<D3>;",
            ],
        );
    }

    #[test]
    fn a_key_that_the_database_makes_is_known_by_its_place() {
        check(
            "#[primary_key(a, b, c, e, f, g)] codes { #[default(1)] a: i64, b: i64,
                #[default(1), default_with(f)] c: i64, #[default(1)] d: i64,
                #[default(1), immutable] e: i64, #[computed(b + 1)] f: i64,
                #[identity(always)] g: i64 }",
            &[
                "typeNumber=ByDefault<D0>;",
                "typeNumber=D1;",
                "typeNumber=D2;",
                "typeNumber=D3;",
                "typeNumber=AtInsert<ByDefault<D4>>;",
                "typeNumber=Never<ByDefault<D5>>;",
                "typeNumber=Never<D6>;",
            ],
        );
    }

    #[test]
    fn tenants_and_deleted_rows_are_asked_for() {
        check(
            "docs { #[primary_key] id: i64, #[tenant] org: i64, #[soft_delete] gone: bool }",
            &[
                "typeOpen=Cons<Owes<WhoseRows,docs::table>,\
                 Cons<Owes<WhetherDeleted,docs::table>,Nil>>;",
                "typeRequired=((Just<docs::id>,Just<docs::gone>,),);",
                "typeOnInsert=Cons<Whose<docs::org>,Nil>;",
                "implTenantedfordocs::table{typeTenant=docs::org;}",
                "typeNumber=ByTenant<D1>;",
                "tenant:::core::option::Option::Some(\"org\"),\
                 deleted:::core::option::Option::Some(Deleted::Flag(\"gone\"))",
            ],
        );
    }

    #[test]
    fn keys_are_listed_the_primary_one_first() {
        check(
            "#[unique(b, a)] users { #[primary_key] id: i64, #[unique] a: i64, b: i64 }",
            &[
                "typePrimaryKey=Cons<users::id,Nil>;",
                "typeUniqueKeys=Cons<Cons<users::id,Nil>,Cons<Cons<users::b,Cons<users::a,Nil>>,\
                 Cons<Cons<users::a,Nil>,Nil>>>;",
                "implHasKey<Cons<users::b,Cons<users::a,Nil>>>forusers::table{}",
            ],
        );
    }

    #[test]
    fn a_relation_over_all_columns_of_a_unique_key_is_to_one_from_both_sides() {
        check(
            "#[foreign_key(columns(a, b), references(people::x, people::y))]
             users { #[primary_key] id: i64, #[unique] a: i64, b: i64,
                     person: BelongsTo<people::user, (a, b)> }",
            &["implOneToOneforusers::person{}"],
        );
    }

    #[test]
    fn names_of_constraints_are_made_of_names_in_the_database() {
        check(
            "#[table(name = \"Posts\"), unique(a, b), index(b, a), check(a > 0), check(b > 0, name = \"c\")]
             posts { #[primary_key] id: i64, #[column(name = \"x\"), references(users::id)] a: i64, b: i64 }",
            &[
                "name:\"uq_Posts_x_b\"", "name:\"ix_Posts_b_x\"", "name:\"ck_Posts_1\",sql:\"x>0\"",
                "name:\"c\",sql:\"b>0\"", "name:\"fk_Posts_x_users\"",
                "implReferences<users::table>forposts::table",
            ],
        );
    }

    #[test]
    fn two_foreign_keys_to_a_table_leave_the_choice_to_the_relation() {
        let text = dense(&expanded(
            table,
            "follows { #[primary_key, references(users::id)] a: i64, #[references(users::id)] b: i64,
                x: BelongsTo<users::y, b> }",
        ));
        assert!(!text.contains("implReferences"), "{text}");
        assert!(
            text.contains("fnkeys()->Pairs{Pairs{from:&[\"b\"],to:&[<users::idasColumn>::NAME]"),
            "{text}"
        );
        assert!(text.contains("implInverseOf<users::y>forfollows::x{}"), "{text}");
    }

    #[test]
    fn a_composite_key_is_a_tuple() {
        check(
            "#[primary_key(a, b)] links as Link { a: i64, b: String }",
            &[
                "typeKey=(i64,String);",
                "(::core::clone::Clone::clone(&self.a),::core::clone::Clone::clone(&self.b))",
            ],
        );
    }
}
