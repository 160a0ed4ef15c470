use relata::prelude::*;
use relata::types::{CustomType, Mismatch, Sink, ToSql};

#[derive(Clone, Debug, PartialEq)]
pub struct Labels(Vec<String>);

impl CustomType for Labels {
    type Stored = Vec<String>;

    fn read(stored: Vec<String>) -> Result<Self, Mismatch> {
        Ok(Self(stored))
    }

    fn bind<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        self.0.to_sql(sink);
    }
}
relata::custom_type!(Labels);

table! {
    pub goods { #[primary_key] id: i64, labels: Labels }
}

fn main() {}
