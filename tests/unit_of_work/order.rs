//! Flushes in which what is done to one row concerns another: none undoes or mistakes what the other does.

use super::along::{Card, Firm};
use super::keys::Ticket;
use super::*;

table! {
    #[primary_key(firm_code, number)]
    pub members as Member {
        // Its key follows another row's.
        #[references(firms::code, on_update = cascade)] firm_code: String,
        number: i32,
        note: String,
    }
}

table! {
    #[unique(team, title)]
    pub chapters as Chapter {
        #[primary_key, identity] id: i64,
        team: i64,
        title: String,
    }
}

table! {
    pub branches as Branch {
        #[primary_key, identity] id: i64,
        #[references(branches::id, on_delete = cascade)] parent_id: Option<i64>,
        #[version] version: i32,
    }
}

table! {
    pub rings as Ring {
        #[primary_key] id: i64,
        #[references(rings::id, on_delete = cascade)] next_id: i64,
        #[version] version: i32,
    }
}

table! {
    pub singers as Singer {
        #[primary_key] name: String,
        songs: ManyToMany<songs::singers, parts>,
        plays: ManyToMany<plays::singers, parts>,
    }
}

table! {
    pub songs as Song {
        #[primary_key] title: String,
        singers: ManyToMany<singers::songs, parts>,
    }
}

table! {
    pub plays as Play {
        #[primary_key] title: String,
        singers: ManyToMany<singers::plays, parts>,
    }
}

table! {
    // Between three tables, of which it relates two.
    pub parts as Part {
        #[primary_key, identity] id: i64,
        #[references(singers::name)] singer: String,
        #[references(songs::title)] song: Option<String>,
        #[references(plays::title)] play: Option<String>,
    }
}

on_every_database!(what_depends_on_a_row_that_is_replaced_is_not_released, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    let post = session.add(Post, (posts::author.set(&ada), posts::title.set("Notes")));
    let [rust, sql] = ["rust", "sql"].map(|name| session.add(Tag, tags::name.set(name)));
    session.link(&post, posts::tags, &rust);
    session.link(&post, posts::tags, &sql);
    session.commit().await?;
    let [rust, sql] = [session.saved(rust)?, session.saved(sql)?];
    session.delete(&rust);
    session.delete(&sql);
    let new = session.add(Tag, tags::name.set("rust"));
    session.link(&post, posts::tags, &new);
    session.commit().await?;
    assert_eq!(engine.all(&select(post_tags::tag)).await?, ["rust"]);
    // The same of a reference that would become NULL.
    let ticket = |number: &'static str| (tickets::number.set(number), tickets::title.set("old"));
    let [a, b] = ["a", "b"].map(|number| session.add(Ticket, ticket(number)));
    session.commit().await?;
    let [a, b] = [session.saved(a)?, session.saved(b)?];
    session.delete(&a);
    session.delete(&b);
    let a = session.add(Ticket, ticket("a"));
    let c = session.add(Ticket, (ticket("c"), tickets::parent.set(&a)));
    session.commit().await?;
    let parent = select(tickets::parent_number).filter(tickets::number.eq("c"));
    assert_eq!(engine.one_or_none(&parent).await?, Some(Some("a".into())));
    let c = session.saved(c)?;
    assert_eq!(session[c].parent_number.as_deref(), Some("a"));
    log.take();
});

