//! INSERT of many rows: in parts, all or none.

use relata::Error;
use relata::prelude::*;

use super::{BOTH, add, file, memory, names, on_every_database, users};

macro_rules! rows {
    ($range:expr) => {
        insert_into(users::table).rows(
            $range.map(|i| (users::name.set(format!("n{i}")), users::email.set(format!("e{i}")))),
        )
    };
}

#[tokio::test]
async fn any_number_of_rows_arrives_in_order() -> Result<(), Error> {
    for execution in BOTH {
        for count in [0, 1, 2, 15, 16, 17, 31, 32, 33, 100, 1000] {
            let engine = memory(execution).await?;
            assert_eq!(engine.execute(&rows!(0..count)).await?, count);
            let expected: Vec<_> = (0..count).map(|i| format!("n{i}")).collect();
            assert_eq!(engine.all(&names!()).await?, expected);
        }
    }
    Ok(())
}

on_every_database!(returned_rows_of_all_parts_come_together, returning, async |engine| {
    let ids = engine.all(&rows!(0..35).returning(users::id)).await?;
    assert_eq!(ids, (1..=35).collect::<Vec<_>>());
    assert!(engine.all(&rows!(0..0).returning(users::id)).await?.is_empty());
    assert_eq!(engine.first(&rows!(40..60).returning(users::id)).await?, Some(36));
    let mut seen = 0;
    engine.for_each(&rows!(60..90).returning(users::name), |name: &str| seen += name.len()).await?;
    assert_eq!(seen, 90);
    assert_eq!(engine.one(&from(users::table).select(count_rows())).await?, 85);
});

on_every_database!(one_row_that_fails_undoes_all, async |engine| {
    engine.execute(&add!("Ada")).await?;
    let clash = || {
        insert_into(users::table).rows((0..40).map(|i| {
            let email = if i == 38 { "Ada@example.org".to_owned() } else { format!("e{i}") };
            (users::name.set("n"), users::email.set(email))
        }))
    };
    assert!(engine.execute(&clash()).await.unwrap_err().is_unique_violation());
    assert_eq!(engine.all(&names!()).await?, ["Ada"]);

    // In a transaction only the batch is undone, and the transaction goes on.
    let mut tx = engine.begin().await?;
    tx.execute(&add!("Grace")).await?;
    assert!(tx.execute(&clash()).await.unwrap_err().is_unique_violation());
    tx.execute(&add!("Edsger")).await?;
    tx.commit().await?;
    assert_eq!(engine.all(&names!()).await?, ["Ada", "Grace", "Edsger"]);

    let twice = [add!("Alan"), add!("Ada")];
    assert!(engine.execute_many(twice).await.unwrap_err().is_unique_violation());
    assert_eq!(engine.all(&names!()).await?.len(), 3);
});

on_every_database!(a_transaction_goes_on_after_a_failed_batch_of_any_size, async |engine| {
    engine.execute(&add!("Ada")).await?;
    let mut tx = engine.begin().await?;
    for count in [1, 2, 8, 16, 17] {
        let clash = insert_into(users::table).rows((0..count).map(|i| {
            let name = if i == count - 1 { "Ada".to_owned() } else { format!("{i}") };
            (users::name.set("n"), users::email.set(format!("{name}@example.org")))
        }));
        assert!(tx.execute(&clash).await.unwrap_err().is_unique_violation());
        tx.execute(&add!(format!("after {count}"))).await?;
    }
    tx.commit().await?;
    assert_eq!(engine.one(&from(users::table).select(count_rows())).await?, 6);
});

on_every_database!(a_row_of_an_upsert_meets_those_before_it, returning, async |engine| {
    // All in one part, in several parts, and the two that meet within a part or not.
    for count in [2, 8, 16, 17, 40] {
        let upsert = || {
            let rows = (0..count).map(|i| {
                let email = if i == count - 1 { 0 } else { i };
                (
                    users::name.set(format!("n{i}")),
                    users::email.set(format!("{email}")),
                    users::visits.set(1),
                )
            });
            insert_into(users::table)
                .rows(rows)
                .on_conflict(users::email)
                .do_update((
                    users::name.set(excluded(users::name)),
                    users::visits.set(users::visits + excluded(users::visits)),
                ))
                .returning((users::email, users::visits))
        };
        let last = (String::from("0"), 2);
        let rows = engine.all(&upsert()).await?;
        assert_eq!((rows.len(), rows.last()), (count, Some(&last)));
        engine.execute(&delete(users::table).every_row()).await?;

        let mut seen = Vec::new();
        let see = |(email, visits): (&str, i64)| seen.push((email.to_owned(), visits));
        engine.for_each(&upsert(), see).await?;
        assert_eq!((seen.len(), seen.last()), (count, Some(&last)));
        assert_eq!(engine.execute(&upsert()).await?, count as u64);
        let name = select(users::name).filter(users::email.eq("0"));
        assert_eq!(engine.one(&name).await?, format!("n{}", count - 1));
        engine.execute(&delete(users::table).every_row()).await?;
    }
});

on_every_database!(a_number_of_rows_needs_its_text_once, async |engine| {
    let mut connection = engine.connect().await?;
    let mut first = 0;
    for round in 0..2 {
        let prepared = connection.prepared();
        for count in [1, 5, 16, 17, 30, 100] {
            connection.execute(&rows!(first..first + count)).await?;
            first += count;
        }
        assert_eq!(connection.prepared() > prepared, round == 0);
    }
});

#[tokio::test]
async fn any_number_of_rows_needs_a_few_texts() -> Result<(), Error> {
    for execution in BOTH {
        let engine = memory(execution).await?;
        let mut connection = engine.connect().await?;
        for count in 1..40 {
            connection.execute(&rows!(count * 10_000..count * 10_000 + count)).await?;
        }
        let prepared = connection.prepared();
        for round in 1..20 {
            connection.execute(&rows!(round * 100..round * 100 + round + 20)).await?;
        }
        assert_eq!(connection.prepared(), prepared);
    }
    Ok(())
}

#[tokio::test]
async fn a_batch_that_is_dropped_half_way_leaves_nothing() -> Result<(), Error> {
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};
    for execution in BOTH {
        let (_dir, engine) = file(execution).await?;
        let mut connection = engine.connect().await?;
        {
            let rows = rows!(0..5000);
            let mut half = pin!(connection.execute(&rows));
            let poll = half.as_mut().poll(&mut Context::from_waker(Waker::noop()));
            assert!(matches!(poll, Poll::Pending), "it gives other tasks a turn");
        }
        // Another connection can write, so the lock is gone too.
        engine.execute(&add!("Ada")).await?;
        assert_eq!(connection.all(&names!()).await?, ["Ada"]);
    }
    Ok(())
}
