//! Constants and types in scope whose names a macro might use for its own bindings.

use relata::prelude::*;

#[rustfmt::skip]
table! {
    pub taken as Taken {
        #[primary_key] id: i64,
        at: i64, cell: i64, done: bool, element: i64, found: i64, holds: bool, index: i64, keep: i64, keys: i64,
        known: i64, label: i64, labels: i64, message: String, place: i64, recording: i64, row: i64, run: i64,
        same: i64, sink: i64, stored: i64,
    }
}
use taken::*;

#[derive(Clone, Copy, Debug, PartialEq, SqlType)]
pub enum Colour {
    Red,
    Green,
}

#[derive(Clone, Copy, Debug, PartialEq, SqlType)]
pub struct Key(i64);

#[derive(Clone, Debug, PartialEq, SqlType)]
#[sql(composite = "spot")]
pub struct Spot {
    x: i32,
}

table! {
    pub things as Thing {
        #[primary_key, identity] id: Key,
        #[default("red")] colour: Colour,
        form: enum Form { Round { radius: i64 }, Flat },
    }
}

#[derive(Debug, Projection)]
pub struct Seen {
    pub at: i64,
}

#[derive(Assignments)]
#[assignments(taken)]
pub struct New {
    pub at: i64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Stored(i64);

impl relata::types::CustomType for Stored {
    type Stored = i64;

    fn read(number: i64) -> Result<Self, relata::types::Mismatch> {
        Ok(Self(number))
    }

    fn bind<'a>(&'a self, out: &mut dyn relata::types::Sink<'a>) {
        out.integer(self.0);
    }
}
relata::custom_type!(Stored);

table! {
    pub people as Person {
        #[primary_key] id: i64,
        cook: HasOne<cooks::person>,
    }
}
table! {
    pub cooks as Cook {
        #[primary_key, references(people::id)] id: i64,
        person: BelongsTo<people::cook, id>,
    }
}
variants! { pub enum Job of people { Cook(cook) } else None }

schema! { pub all: people, taken }

#[tokio::test(flavor = "current_thread")]
async fn names_in_scope_are_not_those_of_the_macros() -> Result<(), relata::Error> {
    assert_eq!(select((at, done)).to_sql::<Sqlite>(), "SELECT taken.at, taken.done FROM taken");
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    engine.create_all::<all>().await?;
    let seen: Vec<Seen> = engine.all(&select(SelectSeen { at })).await?;
    assert!(seen.iter().all(|one| one.at == 1));
    engine.execute(&update(taken::table).set(New { at: 1 }).every_row()).await?;
    let people = relata::assert_queries!(engine, 1, engine.all(&select(Person)).await?);
    assert!(people.is_empty());
    Ok(())
}
