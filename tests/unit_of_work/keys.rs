//! Keys of several columns, and keys that the database does not make.

use std::sync::atomic::{AtomicU32, Ordering};

use super::*;

table! {
    pub codes as Code {
        #[primary_key, default("none")] code: String,
        note: String,
    }
}

/// A number that Rust makes.
fn number() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("T{:06}", NEXT.fetch_add(1, Ordering::Relaxed))
}

table! {
    pub tickets as Ticket {
        #[primary_key, default_with(number)] number: String,
        title: String,
        #[references(tickets::number)] parent_number: Option<String>,
        #[default(1)] priority: i32,
        parent: BelongsTo<tickets::children, parent_number>,
        children: HasMany<tickets::parent>,
    }
}

on_every_database!(an_object_gives_all_columns_of_its_key, async |engine, log| {
    let mut session = engine.session();
    let [paris, lyon] = [("Paris", 75), ("Lyon", 69)].map(|(name, code)| {
        session
            .add(Place, (places::country.set("FR"), places::code.set(code), places::name.set(name)))
    });
    let first = session.add(Visit, (visits::place.set(&paris), visits::note.set("first")));
    let second = session.add(
        Visit,
        (visits::note.set("second"), visits::country.set(&lyon), visits::code.set(&lyon)),
    );
    let stay = session.add(Stay, (stays::visit.set(&first), stays::night.set(1)));
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "INSERT INTO places (country, code, name) VALUES (?1, ?2, ?3), (?4, ?5, ?6)",
            "INSERT INTO visits (country, code, note) VALUES (?1, ?2, ?3), (?4, ?5, ?6) RETURNING id",
            "INSERT INTO stays (visit_id, night) VALUES (?1, ?2)",
        ]
    );
    let [first, second] = [session.saved(first)?, session.saved(second)?];
    assert_eq!((session[first].country.as_str(), session[first].code), ("FR", 75));
    assert_eq!((session[second].country.as_str(), session[second].code), ("FR", 69));
    let stay = session.saved(stay)?;
    assert_eq!(session[stay].visit_id, session[first].id);
    // One that is there already gives its key as well.
    let lyon = session.saved(lyon)?;
    session.add(Visit, (visits::place.set(&lyon), visits::note.set("third")));
    session.commit().await?;
    let places = || select(Place).order_by(places::code);
    let found = session.all(&places().with(places::visits)).await?;
    let again = session.all(&places().limit(9).with(places::visits.subquery())).await?;
    let joined = session.all(&places().joined(places::visits.joined(visits::stays))).await?;
    let counts = |of: &dyn Fn(usize) -> usize| (0..2).map(of).collect::<Vec<_>>();
    assert_eq!(counts(&|at| found[at].get(places::visits).len()), [2, 1]);
    assert_eq!(counts(&|at| again[at].get(places::visits).len()), [2, 1]);
    assert_eq!(counts(&|at| joined[at].get(places::visits).len()), [2, 1]);
    assert_eq!(joined[1].get(places::visits)[0].get(visits::stays).len(), 1);
    log.take();
});

on_every_database!(keys_that_rust_makes_are_known_before_the_flush, async |engine, log| {
    let mut session = engine.session();
    let parent = session.add(Ticket, tickets::title.set("all"));
    let new: Vec<_> = (0..40)
        .map(|n| {
            let title = tickets::title.set(format!("part {n}"));
            session.add(Ticket, (title, tickets::parent.set(&parent)))
        })
        .collect();
    session.flush().await?;
    let parent = session.saved(parent)?;
    assert!(session[parent].number.starts_with('T') && session[parent].priority == 1);
    for (n, new) in new.into_iter().enumerate() {
        let ticket = session.saved(new)?;
        let Ticket { number, title, parent_number, priority } = session[ticket].clone();
        assert_eq!((title, priority), (format!("part {n}"), 1));
        assert_eq!(parent_number.as_ref(), Some(&session[parent].number));
        assert_eq!(session.get(Ticket, number.clone()).await?, Some(ticket));
        let stored = select(tickets::title).filter(tickets::number.eq(number));
        assert_eq!(session.one_or_none(&stored).await?, Some(format!("part {n}")));
    }
    session.commit().await?;
    log.take();
});

on_every_database!(
    rows_of_composite_and_natural_keys_are_read_changed_and_deleted,
    async |engine, log| {
        let mut session = engine.session();
        let place = |country: &'static str, code, name: &'static str| {
            (places::country.set(country), places::code.set(code), places::name.set(name))
        };
        let rows = [("FR", 75, "Paris"), ("FR", 69, "Lyon"), ("IT", 69, "Roma")];
        let new = rows.map(|(country, code, name)| session.add(Place, place(country, code, name)));
        for new in &new[..2] {
            session.add(Visit, (visits::place.set(new), visits::note.set("first")));
        }
        session.add(Tag, tags::name.set("l'été"));
        session.commit().await?;

        let mut session = engine.session();
        let roma = session.get_one(Place, ("IT".into(), 69)).await?;
        let lyon = session.get_one(Place, ("FR".into(), 69)).await?;
        assert_eq!((&*session[roma].name, &*session[lyon].name), ("Roma", "Lyon"));
        let loaded = session.load_all(&[roma, lyon], places::visits).await?;
        let counts: Vec<_> = loaded.iter().map(|place| place.get(places::visits).len()).collect();
        assert_eq!(counts, [0, 1]);
        session.edit(&roma).name = "Rome".into();
        session.delete(&loaded[1].get(places::visits)[0]);
        session.delete(&lyon);
        let tag = session.get_one(Tag, "l'été".into()).await?;
        session.delete(&tag);
        session.commit().await?;
        let names = engine.all(&select(places::name).order_by(places::name)).await?;
        assert_eq!(names, ["Paris", "Rome"]);
        assert!(engine.all(&select(tags::name)).await?.is_empty());
        log.take();
    }
);

on_every_database!(a_key_that_the_database_makes_is_told_where_it_can_be, async |engine, log| {
    let mut session = engine.session();
    let new = session.add(Code, (codes::code.set_default(), codes::note.set("a")));
    match session.flush().await {
        Ok(()) => {
            let made = session.saved(new)?;
            assert_eq!(session[made].code, "none");
            assert_eq!(session.get(Code, "none".into()).await?, Some(made));
        }
        // Without RETURNING it would be a row that the session does not find again.
        Err(error) => assert_eq!(
            error.to_string(),
            "MySQL cannot tell the key that it makes for codes: give it"
        ),
    }
    session.rollback().await?;
    let given = session.add(Code, (codes::code.set("given"), codes::note.set("b")));
    session.commit().await?;
    let given = session.saved(given)?;
    assert_eq!(session[given].code, "given");
    assert_eq!(engine.all(&select(codes::code)).await?, ["given"]);
    log.take();
});
