//! JSON that is taken apart and changed by the database, alike on all of them.

use relata::Error;
use relata::prelude::*;
use relata::render::json::Step;
use relata::types::Json;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::on_every_database;

#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub struct Settings {
    theme: String,
    sizes: Vec<u32>,
}

#[derive(SqlType, Debug, Clone, PartialEq)]
pub struct Notes(pub Value);

table! {
    pub papers as Paper {
        #[primary_key] id: i64,
        data: Value,
        settings: Json<Settings>,
        notes: Option<Notes>,
    }
}
schema! { pub all_papers: papers }

fn settings() -> Json<Settings> {
    Json(Settings { theme: "dark".to_owned(), sizes: vec![1, 2] })
}

/// An INSERT of one paper.
macro_rules! paper {
    ($id:expr, $data:expr) => {
        insert_into(papers::table).values((
            papers::id.set($id),
            papers::data.set($data),
            papers::settings.set(settings()),
        ))
    };
}

/// What an expression gives of paper 1.
macro_rules! of_one {
    ($engine:expr, $expression:expr) => {
        $engine.one(&select($expression).filter(papers::id.eq(1))).await?
    };
}

on_every_database!(each_value_is_what_it_is_and_null_as_all_else, async |engine| {
    engine.create_all::<all_papers>().await?;
    let values: [(Value, Option<&str>, Option<i64>, Option<f64>, Option<bool>); 20] = [
        (json!("text"), Some("text"), None, None, None),
        (json!(""), Some(""), None, None, None),
        (json!("null"), Some("null"), None, None, None),
        (json!("12"), Some("12"), None, None, None),
        (json!("true"), Some("true"), None, None, None),
        (json!("é \u{1F980} \"\\\n\t'"), Some("é \u{1F980} \"\\\n\t'"), None, None, None),
        (json!(12), None, Some(12), Some(12.0), None),
        (json!(0), None, Some(0), Some(0.0), None),
        (json!(i64::MIN), None, Some(i64::MIN), Some(i64::MIN as f64), None),
        (json!(i64::MAX), None, Some(i64::MAX), Some(i64::MAX as f64), None),
        (json!(u64::MAX), None, None, Some(u64::MAX as f64), None),
        (json!(1_u64 << 63), None, None, Some(9_223_372_036_854_775_808.0), None),
        (json!(-1e300), None, None, Some(-1e300), None),
        (json!(1e300), None, None, Some(1e300), None),
        (json!(1e3), None, Some(1000), Some(1e3), None),
        (json!(true), None, None, None, Some(true)),
        (json!(false), None, None, None, Some(false)),
        (json!(null), None, None, None, None),
        (json!(["text", 1, true]), None, None, None, None),
        (json!({"a": 1}), None, None, None, None),
    ];
    engine.execute(&paper!(1, json!({}))).await?;
    for (value, text, integer, real, truth) in values {
        let (whole, nested) = (value.clone(), json!({"a": [0, {"b": value.clone()}]}));
        for (data, path) in [
            (whole, vec![]),
            (nested, vec![Step::Key("a".into()), Step::Index(1), Step::Key("b".into())]),
        ] {
            let change = papers::data.set(&data);
            engine.execute(&update(papers::table).set(change).every_row()).await?;
            let at = || papers::data.path(&*path);
            let found = of_one!(engine, (at(), at().as_text(), at().as_i64(), at().as_f64()));
            assert_eq!(
                found,
                (Some(value.clone()), text.map(str::to_owned), integer, real),
                "{data}"
            );
            let (found, is_null) = of_one!(engine, (at().as_bool(), at().is_json_null()));
            assert_eq!((found, is_null), (truth, Some(value.is_null())), "{data}");
            let length = value.as_array().map(|list| list.len() as i32);
            assert_eq!(of_one!(engine, at().json_array_length()), length, "{data}");
        }
        let change = papers::data.set(&value);
        engine.execute(&update(papers::table).set(change).every_row()).await?;
        let whole = papers::data;
        let found = of_one!(engine, (whole.as_text(), whole.as_i64(), whole.as_bool()));
        assert_eq!(found, (text.map(str::to_owned), integer, truth), "{value}");
    }
});

