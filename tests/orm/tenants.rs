//! Sessions of one tenant, and rows that are only marked as deleted.

use relata::blocking;

use super::*;

table! {
    pub papers as Paper {
        #[primary_key, identity] id: i64,
        #[tenant] team: i64,
        title: String,
        #[version] version: i32,
        remarks: HasMany<remarks::paper>,
        labels: ManyToMany<labels::papers, paper_labels>,
    }
}

table! {
    pub remarks as Remark {
        #[primary_key, identity] id: i64,
        #[tenant] team: i64,
        #[references(papers::id)] paper_id: i64,
        #[references(remarks::id)] above_id: Option<i64>,
        body: String,
        #[soft_delete, default(false)] gone: bool,
        paper: BelongsTo<papers::remarks, paper_id>,
        above: BelongsTo<remarks::below, above_id>,
        below: HasMany<remarks::above>,
    }
}

table! {
    pub labels as Label {
        #[primary_key, identity] id: i64,
        #[tenant] team: i64,
        name: String,
        papers: ManyToMany<papers::labels, paper_labels>,
    }
}

table! {
    #[primary_key(paper_id, label_id)]
    pub paper_labels {
        #[references(papers::id)] paper_id: i64,
        #[references(labels::id)] label_id: i64,
        #[tenant] team: i64,
    }
}

alias!(other: remarks);

/// What team 1 has, with `our` in the names, and team 2, with `their`: a paper, a remark with an answer,
/// and a label. Then what no program of theirs could do: rows of team 2 hang at those of team 1.
macro_rules! two_teams {
    ($engine:ident) => {
        for (team, whose) in [(1_i64, "our"), (2, "their")] {
            let mut session = $engine.session().for_tenant(team).live();
            let paper = session.add(Paper, papers::title.set(format!("{whose} paper")));
            let label = session.add(Label, labels::name.set(format!("{whose} label")));
            let body = |what: &str| remarks::body.set(format!("{whose} {what}"));
            let remark = session.add(Remark, (remarks::paper_id.set(&paper), body("remark")));
            session.add(
                Remark,
                (remarks::paper_id.set(&paper), remarks::above_id.set(&remark), body("answer")),
            );
            session.flush().await?;
            session.link(&paper, papers::labels, &label);
            session.commit().await?;
        }
        $engine
            .execute(&raw!(
                (),
                "INSERT INTO remarks (team, paper_id, above_id, body) VALUES
                 (2, 1, 1, 'their answer'), (2, 1, NULL, 'their remark')"
            ))
            .await?;
        $engine
            .execute(&raw!(
                (),
                "INSERT INTO paper_labels (paper_id, label_id, team) VALUES (1, 2, 2)"
            ))
            .await?;
    };
}

/// The texts of all rows of a team, as they are in the database.
macro_rules! of_team {
    ($engine:ident, $team:literal) => {{
        let titles = select(papers::title).tenant($team);
        let names = select(labels::name).tenant($team);
        let bodies = select(remarks::body).tenant($team).with_deleted();
        let mut texts = $engine.all(&titles.union_all(names).union_all(bodies)).await?;
        texts.sort();
        texts
    }};
}

