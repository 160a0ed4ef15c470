//! What the database does to other rows along with those that are written: their objects do not say otherwise.

use super::*;

table! {
    pub firms as Firm {
        #[primary_key, identity] id: i64,
        #[unique] code: String,
    }
}

table! {
    pub desks as Desk {
        #[primary_key, identity] id: i64,
        #[references(firms::id, on_delete = cascade)] firm_id: i64,
    }
}

table! {
    // Without a row struct: no session has objects of it.
    pub drawers {
        #[primary_key, identity] id: i64,
        #[references(desks::id, on_delete = cascade)] desk_id: i64,
    }
}

table! {
    pub pens as Pen {
        #[primary_key, identity] id: i64,
        name: String,
        #[references(drawers::id, on_delete = set_null)] drawer_id: Option<i64>,
    }
}

table! {
    pub cards as Card {
        #[primary_key, identity] id: i64,
        #[references(firms::code, on_update = cascade)] firm_code: String,
    }
}

/// How an object is known: by its name, or as what it is instead.
macro_rules! said {
    ($session:ident, $object:expr) => {
        match $session.find(&$object) {
            Ok(_) => "here".to_owned(),
            Err(error) => error.to_string(),
        }
    };
}

/// A firm with a desk, a card, a pen in a drawer of the desk, and a pen by itself.
macro_rules! firm {
    ($session:ident) => {{
        let firm = $session.add(Firm, firms::code.set("ACME"));
        let desk = $session.add(Desk, desks::firm_id.set(&firm));
        let card = $session.add(Card, cards::firm_code.set("ACME"));
        $session.flush().await?;
        let (firm, desk) = ($session.saved(firm)?, $session.saved(desk)?);
        let drawer = insert_into(drawers::table).values(drawers::desk_id.set($session[desk].id));
        $session.execute(&drawer).await?;
        let drawer = $session.all(&select(drawers::id)).await?[0];
        let pen = $session.add(Pen, (pens::name.set("red"), pens::drawer_id.set(drawer)));
        let alone = $session.add(Pen, pens::name.set("blue"));
        $session.commit().await?;
        let (pen, alone) = ($session.saved(pen)?, $session.saved(alone)?);
        (firm, desk, $session.saved(card)?, pen, alone)
    }};
}

on_every_database!(a_bulk_delete_goes_on_over_all_levels, async |engine, log| {
    let mut session = engine.session();
    let (firm, desk, card, pen, alone) = firm!(session);
    session.execute(&delete(cards::table).every_row()).await?;
    assert_eq!(said!(session, pen), "here");
    session.execute(&delete(firms::table).every_row()).await?;
    for expired in [said!(session, firm), said!(session, desk), said!(session, card)] {
        assert!(expired.contains("has expired"), "{expired}");
    }
    // The table between them has no objects, and the pen has another drawer now: none.
    assert!(said!(session, pen).contains("has expired"));
    session.refresh_all([&pen, &alone]).await?;
    assert_eq!(session[pen].drawer_id, None);
    // What was read of it is undone with it.
    session.rollback().await?;
    assert!(said!(session, pen).contains("has expired"));
    session.refresh(&pen).await?;
    assert!(session[pen].drawer_id.is_some());
    log.take();
});

on_every_database!(a_flush_goes_on_through_rows_without_objects, async |engine, log| {
    let mut session = engine.session();
    let (firm, desk, card, pen, alone) = firm!(session);
    session.delete(&card);
    session.commit().await?;
    // The desk is not in the session, so it is not known whether the pen is the firm's.
    let gone = session.detach(&desk)?;
    session.delete(&firm);
    session.flush().await?;
    assert!(said!(session, pen).contains("has expired"), "{}", said!(session, pen));
    assert_eq!(said!(session, alone), "here");
    assert_eq!(session.get(Desk, gone.id).await?, None);
    session.refresh(&pen).await?;
    assert_eq!(session[pen].drawer_id, None);
    session.rollback().await?;
    // It was read after the delete that is undone.
    assert!(said!(session, pen).contains("has expired"), "{}", said!(session, pen));
    session.refresh(&pen).await?;
    assert!(session[pen].drawer_id.is_some());
    log.take();
});

on_every_database!(objects_whose_parents_are_known_stay, async |engine, log| {
    let mut session = engine.session();
    let users = ["Ada", "Grace"].map(|name| session.add(User, user!(name)));
    let posts =
        users.map(|user| session.add(Post, (posts::author.set(&user), posts::title.set("Notes"))));
    session.commit().await?;
    let [ada, _] = users.map(|user| session.saved(user).unwrap());
    let [first, second] = posts.map(|post| session.saved(post).unwrap());
    session.delete(&ada);
    session.flush().await?;
    assert!(said!(session, first).contains("is deleted"));
    assert_eq!(said!(session, second), "here");
    session.rollback().await?;
    assert_eq!(said!(session, first), "here");
    log.take();
});

on_every_database!(a_key_that_changes_takes_its_references_along, async |engine, log| {
    let mut session = engine.session();
    let (firm, desk, card, pen, _) = firm!(session);
    let rename = update(firms::table).set(firms::code.set("EMCA")).every_row();
    session.execute(&rename).await?;
    assert!(said!(session, card).contains("has expired"));
    assert_eq!((said!(session, desk), said!(session, pen)), ("here".into(), "here".into()));
    session.refresh(&card).await?;
    assert_eq!(session[card].firm_code, "EMCA");
    session.rollback().await?;
    assert!(said!(session, card).contains("has expired"));
    session.refresh(&firm).await?;
    session.refresh(&card).await?;
    // A flush does the same.
    session.edit(&firm).code = "FLUSHED".into();
    session.flush().await?;
    assert!(said!(session, card).contains("has expired"));
    session.refresh(&card).await?;
    assert_eq!(session[card].firm_code, "FLUSHED");
    session.rollback().await?;
    assert!(said!(session, card).contains("has expired"));
    log.take();
});

on_every_database!(what_had_expired_has_expired_after_a_rollback, async |engine, log| {
    let mut session = engine.session();
    let users = ["Ada", "Grace"].map(|name| session.add(User, user!(name)));
    session.commit().await?;
    let [ada, grace] = users.map(|user| session.saved(user).unwrap());
    session.expire(&ada)?;
    session.expire(&grace)?;
    session.delete(&ada);
    session.flush().await?;
    session.delete(&grace);
    session.rollback().await?;
    for user in [&ada, &grace] {
        let error = session.find(user).unwrap_err().to_string();
        assert!(error.contains("has expired"), "{error}");
    }
    session.refresh_all([&ada, &grace]).await?;
    assert_eq!(session[ada].name, "Ada");
    log.take();
});

on_every_database!(a_row_that_a_statement_inserted_is_undone_with_it, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.commit().await?;
    let ada = session.saved(ada)?;
    session.execute(&insert_into(users::table).values(user!("Grace"))).await?;
    assert_eq!(said!(session, ada), "here");
    let grace = session.all(&select(User).filter(users::name.eq("Grace"))).await?[0];
    session.rollback().await?;
    assert_eq!(said!(session, ada), "here");
    assert!(said!(session, grace).contains("has expired"), "{}", said!(session, grace));
    assert!(session.refresh(&grace).await.unwrap_err().is_stale());
    log.take();
});
