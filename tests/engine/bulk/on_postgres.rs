//! Rows as arrays, by COPY, and where nothing is prepared by name.

use super::*;
use crate::{clean_up, server};

#[tokio::test]
async fn values_go_as_arrays_and_one_text_serves_any_number() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    let mut connection = engine.connect().await?;
    let (record, prepared) = (engine.record(), connection.prepared());
    for (start, count) in [(0, 2), (10, 3), (100, 1000)] {
        connection.execute(&users!(start..start + count)).await?;
    }
    let insert = "INSERT INTO users (name, email) SELECT * FROM UNNEST($1, $2)";
    assert_eq!(record.statements(), [insert; 3]);
    drop(record);
    // That of one row, which tells the types, and that.
    assert_eq!(connection.prepared() - prepared, 2);

    // Expressions are written, so that the rows are VALUES.
    let rows =
        (0..3).map(|i| (users::name.set(lower(value("ADA"))), users::email.set(format!("x{i}"))));
    let insert = insert_into(users::table).rows(rows);
    let count = connection.record();
    connection.execute(&insert).await?;
    assert!(count.statements().iter().all(|text| text.contains("VALUES")));
    drop(connection);
    clean_up(&engine).await
}

#[tokio::test]
async fn rows_are_numbered_in_their_order() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    let record = engine.record();
    assert_eq!(engine.keys(&users!(0..3)).await?, [1, 2, 3]);
    let insert = "INSERT INTO users (name, email) SELECT v1, v2 FROM UNNEST($1, $2) \
                  WITH ORDINALITY AS given (v1, v2, place) ORDER BY place RETURNING id";
    assert_eq!(record.statements(), [insert]);
    drop(record);
    // A row that a trigger takes away has no key.
    for script in [
        "CREATE FUNCTION skip_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TRIGGER skip_row BEFORE INSERT ON users FOR EACH ROW WHEN (new.email = 'e9')
         EXECUTE FUNCTION skip_row()",
    ] {
        engine.connect().await?.client().batch_execute(script).await.expect("a script");
    }
    let error = engine.keys(&users!(8..11)).await.unwrap_err();
    assert!(error.to_string().contains("3 rows were inserted, and 2 came back"), "{error}");
    clean_up(&engine).await
}

#[tokio::test]
async fn rows_are_copied() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.create_all::<bulk>().await?;
    for (seed, count) in [(5, 1), (6, 2), (7, 300)] {
        let samples = Random(seed).samples(count);
        assert_queries!(engine, 1, {
            assert_eq!(engine.execute(&insert!(samples).by_copy()).await?, count as u64);
        });
        assert_eq!(engine.all(&all!()).await?, samples);
        engine.execute(&delete(samples::table).every_row()).await?;
    }
    assert_eq!(engine.execute(&users!(0..0).by_copy()).await?, 0);
    // More than one portion.
    let long = Bulk::iter(0..40_000).part(20_000);
    assert_eq!(engine.execute_bulk(long, |part| users!(part.into_iter()).by_copy()).await?, 40_000);
    clean_up(&engine).await
}

#[tokio::test]
async fn a_copy_that_fails_leaves_nothing() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.execute(&users!(7..8)).await?;
    let error = engine.execute(&users!(0..20).by_copy()).await.unwrap_err();
    assert!(error.is_unique_violation());
    assert_eq!(error.constraint(), Some("uq_users_email"));
    assert_eq!(error.sql(), Some("COPY users (name, email) FROM STDIN (FORMAT binary)"));
    let mut tx = engine.begin().await?;
    tx.execute(&add!("Ada")).await?;
    assert!(tx.execute(&users!(0..20).by_copy()).await.unwrap_err().is_unique_violation());
    tx.execute(&users!(100..120).by_copy()).await?;
    tx.commit().await?;
    assert_eq!(engine.all(&names!()).await?.len(), 22);

    // Dropped half way, nothing of it is there, and the connection is not given to others.
    let mut connection = engine.connect().await?;
    {
        let copy = users!(1000..50_000).by_copy();
        let mut work = std::pin::pin!(connection.execute(&copy));
        for _ in 0..3 {
            let step = std::future::poll_fn(|cx| match work.as_mut().poll(cx) {
                Poll::Ready(done) => Poll::Ready(Some(done)),
                Poll::Pending => Poll::Ready(None),
            });
            assert!(step.await.is_none());
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
    }
    drop(connection);
    assert_eq!(engine.all(&names!()).await?.len(), 22);
    clean_up(&engine).await
}

