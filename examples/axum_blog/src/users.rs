//! People: with a page by its number.

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use relata::driver::Driver;
use relata::prelude::*;
use serde::{Deserialize, Serialize};

use crate::db::Db;
use crate::problem::Answer;
use crate::schema::*;

pub fn routes<D: Driver>() -> Router<Engine<D>> {
    Router::new()
        .route("/users", get(list::<D>).post(add::<D>))
        .route("/users/{id}", get(show::<D>).patch(change::<D>).delete(remove::<D>))
}

const PAGE: u64 = 20;

/// `?page=1` is the first.
#[derive(Deserialize)]
struct Page {
    #[serde(default = "first")]
    page: u32,
}

fn first() -> u32 {
    1
}

#[derive(Serialize)]
struct Users {
    users: Vec<User>,
    total: i64,
}

async fn list<D: Driver>(Db(mut db): Db<D>, Query(at): Query<Page>) -> Answer<Json<Users>> {
    let skipped = u64::from(at.page.saturating_sub(1)) * PAGE;
    let page = select(User).order_by((users::name, users::id)).limit(PAGE).offset(skipped);
    let found = db.all(&page).await?;
    let total = db.one(&from(users::table).select(count_rows())).await?;
    Ok(Json(Users { users: found.iter().map(|user| db[user].clone()).collect(), total }))
}

/// The body of a request is what is inserted.
#[derive(Deserialize, Assignments)]
#[assignments(users)]
struct NewUser {
    name: String,
    email: String,
}

async fn add<D: Driver>(
    Db(mut db): Db<D>,
    Json(body): Json<NewUser>,
) -> Answer<(StatusCode, Json<User>)> {
    let user = db.add(User, body);
    db.commit().await?;
    let user = db.saved(user)?;
    Ok((StatusCode::CREATED, Json(db[user].clone())))
}

async fn show<D: Driver>(Db(mut db): Db<D>, Path(id): Path<i64>) -> Answer<Json<User>> {
    let user = db.get_one(User, id).await?;
    Ok(Json(db[user].clone()))
}

#[derive(Deserialize)]
struct UserChange {
    name: Option<String>,
    email: Option<String>,
}

async fn change<D: Driver>(
    Db(mut db): Db<D>,
    Path(id): Path<i64>,
    Json(body): Json<UserChange>,
) -> Answer<Json<User>> {
    let user = db.get_one(User, id).await?;
    let edited = db.edit(&user);
    if let Some(name) = body.name {
        edited.name = name;
    }
    if let Some(email) = body.email {
        edited.email = email;
    }
    db.commit().await?;
    Ok(Json(db[user].clone()))
}

async fn remove<D: Driver>(Db(mut db): Db<D>, Path(id): Path<i64>) -> Answer<StatusCode> {
    let user = db.get_one(User, id).await?;
    db.delete(&user);
    db.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