on_every_database!(nothing_of_another_tenant_is_read, async |engine, log| {
    two_teams!(engine);
    let mut session = engine.session().for_tenant(1).live();
    log.take();
    assert_eq!(session.get(Paper, 2).await?, None);
    assert_eq!(
        log.statements(),
        ["SELECT papers.id, papers.team, papers.title, papers.version FROM papers \
          WHERE papers.id IN (SELECT value FROM json_each(?1)) AND papers.team = ?2"]
    );
    let ours = session.get_one(Paper, 1).await?;
    assert!(session.get_one(Label, 2).await.unwrap_err().is_not_found());
    assert_eq!(session.all(&select(Paper)).await?, [ours]);

    // What a query of the program's own says, the session says for it.
    let answered = from(remarks::table)
        .inner_join(remarks::below.to(other))
        .select((remarks::body, other[remarks::body]));
    let pairs = [("our remark".to_owned(), "our answer".to_owned())];
    assert_eq!(session.all(&answered).await?, pairs);
    let counts = from(papers::table)
        .left_join(papers::remarks)
        .group_by(papers::id)
        .select((papers::id, count(remarks::id)));
    assert_eq!(session.all(&counts).await?, [(1, 2)]);
    let labelled = papers::id.in_(select(paper_labels::paper_id));
    assert_eq!(session.all(&select(papers::id).filter(labelled)).await?, [1]);
    let last = scalar(from(remarks::table).select(max(remarks::id)));
    assert_eq!(session.all(&select((papers::id, last))).await?, [(1, Some(2))]);
    // Its own word wins.
    assert_eq!(session.all(&select(papers::title).tenant(2)).await?, ["their paper"]);

    // Relations, in each way.
    let all = select(Paper).with((
        papers::remarks.with(remarks::below),
        papers::labels.selectin().order_by(labels::name),
    ));
    log.take();
    let found = session.one(&select(Paper).filter(papers::id.eq(1)).with(papers::labels)).await?;
    assert_eq!(
        log.statements()[1],
        "SELECT labels.id, labels.team, labels.name, paper_labels.paper_id FROM labels \
         JOIN paper_labels ON paper_labels.label_id = labels.id WHERE paper_labels.paper_id IN \
         (SELECT value FROM json_each(?1)) AND labels.team = ?2 AND paper_labels.team = ?3"
    );
    assert_eq!(found.get(papers::labels).len(), 1);
    let all = session.all(&all).await?;
    assert_eq!(all.len(), 1);
    let labels: Vec<&str> =
        all[0].get(papers::labels).iter().map(|label| &*session[label].name).collect();
    assert_eq!(labels, ["our label"]);
    let bodies: Vec<&str> =
        all[0].get(papers::remarks).iter().map(|remark| &*session[remark].body).collect();
    assert_eq!(bodies, ["our remark", "our answer"]);
    assert_eq!(all[0].get(papers::remarks)[0].get(remarks::below).len(), 1);
    let limited = papers::remarks.selectin().order_by(remarks::id.desc()).limit(5);
    let limited = session.load(&ours, limited).await?;
    assert_eq!(limited.get(papers::remarks).len(), 2);
    let joined = session.all(&select(Paper).joined(papers::remarks)).await?;
    assert_eq!(joined[0].get(papers::remarks).len(), 2);
    let query = select(Label).joined(labels::papers.joined(papers::remarks));
    let joined = session.all(&query).await?;
    let papers = joined[0].get(labels::papers);
    assert_eq!((joined.len(), papers.len(), papers[0].get(papers::remarks).len()), (1, 1, 2));
    log.take();
    let query = select(Label).with(labels::papers.joined(papers::remarks));
    let joined = session.all(&query).await?;
    let in_keys = "IN (SELECT value FROM json_each(?2))";
    assert_eq!(
        log.statements()[1].replace("= ANY(?2)", in_keys),
        "SELECT papers.id, papers.team, papers.title, papers.version, paper_labels.label_id, \
         remarks.id, remarks.team, remarks.paper_id, remarks.above_id, remarks.body, remarks.gone \
         FROM papers JOIN paper_labels ON paper_labels.paper_id = papers.id \
         LEFT JOIN remarks ON remarks.paper_id = papers.id AND remarks.team = ?1 AND remarks.gone = FALSE \
         WHERE paper_labels.label_id IN (SELECT value FROM json_each(?2)) \
         AND papers.team = ?3 AND paper_labels.team = ?4"
    );
    let papers = joined[0].get(labels::papers);
    assert_eq!((joined.len(), papers.len(), papers[0].get(papers::remarks).len()), (1, 1, 2));
    let nested = from(papers::table).inner_join(papers::remarks).select((Paper, Remark));
    let nested = session.all(&nested.nest(papers::remarks)).await?;
    assert_eq!(nested[0].get(papers::remarks).len(), 2);
    let top = session.get_one(Remark, 1).await?;
    let tree = session.load(&top, remarks::below.selectin().recursive()).await?;
    assert_eq!(tree.get(remarks::below).len(), 1);
    assert_eq!(session.count(Remark), 2);
    session.rollback().await?;
});

on_every_database!(nor_is_it_as_one_value_beside_others, async |engine, log| {
    two_teams!(engine);
    let mut session = engine.session().for_tenant(1).live();
    let remarks = papers::remarks.multiset().order_by(remarks::id);
    let query = select(Paper).with((remarks, papers::labels.multiset()));
    log.take();
    let found = session.all(&query).await?;
    assert_eq!(log.statements().len(), 1);
    let [paper] = &found[..] else { panic!("{found:?}") };
    let bodies = paper.get(papers::remarks).iter().map(|remark| &*session[remark].body);
    assert_eq!(bodies.collect::<Vec<_>>(), ["our remark", "our answer"]);
    let names = paper.get(papers::labels).iter().map(|label| &*session[label].name);
    assert_eq!(names.collect::<Vec<_>>(), ["our label"]);
});

