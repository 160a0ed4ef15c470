//! The blog, asked through its router: on SQLite in memory, and on each server that tests/run starts.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that panics has failed")]

#[path = "../../../tests/support/database.rs"]
mod database;
#[path = "../../../tests/support/scratch.rs"]
mod scratch;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum::response::IntoResponse;
use axum_blog::problem::Problem;
use axum_blog::schema::*;
use relata::assert_queries;
use relata::driver::Driver;
use relata::prelude::*;
use serde_json::{Value, json};
use tower::ServiceExt;

use scratch::Tested;

macro_rules! on_each {
    ($($name:ident)*) => {
        scratch::on_one!(sqlite Sqlite blog: $($name)*);
        scratch::on_servers!(blog: $($name)*);
    };
}

on_each! {
    people_are_added_changed_and_deleted
    constraints_are_answers
    people_come_page_by_page
    a_page_of_posts_is_four_statements
    who_changes_an_old_version_is_told
    a_lost_race_is_a_conflict
    comments_belong_to_a_post_and_an_author
}

struct Client(Router);

impl Client {
    /// Asks, and gives the status and the JSON of the answer.
    async fn ask(&self, what: &str, body: Value) -> (u16, Value) {
        let (method, uri) = what.split_once(' ').unwrap();
        let request = Request::builder()
            .method(method)
            .uri(uri)
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()));
        let answer = self.0.clone().oneshot(request.unwrap()).await.unwrap();
        let status = answer.status().as_u16();
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    /// What there is.
    async fn get(&self, uri: &str) -> Value {
        let (status, found) = self.ask(&format!("GET {uri}"), Value::Null).await;
        assert_eq!(status, 200, "{found}");
        found
    }

    /// The id of a new row.
    async fn add(&self, uri: &str, body: Value) -> i64 {
        let (status, added) = self.ask(&format!("POST {uri}"), body).await;
        assert_eq!(status, 201, "{added}");
        added["id"].as_i64().unwrap()
    }

    async fn add_user(&self, name: &str) -> i64 {
        self.add("/users", json!({"name": name, "email": format!("{name}@example.org")})).await
    }

    async fn add_post(&self, author: i64, title: &str) -> i64 {
        self.add("/posts", json!({"author_id": author, "title": title, "body": "."})).await
    }

    /// The status and text of what is refused.
    async fn refused(&self, what: &str, body: Value) -> (u16, String) {
        let (status, answer) = self.ask(what, body).await;
        (status, answer["error"].as_str().unwrap_or_default().to_owned())
    }
}

fn client<D: Driver>(engine: &Engine<D>) -> Client {
    Client(axum_blog::router(engine.clone()))
}

async fn people_are_added_changed_and_deleted<D: Driver>(engine: Engine<D>) -> Tested {
    let client = client(&engine);
    let ada = client.add_user("ada").await;
    let (at, post) = (format!("/users/{ada}"), client.add_post(ada, "Notes").await);
    let changed = client.ask(&format!("PATCH {at}"), json!({"name": "Ada Lovelace"})).await;
    let whole = json!({"id": ada, "name": "Ada Lovelace", "email": "ada@example.org"});
    assert_eq!(changed, (200, whole.clone()));
    assert_eq!(client.get(&at).await, whole);
    assert_eq!(client.ask(&format!("DELETE {at}"), Value::Null).await, (204, Value::Null));
    for gone in [at, format!("/posts/{post}")] {
        let answer = client.refused(&format!("GET {gone}"), Value::Null).await;
        assert_eq!(answer, (404, "there is no such thing".to_owned()));
    }
    Ok(())
}

