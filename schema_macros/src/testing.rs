//! Helpers of the tests: what a macro's output complains about, and what it says elsewhere.

use proc_macro2::{TokenStream, TokenTree};

/// The texts of all `compile_error!` calls.
pub fn errors(output: TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    collect(output, &mut found);
    found
}

fn collect(output: TokenStream, found: &mut Vec<String>) {
    let mut after = false;
    for token in output {
        match token {
            TokenTree::Ident(ident) => after = ident == "compile_error",
            TokenTree::Group(group) if after => {
                after = false;
                if let Ok(text) = syn::parse2::<syn::LitStr>(group.stream()) {
                    found.push(text.value());
                }
            }
            TokenTree::Group(group) => collect(group.stream(), found),
            _ => {}
        }
    }
}

/// The output without spaces and without the path of the crate.
pub fn dense(output: &TokenStream) -> String {
    output
        .to_string()
        .replace([' ', '\n'], "")
        .replace("::relata::__private::", "")
        .replace("__r::", "")
}

/// The output of a macro for Rust source.
pub fn expanded(macro_: impl Fn(TokenStream) -> TokenStream, source: &str) -> TokenStream {
    match source.parse() {
        Ok(tokens) => macro_(tokens),
        // Only tests call this, with sources of their own.
        Err(error) => panic!("{source}: {error}"),
    }
}

/// Each source is refused with exactly these messages.
pub fn refused(macro_: impl Fn(TokenStream) -> TokenStream, cases: &[(&str, &[&str])]) {
    for (source, messages) in cases {
        assert_eq!(errors(expanded(&macro_, source)), *messages, "{source}");
    }
}

/// Each source is accepted.
pub fn accepted(macro_: impl Fn(TokenStream) -> TokenStream, sources: &[&str]) {
    for source in sources {
        let output = expanded(&macro_, source);
        let parsed = syn::parse2::<syn::File>(output.clone());
        assert!(parsed.is_ok(), "{source}: not Rust: {output}");
        assert_eq!(errors(output), Vec::<String>::new(), "{source}");
    }
}

/// `table!`
pub fn table(tokens: TokenStream) -> TokenStream {
    crate::expand::expand(tokens, crate::model::Kind::Table)
}

/// `table!` with a key, a text and the given columns.
pub fn with_columns(tokens: TokenStream) -> TokenStream {
    table(quote::quote!(pub posts { #[primary_key] id: i64, title: String, #tokens }))
}

/// `table!` with the given attributes above it.
pub fn with_attributes(tokens: TokenStream) -> TokenStream {
    table(quote::quote!(
        #tokens pub posts as Post { #[primary_key] id: i64, title: String, note: Option<String> }
    ))
}