on_every_database!(nothing_of_another_tenant_is_written, async |engine, log| {
    two_teams!(engine);
    let theirs = of_team!(engine, 2);
    let mut session = engine.session().for_tenant(1).live();
    let ours = session.get_one(Paper, 1).await?;
    session.edit(&ours).title = "our best paper".into();
    log.take();
    session.flush().await?;
    assert_eq!(
        log.statements(),
        ["UPDATE papers SET title = ?1, version = version + 1 \
          WHERE id = ?2 AND version = ?3 AND papers.team = ?4"]
    );
    session
        .execute(
            &update(papers::table)
                .set(papers::title.set("our paper"))
                .every_row()
                .last_write_wins(),
        )
        .await?;
    session.execute(&update(labels::table).set(labels::name.set("our one")).every_row()).await?;
    let mark = update(remarks::table).set(remarks::gone.set(true)).every_row();
    session.execute(&mark).await?;
    session.execute(&delete(paper_labels::table).every_row()).await?;
    session.commit().await?;
    assert_eq!(of_team!(engine, 2), theirs);
    assert_eq!(of_team!(engine, 1), ["our answer", "our one", "our paper", "our remark"]);
    assert_eq!(engine.all(&select(paper_labels::team).across_tenants()).await?, [2, 2]);

    // Nor by an object that another session has read: its row is not there for this one.
    let mut others = engine.session().for_tenant(2).live();
    let their = others.get_one(Paper, 2).await?;
    let their = others.detach(&their)?;
    others.rollback().await?;
    assert_eq!(session.merge(their).await?, None);
    // And rows stay with their tenant.
    let ours = session.get_one(Paper, 1).await?;
    session.edit(&ours).team = 2;
    assert_eq!(session.flush().await.unwrap_err().to_string(), "papers 1 stays with its tenant");
    session.refresh(&ours).await?;
    session.delete(&ours);
    log.take();
    let refused = session.flush().await.unwrap_err();
    assert!(refused.is_foreign_key_violation(), "{refused}");
    assert!(log.statements().iter().all(|line| line.ends_with(" AND papers.team = ?3")
        || line.starts_with("DELETE FROM paper_labels WHERE paper_id = ?1 AND paper_labels.team")));
    session.rollback().await?;
});

on_every_database!(deleted_objects_are_only_marked, async |engine, log| {
    two_teams!(engine);
    let mut session = engine.session().for_tenant(1).live();
    let remark = session.get_one(Remark, 1).await?;
    session.delete(&remark);
    log.take();
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "UPDATE remarks SET gone = TRUE WHERE id = ?1 AND remarks.team = ?2 AND remarks.gone = FALSE"
        ]
    );
    assert_eq!(session.get(Remark, 1).await?, None);
    assert_eq!(session.all(&select(remarks::id)).await?, [2]);
    let ours = session.get_one(Paper, 1).await?;
    let loaded = session.load(&ours, papers::remarks).await?;
    assert_eq!(loaded.get(papers::remarks).len(), 1);
    session.rollback().await?;
    let remark = session.get_one(Remark, 1).await?;
    assert!(!session[remark].gone);
    session.delete(&remark);
    session.commit().await?;
    assert_eq!(session.get(Remark, 1).await?, None);
    session.rollback().await?;

    let mut archive = engine.session().for_tenant(1).with_deleted();
    let remark = archive.get_one(Remark, 1).await?;
    assert!(archive[remark].gone);
    archive.edit(&remark).gone = false;
    archive.commit().await?;
    assert!(session.get(Remark, 1).await?.is_some());
    session.rollback().await?;

    // A session across tenants reads and changes, but what it adds would belong to none.
    let mut all = engine.session().across_tenants().with_deleted();
    assert_eq!(all.all(&select(Remark)).await?.len(), 6);
    let theirs = all.get_one(Paper, 2).await?;
    all.edit(&theirs).title = "a paper".into();
    all.commit().await?;
    assert_eq!(engine.all(&select(papers::title).tenant(2)).await?, ["a paper"]);
});

