//! Comments: they are added to a post, and deleted by one statement.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::routing::{delete as at_delete, post};
use axum::{Json, Router};
use relata::driver::Driver;
use relata::prelude::*;
use serde::Deserialize;

use crate::db::Db;
use crate::problem::{Answer, Problem};
use crate::schema::*;

pub fn routes<D: Driver>() -> Router<Engine<D>> {
    Router::new()
        .route("/posts/{id}/comments", post(add::<D>))
        .route("/comments/{id}", at_delete(remove::<D>))
}

#[derive(Deserialize)]
struct NewComment {
    author_id: i64,
    body: String,
}

async fn add<D: Driver>(
    Db(mut db): Db<D>,
    Path(id): Path<i64>,
    Json(body): Json<NewComment>,
) -> Answer<(StatusCode, Json<Comment>)> {
    let post = db.get_one(Post, id).await?;
    let values = (
        comments::post_id.set(&post),
        comments::author_id.set(body.author_id),
        comments::body.set(body.body),
    );
    let comment = db.add(Comment, values);
    db.commit().await?;
    let comment = db.saved(comment)?;
    Ok((StatusCode::CREATED, Json(db[comment].clone())))
}

async fn remove<D: Driver>(Db(mut db): Db<D>, Path(id): Path<i64>) -> Answer<StatusCode> {
    if db.execute(&delete(comments::table).filter(comments::id.eq(id))).await? == 0 {
        return Err(Problem::NOT_FOUND);
    }
    db.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
