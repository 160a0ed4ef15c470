//! Rows that go with their parent, and what depends on these, over several tables.

use super::*;

table! {
    pub libraries as Library {
        #[primary_key, identity] id: i64,
        shelves: HasMany<shelves::library>,
    }
}

table! {
    pub shelves as Shelf {
        #[primary_key, identity] id: i64,
        #[references(libraries::id, delete_orphan)] library_id: Option<i64>,
        library: BelongsTo<libraries::shelves, library_id>,
        volumes: HasMany<volumes::shelf>,
    }
}

table! {
    #[primary_key(shelf_id, number)]
    pub volumes as Volume {
        #[references(shelves::id, delete_orphan)] shelf_id: i64,
        number: i64,
        #[unique] title: String,
        #[references(volumes::title)] sequel_of: Option<String>,
        shelf: BelongsTo<shelves::volumes, shelf_id>,
        loans: HasMany<loans::book>,
        sequels: HasMany<volumes::earlier>,
        earlier: BelongsTo<volumes::sequels, sequel_of>,
    }
}

table! {
    #[foreign_key(columns(shelf_id, number), references(volumes::shelf_id, volumes::number))]
    pub loans as Loan {
        #[primary_key, identity] id: i64,
        shelf_id: Option<i64>,
        number: Option<i64>,
        book: BelongsTo<volumes::loans, (shelf_id, number)>,
    }
}

/// Two libraries, each with a shelf. On the first one are two volumes, of which one goes on on the second one too.
macro_rules! libraries {
    ($session:ident) => {{
        let [one, two] = [(); 2].map(|()| $session.add_default_values(Library));
        let [first, second] =
            [&one, &two].map(|library| $session.add(Shelf, shelves::library.set(library)));
        let book = |shelf, title: &'static str, after: Option<&'static str>| {
            let after = after.map(|after| volumes::sequel_of.set(after));
            (volumes::shelf.set(shelf), volumes::number.set(1), volumes::title.set(title), after)
        };
        let dune = $session.add(Volume, book(&first, "Dune", None));
        let ubik = $session.add(Volume, book(&second, "Ubik", Some("Dune")));
        $session.add(
            Volume,
            (
                volumes::number.set(2),
                volumes::shelf.set(&first),
                volumes::title.set("Emma"),
                volumes::sequel_of.set("Dune"),
            ),
        );
        let loan = $session.add(Loan, loans::book.set(&dune));
        $session.commit().await?;
        (
            $session.saved(one)?,
            $session.saved(first)?,
            $session.saved(dune)?,
            $session.saved(ubik)?,
            $session.saved(loan)?,
        )
    }};
}

/// Whether an object is here, or what it is instead.
macro_rules! said {
    ($session:ident, $object:expr) => {
        match $session.find(&$object) {
            Ok(_) => "here".to_owned(),
            Err(error) => error.to_string(),
        }
    };
}

on_every_database!(all_levels_go_with_the_first, async |engine, log| {
    let mut session = engine.session();
    let (library, shelf, dune, ubik, loan) = libraries!(session);
    // Without the shelf it is not known whose the volumes are.
    session.detach(&shelf)?;
    log.take();
    session.delete(&library);
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "UPDATE loans SET shelf_id = NULL, number = NULL WHERE (shelf_id, number) IN \
             (SELECT shelf_id, number FROM volumes WHERE shelf_id IN \
             (SELECT id FROM shelves WHERE library_id = ?1))",
            "UPDATE volumes SET sequel_of = NULL WHERE sequel_of IN (SELECT title FROM \
             (SELECT DISTINCT title FROM volumes WHERE shelf_id IN \
             (SELECT id FROM shelves WHERE library_id = ?1)) AS relata_rows)",
            "DELETE FROM volumes WHERE shelf_id IN (SELECT id FROM shelves WHERE library_id = ?1)",
            "DELETE FROM shelves WHERE library_id = ?1",
            "DELETE FROM libraries WHERE id = ?1",
        ]
    );
    for doubtful in [said!(session, dune), said!(session, ubik), said!(session, loan)] {
        assert!(doubtful.contains("has expired"), "{doubtful}");
    }
    assert!(session.refresh(&dune).await.unwrap_err().is_stale());
    session.refresh(&ubik).await?;
    session.refresh(&loan).await?;
    assert_eq!((&session[ubik].sequel_of, session[loan].number), (&None, None));
    session.rollback().await?;
    assert!(said!(session, ubik).contains("has expired"));
    session.refresh_all([&dune, &ubik]).await?;
    assert_eq!(session[ubik].sequel_of.as_deref(), Some("Dune"));
    session.delete(&library);
    session.commit().await?;
    assert_eq!(
        engine.all(&select((volumes::title, volumes::sequel_of))).await?,
        [("Ubik".into(), None)]
    );
    log.take();
});

on_every_database!(an_orphan_takes_its_own_along, async |engine, log| {
    let mut session = engine.session();
    let (library, shelf, dune, ubik, loan) = libraries!(session);
    log.take();
    session.edit(&shelf).library_id = None;
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "UPDATE loans SET shelf_id = NULL, number = NULL WHERE (shelf_id, number) IN \
             (SELECT shelf_id, number FROM volumes WHERE shelf_id = ?1)",
            "UPDATE volumes SET sequel_of = NULL WHERE sequel_of IN (SELECT title FROM \
             (SELECT DISTINCT title FROM volumes WHERE shelf_id = ?1) AS relata_rows)",
            "DELETE FROM volumes WHERE shelf_id = ?1",
            "DELETE FROM shelves WHERE id = ?1",
        ]
    );
    assert!(said!(session, shelf).contains("is deleted"));
    assert!(said!(session, dune).contains("is deleted"));
    assert!(said!(session, ubik).contains("has expired"));
    assert!(said!(session, loan).contains("has expired"));
    assert_eq!(said!(session, library), "here");
    session.rollback().await?;
    assert_eq!((said!(session, shelf), said!(session, dune)), ("here".into(), "here".into()));
    session.edit(&shelf).library_id = None;
    session.commit().await?;
    assert_eq!(engine.all(&select(volumes::title)).await?, ["Ubik"]);
    assert_eq!(engine.all(&select(loans::number)).await?, [None]);
    log.take();
});
