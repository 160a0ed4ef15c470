//! Statements at their edges: lists without elements, rows that are none or many, limits, and what is written by
//! hand, on each database.

use relata::Error;
use relata::prelude::*;

use super::{User, add, names, on_every_database, posts, users};

/// How somebody feels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, SqlType)]
pub enum Mood {
    Calm,
    Loud,
}

/// A name.
#[derive(Clone, Debug, PartialEq, SqlType)]
pub struct Label(String);

/// What everybody begins with.
fn first() -> Label {
    Label("first".to_owned())
}

table! {
    pub samples as Sample {
        #[primary_key, identity] id: i64,
        mood: Mood,
        ratio: f64,
        raw: Vec<u8>,
        truth: Option<bool>,
        #[default_with(first)] label: Label,
    }
}
table! {
    pub empty_rows as EmptyRow { #[primary_key, identity] id: i64, #[unique, default("x")] label: String, note: Option<String> }
}
table! {
    pub edges as Edge {
        #[primary_key, identity] id: i64,
        #[column(name = "42numbers")] numbers: String,
        #[column(name = "%percent"), unique, sql(varchar(50))] percent: String,
        #[column(name = "(2)")] two: String,
        #[column(name = " lead")] lead: String,
    }
}
schema! { pub more: samples, empty_rows, edges }

shape! { pub counted { author: i64, visits: i64 } }

/// Three people.
macro_rules! three {
    ($engine:ident) => {
        for name in ["Ada", "Bob", "Cy"] {
            $engine.execute(&add!(name)).await?;
        }
    };
}

on_every_database!(lists_without_elements, async |engine| {
    three!(engine);
    engine
        .execute(&update(users::table).set(users::nickname.set("x")).filter(users::id.eq(1)))
        .await?;
    let none: Vec<String> = Vec::new();
    let ids: [i64; 0] = [];
    let count = |all: &[i64]| all.len();
    // Two of them in one statement.
    let both =
        select(users::id).filter(users::id.not_in(ids).and(users::name.not_in(none.clone())));
    assert_eq!(count(&engine.all(&both).await?), 3);
    let either = select(users::id).filter(users::id.in_(ids).or(users::name.in_(none.clone())));
    assert_eq!(count(&engine.all(&either).await?), 0);
    // NULL is in no list, and also not in none.
    let nicknames = select(users::id).filter(users::nickname.in_(none.clone()));
    assert_eq!(count(&engine.all(&nicknames).await?), 0);
    let others = select(users::id).filter(users::nickname.not_in(none.clone()));
    assert_eq!(count(&engine.all(&others).await?), 3);
    // The same statement with lists of other lengths.
    for list in [vec![], vec![1], vec![1, 2, 3], vec![], vec![3, 9]] {
        let there = list.iter().filter(|id| **id < 4).count();
        let found = select(users::id).filter(users::id.in_(&list));
        assert_eq!(count(&engine.all(&found).await?), there);
        let left = select(users::id).filter(users::id.not_in(&list));
        assert_eq!(count(&engine.all(&left).await?), 3 - there);
    }
    let untouched = update(users::table).set(users::visits.set(9)).filter(users::id.in_(ids));
    assert_eq!(engine.execute(&untouched).await?, 0);
    assert_eq!(engine.execute(&delete(users::table).filter(users::id.in_(ids))).await?, 0);
    assert_eq!(engine.all(&names!()).await?, ["Ada", "Bob", "Cy"]);
});

on_every_database!(limits_at_their_edges, async |engine| {
    three!(engine);
    let pages = [(0, 0), (0, 2), (2, 0), (2, 1), (1, 2), (5, 5), (u64::MAX, 1)];
    for (limit, offset) in pages {
        let page = select(users::id).order_by(users::id).limit(limit).offset(offset);
        let expected: Vec<i64> =
            (1..=3).skip(offset as usize).take(limit.min(9) as usize).collect();
        assert_eq!(engine.all(&page).await?, expected, "{limit} from {offset}");
    }
    assert_eq!(engine.all(&select(users::id).order_by(users::id).offset(0)).await?, [1, 2, 3]);
    assert_eq!(engine.all(&select(users::id).order_by(users::id).offset(2)).await?, [3]);
});

on_every_database!(rows_that_match_are_counted, async |engine| {
    three!(engine);
    let renamed = [1, 7, 2]
        .map(|id| update(users::table).set(users::nickname.set("n")).filter(users::id.eq(id)));
    assert_eq!(engine.connect().await?.execute_many(renamed).await?, 2);
    // Nothing changes, and two match.
    let same = raw!((), "UPDATE users SET nickname = 'n' WHERE id < 3");
    assert_eq!(engine.execute(&same).await?, 2);
});

on_every_database!(inserts_of_queries_of_values, async |engine| {
    three!(engine);
    engine.create_all::<more>().await?;
    let copied = |least: i64| {
        insert_into(samples::table).from_select(
            (samples::mood, samples::ratio, samples::raw, samples::label),
            from(users::table).filter(users::id.ge(least)).select((
                value(Mood::Loud),
                users::visits.cast::<f64>() + 0.5,
                value(vec![0_u8, 255]),
                value(first()),
            )),
        )
    };
    assert_eq!(engine.execute(&copied(2)).await?, 2);
    assert_eq!(engine.execute(&copied(99)).await?, 0);
    let all = engine.all(&select(Sample).order_by(samples::id)).await?;
    assert_eq!(all.len(), 2);
    for sample in all {
        assert_eq!((sample.mood, sample.ratio, sample.raw), (Mood::Loud, 0.5, vec![0, 255]));
        assert_eq!((sample.truth, sample.label), (None, first()));
    }
});

on_every_database!(defaults_that_are_in_conflict, async |engine| {
    engine.create_all::<more>().await?;
    let row = insert_into(empty_rows::table).default_values();
    assert_eq!(engine.execute(&row).await?, 1);
    assert!(engine.execute(&row).await.unwrap_err().is_unique_violation());
    let ignored = insert_into(empty_rows::table).default_values().on_conflict_do_nothing();
    assert_eq!(engine.execute(&ignored).await?, 0);
    let none: Option<&str> = None;
    let noted = insert_into(empty_rows::table)
        .values(none.map(|label| empty_rows::label.set(label)))
        .on_conflict(empty_rows::label)
        .do_update(empty_rows::note.set("again"));
    engine.execute(&noted).await?;
    let rows = engine.all(&select((empty_rows::label, empty_rows::note))).await?;
    assert_eq!(rows, [("x".to_owned(), Some("again".to_owned()))]);
});

on_every_database!(what_is_returned, returning, async |engine| {
    engine.create_all::<more>().await?;
    let row = |mood, ratio, truth: Option<bool>| {
        (
            samples::mood.set(mood),
            samples::ratio.set(ratio),
            samples::raw.set(vec![1_u8, 0, 2]),
            samples::truth.set(truth),
        )
    };
    let one = insert_into(samples::table).values(row(Mood::Calm, 0.25, None)).returning(Sample);
    let sample = engine.one(&one).await?;
    assert_eq!((sample.mood, sample.ratio, &*sample.raw), (Mood::Calm, 0.25, &[1, 0, 2][..]));
    assert_eq!((sample.truth, sample.label), (None, first()));
    let rows = [row(Mood::Loud, -1.5, Some(true)), row(Mood::Calm, 1e300, Some(false))];
    let many = insert_into(samples::table).rows(rows).returning((
        samples::ratio,
        samples::mood,
        samples::truth,
        samples::raw,
    ));
    let mut rows = engine.all(&many).await?;
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    let raw = vec![1, 0, 2];
    assert_eq!(
        rows,
        [(-1.5, Mood::Loud, Some(true), raw.clone()), (1e300, Mood::Calm, Some(false), raw)]
    );
    // Of no rows.
    let none: [i64; 0] = [];
    let gone = delete(samples::table).filter(samples::id.in_(none)).returning(samples::id);
    assert!(engine.all(&gone).await?.is_empty());
});

on_every_database!(names_that_begin_or_end_oddly, async |engine| {
    engine.create_all::<more>().await?;
    let texts = ["42numbers", "%percent", "(2)", " lead", "%(a)s :a ?1 $1"];
    let rows = texts.map(|text| {
        (
            edges::numbers.set(text),
            edges::percent.set(text),
            edges::two.set(text),
            edges::lead.set(text),
        )
    });
    assert_eq!(engine.execute(&insert_into(edges::table).rows(rows)).await?, 5);
    for text in texts {
        let found = select((edges::numbers, edges::percent, edges::two, edges::lead))
            .filter(edges::numbers.in_([text]).and(edges::percent.in_([text, "none"])))
            .filter(edges::two.eq(text).and(edges::lead.in_([text])))
            .order_by((edges::lead, edges::two.desc()));
        let text = text.to_owned();
        assert_eq!(engine.all(&found).await?, [(text.clone(), text.clone(), text.clone(), text)]);
    }
    let again = insert_into(edges::table)
        .rows(texts.map(|text| {
            (
                edges::numbers.set("a"),
                edges::percent.set(text),
                edges::two.set("b"),
                edges::lead.set("c"),
            )
        }))
        .on_conflict(edges::percent)
        .do_update((edges::two.set(excluded(edges::two)), edges::lead.set(edges::numbers)));
    engine.execute(&again).await?;
    let changed = engine.all(&select((edges::two, edges::lead)).order_by(edges::id)).await?;
    assert_eq!(changed, texts.map(|text| ("b".to_owned(), text.to_owned())));
});

on_every_database!(odd_names_are_returned, returning, async |engine| {
    engine.create_all::<more>().await?;
    let row = |text: &'static str| {
        (
            edges::numbers.set(text),
            edges::percent.set(text),
            edges::two.set("2"),
            edges::lead.set("l"),
        )
    };
    let both = insert_into(edges::table).rows([row("a"), row("b")]).returning((
        edges::percent,
        edges::two,
        edges::lead,
    ));
    let mut rows = engine.all(&both).await?;
    rows.sort();
    let expected = |text: &str| (text.to_owned(), "2".to_owned(), "l".to_owned());
    assert_eq!(rows, [expected("a"), expected("b")]);
    let gone = delete(edges::table).filter(edges::numbers.eq("a")).returning(Edge);
    assert_eq!(engine.all(&gone).await?.len(), 1);
});

