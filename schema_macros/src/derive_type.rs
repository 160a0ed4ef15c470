//! `#[derive(SqlType)]`: an enum stored as its labels, or a newtype stored as what it holds.

mod composite;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DataEnum, DataStruct, DeriveInput, Fields, LitStr, Type};

use crate::case::{self, Case};
use crate::error::{Errors, derived};

/// Expands the derive.
pub fn expand(tokens: TokenStream) -> TokenStream {
    derived(tokens, derive)
}

fn derive(input: &DeriveInput, errors: &mut Errors) -> TokenStream {
    let name = &input.ident;
    if !input.generics.params.is_empty() {
        errors.at(&input.generics, format!("`{name}` cannot be generic: a column has one type"));
        return TokenStream::new();
    }
    match &input.data {
        Data::Enum(data) => labels(input, data, errors),
        Data::Struct(data) => newtype(input, data, errors),
        Data::Union(data) => {
            errors.at(
                data.union_token,
                "a union cannot be a column's type: write an enum without fields",
            );
            TokenStream::new()
        }
    }
}

fn labels(input: &DeriveInput, data: &DataEnum, errors: &mut Errors) -> TokenStream {
    let name = &input.ident;
    if data.variants.is_empty() {
        errors.at(name, format!("enum `{name}` has no variants, so no column could hold a value"));
        return TokenStream::new();
    }
    let [rule, native] = options(&input.attrs, ["rename_all", "native"], errors);
    let native = native.map(|native| type_names(&native, errors));
    let rule = rule.and_then(|text| {
        let rule = case::rule(&text.value());
        if rule.is_none() {
            errors.at(&text, format!("unknown rule: write {}", case::RULES_TEXT));
        }
        rule
    });
    let mut all: Vec<(Ident, String)> = Vec::new();
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            let message = format!(
                "variant `{}` has fields: an enum is stored as its labels alone",
                variant.ident
            );
            errors.at(&variant.fields, message);
            continue;
        }
        let [given] = options(&variant.attrs, ["rename"], errors);
        let label = given.as_ref().map_or_else(
            || {
                case::rename(
                    &syn::ext::IdentExt::unraw(&variant.ident).to_string(),
                    rule.unwrap_or(Case::Snake),
                )
            },
            LitStr::value,
        );
        if let Some((other, _)) = all.iter().find(|(_, text)| *text == label) {
            let message =
                format!("`{other}` and `{}` have the same label \"{label}\"", variant.ident);
            match &given {
                Some(given) => errors.at(given, message),
                None => errors.at(&variant.ident, message),
            }
            continue;
        }
        all.push((variant.ident.clone(), label));
    }
    enum_impls(name, native, &all)
}

fn enum_impls(name: &Ident, native: Option<[String; 3]>, all: &[(Ident, String)]) -> TokenStream {
    let text = name.to_string();
    let (variants, labels): (Vec<_>, Vec<_>) = all.iter().map(|(v, l)| (v, l)).unzip();
    let kind = match native {
        None => quote!(Text),
        Some(names) => enum_type(names, &labels),
    };
    let item = item(name);
    // Variants that were refused are missing here, and the match must not complain about that.
    quote! {
        impl ::relata::__private::SqlType for #name {
            const KIND: ::relata::__private::Kind = ::relata::__private::Kind::#kind;
            const LABELS: &'static [&'static str] = &[#(#labels),*];
            type Ref<'r> = Self;
            type Stored = ::std::string::String;
            type Needs = ();
            fn decode<'r, __C: ::relata::__private::Cell<'r>>(
                __cell: __C,
            ) -> ::core::result::Result<Self, ::relata::__private::Mismatch> {
                match ::relata::__private::Cell::text(__cell)? {
                    #(#labels => ::core::result::Result::Ok(Self::#variants),)*
                    __found => ::core::result::Result::Err(::relata::__private::Mismatch::label(
                        #text,
                        __found,
                        <Self as ::relata::__private::SqlType>::LABELS,
                    )),
                }
            }
            fn decode_ref<'r, __C: ::relata::__private::Cell<'r>>(
                __cell: __C,
            ) -> ::core::result::Result<Self, ::relata::__private::Mismatch> {
                <Self as ::relata::__private::SqlType>::decode(__cell)
            }
        }
        impl ::relata::__private::ToSql for #name {
            fn to_sql<'a>(&'a self, __sink: &mut dyn ::relata::__private::Sink<'a>) {
                #[allow(unreachable_patterns)]
                __sink.text(match self {
                    #(Self::#variants => #labels,)*
                    _ => "",
                });
            }
        }
        ::relata::__private::values! { #name }
        #item
    }
}

