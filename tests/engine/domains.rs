//! Domains and composite types on their way to PostgreSQL and back; the others have none.

use chrono::NaiveDate;
use relata::Error;
use relata::prelude::*;

use super::{clean_up, server};

#[derive(SqlType, Clone, Debug, PartialEq)]
#[sql(domain = "e mail", check = "VALUE LIKE '%@%'")]
pub struct Email(pub String);

#[derive(SqlType, Clone, Copy, Debug, PartialEq)]
#[sql(domain = "level")]
pub struct Level(pub i16);

#[derive(SqlType, Clone, Copy, Debug, PartialEq)]
#[sql(native = "place's kind")]
pub enum Sort {
    Home,
    Work,
}

#[derive(SqlType, Clone, Debug, PartialEq)]
#[sql(composite = "address")]
pub struct Address {
    pub street: String,
    #[sql(rename = "post code")]
    pub zip: Option<i32>,
    pub sort: Sort,
    pub since: Option<NaiveDate>,
    pub contact: Email,
}

/// One in another.
#[derive(SqlType, Clone, Debug, PartialEq)]
#[sql(composite = "company")]
pub struct Company {
    pub name: String,
    pub seat: Option<Address>,
}

table! {
    pub people as Person {
        #[primary_key, identity] id: i64,
        email: Email,
        level: Option<Level>,
        home: Address,
        work: Option<Company>,
        emails: Vec<Email>,
        addresses: Vec<Address>,
    }
}
schema! { pub all_people: people }

/// Every text that a form of a composite value could take for something else.
const TEXTS: &[&str] = &["", " ", "NULL", "a,b", "(\"x\\", "{}", "'", "\u{1f980}", "\n\t"];

fn address(text: &str, number: i32) -> Address {
    Address {
        street: text.to_owned(),
        zip: (number % 2 == 0).then_some(number),
        sort: if number < 0 { Sort::Home } else { Sort::Work },
        since: NaiveDate::from_ymd_opt(9999, 12, 31).filter(|_| number > 0),
        contact: email(text),
    }
}

fn email(text: &str) -> Email {
    Email(format!("{text}@example"))
}

fn samples() -> Vec<Person> {
    let mut all = Vec::new();
    for (text, id) in TEXTS.iter().zip(1..) {
        let number = [i32::MIN, -1, 0, i32::MAX][(id % 4) as usize];
        let company = |seat| Company { name: (*text).to_owned(), seat };
        all.push(Person {
            id,
            email: email(text),
            level: (id % 2 == 0).then_some(Level(i16::MIN)),
            home: address(text, number),
            work: (id % 3 > 0).then(|| company((id % 3 == 1).then(|| address(text, number)))),
            emails: vec![email(text); (id % 3) as usize],
            addresses: vec![address(text, number); (id % 3) as usize],
        });
    }
    all
}

#[tokio::test]
async fn values_come_back_as_they_were() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.create_all::<all_people>().await?;
    engine.create_all::<all_people>().await?;
    let rows = samples();
    let assigned = rows.iter().map(|row| {
        (
            people::email.set(&row.email),
            people::level.set(row.level),
            people::home.set(&row.home),
            people::work.set(row.work.clone()),
            people::emails.set(&row.emails),
            people::addresses.set(&row.addresses),
        )
    });
    engine.execute(&insert_into(people::table).rows(assigned)).await?;
    assert_eq!(engine.all(&select(Person).order_by(people::id)).await?, rows);
    for row in &rows {
        let same = select(people::id)
            .filter(people::email.eq(&row.email).and(people::email.in_([&row.email])))
            .filter(people::home.eq(&row.home).and(people::home.in_([&row.home])))
            .filter(people::work.is_not_distinct_from(row.work.clone()))
            .filter(people::emails.eq(&row.emails).and(people::addresses.eq(&row.addresses)))
            .filter(value(row.home.clone()).eq(people::home));
        assert_eq!(engine.all(&same).await?, [row.id]);
        let fields = from(people::table).filter(people::id.eq(row.id)).select((
            people::home.field(Address::street),
            people::home.field(Address::zip),
            people::home.field(Address::contact),
            people::work.field(Company::seat).field(Address::sort),
        ));
        let sort = row.work.as_ref().and_then(|work| Some(work.seat.as_ref()?.sort));
        let home = row.home.clone();
        assert_eq!(engine.one(&fields).await?, (home.street, home.zip, home.contact, sort));
    }
    clean_up(&engine).await
}