#[tokio::test]
async fn a_value_in_another_form_is_refused() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.execute(&raw!((), "ALTER TABLE users ALTER COLUMN name TYPE inet USING NULL")).await?;
    let error = engine.execute(&users!(0..2).by_copy()).await.unwrap_err();
    assert!(error.to_string().contains("COPY takes the binary form of its type"), "{error}");
    let error = engine.execute(&users!(0..2)).await.unwrap_err();
    assert_eq!(error.code(), Some("22P02"));
    let rows = [("::1", "a"), ("127.0.0.1", "b")];
    let rows = rows.map(|(name, email)| (users::name.set(name), users::email.set(email)));
    assert_eq!(engine.execute(&insert_into(users::table).rows(rows)).await?, 2);
    clean_up(&engine).await
}

/// As behind a pooler that gives each transaction another connection.
#[tokio::test]
async fn nothing_is_prepared_by_name_unless_wanted() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.create_all::<bulk>().await?;
    let path = raw!(String, "SELECT current_setting('search_path')");
    let schema = engine.all(&path).await?.remove(0);
    let url = crate::database::postgres(&schema).expect("there is a server");
    let pooled = Engine::<Postgres>::builder(&format!("{url}&prepared=unnamed")).pool_size(1);
    let pooled = pooled.build().await?;

    let mut random = Random(12);
    let samples = random.samples(40);
    assert_eq!(pooled.execute(&insert!(samples)).await?, 40);
    assert_eq!(pooled.all(&all!()).await?, samples);
    assert_eq!(engine.all(&all!()).await?, samples);
    let few = select(samples::id).filter(samples::id.in_([3, 5, 90])).order_by(samples::id);
    assert_eq!(pooled.all(&few).await?, [3, 5]);
    for sample in &samples[..9] {
        let same = select(samples::id)
            .filter(samples::text.eq(sample.text.as_str()))
            .filter(samples::data.eq(sample.data.clone()))
            .filter(samples::moment.is_not_distinct_from(sample.moment))
            .filter(samples::uuid.in_([sample.uuid]))
            .filter(samples::local.in_([sample.local]));
        assert_eq!(pooled.all(&same).await?, [sample.id]);
    }

    let mut tx = pooled.begin().await?;
    assert_eq!(tx.keys(&users!(0..20)).await?, (1..=20).collect::<Vec<_>>());
    assert!(tx.execute(&users!(0..2)).await.unwrap_err().is_unique_violation());
    assert_eq!(tx.execute(&update(users::table).set(users::visits.set(3)).every_row()).await?, 20);
    tx.commit().await?;
    assert_eq!(pooled.one(&select(sum(users::visits))).await?, Some(60));
    let wrong = pooled.all(&raw!((i64, i64), "SELECT 1::bigint")).await.unwrap_err();
    assert!(wrong.to_string().contains("1 columns, and its row type 2"), "{wrong}");
    let refused = pooled.execute(&users!(100..120).by_copy()).await.unwrap_err();
    assert!(refused.to_string().contains("prepared by name"));

    let prepared = raw!(i64, "SELECT count(*) FROM pg_prepared_statements");
    assert_eq!(pooled.all(&prepared).await?, [0]);
    assert_eq!(engine.all(&prepared).await?.len(), 1);
    clean_up(&engine).await
}