/// The enum as a type of the database, with what PostgreSQL and MySQL call it.
fn enum_type([name, quoted, array]: [String; 3], labels: &[&String]) -> TokenStream {
    let escaped = |label: &&String| format!("'{}'", label.replace('\'', "''").replace('\\', r"\\"));
    let listed: Vec<_> = labels.iter().map(escaped).collect();
    let listed = format!("ENUM({})", listed.join(", "));
    quote! {
        Enum(&::relata::__private::EnumType {
            name: #name,
            labels: &[#(#labels),*],
            quoted: #quoted,
            array: #array,
            listed: #listed,
        })
    }
}

/// There are arrays of it.
fn item(name: &Ident) -> TokenStream {
    quote!(impl ::relata::__private::Item for #name {})
}

fn newtype(input: &DeriveInput, data: &DataStruct, errors: &mut Errors) -> TokenStream {
    let name = &input.ident;
    if let Fields::Named(fields) = &data.fields
        && input.attrs.iter().any(|attribute| attribute.path().is_ident("sql"))
    {
        return composite::expand(input, fields, errors);
    }
    let inner = match &data.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.first(),
        _ => None,
    };
    let Some(field) = inner else {
        let message = format!(
            "`{name}` must have one unnamed field to be a column's type: `struct {name}(i64);`"
        );
        errors.at(name, message);
        return TokenStream::new();
    };
    let ty = &field.ty;
    let is_number = |a: &&Attribute| a.parse_args::<Ident>().is_ok_and(|word| word == "number");
    let attributes = input.attrs.iter().chain(&field.attrs).filter(|a| a.path().is_ident("sql"));
    let numeric = attributes.clone().any(|attribute| is_number(&attribute));
    let others: Vec<_> = attributes.filter(|a| !is_number(a)).cloned().collect();
    let [kind, needs] = domain(ty, &others, errors);
    let number = numeric.then(|| number(name, ty, errors));
    let text = is(ty, &["String"]).then(|| quote!(impl ::relata::__private::Text for #name {}));
    let item = has_arrays(ty).then(|| item(name));
    quote! {
        impl ::relata::__private::SqlType for #name {
            const KIND: ::relata::__private::Kind = #kind;
            const LABELS: &'static [&'static str] = <#ty as ::relata::__private::SqlType>::LABELS;
            type Ref<'r> = Self;
            type Stored = <#ty as ::relata::__private::SqlType>::Stored;
            type Needs = #needs;
            #[inline]
            fn decode<'r, __C: ::relata::__private::Cell<'r>>(
                __cell: __C,
            ) -> ::core::result::Result<Self, ::relata::__private::Mismatch> {
                <#ty as ::relata::__private::SqlType>::decode(__cell).map(Self)
            }
            #[inline]
            fn decode_ref<'r, __C: ::relata::__private::Cell<'r>>(
                __cell: __C,
            ) -> ::core::result::Result<Self, ::relata::__private::Mismatch> {
                <Self as ::relata::__private::SqlType>::decode(__cell)
            }
        }
        impl ::relata::__private::ToSql for #name {
            #[inline]
            fn to_sql<'a>(&'a self, __sink: &mut dyn ::relata::__private::Sink<'a>) {
                <#ty as ::relata::__private::ToSql>::to_sql(&self.0, __sink);
            }
        }
        ::relata::__private::values! { #name }
        // Bound for each lifetime, so that rustc asks only where something is put in order.
        impl ::relata::__private::Ordered for #name
        where
            for<'__all> #ty: ::relata::__private::Ordered,
        {
            type MinMax = <#ty as ::relata::__private::Ordered>::MinMax;
            type Spelled = <#ty as ::relata::__private::Ordered>::Spelled;
        }
        #item
        #number
        #text
    }
}