on_every_database!(values_in_the_text_of_an_error, async |engine| {
    engine.execute(&add!("Ü 数 'x'")).await?;
    let again = engine.execute(&add!("Ü 数 'x'")).await.unwrap_err();
    assert!(again.is_unique_violation(), "{again}");
    assert!(!format!("{again} {again:?}").is_empty());
});

/// A person and what is known of them.
#[derive(Debug, PartialEq, Projection)]
struct Known {
    name: String,
    mood: Option<Mood>,
    label: Label,
}

on_every_database!(rows_by_hand, async |engine| {
    three!(engine);
    let reader = engine.read_only();
    let all = raw!(
        read User,
        "SELECT id, name, email, nickname, visits FROM users WHERE id <= {} ORDER BY id",
        2_i64
    );
    let rows: Vec<User> = reader.all(&all).await?;
    assert_eq!(rows, engine.all(&select(User).filter(users::id.le(2)).order_by(users::id)).await?);
    assert_eq!(reader.first(&all).await?.map(|user| user.name).as_deref(), Some("Ada"));
    assert!(reader.one(&all).await.unwrap_err().is_more_than_one());
    assert!(reader.one_or_none(&all).await.unwrap_err().is_more_than_one());
    let none = raw!(read Option<i64>, "SELECT id FROM users WHERE id > 99");
    assert!(reader.one(&none).await.unwrap_err().is_not_found());
    assert_eq!(reader.one_or_none(&none).await?, None);
    let known = raw!(read Known, "SELECT name, 'loud', nickname FROM users WHERE id = 1");
    assert!(reader.all(&known).await.is_err(), "NULL is no label");
    let known = raw!(read Known, "SELECT name, 'loud', email FROM users WHERE id = 1");
    let ada = Known {
        name: "Ada".to_owned(),
        mood: Some(Mood::Loud),
        label: Label("Ada@example.org".to_owned()),
    };
    assert_eq!(reader.one(&known).await?, ada);
    let width = raw!(User, "SELECT id, name FROM users");
    assert!(engine.all(&width).await.is_err(), "two columns are no user");
    let mut session = engine.session();
    let one = raw!(read User, "SELECT id, name, email, nickname, visits FROM users WHERE id = 3");
    let rows = session.all(&one).await?;
    session.edit(&rows[0]).visits = 7;
    session.commit().await?;
    drop(session);
    assert_eq!(engine.one(&select(users::visits).filter(users::id.eq(3))).await?, 7);
});

