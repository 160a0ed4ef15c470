//! Keys that are UUIDs, and newtypes of them: Rust makes them, so they are known before the flush.

use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Uuid;

use super::*;

/// A UUID that nobody else has.
fn next() -> Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let low = NEXT.fetch_add(1, Ordering::Relaxed);
    Uuid::from_u128(0xfedc_ba98_0000_4000_8000_0000_0000_0000 + u128::from(low))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, SqlType)]
pub struct TeamId(Uuid);

table! {
    pub teams as Team {
        #[primary_key, default_with(|| TeamId(next()))] id: TeamId,
        name: String,
        players: HasMany<players::team>,
    }
}

table! {
    pub players as Player {
        #[primary_key, default_with(next)] id: Uuid,
        #[references(teams::id, on_delete = cascade)] team_id: TeamId,
        name: String,
        #[default(0)] goals: i64,
        team: BelongsTo<teams::players, team_id>,
    }
}

schema! { pub league: teams, players }

on_every_database!(objects_are_found_changed_related_and_deleted, async |engine, log| {
    engine.create_all::<league>().await?;
    let mut session = engine.session();
    let [reds, blues] = ["reds", "blues"].map(|name| session.add(Team, teams::name.set(name)));
    let new: Vec<_> = (0..70)
        .map(|n| {
            let team = if n % 2 == 0 { &reds } else { &blues };
            session.add(Player, (players::team.set(team), players::name.set(format!("{n}"))))
        })
        .collect();
    // One is given.
    let id = next();
    let given = (players::id.set(id), players::team.set(&reds), players::name.set("given"));
    let given = session.add(Player, given);
    log.take();
    session.commit().await?;
    let [reds, blues] = [reds, blues].map(|team| session.saved(team).unwrap());
    let given = session.saved(given)?;
    assert_eq!((session[given].id, session[given].goals), (id, 0));
    for (n, new) in new.iter().enumerate() {
        let player = session.saved(*new)?;
        let id = session[player].id;
        let name = select(players::name).filter(players::id.eq(id));
        assert_eq!(session.one_or_none(&name).await?, Some(n.to_string()));
        assert_eq!(session.get(Player, id).await?, Some(player));
        session.edit(&player).goals = n as i64;
    }
    session.commit().await?;

    let (reds, blues) = (session[reds].id, session[blues].id);
    let mut session = engine.session();
    let team = session.get_one(Team, reds).await?;
    let best_first = teams::players.selectin().order_by((players::goals.desc(), players::name));
    let team = session.load(&team, best_first).await?;
    let goals: Vec<_> = team.get(teams::players).iter().map(|one| session[one].goals).collect();
    assert_eq!(goals.len(), 36);
    assert_eq!(goals[..3], [68, 66, 64]);
    let written = select(Player).filter(players::id.eq(id)).joined(players::team);
    let player = session.one(&written).await?;
    assert_eq!(player.get(players::team), Some(&team.handle()));
    session.delete(&player);
    session.edit(&team).name = "greens".into();
    let blues = session.get_one(Team, blues).await?;
    session.delete(&blues);
    session.commit().await?;
    assert_eq!(session.all(&from(players::table).select(count_rows())).await?, [35]);
    assert_eq!(session.all(&select(teams::name)).await?, ["greens"]);
});