/// The kind of a newtype and what it needs: those of its field, or a domain over that.
fn domain(ty: &Type, attributes: &[Attribute], errors: &mut Errors) -> [TokenStream; 2] {
    let kind = quote!(<#ty as ::relata::__private::SqlType>::KIND);
    let needs = quote!(<#ty as ::relata::__private::SqlType>::Needs);
    let [name, check] = options(attributes, ["domain", "check"], errors);
    let Some(name) = name else {
        if let Some(check) = check {
            errors.at(check, "a check is that of a domain: write `domain = \"..\"` too");
        }
        return [kind, needs];
    };
    let [name, quoted, array] = type_names(&name, errors);
    let check = match check {
        Some(check) => quote!(::core::option::Option::Some(#check)),
        None => quote!(::core::option::Option::None),
    };
    let kind = quote! {
        ::relata::__private::Kind::Named(&::relata::__private::NamedType {
            name: #name,
            quoted: #quoted,
            array: #array,
            base: #kind,
            domain: ::core::option::Option::Some(::relata::__private::Domain { check: #check }),
        })
    };
    [kind, quote!(<#needs as ::relata::__private::InDomain>::Needs)]
}

/// The name of a type, the same in quotes, and that of an array of it.
fn type_names(name: &LitStr, errors: &mut Errors) -> [String; 3] {
    crate::check::length(&name.value(), name.span(), errors);
    if name.value().is_empty() {
        errors.at(name, "a type needs a name");
    }
    let quoted = format!("\"{}\"", name.value().replace('"', "\"\""));
    let array = format!("{quoted}[]");
    [name.value(), quoted, array]
}

/// A newtype that is computed with. The sum of a narrow one is what that of its field is.
fn number(name: &Ident, ty: &Type, errors: &mut Errors) -> TokenStream {
    let integer = is(ty, &["i16", "i32", "i64"]);
    if !integer && !is(ty, &["f32", "f64", "Decimal"]) {
        errors.at(ty, format!("`{name}` holds no number that SQL computes with"));
        return TokenStream::new();
    }
    let sum = match is(ty, &["i64", "f64", "Decimal"]) {
        true => quote!(#name),
        false => quote!(<#ty as ::relata::__private::Number>::Sum),
    };
    let mean = if is(ty, &["Decimal"]) { quote!(#name) } else { quote!(f64) };
    let integer = integer.then(|| quote!(impl ::relata::__private::Integer for #name {}));
    quote! {
        impl ::relata::__private::Number for #name {
            type Sum = #sum;
            type Mean = #mean;
        }
        impl ::relata::__private::Quotient for #name {
            type Operator = <#ty as ::relata::__private::Quotient>::Operator;
        }
        #integer
    }
}

/// Is it one of these types, by its last word?
fn is(ty: &Type, known: &[&str]) -> bool {
    let Type::Path(path) = ty else { return false };
    crate::path::last(&path.path).is_some_and(|word| known.iter().any(|known| word == known))
}

/// There are none of arrays, nor of what PostgreSQL lacks.
fn has_arrays(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return true };
    crate::path::last(&path.path).is_none_or(|word| word != "Vec" && word != "u64")
}

/// The texts of `#[sql(wanted = "..")]`, in the order of what is wanted.
fn options<const N: usize>(
    attributes: &[Attribute],
    wanted: [&str; N],
    errors: &mut Errors,
) -> [Option<LitStr>; N] {
    let mut found = [const { None }; N];
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("sql")) {
        let result = attribute.parse_nested_meta(|meta| {
            let place = wanted.iter().position(|name| meta.path.is_ident(name));
            let Some(place) = place else {
                let names = wanted.map(|name| format!("`#[sql({name} = \"..\")]`")).join(" or ");
                return Err(meta.error(format!("unknown option: write {names}")));
            };
            let text: LitStr = meta.value()?.parse()?;
            if text.value().contains('\0') {
                return Err(syn::Error::new(text.span(), "a label cannot hold a NUL"));
            }
            if found[place].replace(text).is_some() {
                return Err(syn::Error::new(
                    meta.path.span(),
                    format!("`{}` is written twice: leave one out", wanted[place]),
                ));
            }
            Ok(())
        });
        errors.keep(result);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::expand;
    use crate::testing::{accepted, dense, expanded, refused};

    #[test]
    fn labels_are_snake_case_unless_told() {
        let labels = |source: &str| {
            let text = dense(&expanded(expand, source));
            text.split("&[").nth(1).and_then(|rest| rest.split(']').next()).map(str::to_owned)
        };
        assert_eq!(
            labels("enum A { InProgress, Done }").as_deref(),
            Some("\"in_progress\",\"done\"")
        );
        assert_eq!(
            labels("#[sql(rename_all = \"UPPERCASE\")] enum A { #[sql(rename = \"x\")] B, Done }")
                .as_deref(),
            Some("\"x\",\"DONE\"")
        );
    }

    #[test]
    fn enums_that_are_no_column() {
        refused(
            expand,
            &[
                ("enum A {}", &["enum `A` has no variants, so no column could hold a value"]),
                (
                    "enum A { B(i64), C }",
                    &["variant `B` has fields: an enum is stored as its labels alone"],
                ),
                (
                    "enum A { B, #[sql(rename = \"b\")] C }",
                    &["`B` and `C` have the same label \"b\""],
                ),
                (
                    "#[sql(rename_all = \"upper\")] enum A { B }",
                    &["unknown rule: write `lowercase`, `UPPERCASE`, `snake_case`, \
                   `SCREAMING_SNAKE_CASE`, `kebab-case`, `PascalCase` or `camelCase`"],
                ),
                (
                    "#[sql(rename = \"x\")] enum A { B }",
                    &[
                        "unknown option: write `#[sql(rename_all = \"..\")]` or `#[sql(native = \"..\")]`",
                    ],
                ),
                (
                    "enum A { #[sql(rename = \"x\", rename = \"y\")] B }",
                    &["`rename` is written twice: leave one out"],
                ),
                ("enum A { #[sql(rename = \"x\\0\")] B }", &["a label cannot hold a NUL"]),
                ("#[sql(native = \"\")] enum A { B }", &["a type needs a name"]),
                ("enum A<T> { B(T) }", &["`A` cannot be generic: a column has one type"]),
            ],
        );
    }

    #[test]
    fn structs_that_are_no_column() {
        let one = "`A` must have one unnamed field to be a column's type: `struct A(i64);`";
        refused(
            expand,
            &[
                ("struct A;", &[one]),
                ("struct A(i64, i64);", &[one]),
                ("struct A { b: i64 }", &[one]),
                (
                    "union A { b: i64 }",
                    &["a union cannot be a column's type: write an enum without fields"],
                ),
                (
                    "#[sql(rename = \"x\")] struct A(i64);",
                    &[
                        "unknown option: write `#[sql(domain = \"..\")]` or `#[sql(check = \"..\")]`",
                    ],
                ),
                (
                    "#[sql(check = \"VALUE > 0\")] struct A(i64);",
                    &["a check is that of a domain: write `domain = \"..\"` too"],
                ),
                ("#[sql(domain = \"\")] struct A(i64);", &["a type needs a name"]),
                (
                    "#[sql(composite = \"a\")] struct A { b: i64, #[sql(rename = \"b\")] c: i64 }",
                    &["`b` and `c` have the same name \"b\""],
                ),
                ("#[sql(composite = \"a\")] struct A {}", &["a composite type needs a field"]),
                (
                    "#[sql(domain = \"a\")] struct A { b: i64 }",
                    &["unknown option: write `#[sql(composite = \"..\")]`"],
                ),
                (
                    "#[sql(number)] struct A(String);",
                    &["`A` holds no number that SQL computes with"],
                ),
            ],
        );
        accepted(
            expand,
            &[
                "pub struct A(i64);",
                "#[sql(number)] struct A(f32);",
                "struct A(pub Vec<u8>);",
                "#[sql(number)] #[sql(domain = \"a\", check = \"VALUE > 0\")] struct A(i64);",
                "#[sql(composite = \"a\")] struct A { b: i64, pub c: Option<String> }",
                "enum A { B, C }",
            ],
        );
    }
}
