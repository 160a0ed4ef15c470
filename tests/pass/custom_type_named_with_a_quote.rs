use relata::prelude::*;
use relata::types::{CustomType, Mismatch, Sink};

#[derive(Clone, Debug, PartialEq)]
pub struct Email(String);

impl CustomType for Email {
    type Stored = String;

    fn read(stored: &str) -> Result<Self, Mismatch> {
        Ok(Self(stored.to_owned()))
    }

    fn bind<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        sink.text(&self.0);
    }
}
relata::custom_type!(Email, postgres = "citext");

table! {
    pub people { #[primary_key] id: i64, email: Email }
}

fn main() {}