on_every_database!(a_half_is_rounded_away_from_0_but_on_sqlite, async |engine| {
    engine.create_all::<all_papers>().await?;
    engine.execute(&paper!(1, json!({}))).await?;
    let cut = name(&engine) == "SQLite";
    for (number, rounded) in [(2.5, 3), (-2.5, -3), (0.5, 1), (3.5, 4), (1.4, 1), (-1.6, -2)] {
        let change = update(papers::table).set(papers::data.set(json!([number])));
        engine.execute(&change.every_row()).await?;
        let expected = if cut { number as i64 } else { rounded };
        assert_eq!(of_one!(engine, papers::data.path(0).as_i64()), Some(expected), "{number}");
    }
});

on_every_database!(a_number_that_no_f64_holds_is_null_on_postgres, async |engine| {
    engine.create_all::<all_papers>().await?;
    engine.execute(&paper!(1, json!({}))).await?;
    if name(&engine) == "PostgreSQL" {
        let huge = raw!((), "UPDATE papers SET data = '[1e400, -1e400, 1e308]'");
        engine.execute(&huge).await?;
        let at = |place: usize| papers::data.path(place).as_f64();
        assert_eq!(of_one!(engine, (at(0), at(1), at(2))), (None, None, Some(1e308)));
    }
});

on_every_database!(a_place_that_no_array_has_is_refused, async |engine| {
    engine.create_all::<all_papers>().await?;
    engine.execute(&paper!(1, json!([7]))).await?;
    let at = |place: usize| select(papers::data.path(place).as_i64()).filter(papers::id.eq(1));
    assert_eq!(engine.one(&at(0)).await?, Some(7));
    assert_eq!(engine.one(&at(2_147_483_647)).await?, None);
    for place in [2_147_483_648, 1 << 32] {
        assert!(engine.one(&at(place)).await.is_err_and(|error| error.is_bind()), "{place}");
    }
});

on_every_database!(what_is_not_there_is_null, async |engine| {
    engine.create_all::<all_papers>().await?;
    engine.execute(&paper!(1, json!({"a": {"b": [1]}, "c": "text", "d": null}))).await?;
    let paths = [
        vec![Step::Key("x".into())],
        vec![Step::Key("a".into()), Step::Key("x".into())],
        vec![Step::Key("a".into()), Step::Key("b".into()), Step::Index(1)],
        vec![Step::Key("a".into()), Step::Key("b".into()), Step::Key("x".into())],
        vec![Step::Key("a".into()), Step::Index(1)],
        vec![Step::Key("c".into()), Step::Key("x".into())],
        vec![Step::Key("d".into()), Step::Key("x".into())],
    ];
    for path in paths {
        let at = || papers::data.path(&path);
        let found = of_one!(engine, (at(), at().as_text(), at().as_i64(), at().is_json_null()));
        assert_eq!(found, (None, None, None, None), "{path:?}");
    }
    // NULL has no path, and is no null of JSON.
    let at = || papers::notes.path("a");
    let found = of_one!(engine, (at(), at().as_bool(), papers::notes.is_json_null()));
    assert_eq!(found, (None, None, None));
});

fn odd_keys() -> Vec<String> {
    let keys = [
        "",
        " ",
        "a b",
        "\"",
        "\\",
        "\\\"",
        "\"\\",
        "it's",
        "a.b",
        ".",
        "..",
        "$",
        "$.a",
        "$[0]",
        "[0]",
        "[",
        "]",
        "{",
        "}",
        "{a,b}",
        ",",
        "*",
        "**",
        "@",
        "#",
        "#-1",
        "?",
        "?1",
        ":a",
        "%",
        "_",
        "/*",
        "null",
        "NULL",
        "last",
        "true",
        "é",
        "日本",
        "\u{1F980}",
        "\n",
        "\t",
        "\r\n",
        "\u{1}",
        "\u{7f}",
        "\\n",
        "\\u0041",
        "a\\",
        "\\\\",
        "<>&",
        "`",
        "A",
        "a",
        "length",
        "ключ",
        "e\u{301}",
        "\u{2028}",
        "a-b",
        "+",
    ];
    keys.into_iter().map(str::to_owned).chain([String::from("long \" key").repeat(500)]).collect()
}

