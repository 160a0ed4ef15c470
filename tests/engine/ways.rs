//! Types that PostgreSQL alone has, by each way in which values are sent.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use ipnet::IpNet;
use relata::Error;
use relata::prelude::*;
use relata::types::{Interval, MacAddr, Range};
use rust_decimal::Decimal;

use super::{clean_up, database, server};

#[derive(SqlType, Clone, Debug, PartialEq)]
#[sql(domain = "label", check = "VALUE <> ''")]
pub struct Label(pub String);

#[derive(SqlType, Clone, Debug, PartialEq)]
#[sql(composite = "spot")]
pub struct Spot {
    pub label: Label,
    pub address: Option<IpAddr>,
    pub span: Range<Decimal>,
}

table! {
    pub plain as Plain {
        #[primary_key] id: i64,
        span: Range<i32>,
        time: Option<Range<DateTime<Utc>>>,
        price: Range<Decimal>,
        pause: Interval,
        address: IpAddr,
        network: Option<IpNet>,
        card: MacAddr,
        label: Label,
    }
}
table! {
    pub spots as Placed {
        #[primary_key] id: i64,
        spot: Spot,
        other: Option<Spot>,
        all: Vec<Spot>,
        spans: Vec<Range<i64>>,
    }
}
schema! { pub all_ways: plain, spots }

const LABELS: [&str; 4] = ["a", "\"b\\", "(c,)", "é\n"];

fn plain_rows() -> Vec<Plain> {
    let at = |second: i64| DateTime::from_timestamp_micros(second * 1_000_001).unwrap();
    let row = |id: i64| Plain {
        id,
        span: if id % 7 == 0 { Range::Empty } else { Range::from(-1..i32::try_from(id).unwrap()) },
        time: (id % 3 > 0).then(|| Range::from(at(id)..=at(2 * id))),
        price: Range::from(..Decimal::new(id, 2)),
        pause: Interval::days(7),
        address: if id % 2 == 0 {
            [10, 0, 0, 1].into()
        } else {
            [0xfe80, 0, 0, 0, 0, 0, 0, 1].into()
        },
        network: (id % 2 == 0).then(|| "fe80::/10".parse().unwrap()),
        card: MacAddr([8, 0, 0x2b, 1, 2, 3]),
        label: Label(LABELS[(id % 4) as usize].to_owned()),
    };
    (0..40).map(row).collect()
}

fn spot_rows() -> Vec<Placed> {
    let spot = |id: i64| Spot {
        label: Label(LABELS[(id % 4) as usize].to_owned()),
        address: (id % 2 == 0).then(|| [10, 0, 0, 1].into()),
        span: Range::from(Decimal::new(id, 2)..),
    };
    let row = |id: i64| Placed {
        id,
        spot: spot(id),
        other: (id % 3 == 0).then(|| spot(id)),
        all: (0..id % 3).map(spot).collect(),
        spans: vec![Range::from(0..id + 1), Range::ALL],
    };
    (0..20).map(row).collect()
}

macro_rules! add {
    ($rows:expr, plain) => {
        insert_into(plain::table).rows($rows.into_iter().map(|row: Plain| {
            (
                plain::id.set(row.id),
                plain::span.set(row.span),
                plain::time.set(row.time),
                plain::price.set(row.price),
                plain::pause.set(row.pause),
                plain::address.set(row.address),
                plain::network.set(row.network),
                plain::card.set(row.card),
                plain::label.set(row.label),
            )
        }))
    };
    ($rows:expr, spots) => {
        insert_into(spots::table).rows($rows.into_iter().map(|row: Placed| {
            (
                spots::id.set(row.id),
                spots::spot.set(row.spot),
                spots::other.set(row.other),
                spots::all.set(row.all),
                spots::spans.set(row.spans),
            )
        }))
    };
}

#[tokio::test]
async fn values_arrive_by_each_way() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.create_all::<all_ways>().await?;
    let path = raw!(String, "SELECT current_setting('search_path')");
    let schema = engine.all(&path).await?.remove(0);
    let url = database::postgres(&schema).expect("there is a server");
    let pooled = Engine::<Postgres>::builder(&format!("{url}&prepared=unnamed")).pool_size(1);
    let pooled = pooled.build().await?;
    let all = select(Plain).order_by(plain::id);
    let placed = select(Placed).order_by(spots::id);
    // As arrays or as VALUES, by COPY, and without a prepared statement.
    for way in 0..3 {
        let done = match way {
            0 => engine.execute(&add!(plain_rows(), plain)).await?,
            1 => engine.execute(&add!(plain_rows(), plain).by_copy()).await?,
            _ => pooled.execute(&add!(plain_rows(), plain)).await?,
        };
        assert_eq!((way, done), (way, 40));
        assert_eq!(engine.all(&all).await?, plain_rows(), "{way}");
        assert_eq!(pooled.all(&all).await?, plain_rows(), "{way}");
        engine.execute(&delete(plain::table).every_row()).await?;
        let done = match way {
            0 => engine.execute(&add!(spot_rows(), spots)).await?,
            1 => engine.execute(&add!(spot_rows(), spots).by_copy()).await?,
            _ => pooled.execute(&add!(spot_rows(), spots)).await?,
        };
        assert_eq!((way, done), (way, 20));
        assert_eq!(engine.all(&placed).await?, spot_rows(), "{way}");
        assert_eq!(pooled.all(&placed).await?, spot_rows(), "{way}");
        for row in spot_rows() {
            let same = select(spots::id)
                .filter(spots::spot.eq(&row.spot).and(spots::spot.in_([&row.spot])))
                .filter(spots::all.eq(&row.all).and(spots::spans.eq(&row.spans)))
                .filter(spots::other.is_not_distinct_from(row.other.clone()));
            assert_eq!(engine.all(&same).await?, [row.id]);
            assert_eq!(pooled.all(&same).await?, [row.id]);
        }
        engine.execute(&delete(spots::table).every_row()).await?;
    }
    clean_up(&engine).await
}

/// Who asks to see values sees them.
#[tokio::test]
async fn values_are_shown() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    let path = raw!(String, "SELECT current_setting('search_path')");
    let schema = engine.all(&path).await?.remove(0);
    let url = database::postgres(&schema).expect("there is a server");
    let open = Engine::<Postgres>::builder(&url).pool_size(1).show_values().build().await?;
    let address: IpAddr = [10, 0, 0, 1].into();
    let wrong = raw!(
        i64,
        "SELECT 1 / 0 WHERE {} IS NOT NULL AND {} IS NOT NULL AND {} IS NOT NULL AND {} IS NOT NULL",
        value(Range::from(1..5)),
        value(address),
        value(MacAddr([8, 0, 0x2b, 1, 2, 3])),
        value(vec![1_i64, 2])
    );
    let error = open.all(&wrong).await.unwrap_err();
    assert_eq!(
        error.values(),
        Some(
            &[
                "Between(Included(()), Excluded(())) of [1, 5]",
                "10.0.0.1/32",
                "08:00:2b:01:02:03",
                "[1, 2]"
            ]
            .map(str::to_owned)[..]
        )
    );
    clean_up(&engine).await
}