#[tokio::test]
async fn a_session_keeps_them() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.create_all::<all_people>().await?;
    let mut session = engine.session();
    for row in samples() {
        session.add(
            Person,
            (
                people::email.set(row.email),
                people::home.set(row.home),
                people::emails.set(row.emails),
                people::addresses.set(row.addresses),
            ),
        );
    }
    session.flush().await?;
    let all = session.all(&select(Person).order_by(people::id)).await?;
    session.edit(&all[0]).home.zip = Some(7);
    session.edit(&all[1]).email = email("new");
    session.edit(&all[2]).level = Some(Level(3));
    session.commit().await?;
    let read = engine.all(&select(Person).order_by(people::id)).await?;
    let sample = samples();
    assert_eq!(read[0].home, Address { zip: Some(7), ..sample[0].home.clone() });
    assert_eq!((&read[1].email, read[2].level), (&email("new"), Some(Level(3))));
    assert_eq!(read[8].home, sample[8].home);
    clean_up(&engine).await
}

#[tokio::test]
async fn a_domain_refuses_what_its_check_does() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.create_all::<all_people>().await?;
    let mut row = samples().remove(0);
    row.email = Email("nobody".to_owned());
    let add = insert_into(people::table).values((
        people::email.set(&row.email),
        people::home.set(&row.home),
        people::emails.set(&row.emails),
        people::addresses.set(&row.addresses),
    ));
    let error = engine.execute(&add).await.unwrap_err();
    assert!(error.is_check_violation(), "{error}");
    engine.drop_all::<all_people>().await?;
    let left = raw!(
        i64,
        "SELECT count(*) FROM pg_type WHERE typnamespace = current_schema()::regnamespace \
         AND typname IN ('e mail', 'level', 'place''s kind', 'address', 'company')"
    );
    assert_eq!(engine.all(&left).await?, [0]);
    clean_up(&engine).await
}

#[derive(SqlType, Clone, Copy, Debug, PartialEq)]
#[sql(number)]
#[sql(domain = "price", check = "VALUE >= 0")]
pub struct Price(pub i64);

