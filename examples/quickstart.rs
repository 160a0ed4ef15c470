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

    // A missing or misspelt column, or a value of another type, does not compile.
    let mut tx = engine.begin().await?;
    for (name, titles) in [("Ada", vec!["Notes", "On engines"]), ("Grace", vec![])] {
        let add = insert_into(users::table)
            .values((users::name.set(name), users::email.set(format!("{name}@example.org"))))
            .returning(users::id);
        show(&add);
        let id: i64 = tx.one(&add).await?;
        let rows = titles.into_iter().map(|t| (posts::author_id.set(id), posts::title.set(t)));
        tx.execute(&insert_into(posts::table).rows(rows)).await?;
    }
    tx.commit().await?;

    // The title is an `Option`, because the join is a LEFT JOIN.
    let titles = from(users::table)
        .left_join(users::posts)
        .order_by((users::name, posts::id))
        .select((users::name, posts::title));
    show(&titles);
    for (name, title) in engine.all(&titles).await? {
        println!("  {name:<6} {}", title.as_deref().unwrap_or("(no posts)"));
    }

    // The name may be selected, because the key in GROUP BY decides it.
    let counts = from(users::table)
        .left_join(users::posts)
        .group_by(users::id)
        .order_by(count(posts::id).desc())
        .select((users::name, count(posts::id)));
    show(&counts);
    for (name, posts) in engine.all(&counts).await? {
        println!("  {name:<6} {posts}");
    }

    // A unique key is fixed, so there is at most one row.
    let ada = select(User).filter(users::email.eq("Ada@example.org"));
    show(&ada);
    println!("  {:?}", engine.one_or_none(&ada).await?);
    Ok(())
}

fn show(statement: &impl Render<Sqlite>) {
    println!("{}", relata::render::to_text::<Sqlite>(statement));
}
