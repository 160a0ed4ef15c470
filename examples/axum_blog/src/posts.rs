//! Posts: with their authors and comments, page by page from the newest, and a version that says whether
//! somebody else was faster.

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use relata::driver::Driver;
use relata::orm::Nested;
use relata::prelude::*;
use serde::{Deserialize, Serialize};

use crate::db::Db;
use crate::problem::{Answer, Problem};
use crate::schema::*;

pub fn routes<D: Driver>() -> Router<Engine<D>> {
    Router::new()
        .route("/posts", get(list::<D>).post(add::<D>))
        .route("/posts/{id}", get(show::<D>).put(change::<D>).delete(remove::<D>))
}

/// A post with what is shown of it: its author, and its comments with theirs.
type Shown = Tracked<Post, (posts::author, Nested<posts::comments, (comments::author,)>)>;

#[derive(Serialize)]
struct PostView<'s> {
    #[serde(flatten)]
    post: &'s Post,
    author: Option<&'s str>,
    comments: Vec<CommentView<'s>>,
}

#[derive(Serialize)]
struct CommentView<'s> {
    #[serde(flatten)]
    comment: &'s Comment,
    author: Option<&'s str>,
}

/// Everything that is shown is loaded: what was not would not compile.
fn view<'s, D: Driver>(db: &'s Session<'_, D>, post: &Shown) -> PostView<'s> {
    let comments = post.get(posts::comments).iter().map(|comment| CommentView {
        comment: &db[comment],
        author: comment.get(comments::author).map(|author| &*db[author].name),
    });
    PostView {
        post: &db[post],
        author: post.get(posts::author).map(|author| &*db[author].name),
        comments: comments.collect(),
    }
}

const PAGE: usize = 20;

/// `?after=` what the page before has given as `next`, and of one author: `?author_id=`.
#[derive(Deserialize)]
struct Page {
    after: Option<String>,
    author_id: Option<i64>,
}

#[derive(Serialize)]
struct Posts<'s> {
    posts: Vec<PostView<'s>>,
    /// Where the next page begins. There is none after a page that is not full.
    next: Option<String>,
}

/// Four statements, however many posts and comments there are.
async fn list<D: Driver>(Db(mut db): Db<D>, Query(at): Query<Page>) -> Answer<Response> {
    let author = at.author_id.map(|author| posts::author_id.eq(author));
    let newest = select(Post).filter(author).order_by(posts::id.desc());
    let after = at.after.map(|text| newest.cursor_at::<D>(&text)).transpose();
    let after = after.map_err(|_| Problem::NO_PAGE)?;
    let comments = posts::comments.selectin().order_by(comments::id).with(comments::author);
    let page = newest.after_cursor(after).limit(PAGE as u64).with((posts::author, comments));
    let found = db.all(&page).await?;
    let last = found.last().filter(|_| found.len() == PAGE);
    let next = last.map(|post| newest.cursor::<D>(&db[post]).to_string());
    let posts = found.iter().map(|post| view(&db, post)).collect();
    Ok(Json(Posts { posts, next }).into_response())
}

async fn show<D: Driver>(Db(mut db): Db<D>, Path(id): Path<i64>) -> Answer<Response> {
    let post = db.get_one(Post, id).await?;
    let comments = posts::comments.selectin().order_by(comments::id).with(comments::author);
    let post = db.load(&post, (posts::author, comments)).await?;
    Ok(Json(view(&db, &post)).into_response())
}

#[derive(Deserialize, Assignments)]
#[assignments(posts)]
struct NewPost {
    author_id: i64,
    title: String,
    body: String,
}

async fn add<D: Driver>(
    Db(mut db): Db<D>,
    Json(body): Json<NewPost>,
) -> Answer<(StatusCode, Json<Post>)> {
    let post = db.add(Post, body);
    db.commit().await?;
    let post = db.saved(post)?;
    Ok((StatusCode::CREATED, Json(db[post].clone())))
}

/// A change says which version of the post it was made for.
#[derive(Deserialize)]
struct PostChange {
    version: i32,
    title: String,
    body: String,
}

/// The version is looked at here, for what the client has read, and once more by the UPDATE, for what
/// somebody writes in between.
async fn change<D: Driver>(
    Db(mut db): Db<D>,
    Path(id): Path<i64>,
    Json(body): Json<PostChange>,
) -> Answer<Json<Post>> {
    let post = db.get_one(Post, id).await?;
    if db[post].version != body.version {
        return Err(Problem::STALE);
    }
    let edited = db.edit(&post);
    edited.title = body.title;
    edited.body = body.body;
    db.commit().await?;
    Ok(Json(db[post].clone()))
}

async fn remove<D: Driver>(Db(mut db): Db<D>, Path(id): Path<i64>) -> Answer<StatusCode> {
    let post = db.get_one(Post, id).await?;
    db.delete(&post);
    db.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
