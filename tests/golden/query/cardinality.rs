//! How many rows a query gives, as far as its type proves it.

use relata::prelude::*;

use crate::blog::*;
use crate::check::seeded;

#[tokio::test]
async fn a_fixed_key_gives_one_row_or_none() {
    let engine = seeded().await;
    let name: Option<String> =
        engine.fetch(&select(users::name).filter(users::id.eq(1))).await.unwrap();
    assert_eq!(name.as_deref(), Some("Ada"));
    let absent: Option<String> =
        engine.fetch(&select(users::name).filter(users::email.eq("nobody"))).await.unwrap();
    assert_eq!(absent, None);
}

#[tokio::test]
async fn a_fixed_key_of_two_columns_gives_one_row_or_none() {
    let q = from(post_tags::table)
        .filter(post_tags::tag_id.eq(2).and(post_tags::post_id.eq(1)))
        .select(post_tags::note);
    let note: Option<Option<String>> = seeded().await.fetch(&q).await.unwrap();
    assert_eq!(note, Some(Some("main".to_owned())));
    let q = select(invoices::price).filter(invoices::series.eq("A")).filter(invoices::number.eq(2));
    let price: Option<i64> = seeded().await.fetch(&q).await.unwrap();
    assert_eq!(price, Some(5));
}

#[tokio::test]
async fn a_part_of_a_key_gives_many() {
    let q = select(post_tags::tag_id).filter(post_tags::post_id.eq(1)).order_by(post_tags::tag_id);
    let tags: Vec<i64> = seeded().await.fetch(&q).await.unwrap();
    assert_eq!(tags, [1, 2]);
}

#[tokio::test]
async fn either_key_gives_many() {
    let q = select(users::id).filter(users::id.eq(1).or(users::id.eq(2))).order_by(users::id);
    let ids: Vec<i64> = seeded().await.fetch(&q).await.unwrap();
    assert_eq!(ids, [1, 2]);
    let q = select(users::id).filter(users::id.eq(users::visits - 7)).order_by(users::id);
    let ids: Vec<i64> = seeded().await.fetch(&q).await.unwrap();
    assert_eq!(ids, [3]);
}

#[tokio::test]
async fn an_aggregate_gives_one() {
    let number: i64 = seeded().await.fetch(&select(count(users::id))).await.unwrap();
    assert_eq!(number, 4);
}

#[tokio::test]
async fn groups_give_many() {
    let q = from(users::table).filter(users::id.eq(1)).group_by(users::visits).select(count_rows());
    let numbers: Vec<i64> = seeded().await.fetch(&q).await.unwrap();
    assert_eq!(numbers, [1]);
}

#[tokio::test]
async fn a_join_to_one_keeps_the_number_and_to_many_does_not() {
    let q = from(posts::table)
        .inner_join(posts::author)
        .filter(posts::id.eq(1))
        .select((posts::title, users::name));
    let post: Option<(String, String)> = seeded().await.fetch(&q).await.unwrap();
    assert_eq!(post, Some(("Rust".to_owned(), "Ada".to_owned())));
    let q = from(users::table)
        .inner_join(users::posts)
        .filter(users::id.eq(1))
        .order_by(posts::id)
        .select(posts::id);
    let ids: Vec<i64> = seeded().await.fetch(&q).await.unwrap();
    assert_eq!(ids, [1, 2]);
}

#[tokio::test]
async fn limit_one_gives_one_or_none() {
    let q = from(posts::table).order_by(posts::likes.desc()).select(posts::id).limit_one();
    let best: Option<i64> = seeded().await.fetch(&q).await.unwrap();
    assert_eq!(best, Some(3));
}

#[tokio::test]
async fn writes_prove_it_too() {
    let engine = seeded().await;
    let id: i64 = engine
        .fetch(&insert_into(tags::table).values(tags::label.set("new")).returning(tags::id))
        .await
        .unwrap();
    assert_eq!(id, 3);
    let upsert = insert_into(tags::table)
        .values(tags::label.set("new"))
        .on_conflict(tags::label)
        .do_nothing()
        .returning(tags::id);
    let id: Option<i64> = engine.fetch(&upsert).await.unwrap();
    assert_eq!(id, None);
    let q = update(tags::table)
        .set(tags::label.set("old"))
        .filter(tags::id.eq(3))
        .returning(tags::label);
    let label: Option<String> = engine.fetch(&q).await.unwrap();
    assert_eq!(label.as_deref(), Some("old"));
    let q = delete(tags::table).filter(tags::id.gt(2)).returning(tags::label);
    let labels: Vec<String> = engine.fetch(&q).await.unwrap();
    assert_eq!(labels, ["old"]);
}
