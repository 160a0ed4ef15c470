//! A schema, checked queries and rows: an embedded SQLite database, nothing else to install.
//!
//! `cargo run --example quickstart`

use relata::prelude::*;

table! {
    /// People who can sign in.
    pub users as User {
        #[primary_key, identity] id: i64,
        name: String,
        #[unique] email: String,
        nickname: Option<String>,
        posts: HasMany<posts::author>,
    }
}

table! {
    pub posts as Post {
        #[primary_key, identity] id: i64,
        #[references(users::id, on_delete = cascade)] author_id: i64,
        title: String,
        author: BelongsTo<users::posts, author_id>,
    }
}

schema! { pub blog: users, posts }

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), relata::Error> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    engine.create_all::<blog>().await?;

    // A session writes objects, parents first; a missing or misspelt column does not compile.
    let mut session = engine.session();
    for (name, titles) in [("Ada", vec!["Notes", "On engines"]), ("Grace", vec![])] {
        let email = format!("{name}@example.org");
        let author = session.add(User, (users::name.set(name), users::email.set(email)));
        for title in titles {
            session.add(Post, (posts::author_id.set(&author), posts::title.set(title)));
        }
    }
    session.commit().await?;

    // The title is an `Option`, because the join is a LEFT JOIN.
    let titles = from(users::table)
        .left_join(users::posts)
        .order_by((users::name, posts::id))
        .select((users::name, posts::title));
    show(&titles);
    for (name, title) in engine.all(&titles).await? {
        println!("  {name:<6} {}", title.as_deref().unwrap_or("(no posts)"));
    }

    // The key in GROUP BY decides the name.
    let counts = from(users::table)
        .left_join(users::posts)
        .group_by(users::id)
        .order_by(count(posts::id).desc())
        .select((users::name, count(posts::id)));
    show(&counts);
    for (name, posts) in engine.all(&counts).await? {
        println!("  {name:<6} {posts}");
    }

    // It keeps rows as objects, loads what is beside them, and writes what has changed.
    let people = session.all(&select(User).order_by(users::id).with(users::posts)).await?;
    for person in &people {
        println!("  {} wrote {}", session[person].name, person.get(users::posts).len());
    }
    session.edit(&people[1]).nickname = Some("Amazing Grace".into());
    session.commit().await
}

fn show(statement: &impl Render<Sqlite>) {
    println!("{}", relata::render::to_text::<Sqlite>(statement));
}