on_every_database!(a_read_by_hand_does_not_write, async |engine| {
    three!(engine);
    let reader = engine.read_only();
    let hidden = raw!(read(), "/* a word */ DELETE FROM users");
    let mut tx = engine.begin_read_only().await?;
    assert!(tx.execute(&hidden).await.unwrap_err().is_read_only());
    drop(tx);
    assert!(reader.execute(&hidden).await.unwrap_err().is_read_only());
    assert!(reader.execute_many([hidden, hidden]).await.unwrap_err().is_read_only());
    let mut connection = reader.connect().await?;
    for _ in 0..2 {
        assert!(connection.execute(&hidden).await.unwrap_err().is_read_only());
        assert_eq!(connection.all(&names!()).await?, ["Ada", "Bob", "Cy"]);
        let known = raw!(read String, "SELECT name FROM users ORDER BY id");
        assert_eq!(connection.all(&known).await?, ["Ada", "Bob", "Cy"]);
        assert_eq!(connection.first(&known).await?.as_deref(), Some("Ada"));
        let mut count = 0;
        connection.for_each(&known, |_| count += 1).await?;
        let mut rows = connection.stream(&known);
        while let Some(row) = rows.next().await {
            row?;
            count += 1;
        }
        drop(rows);
        drop(connection.stream(&known).next().await.transpose()?);
        assert_eq!(count, 6);
        let hidden = raw!(read i64, "/* a word */ DELETE FROM users RETURNING id");
        let mut rows = connection.stream(&hidden);
        assert!(rows.next().await.transpose().is_err());
        drop(rows);
    }
    drop(connection);
    // Who may write can do so on the same connection.
    engine.execute(&raw!((), "/* a word */ DELETE FROM users WHERE id = 3")).await?;
    assert_eq!(engine.all(&names!()).await?, ["Ada", "Bob"]);
});

