use blog::*;
use relata::prelude::*;

mod named {
    use super::*;
    shape! { pub users { id: i64 } }
    shape! { pub tags { id: i64 } }
}

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let writers = || cte(named::users::table, select(posts::author_id));
    let of_posts = from(posts::table)
        .inner_join(named::users::table)
        .on(named::users::id.eq(posts::author_id));
    db.all(&with(writers()).query(of_posts.select(posts::title))).await?;
    // What a statement writes is always a table, and a WITH further in hides nothing further out.
    let quiet = users::id.not_in(from(other).select(other[users::id]));
    db.execute(
        &with(cte(named::tags::table, select(posts::id)))
            .query(delete(tags::table).filter(tags::id.in_(select(named::tags::id)))),
    )
    .await?;
    // Nor is what UPDATE and INSERT read hidden by a query of another name.
    let seen = || with(cte(named::tags::table, select(posts::id)));
    let change =
        update(posts::table).from(users::table).set(posts::title.set(users::name));
    db.execute(
        &seen().query(
            change
                .filter(users::id.eq(posts::author_id))
                .filter(posts::id.in_(select(named::tags::id))),
        ),
    )
    .await?;
    let names = from(users::table).filter(users::id.in_(select(named::tags::id)));
    db.execute(
        &seen().query(insert_into(tags::table).from_select(tags::label, names.select(users::name))),
    )
    .await?;
    let inner = with(writers()).query(select(named::users::id));
    db.all(&from(users::table).filter(users::id.in_(inner)).filter(quiet).select(users::name))
        .await?;
    Ok(())
}

fn main() {}