on_every_database!(an_object_is_deleted_for_good_where_that_is_said, async |engine, log| {
    two_teams!(engine);
    let their = of_team!(engine, 2);
    // Else the row of the other team that leads to it would keep it.
    let free = update(remarks::table).set(remarks::above_id.set_null()).filter(remarks::id.eq(5));
    engine.execute(&free.tenant(2).with_deleted()).await?;
    let mut session = engine.session().for_tenant(1).live();
    let [remark, answer] = [session.get_one(Remark, 1).await?, session.get_one(Remark, 2).await?];
    session.delete(&answer);
    // What is said last is done.
    session.delete(&remark);
    session.delete_for_good(&remark);
    assert_eq!(session.pending(Remark).deleted.len(), 2);
    log.take();
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "UPDATE remarks SET gone = TRUE WHERE id = ?1 AND remarks.team = ?2 AND remarks.gone = FALSE",
            "UPDATE remarks SET above_id = NULL WHERE above_id = ?1 AND remarks.team = ?2",
            "DELETE FROM remarks WHERE id = ?1 AND remarks.team = ?2",
        ]
    );
    assert!(session.find(&remark).is_err() && session.find(&answer).is_err());
    session.rollback().await?;
    assert_eq!((&*session[remark].body, &*session[answer].body), ("our remark", "our answer"));
    session.delete(&answer);
    session.delete_for_good(&remark);
    session.commit().await?;
    let left = select((remarks::id, remarks::gone)).tenant(1).with_deleted();
    assert_eq!(engine.all(&left).await?, [(2, true)]);
    // One that is marked already is found by a session that means those too.
    assert_eq!(session.get(Remark, 2).await?, None);
    session.commit().await?;
    let mut archive = engine.session().for_tenant(1).with_deleted();
    let answer = archive.get_one(Remark, 2).await?;
    archive.delete_for_good(&answer);
    archive.commit().await?;
    assert!(engine.all(&left).await?.is_empty());
    assert_eq!(of_team!(engine, 2), their);
    log.take();
});

#[test]
fn a_blocking_session_says_the_same() -> Result<(), Error> {
    let engine = blocking::Engine::<Sqlite>::open("sqlite::memory:")?;
    engine.create_all::<blog>()?;
    let mut session = engine.session().for_tenant(1).live();
    let paper = session.add(Paper, papers::title.set("our paper"));
    session.commit()?;
    let paper = session.saved(paper)?;
    assert_eq!(session[paper].team, 1);
    assert_eq!(engine.session().live().for_tenant(2).get(Paper, 1)?, None);
    assert_eq!(engine.session().with_deleted().across_tenants().all(&select(Paper))?.len(), 1);
    Ok(())
}

on_every_database!(new_rows_are_the_tenants_where_those_of_all_are_meant, async |engine, _log| {
    two_teams!(engine);
    // It reads the papers of both, and what it adds is team 1's.
    let theirs = select((papers::title, papers::version)).filter(papers::id.eq(2));
    let copied = insert_into(papers::table).from_select((papers::title, papers::version), theirs);
    let mut session = engine.session().for_tenant(1).live();
    session.execute(&copied.across_tenants()).await?;
    session.commit().await?;
    assert_eq!(of_team!(engine, 1).iter().filter(|text| *text == "their paper").count(), 1);
});

on_every_database!(an_object_may_be_marked_from_the_beginning, async |engine, _log| {
    two_teams!(engine);
    let mut session = engine.session().for_tenant(1).live();
    let given = (remarks::paper_id.set(1), remarks::body.set("x"), remarks::gone.set(true));
    let gone = session.add(Remark, given);
    session.commit().await?;
    let gone = session.saved(gone)?;
    assert!(session[gone].gone);
});

on_every_database!(what_is_marked_is_deleted_for_good_by_any_session, async |engine, _log| {
    two_teams!(engine);
    let mut session = engine.session().for_tenant(1).live();
    let given = (remarks::paper_id.set(1), remarks::body.set("x"), remarks::gone.set(true));
    let marked = session.add(Remark, given);
    let unmarked = session.add(Remark, (remarks::paper_id.set(1), remarks::body.set("y")));
    session.commit().await?;
    let [marked, unmarked] = [marked, unmarked].map(|new| session.saved(new).unwrap());
    // The second one is marked by somebody else meanwhile.
    let mark = update(remarks::table).set(remarks::gone.set(true)).filter(remarks::body.eq("y"));
    assert_eq!(engine.execute(&mark.tenant(1).live()).await?, 1);
    session.delete_for_good(&marked);
    session.delete_for_good(&unmarked);
    session.commit().await?;
    let left = select(remarks::body).filter(remarks::body.in_(["x", "y"]));
    assert_eq!(engine.all(&left.tenant(1).with_deleted()).await?, [""; 0]);
});
