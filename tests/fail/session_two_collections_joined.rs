// error: `users::drafts` and another relation to many in one join give each object of one with each of the other
// label: load it by a statement of its own, `.with(users::drafts)`, or say `.joined_with_each(..)`

use relata::Error;
use relata::prelude::*;

table! {
    pub users as User {
        #[primary_key] id: i64,
        posts: HasMany<posts::author>,
        drafts: HasMany<drafts::author>,
    }
}
table! {
    pub posts as Post {
        #[primary_key] id: i64,
        #[references(users::id)] author_id: i64,
        author: BelongsTo<users::posts, author_id>,
    }
}
table! {
    pub drafts as Draft {
        #[primary_key] id: i64,
        #[references(users::id)] author_id: i64,
        #[references(posts::id)] post_id: Option<i64>,
        author: BelongsTo<users::drafts, author_id>,
        post: BelongsTo<posts::table, post_id>,
    }
}

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(User).joined(users::posts).joined(users::drafts)).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
