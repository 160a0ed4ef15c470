//! Digits as types: a name's hash and a column's place.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

/// FNV-1a with 32 bits.
fn fnv1a(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The eight digits of a name, which SQL compares without regard to case.
pub fn identity(name: &str) -> TokenStream {
    let digits = digits(&hex(name));
    quote!(__r::NameDigits<#digits>)
}

/// The same digits as text.
pub fn hex(name: &str) -> String {
    format!("{:08x}", fnv1a(&name.to_lowercase()))
}

/// The digits of a column's place in a table of so many columns, after `__r::`: one where that is enough.
pub struct Number(pub usize, pub usize);

impl ToTokens for Number {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(place, columns) = *self;
        if columns <= 16 {
            tokens.append(digit(format!("{place:x}")));
        } else {
            let digits = digits(&format!("{place:02x}"));
            quote!(Place<#digits>).to_tokens(tokens);
        }
    }
}

fn digits(hex: &str) -> TokenStream {
    let digits = hex.chars().map(digit);
    quote!(#(__r::#digits,)*)
}

fn digit(digit: impl std::fmt::Display) -> Ident {
    Ident::new(&format!("D{digit}").to_ascii_uppercase(), Span::call_site())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv1a() {
        assert_eq!(hex(""), "811c9dc5");
        assert_eq!(hex("a"), "e40c292c");
        assert_eq!(hex("FooBar"), hex("foobar"));
        assert_eq!(hex("foobar"), "bf9cf968");
    }

    #[test]
    fn digits_are_types() {
        let number =
            Number(0x2b, 50).to_token_stream().to_string().replace(' ', "").replace("__r::", "");
        assert_eq!(number, "Place<D2,DB,>");
    }
}