#[cfg(feature = "postgres")]
#[tokio::test]
async fn what_a_with_writes_makes_objects_old() -> Result<(), Error> {
    let Some(engine) = super::server(1).await? else { return Ok(()) };
    three!(engine);
    let changed = update(users::table)
        .set(users::visits.set(users::visits + 5))
        .filter(users::id.le(2))
        .returning((users::id, users::visits));
    let both = || {
        with(cte(counted::table, changed)).query(
            from(users::table)
                .inner_join(counted::table)
                .on(counted::author.eq(users::id))
                .order_by(users::id)
                .select((User, counted::visits)),
        )
    };
    let rows = engine.all(&both()).await?;
    let visits: Vec<_> = rows.iter().map(|(user, visits)| (user.visits, *visits)).collect();
    assert_eq!(visits, [(0, 5), (0, 5)]);
    let mut session = engine.session();
    let rows = session.all(&both()).await?;
    assert_eq!(rows.len(), 2);
    session.refresh(&rows[0].0).await?;
    assert_eq!(session[&rows[0].0].visits, 10);
    session.commit().await?;
    drop(session);
    super::clean_up(&engine).await
}

/// An INSERT of so many posts behind a WITH, on databases that have it.
macro_rules! many_behind_with {
    ($engine:ident) => {{
        three!($engine);
        let ids = || cte(counted::table, select((users::id, users::visits)));
        for rows in [0, 1, 3, 100, 17] {
            let rows =
                (0..rows).map(|n| (posts::author_id.set(1 + n % 3), posts::title.set("Notes")));
            let add = with(ids()).query(insert_into(posts::table).rows(rows));
            $engine.execute(&add).await?;
        }
        assert_eq!($engine.one(&from(posts::table).select(count_rows())).await?, 121);
    }};
}

#[tokio::test]
async fn rows_behind_with_are_sent_in_parts() -> Result<(), Error> {
    for execution in super::BOTH {
        let engine = super::memory(execution).await?;
        many_behind_with!(engine);
    }
    #[cfg(feature = "postgres")]
    if let Some(engine) = super::server(1).await? {
        many_behind_with!(engine);
        super::clean_up(&engine).await?;
    }
    Ok(())
}
