//! Parts of the output that append their tokens where they stand. A stream inside a stream costs the
//! compiler a call, and the macro runs without optimization, so what stands in every column is one of these.

use proc_macro2::{Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt, quote};
use syn::{Token, Visibility};

use super::ends;

/// Tokens of which there mostly are none.
pub struct Rare<'a>(pub &'a TokenStream);

impl ToTokens for Rare<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if !self.0.is_empty() {
            self.0.to_tokens(tokens);
        }
    }
}

/// `type Name = ..;`, where rustc sees the item as the tokens of the type.
pub struct Typed<T>(pub &'static str, pub T);

impl<T: ToTokens> ToTokens for Typed<T> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (first, last) = ends(&self.1);
        tokens.append(Ident::new("type", first));
        tokens.append(Ident::new(self.0, first));
        punct('=', first, tokens);
        self.1.to_tokens(tokens);
        punct(';', last, tokens);
    }
}

/// A column's marker: `users::id`.
#[derive(Clone, Copy)]
pub struct Marker<'a>(pub &'a Ident, pub &'a Ident);

impl ToTokens for Marker<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
        colons(tokens);
        self.1.to_tokens(tokens);
    }
}

/// A marker in what relata has for macros, `__r::Just<users::id>`, or the marker alone.
pub struct Around<'a>(pub Option<&'static str>, pub Marker<'a>);

impl ToTokens for Around<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Some(name) = self.0 else { return self.1.to_tokens(tokens) };
        ours(name, tokens);
        punct('<', Span::call_site(), tokens);
        self.1.to_tokens(tokens);
        punct('>', Span::call_site(), tokens);
    }
}

/// A field: `&self.id`.
pub struct Lent<'a>(pub &'a Ident);

impl ToTokens for Lent<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let here = Span::call_site();
        punct('&', here, tokens);
        tokens.append(Ident::new("self", here));
        punct('.', here, tokens);
        self.0.to_tokens(tokens);
    }
}

/// `Cons<A, Cons<B, Nil>>`
pub struct List<T>(pub Vec<T>);

impl<T: ToTokens> ToTokens for List<T> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let here = Span::call_site();
        for item in &self.0 {
            ours("Cons", tokens);
            punct('<', here, tokens);
            item.to_tokens(tokens);
            punct(',', here, tokens);
        }
        ours("Nil", tokens);
        for _ in &self.0 {
            punct('>', here, tokens);
        }
    }
}

/// A tuple, which holds tuples where it would be longer than this.
pub struct Tuple<'a, T>(pub &'a [T], pub usize);

impl<T: ToTokens> ToTokens for Tuple<'_, T> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(parts, longest) = *self;
        if parts.len() <= longest {
            return quote!((#(#parts,)*)).to_tokens(tokens);
        }
        let inner = parts.chunks(longest).map(|part| Tuple(part, longest).into_token_stream());
        let inner: Vec<TokenStream> = inner.collect();
        Tuple(&inner, longest).to_tokens(tokens);
    }
}

/// A visibility, seen by rustc as another token of the user's.
pub fn vis_at(vis: &Visibility, span: Span) -> Visibility {
    match vis {
        Visibility::Public(_) => Visibility::Public(Token![pub](span)),
        // What it says stays; only where it stands is another.
        _ => syn::parse2(respanned(vis, span)).unwrap_or_else(|_| vis.clone()),
    }
}

/// The same tokens, seen by rustc as another token of the user's.
pub fn respanned(tokens: impl ToTokens, span: Span) -> TokenStream {
    let one = |token| match token {
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), respanned(group.stream(), span));
            inner.set_span(span);
            TokenTree::Group(inner)
        }
        mut other => {
            other.set_span(span);
            other
        }
    };
    tokens.to_token_stream().into_iter().map(one).collect()
}

/// `__r::name`
fn ours(name: &str, tokens: &mut TokenStream) {
    tokens.append(Ident::new("__r", Span::call_site()));
    colons(tokens);
    tokens.append(Ident::new(name, Span::call_site()));
}

fn colons(tokens: &mut TokenStream) {
    tokens.append(Punct::new(':', Spacing::Joint));
    tokens.append(Punct::new(':', Spacing::Alone));
}

fn punct(char: char, span: Span, tokens: &mut TokenStream) {
    let mut punct = Punct::new(char, Spacing::Alone);
    punct.set_span(span);
    tokens.append(punct);
}
