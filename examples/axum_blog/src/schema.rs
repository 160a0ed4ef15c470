//! The tables, and what refuses a row of them.

use relata::prelude::*;
use serde::Serialize;

table! {
    #[derive(Serialize), constraints(UserConstraint), check(length(name) > 0, name = "name_is_there")]
    pub users as User {
        #[primary_key, identity] id: i64,
        name: String,
        #[unique] email: String,
        posts: HasMany<posts::author>,
        comments: HasMany<comments::author>,
    }
}

table! {
    #[derive(Serialize), constraints(PostConstraint), check(length(title) > 0, name = "title_is_there")]
    pub posts as Post {
        #[primary_key, identity] id: i64,
        #[index, references(users::id, on_delete = cascade)] author_id: i64,
        title: String,
        #[sql(text)] body: String,
        #[version] version: i32,
        author: BelongsTo<users::posts, author_id>,
        comments: HasMany<comments::post>,
    }
}

table! {
    #[derive(Serialize)]
    pub comments as Comment {
        #[primary_key, identity] id: i64,
        #[index, references(posts::id, on_delete = cascade)] post_id: i64,
        #[index, references(users::id, on_delete = cascade)] author_id: i64,
        #[sql(text)] body: String,
        post: BelongsTo<posts::comments, post_id>,
        author: BelongsTo<users::comments, author_id>,
    }
}

schema! { pub blog: users, posts, comments }