async fn constraints_are_answers<D: Driver>(engine: Engine<D>) -> Tested {
    let client = client(&engine);
    let ada = client.add_user("ada").await;
    let grace = client.add_user("grace").await;
    let taken = (409, "the email is taken".to_owned());
    let body = json!({"name": "another", "email": "ada@example.org"});
    assert_eq!(client.refused("POST /users", body).await, taken);
    let body = json!({"email": "ada@example.org"});
    assert_eq!(client.refused(&format!("PATCH /users/{grace}"), body).await, taken);
    let body = json!({"name": "", "email": "nobody@example.org"});
    let missing = (422, "a name is missing".to_owned());
    assert_eq!(client.refused("POST /users", body).await, missing);
    let body = json!({"author_id": ada, "title": "", "body": ""});
    let missing = (422, "a title is missing".to_owned());
    assert_eq!(client.refused("POST /posts", body).await, missing);
    let body = json!({"author_id": 1000, "title": "by nobody", "body": ""});
    let nobody = (422, "it refers to something that is not there".to_owned());
    assert_eq!(client.refused("POST /posts", body).await, nobody);
    // What does not even have the fields is refused by axum.
    assert_eq!(client.refused("POST /users", json!({"name": "x"})).await.0, 422);
    // Nothing of it was kept.
    assert_eq!(client.get("/users").await["total"], 2);
    assert_eq!(client.get("/posts").await, json!({"posts": [], "next": null}));
    Ok(())
}

async fn people_come_page_by_page<D: Driver>(engine: Engine<D>) -> Tested {
    let client = client(&engine);
    for n in 0..25 {
        client.add_user(&format!("user{n:02}")).await;
    }
    for (uri, count, first) in [("/users", 20, "user00"), ("/users?page=2", 5, "user20")] {
        let page = client.get(uri).await;
        assert_eq!(page["total"], 25);
        assert_eq!(page["users"].as_array().unwrap().len(), count);
        assert_eq!(page["users"][0]["name"], first);
    }
    let last = format!("/users?page={}", u32::MAX);
    assert_eq!(client.get(&last).await, json!({"users": [], "total": 25}));
    Ok(())
}

async fn a_page_of_posts_is_four_statements<D: Driver>(engine: Engine<D>) -> Tested {
    let client = client(&engine);
    let people = [client.add_user("ada").await, client.add_user("grace").await];
    for n in 0..25 {
        let post = client.add_post(people[n % 2], &format!("post {n}")).await;
        for author in people {
            let body = json!({"author_id": author, "body": format!("about {n}")});
            client.add(&format!("/posts/{post}/comments"), body).await;
        }
    }
    let page = assert_queries!(engine, 4, client.get("/posts").await);
    let (page, next) = (page["posts"].as_array().unwrap(), page["next"].as_str().unwrap());
    assert_eq!(page.len(), 20);
    assert_eq!((&page[0]["title"], &page[0]["author"]), (&json!("post 24"), &json!("ada")));
    let comments = page[0]["comments"].as_array().unwrap();
    let shown: Vec<_> =
        comments.iter().map(|comment| (&comment["author"], &comment["body"])).collect();
    assert_eq!(shown, [(&json!("ada"), &json!("about 24")), (&json!("grace"), &json!("about 24"))]);
    let last = assert_queries!(engine, 4, client.get(&format!("/posts?after={next}")).await);
    let titles = last["posts"].as_array().unwrap().iter().map(|post| post["title"].as_str());
    let titles = titles.collect::<Option<Vec<_>>>().unwrap();
    assert_eq!(titles, ["post 4", "post 3", "post 2", "post 1", "post 0"]);
    assert_eq!(last["next"], Value::Null);
    // A page of all is none of one author's.
    let nothing = (400, json!({"error": "there is no such page: begin with the first"}));
    for (author, after) in [(people[0], next), (people[1], next), (people[0], "7")] {
        let uri = format!("GET /posts?author_id={author}&after={after}");
        assert_eq!(client.ask(&uri, Value::Null).await, nothing);
    }
    let ours = client.get(&format!("/posts?author_id={}", people[0])).await;
    assert_eq!((ours["posts"].as_array().unwrap().len(), &ours["next"]), (13, &Value::Null));
    Ok(())
}

