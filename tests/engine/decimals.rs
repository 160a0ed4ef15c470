//! Exact decimal numbers on their way to servers and back; SQLite has none.

use relata::Error;
use relata::prelude::*;
use rust_decimal::Decimal;

use super::{clean_up, on_mysql, server};

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
pub struct Price(pub Decimal);

table! {
    pub amounts as Amount {
        #[primary_key] id: i64,
        exact: Decimal,
        #[sql(numeric(12, 2))] price: Price,
        maybe: Option<Decimal>,
    }
}
schema! { pub all_amounts: amounts }

/// A test on every server.
macro_rules! on_servers {
    ($name:ident, async |$engine:ident| $body:block) => {
        mod $name {
            use super::*;

            #[tokio::test]
            async fn postgres() -> Result<(), Error> {
                let Some($engine) = server(1).await? else { return Ok(()) };
                $body
                clean_up(&$engine).await
            }

            #[tokio::test]
            async fn mariadb() -> Result<(), Error> {
                let Some($engine) = on_mysql::server::<MariaDb>(1).await? else { return Ok(()) };
                $body
                on_mysql::clean_up(&$engine).await
            }

            #[tokio::test]
            async fn mysql() -> Result<(), Error> {
                let Some($engine) = on_mysql::server::<MySql>(1).await? else { return Ok(()) };
                $body
                on_mysql::clean_up(&$engine).await
            }
        }
    };
}

/// Numbers at the edges, and of each number of digits before and after the point.
fn samples() -> Vec<Decimal> {
    let mut all = vec![Decimal::ZERO, Decimal::MAX, Decimal::MIN, -Decimal::ONE];
    for scale in 0..=28 {
        for coefficient in [1, -9_999_999_999_999_999_999_999_999_999, 12_345_000_678, 1 << 95] {
            all.push(Decimal::from_i128_with_scale(coefficient, scale));
        }
    }
    all
}

on_servers!(decimals_come_back_as_they_were, async |engine| {
    engine.create_all::<all_amounts>().await?;
    let price = Price(Decimal::new(-999_999_999_999, 2));
    let rows = samples().into_iter().zip(0..).map(|(exact, id)| {
        (
            amounts::id.set(id),
            amounts::exact.set(exact),
            amounts::price.set(price),
            amounts::maybe.set((id % 2 == 0).then_some(exact)),
        )
    });
    let count = engine.execute(&insert_into(amounts::table).rows(rows)).await?;
    assert_eq!(count, samples().len() as u64);
    let read = engine.all(&select(Amount).order_by(amounts::id)).await?;
    for (row, (exact, id)) in read.iter().zip(samples().into_iter().zip(0..)) {
        let maybe = (id % 2 == 0).then_some(exact);
        assert_eq!((row.id, row.exact, row.maybe), (id, exact, maybe));
        assert_eq!((row.price, row.price.0.scale()), (price, 2));
    }
    // Each finds itself alone, though others differ in the last of 29 digits.
    for exact in samples() {
        let same = samples().iter().filter(|other| **other == exact).count();
        let found = engine.all(&select(amounts::exact).filter(amounts::exact.eq(exact))).await?;
        assert_eq!(found, vec![exact; same]);
        let found = engine.all(&select(amounts::exact).filter(amounts::exact.in_([exact]))).await?;
        assert_eq!(found, vec![exact; same]);
    }
    let near = Decimal::from_i128_with_scale((1 << 95) + 1, 28);
    let found = engine.all(&select(amounts::id).filter(amounts::exact.eq(near))).await?;
    assert!(found.is_empty());
    let mut sorted = samples();
    sorted.sort();
    let by_value = select(amounts::exact).order_by(amounts::exact);
    assert_eq!(engine.all(&by_value).await?, sorted);
    let below = from(amounts::table).filter(amounts::exact.lt(near)).select(count_rows());
    let expected = sorted.iter().filter(|value| **value < near).count();
    assert_eq!(engine.one(&below).await?, expected as i64);
});