table! { pub goods { #[primary_key] id: i64, price: Price } }
shape! { pub steps { price: Price } }
schema! { pub shop: goods }

#[tokio::test]
async fn a_domain_of_numbers_is_computed_with() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.create_all::<shop>().await?;
    let rows = [3, 4].map(|id| (goods::id.set(id), goods::price.set(Price(id))));
    engine.execute(&insert_into(goods::table).rows(rows)).await?;
    let total = from(goods::table).select((sum(goods::price), max(goods::price + Price(1))));
    assert_eq!(engine.one(&total).await?, (Some(Price(7)), Some(Price(5))));
    let seed = from(goods::table).filter(goods::id.eq(3)).select(goods::price);
    let step = from(steps::table).filter(steps::price.lt(Price(6))).select(steps::price + Price(1));
    let counted = with(recursive(steps::table, seed, step))
        .query(from(steps::table).order_by(steps::price).select(steps::price));
    assert_eq!(engine.all(&counted).await?, [3, 4, 5, 6].map(Price));
    let change = update(goods::table).set(goods::price.set(goods::price - Price(4)));
    let error = engine.execute(&change.every_row()).await.unwrap_err();
    assert!(error.is_check_violation(), "{error}");
    clean_up(&engine).await
}

#[derive(SqlType, Clone, Copy, Debug, PartialEq)]
#[sql(composite = "spot")]
pub struct Spot {
    pub x: i32,
    pub y: Option<i32>,
}

table! { pub spots { #[primary_key] id: i64, spot: Spot } }
schema! { pub all_spots: spots }

#[tokio::test]
async fn a_type_that_has_changed_is_not_read_by_its_old_fields() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.create_all::<all_spots>().await?;
    let spot = Spot { x: 1, y: Some(2) };
    let add = (spots::id.set(1), spots::spot.set(spot));
    engine.execute(&insert_into(spots::table).values(add)).await?;
    let all = select(spots::spot);
    assert_eq!(engine.all(&all).await?, [spot]);
    let refused = async || {
        let error = engine.all(&all).await.unwrap_err();
        let expected = "column `spots.spot` cannot be read: the composite type has changed since the \
                        connection asked for its fields: connect anew";
        assert!(error.is_decode() && error.to_string() == expected, "{error}");
    };
    let other = raw!((), "ALTER TYPE spot DROP ATTRIBUTE x, ADD ATTRIBUTE z TEXT");
    engine.execute(&other).await?;
    refused().await;
    engine.execute(&raw!((), "ALTER TYPE spot ADD ATTRIBUTE more TEXT")).await?;
    refused().await;
    clean_up(&engine).await
}

#[tokio::test]
async fn fields_that_have_other_names_are_not_taken_for_each_other() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.execute(&raw!((), "CREATE TYPE spot AS (y INTEGER, x INTEGER)")).await?;
    engine.create_all::<all_spots>().await?;
    engine.execute(&raw!((), "INSERT INTO spots VALUES (1, ROW(2, 1))")).await?;
    let error = engine.all(&select(spots::spot)).await.unwrap_err();
    let reason = "type `spot` has the fields `y`, `x`, and not `x`, `y`";
    assert!(error.is_decode() && error.to_string().ends_with(reason), "{error}");
    let spot = Spot { x: 1, y: Some(2) };
    let add = insert_into(spots::table).values((spots::id.set(2), spots::spot.set(spot)));
    let error = engine.execute(&add).await.unwrap_err();
    assert!(error.is_bind() && error.to_string().ends_with(reason), "{error}");
    clean_up(&engine).await
}

#[tokio::test]
async fn a_table_outside_the_schema_hides_no_type() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.execute(&raw!((), "CREATE TABLE spot (x INTEGER, y INTEGER)")).await?;
    // Its rows have a type, too, which the columns would have.
    let error = engine.create_all::<all_spots>().await.unwrap_err();
    assert!(error.to_string().contains("already exists"), "{error}");
    engine.execute(&raw!((), "ALTER TABLE spot RENAME TO place")).await?;
    engine.create_all::<all_spots>().await?;
    engine.create_all::<all_spots>().await?;
    assert_eq!(engine.all(&select(spots::spot)).await?, []);
    clean_up(&engine).await
}

shape! { pub moved { address: Address } }

#[tokio::test]
async fn values_of_several_fields_are_elements_of_an_array() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.create_all::<all_people>().await?;
    let row = samples().remove(1);
    let assigned = (
        people::email.set(&row.email),
        people::home.set(&row.home),
        people::emails.set(&row.emails),
        people::addresses.set(&row.addresses),
    );
    engine.execute(&insert_into(people::table).values(assigned)).await?;
    let each = from(people::table)
        .inner_join(unnest(moved::table, people::addresses))
        .select((people::id, moved::address));
    let found = engine.all(&each).await?;
    assert!(!found.is_empty());
    assert_eq!(found, row.addresses.iter().map(|of| (1, of.clone())).collect::<Vec<_>>());
    let own = from(unnest(moved::table, value(row.addresses.clone()))).select(moved::address);
    assert_eq!(engine.all(&own).await?, row.addresses);
    clean_up(&engine).await
}

#[tokio::test]
async fn sqlite_has_no_domains() -> Result<(), Error> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    let error = engine.create_all::<all_people>().await.unwrap_err();
    assert!(error.to_string().starts_with("`email` of table `people`"), "{error}");
    Ok(())
}