on_every_database!(every_key_is_found_as_it_is, async |engine| {
    engine.create_all::<all_papers>().await?;
    let mut all = json!({});
    for (key, n) in odd_keys().iter().zip(0..) {
        all[key] = json!({ key.as_str(): n });
    }
    engine.execute(&paper!(1, all.clone())).await?;
    for (key, n) in odd_keys().iter().zip(0_i64..) {
        let found = of_one!(
            engine,
            (
                papers::data.path((key, key)).as_i64(),
                papers::data.path(key.as_str()),
                papers::data.has_key(key),
                papers::data.has_key(format!("{key}x")),
            )
        );
        assert_eq!(found, (Some(n), Some(all[key].clone()), true, false), "{key:?}");
        let changed = papers::data.set_path((key, key), "new");
        let (changed, deleted) = of_one!(
            engine,
            (changed.path((key, key)).as_text(), papers::data.delete_path(key).has_key(key),)
        );
        assert_eq!((changed.as_deref(), deleted), (Some("new"), false), "{key:?}");
        let mut expected = all.clone();
        expected.as_object_mut().unwrap().remove(key);
        assert_eq!(of_one!(engine, papers::data.delete_path(key)), expected, "{key:?}");
    }
});

fn name<D: relata::driver::Driver>(_: &Engine<D>) -> &'static str {
    D::SPEC.name
}

on_every_database!(a_key_that_begins_with_a_minus_sign_is_refused_on_mariadb, async |engine| {
    engine.create_all::<all_papers>().await?;
    engine.execute(&paper!(1, json!({"-": 1, "-1": 1, "--": 1}))).await?;
    let is_mariadb = name(&engine) == "MariaDB";
    let constant = papers::data.path(text!("-")).as_i64();
    let constant = engine.one(&select(constant).filter(papers::id.eq(1))).await;
    assert_eq!(constant.as_ref().is_err_and(Error::is_bind), is_mariadb);
    for key in ["-", "-1", "--"] {
        let found = select(papers::data.path(key).as_i64()).filter(papers::id.eq(1));
        match engine.one(&found).await {
            Err(error) => assert!(is_mariadb && error.is_bind(), "{error}"),
            Ok(found) => assert!(!is_mariadb && found == Some(1), "{key}"),
        }
    }
    if !is_mariadb {
        assert_eq!(constant?, Some(1));
    }
});

