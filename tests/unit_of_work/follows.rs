//! What objects say of rows that a flush has written, replaced, or taken along with others.

use super::along::{Card, Firm};
use super::*;

table! {
    pub hives as Hive {
        #[primary_key] id: i64,
        name: String,
    }
}

table! {
    pub bees as Bee {
        #[primary_key, identity] id: i64,
        #[references(hives::id, on_delete = cascade)] hive_id: i64,
    }
}

table! {
    pub seats as Seat {
        #[primary_key, identity] id: i64,
        #[unique] label: Option<String>,
    }
}

table! {
    pub coats as Coat {
        #[primary_key, identity] id: i64,
        #[references(seats::label, on_delete = cascade)] seat: Option<String>,
    }
}

/// A hive of that number.
macro_rules! hive {
    ($session:ident, $id:expr, $name:expr) => {
        $session.add(Hive, (hives::id.set($id), hives::name.set($name)))
    };
}

on_every_database!(a_new_child_goes_with_its_parent, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.commit().await?;
    let ada = session.saved(ada)?;
    let post = session.add(Post, (posts::author.set(&ada), posts::title.set("Notes")));
    session.delete(&ada);
    session.flush().await?;
    let post = session.saved(post)?;
    assert!(session.find(&post).unwrap_err().to_string().ends_with("is deleted"));
    assert_eq!(session.all(&select(posts::id)).await?, [0; 0]);
    session.rollback().await?;
    assert_eq!((&*session[ada].name, session.find(&post).is_err()), ("Ada", true));
    log.take();
});

on_every_database!(a_child_that_moves_to_the_new_row_stays, async |engine, log| {
    let mut session = engine.session();
    let [one, two] = [1, 2].map(|id| hive!(session, id, "old"));
    let [left, moved] = [&one, &two].map(|hive| session.add(Bee, bees::hive_id.set(hive)));
    session.commit().await?;
    let one = session.saved(one)?;
    let [left, moved] = [session.saved(left)?, session.saved(moved)?];
    session.delete(&one);
    let new = hive!(session, 1, "new");
    let born = session.add(Bee, bees::hive_id.set(&new));
    session.edit(&moved).hive_id = 1;
    session.flush().await?;
    let born = session.saved(born)?;
    assert_eq!((session[moved].hive_id, session[born].hive_id), (1, 1));
    assert!(session.find(&left).unwrap_err().to_string().ends_with("is deleted"));
    assert_eq!(session.all(&select(bees::hive_id)).await?, [1, 1]);
    log.take();
});

on_every_database!(what_has_expired_is_not_judged_by_what_it_was, async |engine, log| {
    let mut session = engine.session();
    let [one, two] = [1, 2].map(|id| hive!(session, id, "old"));
    let bee = session.add(Bee, bees::hive_id.set(&one));
    session.commit().await?;
    let (one, bee) = (session.saved(one)?, session.saved(bee)?);
    assert!(session.saved(two).is_ok());
    session.execute(&update(bees::table).set(bees::hive_id.set(2)).every_row()).await?;
    session.delete(&one);
    session.flush().await?;
    session.refresh(&bee).await?;
    assert_eq!(session[bee].hive_id, 2);
    // What cannot be read is not refreshed, though another row has its key by now.
    session
        .execute(&insert_into(hives::table).values((hives::id.set(1), hives::name.set("new"))))
        .await?;
    assert!(session.refresh(&one).await.unwrap_err().to_string().ends_with("is deleted"));
    log.take();
});

on_every_database!(keys_that_change_hands_are_not_known, async |engine, log| {
    let mut session = engine.session();
    let [first, second] = ["b", "a"].map(|code| session.add(Firm, firms::code.set(code)));
    let card = session.add(Card, cards::firm_code.set(&first));
    session.commit().await?;
    let [first, second] = [session.saved(first)?, session.saved(second)?];
    let card = session.saved(card)?;
    session.edit(&first).code = "c".into();
    session.edit(&second).code = "b".into();
    let new = session.add(Card, cards::firm_code.set("b"));
    session.flush().await?;
    assert!(session.find(&card).unwrap_err().to_string().contains("has expired"));
    session.refresh(&card).await?;
    assert_eq!(session[card].firm_code, "c");
    let new = session.saved(new)?;
    assert_eq!(session[new].firm_code, "b");
    log.take();
});

on_every_database!(null_leads_nowhere, async |engine, log| {
    let mut session = engine.session();
    let seat = session.add_default_values(Seat);
    let coat = session.add_default_values(Coat);
    session.commit().await?;
    let (seat, coat) = (session.saved(seat)?, session.saved(coat)?);
    session.delete(&seat);
    session.flush().await?;
    assert_eq!(session[coat].seat, None);
    log.take();
});

on_every_database!(what_has_nothing_to_read_begins_nothing, async |engine, log| {
    let mut session = engine.session();
    let none: [Tracked<User>; 0] = [];
    session.refresh_all(&none).await?;
    assert!(session.load_all(&none, users::posts).await?.is_empty());
    assert_eq!(log.take(), [""; 0]);
});
