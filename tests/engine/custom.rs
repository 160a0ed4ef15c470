//! Types of a program's own, written by hand: on their way to each database and back.

use relata::prelude::*;
use relata::types::{CustomType, Mismatch, Sink};
use relata::{Error, custom_type};

use super::on_every_database;

/// An amount in cents, stored as a BIGINT.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Money {
    cents: i64,
}

impl CustomType for Money {
    type Stored = i64;

    fn read(cents: i64) -> Result<Self, Mismatch> {
        Ok(Self { cents })
    }

    fn bind<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        sink.integer(self.cents);
    }
}
custom_type!(Money);

/// A text with an `@`.
#[derive(Clone, Debug, PartialEq)]
pub struct Email(String);

impl CustomType for Email {
    type Stored = String;

    fn read(stored: &str) -> Result<Self, Mismatch> {
        match stored.contains('@') {
            true => Ok(Self(stored.to_owned())),
            false => Err(Mismatch::other(format!("`{stored}` is no address"))),
        }
    }

    fn bind<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        sink.text(&self.0);
    }
}
custom_type!(Email);

/// A type of another crate, in one of ours, as the text that it is written as.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Socket(std::net::SocketAddr);

impl CustomType for Socket {
    type Stored = String;

    fn read(stored: &str) -> Result<Self, Mismatch> {
        stored.parse().map(Self).map_err(|error| Mismatch::other(format!("{stored}: {error}")))
    }

    fn bind<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        sink.text_owned(self.0.to_string());
    }
}
custom_type!(Socket);

/// A newtype of one.
#[derive(SqlType, Clone, Copy, Debug, PartialEq)]
pub struct Price(Money);

table! {
    pub accounts as Account {
        #[primary_key, identity] id: i64,
        #[unique, sql(varchar(100))] email: Email,
        #[default(sql("0"))] balance: Money,
        price: Option<Price>,
        peer: Option<Socket>,
    }
}
schema! { pub bank: accounts }

on_every_database!(values_come_back_as_they_were, async |engine| {
    engine.create_all::<bank>().await?;
    let email = |text: &str| Email(text.to_owned());
    let all = [i64::MIN, -1, 0, 7, i64::MAX];
    let rows = all.map(|cents| {
        (
            accounts::email.set(email(&format!("{cents}@é.example"))),
            accounts::balance.set(Money { cents }),
            accounts::price.set((cents > 0).then_some(Price(Money { cents }))),
            accounts::peer.set((cents < 0).then(|| Socket("[::1]:80".parse().unwrap()))),
        )
    });
    engine.execute(&insert_into(accounts::table).rows(rows)).await?;
    let read = engine.all(&select(Account).order_by(accounts::balance)).await?;
    for (row, cents) in read.iter().zip(all) {
        assert_eq!(row.email, email(&format!("{cents}@é.example")));
        assert_eq!(row.balance, Money { cents });
        assert_eq!(row.price, (cents > 0).then_some(Price(Money { cents })));
        assert_eq!(row.peer, (cents < 0).then(|| Socket("[::1]:80".parse().unwrap())));
        let same = select(accounts::id)
            .filter(accounts::email.eq(&row.email).and(accounts::email.in_([&row.email])))
            .filter(accounts::balance.between(row.balance, row.balance))
            .filter(accounts::price.is_not_distinct_from(row.price))
            .filter(value(row.balance).eq(accounts::balance));
        assert_eq!(engine.all(&same).await?, [row.id]);
    }
    let ends = from(accounts::table)
        .select((min(accounts::balance), max(accounts::balance.cast::<String>())));
    let seven = Some("7".to_owned());
    let least = Some(Money { cents: i64::MIN });
    let found = engine.one(&ends).await?;
    assert_eq!((found.0, found.1.map(|text| text.len())), (least, seven.map(|_| 19)));
    let mut session = engine.session();
    session.add(Account, accounts::email.set(email("new@example")));
    session.flush().await?;
    let new = select(Account).filter(accounts::email.eq(email("new@example")));
    let new = session.all(&new).await?[0];
    assert_eq!(session[new].balance, Money { cents: 0 });
    session.edit(&new).balance = Money { cents: 5 };
    session.commit().await?;
    let five = select(accounts::email).filter(accounts::balance.eq(Money { cents: 5 }));
    assert_eq!(engine.all(&five).await?, [email("new@example")]);
});

on_every_database!(what_is_no_value_is_an_error_that_names_the_column, async |engine| {
    engine.create_all::<bank>().await?;
    engine.execute(&raw!((), "INSERT INTO accounts (email) VALUES ('nobody')")).await?;
    let error = engine.all(&select(Account)).await.unwrap_err();
    let expected = "column `accounts.email` cannot be read: `nobody` is no address";
    assert!(error.is_decode() && error.to_string() == expected, "{error}");
});

/// A type that PostgreSQL knows by a name of its own.
#[cfg(feature = "postgres")]
mod with_a_name {
    use super::super::{clean_up, server};
    use super::*;

    /// A positive number.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Count(i32);

    impl CustomType for Count {
        type Stored = i32;

        fn read(stored: i32) -> Result<Self, Mismatch> {
            Ok(Self(stored))
        }

        fn bind<'a>(&'a self, sink: &mut dyn Sink<'a>) {
            sink.integer(self.0.into());
        }
    }
    custom_type!(Count, postgres = "Count of things");

    table! {
        pub boxes as Box {
            #[primary_key, identity] id: i64,
            count: Count,
            all: Vec<Count>,
            maybe: Option<Count>,
        }
    }
    schema! { pub all_boxes: boxes }

    #[tokio::test]
    async fn a_domain_that_is_there() -> Result<(), Error> {
        let Some(engine) = server(1).await? else { return Ok(()) };
        let domain = raw!((), r#"CREATE DOMAIN "Count of things" AS integer CHECK (VALUE >= 0)"#);
        engine.execute(&domain).await?;
        engine.create_all::<all_boxes>().await?;
        let all = [Count(i32::MAX), Count(0), Count(7)];
        let rows = all.map(|count| {
            (boxes::count.set(count), boxes::all.set(all), boxes::maybe.set(Some(count)))
        });
        engine.execute(&insert_into(boxes::table).rows(rows)).await?;
        for (id, count) in (1..).zip(all) {
            let same = select(Box)
                .filter(boxes::count.eq(count).and(boxes::count.in_([count])))
                .filter(value(count).in_(boxes::all).and(boxes::all.eq(all)))
                .filter(value(count).eq(boxes::maybe));
            let expected = Box { id, count, all: all.to_vec(), maybe: Some(count) };
            assert_eq!(engine.all(&same).await?, [expected]);
        }
        let add = (boxes::count.set(Count(-1)), boxes::all.set([Count(1)]));
        let error = engine.execute(&insert_into(boxes::table).values(add)).await.unwrap_err();
        assert!(error.is_check_violation(), "{error}");
        clean_up(&engine).await
    }
}
