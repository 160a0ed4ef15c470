//! What RETURNING gives of each type, of one row and of many.

use relata::Error;
use relata::prelude::*;
use relata::types::Json;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{on_every_database, on_mysql};

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
#[sql(native = "weather")]
pub enum Weather {
    Fair,
    #[sql(rename = "it's wet")]
    Wet,
}

table! {
    pub parcels as Parcel {
        #[primary_key, identity] id: i64,
        number: Uuid,
        weight: f64,
        seal: Vec<u8>,
        weather: Weather,
        body: Value,
        tags: Json<Vec<String>>,
        note: Option<Value>,
    }
}
schema! { pub all_parcels: parcels }

table! {
    pub prices as Price {
        #[primary_key, identity] id: i64,
        #[sql(numeric(20, 4))] amount: Decimal,
        rebate: Option<Decimal>,
    }
}
schema! { pub all_prices: prices }

type Columns = (Uuid, f64, Vec<u8>, Weather, Value, Json<Vec<String>>, Option<Value>);

fn samples() -> Vec<Columns> {
    let of = |number: u128, weight, weather, body: Value, note| {
        let seal = vec![0, 255, number.to_be_bytes()[15], b'\''];
        (Uuid::from_u128(number), weight, seal, weather, body, Json(vec!["a'b".to_owned()]), note)
    };
    vec![
        of(0, 0.1, Weather::Fair, json!({"a": [1, null, "x"]}), None),
        of(u128::MAX, -1.5e300, Weather::Wet, json!("text"), Some(json!([]))),
        of(7, f64::MIN_POSITIVE, Weather::Wet, json!(1.25), Some(json!(null))),
    ]
}

macro_rules! row {
    ($columns:expr) => {{
        let (number, weight, seal, weather, body, tags, note) = $columns;
        (
            parcels::number.set(number),
            parcels::weight.set(weight),
            parcels::seal.set(seal),
            parcels::weather.set(weather),
            parcels::body.set(body),
            parcels::tags.set(tags),
            parcels::note.set(note),
        )
    }};
}

macro_rules! all_columns {
    () => {
        (
            parcels::number,
            parcels::weight,
            parcels::seal,
            parcels::weather,
            parcels::body,
            parcels::tags,
            parcels::note,
        )
    };
}

on_every_database!(all_types_are_returned, returning, async |engine| {
    engine.create_all::<all_parcels>().await?;
    for sample in samples() {
        let one =
            insert_into(parcels::table).values(row!(sample.clone())).returning(all_columns!());
        assert_eq!(engine.one(&one).await?, sample);
    }
    let many = insert_into(parcels::table).rows(samples().into_iter().map(|sample| row!(sample)));
    let mut found = engine.all(&many.returning(all_columns!())).await?;
    found.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut expected = samples();
    expected.sort_by(|a, b| a.1.total_cmp(&b.1));
    assert_eq!(found, expected);
    let whole = insert_into(parcels::table).values(row!(samples().remove(1))).returning(Parcel);
    let whole = engine.one(&whole).await?;
    assert_eq!((whole.id, whole.weather, whole.note), (7, Weather::Wet, Some(json!([]))));
    let gone = delete(parcels::table)
        .filter(parcels::id.eq(7))
        .returning((parcels::number, parcels::body));
    assert_eq!(engine.all(&gone).await?, [(Uuid::from_u128(u128::MAX), json!("text"))]);
    // Nothing is among nothing.
    let none = delete(parcels::table).filter(parcels::id.in_([0_i64; 0])).returning(parcels::id);
    assert_eq!(engine.all(&none).await?, [0_i64; 0]);
    engine.drop_all::<all_parcels>().await?;
});

/// What the databases with exact decimals return.
macro_rules! decimals {
    ($engine:ident) => {{
        $engine.create_all::<all_prices>().await?;
        let amounts =
            [Decimal::new(-1, 4), Decimal::new(9_999_999_999_999_999, 4), Decimal::new(5_000, 4)];
        let row = |amount: Decimal| {
            (
                prices::amount.set(amount),
                prices::rebate.set((amount.is_sign_positive()).then_some(amount)),
            )
        };
        let one = insert_into(prices::table).values(row(amounts[0]));
        let one = $engine.one(&one.returning((prices::amount, prices::rebate))).await?;
        assert_eq!((one.0, one.0.scale(), one.1), (amounts[0], 4, None));
        let many = insert_into(prices::table).rows(amounts.map(row));
        let mut found = $engine.all(&many.returning(prices::amount)).await?;
        found.sort();
        assert_eq!(found, [amounts[0], amounts[2], amounts[1]]);
    }};
}

#[tokio::test]
async fn decimals_are_returned_on_postgres() -> Result<(), Error> {
    let Some(engine) = super::server(1).await? else { return Ok(()) };
    decimals!(engine);
    super::clean_up(&engine).await
}

#[tokio::test]
async fn decimals_are_returned_on_mariadb() -> Result<(), Error> {
    let Some(engine) = on_mysql::server::<MariaDb>(1).await? else { return Ok(()) };
    decimals!(engine);
    on_mysql::clean_up(&engine).await
}