on_every_database!(
    a_row_whose_key_follows_another_is_written_as_what_it_is,
    async |engine, log| {
        let mut session = engine.session();
        let firm = session.add(Firm, firms::code.set("A"));
        let other = session.add(Firm, firms::code.set("Z"));
        let member = |firm: &New<Firm>, number| {
            let columns = (members::firm_code.set(firm), members::number.set(number));
            (columns, members::note.set("old"))
        };
        let [first, second] = [1, 2].map(|number| session.add(Member, member(&firm, number)));
        let away = session.add(Member, member(&other, 1));
        session.commit().await?;
        let (firm, away) = (session.saved(firm)?, session.saved(away)?);
        let [first, second] = [session.saved(first)?, session.saved(second)?];
        log.take();
        session.edit(&firm).code = "B".into();
        session.delete(&first);
        session.flush().await?;
        assert_eq!(
            log.statements(),
            [
                "DELETE FROM members WHERE firm_code = ?1 AND number = ?2",
                "UPDATE firms SET code = ?1 WHERE id = ?2",
            ]
        );
        assert_eq!(session.one(&from(members::table).select(count_rows())).await?, 2);
        session.rollback().await?;
        // One that is changed as well is found by neither key. What has another is not meant.
        session.refresh(&second).await?;
        session.edit(&firm).code = "B".into();
        session.edit(&second).note = "new".into();
        log.take();
        let why =
            "its key follows `code` of firms, which changes in the same flush: write them in two";
        let error = session.flush().await.unwrap_err().to_string();
        assert!(error.starts_with("members ") && error.ends_with(why), "{error}");
        assert_eq!(log.statements(), [""; 0]);
        session.rollback().await?;
        session.edit(&firm).code = "B".into();
        session.edit(&away).note = "new".into();
        session.commit().await?;
        let all = select((members::firm_code, members::note))
            .order_by((members::firm_code, members::number));
        let rows = engine.all(&all).await?;
        let rows: Vec<_> = rows.iter().map(|(code, note)| (&**code, &**note)).collect();
        assert_eq!(rows, [("B", "old"), ("B", "old"), ("Z", "new")]);
        log.take();
    }
);

on_every_database!(a_reference_is_to_what_its_object_is_then, async |engine, log| {
    let mut session = engine.session();
    let firm = session.add(Firm, firms::code.set("A"));
    session.commit().await?;
    let firm = session.saved(firm)?;
    session.edit(&firm).code = "B".into();
    let card = session.add(Card, cards::firm_code.set(&firm));
    session.commit().await?;
    let card = session.saved(card)?;
    assert_eq!(session[card].firm_code, "B");
    assert_eq!(engine.all(&select(cards::firm_code)).await?, ["B"]);
    // By an object that was given before it changes there is no right order.
    session.add(Card, cards::firm_code.set(&firm));
    session.edit(&firm).code = "C".into();
    let error = session.flush().await.unwrap_err().to_string();
    let why = "a row of cards references `code` of firms, which changes in the same flush: write them in two";
    assert_eq!(error, why);
    log.take();
});

on_every_database!(two_relations_through_one_table_are_two, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(Singer, singers::name.set("Ada"));
    let song = session.add(Song, songs::title.set("Summer"));
    let play = session.add(Play, plays::title.set("Summer"));
    session.link(&ada, singers::songs, &song);
    session.link(&ada, singers::plays, &play);
    session.flush().await?;
    let rows = select((parts::song, parts::play)).order_by(parts::id);
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(session.all(&rows).await?, [(text("Summer"), None), (None, text("Summer"))]);
    // What was said last of one is not said of the other.
    session.unlink(&ada, singers::plays, &play);
    session.link(&ada, singers::songs, &song);
    session.unlink(&ada, singers::songs, &song);
    session.link(&ada, singers::plays, &play);
    session.commit().await?;
    assert_eq!(engine.all(&rows).await?, [(None, text("Summer"))]);
    log.take();
});

on_every_database!(a_row_that_was_linked_is_undone_with_it, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(Singer, singers::name.set("Ada"));
    let song = session.add(Song, songs::title.set("Summer"));
    session.commit().await?;
    session.link(&ada, singers::songs, &song);
    session.flush().await?;
    let part = session.all(&select(Part)).await?[0];
    assert_eq!(session[part].singer, "Ada");
    session.rollback().await?;
    assert!(session.find(&part).is_err());
    log.take();
});