on_servers!(decimals_are_computed_exactly, async |engine| {
    engine.create_all::<all_amounts>().await?;
    let number = |text: &str| text.parse::<Decimal>().unwrap();
    let (tenth, price) = (number("0.1"), Price(number("2.50")));
    let add = |id, exact, price| {
        (amounts::id.set(id), amounts::exact.set(exact), amounts::price.set(price))
    };
    let rows = [add(1, tenth, price), add(2, number("0.2"), price)];
    engine.execute(&insert_into(amounts::table).rows(rows)).await?;
    let computed = select((
        amounts::exact + tenth,
        amounts::exact - number("0.3"),
        amounts::exact * number("1.1"),
        -amounts::exact,
        amounts::exact.cast::<f64>(),
        amounts::id.cast::<Decimal>(),
        value(number("0.0000000000000000000000000001")),
    ))
    .filter(amounts::id.eq(1));
    assert_eq!(
        engine.one(&computed).await?,
        (
            number("0.2"),
            number("-0.2"),
            number("0.11"),
            number("-0.1"),
            0.1,
            Decimal::ONE,
            number("0.0000000000000000000000000001"),
        )
    );
    let summed = from(amounts::table).select((
        sum(amounts::exact),
        max(amounts::exact),
        min(amounts::price),
        avg(amounts::exact),
        avg(amounts::exact).distinct(),
    ));
    assert_eq!(
        engine.one(&summed).await?,
        (
            Some(number("0.3")),
            Some(number("0.2")),
            Some(price),
            Some(number("0.15")),
            Some(number("0.15"))
        )
    );
    engine.execute(&insert_into(amounts::table).values(add(3, number("0.2"), price))).await?;
    let mean = engine.one(&from(amounts::table).select(avg(amounts::exact))).await?;
    let off = mean.map(|mean| (mean - number("0.1666666666666667")).abs());
    assert!(off < Some(number("0.000000000000001")), "{mean:?}");
    let half = engine.one(&select(amounts::exact / number("4")).filter(amounts::id.eq(2))).await?;
    assert_eq!(half, Some(number("0.05")));
    let zero = raw!(Decimal, "SELECT {} * 0", value(tenth));
    assert_eq!(engine.all(&zero).await?, [Decimal::ZERO]);
});

on_servers!(what_is_no_decimal_of_96_bits_is_an_error, async |engine| {
    for wrong in [
        engine.all(&raw!(Decimal, "SELECT CAST('1e30' AS DECIMAL(40, 0))")).await,
        engine.all(&raw!(Decimal, "SELECT 0.00000000000000000000000000001")).await,
        engine.all(&raw!(Decimal, "SELECT 'x'")).await,
    ] {
        assert!(wrong.is_err_and(|error| error.is_decode()));
    }
    engine.create_all::<all_amounts>().await?;
    let wide = insert_into(amounts::table).values((
        amounts::id.set(1),
        amounts::exact.set(Decimal::ZERO),
        amounts::price.set(Price(Decimal::MAX)),
    ));
    assert!(engine.execute(&wide).await.is_err());
});

#[tokio::test]
async fn postgres_has_numbers_that_are_none() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    for wrong in [
        engine.all(&raw!(Decimal, "SELECT 'NaN'::numeric")).await,
        engine.all(&raw!(Decimal, "SELECT 'Infinity'::numeric")).await,
    ] {
        assert!(wrong.is_err_and(|error| error.is_decode()));
    }
    let number = |text: &str| text.parse::<Decimal>().unwrap();
    for text in ["0", "10000", "0.0001", "1.10", "123456789.000", "0.00"] {
        let read = engine.all(&raw!(Decimal, "SELECT {}::text::numeric", text)).await?[0];
        assert_eq!((read, read.scale()), (number(text), number(text).scale()), "{text}");
    }
    clean_up(&engine).await
}

#[tokio::test]
async fn sqlite_has_no_decimals() -> Result<(), Error> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    let error = engine.create_all::<all_amounts>().await.unwrap_err();
    assert!(error.to_string().starts_with("`exact` of table `amounts`"), "{error}");
    for wrong in [
        engine.all(&raw!(Decimal, "SELECT 1")).await,
        engine.all(&raw!(Decimal, "SELECT '1.5'")).await,
    ] {
        assert!(wrong.is_err_and(|error| error.is_decode()));
    }
    Ok(())
}
