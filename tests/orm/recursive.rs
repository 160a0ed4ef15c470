//! Trees whose branches meet again.

use super::Error;
use relata::orm::load::Recursive;
use relata::prelude::*;

table! {
    pub parts as Part {
        #[primary_key] id: i64,
        name: String,
        holds: ManyToMany<parts::within, assemblies(whole_id => part_id)>,
        within: ManyToMany<parts::holds, assemblies(part_id => whole_id)>,
    }
}

table! {
    #[primary_key(whole_id, part_id)]
    pub assemblies {
        #[references(parts::id)] whole_id: i64,
        #[references(parts::id)] part_id: i64,
    }
}

schema! { pub shop: parts, assemblies }

type Tree = Tracked<Part, (Recursive<parts::holds>,)>;

fn shown(session: &Session<'_, Sqlite>, tree: &Tree) -> String {
    let below = tree.get(parts::holds).iter().map(|part| shown(session, part));
    format!("{}({})", session[tree].name, below.collect::<Vec<_>>().join(" "))
}

#[tokio::test]
async fn what_two_ways_lead_to_has_all_that_is_below_it_on_both() -> Result<(), Error> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    engine.create_all::<shop>().await?;
    let all = (1..).zip(["bike", "front", "rear", "wheel", "spoke"]);
    let all = all.map(|(id, name)| (parts::id.set(id), parts::name.set(name)));
    engine.execute(&insert_into(parts::table).rows(all)).await?;
    let within = [(1, 2), (1, 3), (2, 4), (3, 4), (4, 5)];
    let within = within
        .map(|(whole, part)| (assemblies::whole_id.set(whole), assemblies::part_id.set(part)));
    engine.execute(&insert_into(assemblies::table).rows(within)).await?;

    let mut session = engine.session();
    let holds = || parts::holds.selectin().order_by(parts::id);
    let query = select(Part).filter(parts::id.eq(1)).with(holds().recursive());
    let trees: Vec<Tree> = session.all(&query).await?;
    assert_eq!(shown(&session, &trees[0]), "bike(front(wheel(spoke())) rear(wheel(spoke())))");
    Ok(())
}