on_every_database!(
    a_unique_value_of_which_one_column_changes_is_taken_over,
    async |engine, log| {
        let mut session = engine.session();
        let chapter = |title: &'static str| (chapters::team.set(7), chapters::title.set(title));
        let [x, y] = ["x", "y"].map(|title| session.add(Chapter, chapter(title)));
        session.commit().await?;
        let [x, y] = [session.saved(x)?, session.saved(y)?];
        session.delete(&x);
        session.edit(&y).title = "x".into();
        session.commit().await?;
        assert_eq!(engine.all(&select(chapters::title)).await?, ["x"]);
        log.take();
    }
);

on_every_database!(rows_with_versions_are_deleted_before_they_go_along, async |engine, log| {
    let mut session = engine.session();
    let root = session.add_default_values(Branch);
    let twig = session.add(Branch, branches::parent_id.set(&root));
    let leaf = session.add(Branch, branches::parent_id.set(&twig));
    session.commit().await?;
    let all = [session.saved(root)?, session.saved(twig)?, session.saved(leaf)?];
    all.iter().for_each(|branch| session.delete(branch));
    session.commit().await?;
    assert_eq!(engine.one(&from(branches::table).select(count_rows())).await?, 0);
    // In a circle none is the last.
    let one = session.add_default_values(Branch);
    let two = session.add(Branch, branches::parent_id.set(&one));
    session.flush().await?;
    let (one, two) = (session.saved(one)?, session.saved(two)?);
    session.edit(&one).parent_id = Some(session[two].id);
    session.flush().await?;
    session.delete(&one);
    session.commit().await?;
    assert_eq!(engine.one(&from(branches::table).select(count_rows())).await?, 0);
    // It is cut where all of it is deleted.
    let one = session.add_default_values(Branch);
    let two = session.add(Branch, branches::parent_id.set(&one));
    session.flush().await?;
    let (one, two) = (session.saved(one)?, session.saved(two)?);
    session.edit(&one).parent_id = Some(session[two].id);
    session.commit().await?;
    log.take();
    session.delete(&one);
    session.delete(&two);
    session.commit().await?;
    assert_eq!(
        log.statements(),
        [
            "UPDATE branches SET parent_id = NULL WHERE id = ?1",
            "DELETE FROM branches WHERE id = ?1 AND version = ?2",
            "DELETE FROM branches WHERE id = ?1 AND version = ?2",
        ]
    );
    assert_eq!(engine.one(&from(branches::table).select(count_rows())).await?, 0);
});

on_every_database!(what_goes_along_in_a_circle_is_compared_before, async |engine, log| {
    let mut session = engine.session();
    let [one, two] = [(1, 1), (2, 1)]
        .map(|(id, next)| session.add(Ring, (rings::id.set(id), rings::next_id.set(next))));
    session.flush().await?;
    let (one, two) = (session.saved(one)?, session.saved(two)?);
    session.edit(&one).next_id = 2;
    session.commit().await?;
    log.take();
    session.delete(&one);
    session.delete(&two);
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "UPDATE rings SET version = version + 1 \
             WHERE id = ?1 AND version = ?2 OR id = ?3 AND version = ?4",
            "DELETE FROM rings WHERE id IN (?1, ?2)",
        ]
    );
    assert_eq!(session.one(&from(rings::table).select(count_rows())).await?, 0);
    session.rollback().await?;
    assert_eq!((session[one].version, session[two].version), (2, 1));
    // Who was slower is told so, though the first row would take this one along.
    let change = update(rings::table).set(rings::next_id.set(2)).filter(rings::id.eq(2));
    engine.execute(&change.last_write_wins()).await?;
    session.delete(&one);
    session.delete(&two);
    let error = session.commit().await.unwrap_err();
    assert_eq!(error.to_string(), "rings 2 has version 2, and 1 was expected");
    session.rollback().await?;
    assert_eq!(engine.one(&from(rings::table).select(count_rows())).await?, 2);
    log.take();
});
