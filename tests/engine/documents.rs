//! JSON on its way to each database and back.

use std::collections::BTreeMap;

use relata::Error;
use relata::prelude::*;
use relata::types::Json;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{clean_up, on_every_database, server};

#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub struct Settings {
    theme: String,
    sizes: Vec<u32>,
    parent: Option<Box<Settings>>,
}

#[derive(SqlType, Debug, Clone, PartialEq)]
pub struct Body(pub Value);

table! {
    pub documents as Document {
        #[primary_key] id: i64,
        body: Body,
        settings: Json<Settings>,
        maybe: Option<Value>,
    }
}
schema! { pub all_documents: documents }

fn settings(theme: &str) -> Settings {
    let parent = Settings { theme: "".to_owned(), sizes: vec![], parent: None };
    Settings { theme: theme.to_owned(), sizes: vec![0, u32::MAX], parent: Some(Box::new(parent)) }
}

fn samples() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!("it's \"quoted\" \\ \u{1F980} \n\t\u{1}"),
        json!("\\u0000"),
        json!(""),
        json!("1.0"),
        json!([i64::MIN, i64::MAX, u64::MAX, 0]),
        json!([0.1, 1.5e-7, 2.2250738585072014e-308, -123456.75]),
        json!({}),
        json!([]),
        json!({"b": {"c": [1, null, {"d": "e"}]}, "a": 1, "": ""}),
        json!("é".repeat(100_000)),
    ]
}

on_every_database!(json_comes_back_as_it_was, async |engine| {
    engine.create_all::<all_documents>().await?;
    for (body, id) in samples().into_iter().zip(0..) {
        let maybe = (id % 2 == 0).then(|| body.clone());
        let add = insert_into(documents::table).values((
            documents::id.set(id),
            documents::body.set(Body(body.clone())),
            documents::settings.set(Json(settings("dark 'n\" deep"))),
            documents::maybe.set(maybe.clone()),
        ));
        engine.execute(&add).await?;
        let read = engine.one(&select(Document).filter(documents::id.eq(id))).await?;
        assert_eq!(read.body, Body(body.clone()));
        assert_eq!((read.settings, read.maybe), (Json(settings("dark 'n\" deep")), maybe));
        let same = select(documents::id).filter(documents::body.eq(Body(body.clone())));
        assert_eq!(engine.all(&same).await?, [id], "{body}");
        let same = select(documents::id).filter(documents::body.in_([Body(body.clone())]));
        assert_eq!(engine.all(&same).await?, [id], "{body}");
    }
    let light = Json(settings("light"));
    let change = update(documents::table)
        .set((documents::settings.set(&light), documents::maybe.set_null()))
        .filter(documents::id.eq(0));
    assert_eq!(engine.execute(&change).await?, 1);
    let light = select((documents::id, documents::maybe))
        .filter(documents::settings.eq(Json(settings("light"))));
    assert_eq!(engine.all(&light).await?, [(0, None)]);
});

table! {
    pub maps { #[primary_key] id: i64, map: Json<BTreeMap<Vec<u8>, i64>>, other: Json<i64> }
}
schema! { pub all_maps: maps }

on_every_database!(what_is_no_json_is_not_bound, async |engine| {
    engine.create_all::<all_maps>().await?;
    let wrong = Json(BTreeMap::from([(vec![1], 1)]));
    let add = insert_into(maps::table).values((
        maps::id.set(1),
        maps::map.set(wrong),
        maps::other.set(Json(1)),
    ));
    let error = engine.execute(&add).await.unwrap_err();
    assert!(error.is_bind() && error.to_string().contains("key must be a string"), "{error}");
});

on_every_database!(another_json_is_an_error, async |engine| {
    engine.create_all::<all_documents>().await?;
    let add = insert_into(documents::table).values((
        documents::id.set(1),
        documents::body.set(Body(json!([1]))),
        documents::settings.set(Json(settings("a"))),
    ));
    engine.execute(&add).await?;
    let text = raw!(Json<Settings>, "SELECT body FROM documents");
    let error = engine.all(&text).await.unwrap_err();
    assert!(error.is_decode(), "{error}");
});

#[tokio::test]
async fn sqlite_checks_that_it_is_json() -> Result<(), Error> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    engine.create_all::<all_maps>().await?;
    let add = raw!((), "INSERT INTO maps VALUES (1, '{', '1')");
    assert!(engine.execute(&add).await.unwrap_err().is_check_violation());
    Ok(())
}

#[tokio::test]
async fn postgres_has_no_nul_in_json() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.create_all::<all_documents>().await?;
    for wrong in [json!("a\0"), json!("\\\0"), json!({"\0": 1})] {
        let query = select(documents::id).filter(documents::body.eq(Body(wrong)));
        assert!(engine.all(&query).await.unwrap_err().is_bind());
    }
    clean_up(&engine).await
}