on_every_database!(values_of_paths_stand_in_every_clause, async |engine| {
    engine.create_all::<all_papers>().await?;
    let rows = [
        json!({"n": 9, "city": "Bern", "tags": ["x"]}),
        json!({"n": 10, "city": "bern", "tags": ["y"]}),
        json!({"n": 1.5, "city": "Bern", "tags": ["x"]}),
        json!({"n": "100", "city": null, "tags": []}),
    ];
    for (data, id) in rows.into_iter().zip(1..) {
        engine.execute(&paper!(id, data)).await?;
    }
    // Numbers compare as numbers, and texts by each character.
    let number = || papers::data.path("n").as_f64();
    let more = select(papers::id).filter(number().gt(1.0).and(number().lt(10.0)));
    assert_eq!(engine.all(&more.order_by(number())).await?, [3, 1]);
    let most = select(papers::id).filter(papers::data.path("n").as_i64().ge(9));
    assert_eq!(engine.all(&most.order_by(papers::data.path("n").as_i64().desc())).await?, [2, 1]);
    let here = select(papers::id).filter(papers::data.path("city").as_text().eq("Bern"));
    assert_eq!(engine.all(&here.order_by(papers::id)).await?, [1, 3]);
    let listed = select(papers::id).filter(papers::data.path("city").as_text().in_(["bern", "x"]));
    assert_eq!(engine.all(&listed).await?, [2]);
    let either = select(papers::id).filter(papers::data.path("n").as_i64().in_([10, 9]));
    assert_eq!(engine.all(&either.order_by(papers::id)).await?, [1, 2]);
    let sum = select(sum(papers::data.path("n").as_i64())).filter(papers::id.lt(3));
    assert_eq!(engine.one(&sum).await?, Some(19));
    let places = select(papers::id).filter(papers::data.path("tags").eq(json!(["x"])));
    assert_eq!(engine.all(&places.order_by(papers::id)).await?, [1, 3]);
    let city = papers::data.path(text!("city")).as_text();
    let first = papers::data.path((text!("tags"), int::<0>()));
    let groups = from(papers::table)
        .filter(city.is_not_null())
        .group_by((city, first))
        .order_by((count_rows().desc(), city))
        .select((city, first, count_rows()));
    let rows = engine.all(&groups).await?;
    let (bern, small) = (Some("Bern".to_owned()), Some("bern".to_owned()));
    assert_eq!(rows, [(bern, Some(json!("x")), 2), (small, Some(json!("y")), 1)]);
    let cities = select(city).distinct().order_by(city.asc().nulls_last());
    let all = engine.all(&cities).await?;
    assert_eq!(all, [Some("Bern".to_owned()), Some("bern".to_owned()), None]);
});

on_every_database!(null_of_json_is_not_null, async |engine| {
    engine.create_all::<all_papers>().await?;
    let notes = [None, Some(Notes(json!(null))), Some(Notes(json!({"a": null})))];
    for (notes, id) in notes.iter().zip(1..) {
        engine.execute(&paper!(id, json!([]))).await?;
        let change = update(papers::table).set(papers::notes.set(notes.clone()));
        engine.execute(&change.filter(papers::id.eq(id))).await?;
    }
    let select = || select(papers::id).order_by(papers::id);
    assert_eq!(engine.all(&select().filter(papers::notes.is_null())).await?, [1]);
    assert_eq!(engine.all(&select().filter(papers::notes.is_json_null())).await?, [2]);
    let a = || papers::notes.path("a");
    assert_eq!(engine.all(&select().filter(a().is_null())).await?, [1, 2]);
    assert_eq!(engine.all(&select().filter(a().is_json_null())).await?, [3]);
    assert_eq!(engine.all(&select().filter(a().as_text().is_null())).await?, [1, 2, 3]);
    let without = select().filter(papers::notes.has_key("a").is_false());
    assert_eq!(engine.all(&without).await?, [2]);
    let read = relata::prelude::select((papers::notes, a())).order_by(papers::id);
    assert_eq!(
        engine.all(&read).await?,
        notes.into_iter().zip([None, None, Some(json!(null))]).collect::<Vec<_>>()
    );
});

