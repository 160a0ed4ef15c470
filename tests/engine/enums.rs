//! Enums that are types of the database where it has enums, and text elsewhere.

use relata::Error;
use relata::prelude::*;

use super::on_every_database;

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
#[sql(native = "Mood of \"days\"")]
pub enum Mood {
    Good,
    #[sql(rename = "it's \\ so")]
    SoSo,
    #[sql(rename = "")]
    None,
}

table! {
    pub days as Day {
        #[primary_key, identity] id: i64,
        #[default("good")] mood: Mood,
        later: Option<Mood>,
    }
}
schema! { pub all_days: days }

on_every_database!(labels_come_back_as_they_were, async |engine| {
    engine.create_all::<all_days>().await?;
    engine.create_all::<all_days>().await?;
    let all = [Mood::SoSo, Mood::None, Mood::Good];
    let row = |mood| (days::mood.set(mood), days::later.set(Some(mood)));
    engine.execute(&insert_into(days::table).rows(all.map(row))).await?;
    engine.execute(&insert_into(days::table).values(days::later.set_null())).await?;
    let read = engine.all(&select((days::mood, days::later)).order_by(days::id)).await?;
    let mut expected = all.map(|mood| (mood, Some(mood))).to_vec();
    expected.push((Mood::Good, None));
    assert_eq!(read, expected);
    for (mood, id) in all.into_iter().zip(1..) {
        let same = select(days::id)
            .filter(days::mood.eq(mood).and(days::mood.in_([mood])).and(days::mood.eq(days::later)))
            .filter(value(mood).eq(days::mood));
        assert_eq!(engine.all(&same).await?, [id]);
    }
    let computed = select((
        days::later.coalesce(Mood::Good),
        case_when(days::id.gt(1), Mood::SoSo).otherwise(days::mood),
        days::mood.cast::<String>(),
        days::mood.cast::<String>().cast::<Mood>(),
    ));
    let found = engine.all(&computed.filter(days::id.eq(2))).await?;
    assert_eq!(found, [(Mood::None, Mood::SoSo, String::new(), Mood::None)]);
    let counted = from(days::table)
        .group_by(days::mood)
        .having(count_rows().gt(1))
        .select((days::mood, count_rows()));
    assert_eq!(engine.all(&counted).await?, [(Mood::Good, 2)]);
    let change = update(days::table).set(days::mood.set(days::later.coalesce(Mood::None)));
    assert_eq!(engine.execute(&change.filter(days::id.le(2))).await?, 2);
    engine.drop_all::<all_days>().await?;
    engine.create_all::<all_days>().await?;
    assert!(engine.all(&select(days::id)).await?.is_empty());
});

on_every_database!(a_session_writes_labels, async |engine| {
    engine.create_all::<all_days>().await?;
    let mut session = engine.session();
    session.add(Day, days::mood.set(Mood::SoSo));
    session.add(Day, days::later.set(Mood::None));
    session.flush().await?;
    let read = session.all(&select(Day).order_by(days::id)).await?;
    let moods = |day: &Day| (day.mood, day.later);
    assert_eq!(moods(&session[read[0]]), (Mood::SoSo, None));
    assert_eq!(moods(&session[read[1]]), (Mood::Good, Some(Mood::None)));
    session.edit(&read[0]).mood = Mood::None;
    session.edit(&read[1]).mood = Mood::SoSo;
    session.commit().await?;
    let read = engine.all(&select(days::mood).order_by(days::id)).await?;
    assert_eq!(read, [Mood::None, Mood::SoSo]);
});

on_every_database!(other_labels_are_errors, async |engine| {
    engine.create_all::<all_days>().await?;
    let wrong = raw!((), "INSERT INTO days (mood) VALUES ('worse')");
    assert!(engine.execute(&wrong).await.is_err());
});

#[cfg(feature = "postgres")]
#[tokio::test]
async fn a_label_that_came_later_is_none_of_the_enum() -> Result<(), Error> {
    let Some(engine) = super::server(1).await? else { return Ok(()) };
    engine.create_all::<all_days>().await?;
    engine.execute(&raw!((), r#"ALTER TYPE "Mood of ""days""" ADD VALUE 'worse'"#)).await?;
    engine.execute(&raw!((), "INSERT INTO days (mood) VALUES ('worse')")).await?;
    let error = engine.all(&select(days::mood)).await.unwrap_err();
    assert!(error.is_decode() && error.to_string().contains("`worse` is not a label of Mood"));
    super::clean_up(&engine).await
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn arrays_of_a_native_enum() -> Result<(), Error> {
    table! { pub weeks { #[primary_key] id: i64, moods: Vec<Mood>, maybe: Vec<Option<Mood>> } }
    schema! { pub all_weeks: weeks }

    let Some(engine) = super::server(1).await? else { return Ok(()) };
    engine.create_all::<all_weeks>().await?;
    let moods = [Mood::None, Mood::SoSo];
    let maybe = [Some(Mood::Good), None];
    let add = (weeks::id.set(1), weeks::moods.set(moods), weeks::maybe.set(maybe));
    engine.execute(&insert_into(weeks::table).values(add)).await?;
    let read = select((weeks::moods, weeks::maybe, weeks::moods.at(2)))
        .filter(weeks::moods.contains_all([Mood::SoSo]))
        .filter(value(Mood::None).in_(weeks::moods))
        .filter(value(vec![Mood::SoSo]).contained_by(weeks::moods));
    let expected = (moods.to_vec(), maybe.to_vec(), Some(Mood::SoSo));
    assert_eq!(engine.all(&read).await?, [expected]);
    super::clean_up(&engine).await
}