async fn who_changes_an_old_version_is_told<D: Driver>(engine: Engine<D>) -> Tested {
    let client = client(&engine);
    let ada = client.add_user("ada").await;
    let at = format!("/posts/{}", client.add_post(ada, "Nots").await);
    let read = client.get(&at).await;
    assert_eq!(read["version"], 1);
    let change = |title| json!({"version": 1, "title": title, "body": "."});
    let (status, changed) = client.ask(&format!("PUT {at}"), change("Notes")).await;
    assert_eq!((status, &changed["version"]), (200, &json!(2)));
    // Somebody else has read the first version, too.
    let late = client.refused(&format!("PUT {at}"), change("Knots")).await;
    assert_eq!(late, (409, "somebody else has changed it: read it again".to_owned()));
    assert_eq!(client.get(&at).await["title"], "Notes");
    Ok(())
}

async fn a_lost_race_is_a_conflict<D: Driver>(engine: Engine<D>) -> Tested {
    let client = client(&engine);
    let ada = client.add_user("ada").await;
    let id = client.add_post(ada, "Nots").await;
    let mut slow = engine.session().keep_after_commit();
    let post = slow.get_one(Post, id).await?;
    slow.commit().await?;
    let change = json!({"version": 1, "title": "Notes", "body": "."});
    assert_eq!(client.ask(&format!("PUT /posts/{id}"), change).await.0, 200);
    slow.edit(&post).title = "Knots".to_owned();
    let lost = slow.commit().await.unwrap_err();
    assert_eq!(Problem::from(lost).into_response().status(), StatusCode::CONFLICT);
    Ok(())
}

async fn comments_belong_to_a_post_and_an_author<D: Driver>(engine: Engine<D>) -> Tested {
    let client = client(&engine);
    let ada = client.add_user("ada").await;
    let post = client.add_post(ada, "Notes").await;
    let body = json!({"author_id": ada, "body": "so it is"});
    let comment = client.add(&format!("/posts/{post}/comments"), body.clone()).await;
    assert_eq!(client.refused("POST /posts/1000/comments", body).await.0, 404);
    let body = json!({"author_id": 1000, "body": "by nobody"});
    assert_eq!(client.refused(&format!("POST /posts/{post}/comments"), body).await.0, 422);
    let shown = client.get(&format!("/posts/{post}")).await;
    assert_eq!(shown["comments"].as_array().unwrap().len(), 1);
    let at = format!("DELETE /comments/{comment}");
    assert_eq!(client.ask(&at, Value::Null).await.0, 204);
    assert_eq!(client.refused(&at, Value::Null).await.0, 404);
    Ok(())
}

#[tokio::test]
async fn it_stops_when_told_and_closes_the_database() -> Tested {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let stopped = async { drop(stopped.await) };
    let served = tokio::spawn(axum_blog::serve(listener, engine.clone(), stopped));
    stop.send(()).unwrap();
    served.await??;
    assert!(engine.connect().await.is_err_and(|error| error.is_closed()));
    Ok(())
}

/// A test needs no database of its own: what the handlers commit is undone with the engine.
#[tokio::test]
async fn what_handlers_commit_is_undone() -> Tested {
    let folder = std::env::temp_dir().join(format!("axum_blog_{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let url = format!("sqlite:{}", folder.join("blog.db").display());
    Engine::<Sqlite>::open(&url).await?.create_all::<blog>().await?;
    for _ in 0..2 {
        let engine = Engine::<Sqlite>::builder(&url).rolled_back().build().await?;
        let client = client(&engine);
        let ada = client.add_user("ada").await;
        let post = client.add_post(ada, "Notes").await;
        let taken = json!({"name": "another", "email": "ada@example.org"});
        assert_eq!(client.refused("POST /users", taken).await.0, 409);
        assert_eq!(client.get(&format!("/posts/{post}")).await["title"], "Notes");
        assert_eq!(engine.all(&select(users::name)).await?, ["ada"]);
    }
    let left = Engine::<Sqlite>::open(&url).await?.all(&select(users::name)).await?;
    std::fs::remove_dir_all(&folder)?;
    assert!(left.is_empty());
    Ok(())
}