on_every_database!(a_part_is_changed_and_deleted, async |engine| {
    engine.create_all::<all_papers>().await?;
    engine.execute(&paper!(1, json!({"a": {"b": 1, "c": 2}, "d": [1, 2]}))).await?;
    let mut expected = json!({"a": {"b": 1, "c": 2}, "d": [1, 2]});
    macro_rules! change {
        ($change:expr, $($made:tt)*) => {
            engine.execute(&update(papers::table).set(papers::data.set($change)).every_row()).await?;
            expected $($made)*;
            assert_eq!(of_one!(engine, papers::data), expected);
        };
    }
    change!(papers::data.set_path(("a", "b"), 7), ["a"]["b"] = json!(7));
    change!(
        papers::data.set_path(("a", "b"), "it's \"\\ \u{1F980}"),
        ["a"]["b"] = json!("it's \"\\ \u{1F980}")
    );
    change!(papers::data.set_path(("a", "b"), 1.5), ["a"]["b"] = json!(1.5));
    change!(papers::data.set_path(("a", "b"), true), ["a"]["b"] = json!(true));
    change!(papers::data.set_path(("a", "b"), None::<i64>), ["a"]["b"] = json!(null));
    change!(papers::data.set_path("d", json!({"x": [1, {}]})), ["d"] = json!({"x": [1, {}]}));
    change!(papers::data.set_path(("d", "x", 0), vec![1, 2]), ["d"]["x"][0] = json!([1, 2]));
    // Where JSON is a text, it is that of the value still, unless keys were added.
    let same = select(papers::id).filter(papers::data.eq(&expected));
    assert_eq!(engine.all(&same).await?, [1]);
    change!(papers::data.set_path("e", "new"), ["e"] = json!("new"));
    change!(papers::data.delete_path(("a", "c")), ["a"] = json!({"b": null}));
    change!(papers::data.delete_path(("d", "x", 0)), ["d"]["x"] = json!([{}]));
    change!(papers::data.delete_path("not there"), = expected.clone());
    change!(papers::data.set_path("a", 1).set_path("b", 2), = json!({"a": 1, "b": 2, "d": expected["d"], "e": "new"}));
    let theme = papers::settings.set(papers::settings.set_path("theme", "light"));
    engine.execute(&update(papers::table).set(theme).every_row()).await?;
    let light = Json(Settings { theme: "light".to_owned(), ..settings().0 });
    let (found, sizes) =
        of_one!(engine, (papers::settings, papers::settings.path("sizes").as_json::<Vec<u32>>()));
    assert_eq!((found, sizes), (light, Some(Json(vec![1, 2]))));
    for nothing in [vec![], Vec::<&str>::new()] {
        let set = papers::data.set(papers::data.set_path(nothing.clone(), 1));
        let error = engine.execute(&update(papers::table).set(set).every_row()).await;
        assert!(error.unwrap_err().is_bind());
        let delete = select(papers::data.delete_path(nothing)).order_by(papers::id);
        assert!(engine.all(&delete).await.unwrap_err().is_bind());
    }
});

on_every_database!(where_databases_differ, async |engine| {
    engine.create_all::<all_papers>().await?;
    engine.execute(&paper!(1, json!({"n": 2.75, "a": [0]}))).await?;
    let is_sqlite = name(&engine) == "SQLite";
    let cut = of_one!(engine, papers::data.path("n").as_i64());
    assert_eq!(cut, Some(if is_sqlite { 2 } else { 3 }));
    // What the path leads through is not there.
    let set = of_one!(engine, papers::data.set_path(("x", "y"), 1).path("x"));
    assert_eq!(set, is_sqlite.then(|| json!({"y": 1})));
    // What is no array has a place 0, and an array has a key of digits.
    let place = of_one!(engine, papers::data.path(("n", 0)).as_f64());
    assert_eq!(place.is_some(), ["MySQL", "MariaDB"].contains(&name(&engine)));
    let key = of_one!(engine, papers::data.path(("a", "0")).as_i64());
    assert_eq!(key.is_some(), name(&engine) == "PostgreSQL");
    // No text of PostgreSQL has it.
    let nul = select(papers::data.path("\0")).filter(papers::id.eq(1));
    let refused = engine.one(&nul).await.is_err_and(|error| error.is_bind());
    assert_eq!(refused, name(&engine) == "PostgreSQL");
});

on_every_database!(long_documents_come_back_and_are_searched, async |engine| {
    engine.create_all::<all_papers>().await?;
    let list: Vec<_> = (0..1500).map(|n| json!({"n": n, "text": format!("é {n}")})).collect();
    let data = json!({"list": list, "text": "日本".repeat(4500)});
    engine.execute(&paper!(1, data.clone())).await?;
    let found = of_one!(
        engine,
        (
            papers::data.path(("list", 1499, "text")).as_text(),
            papers::data.path("list").json_array_length(),
            papers::data.path("text").as_text(),
        )
    );
    let text = data["text"].as_str().map(str::to_owned);
    assert_eq!(found, (Some("é 1499".to_owned()), Some(1500), text));
    assert_eq!(of_one!(engine, papers::data), data);
});
