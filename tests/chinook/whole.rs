//! The whole database: everything is loaded, and questions can be asked from any task.

use relata::prelude::*;

use crate::schema::*;
use crate::{Tested, check, sales};

#[tokio::test]
async fn all_rows_are_loaded() -> Tested {
    check(from(artist::table).select(count_rows()), 1, &[275]).await?;
    check(from(album::table).select(count_rows()), 1, &[347]).await?;
    check(from(genre::table).select(count_rows()), 1, &[25]).await?;
    check(from(media_type::table).select(count_rows()), 1, &[5]).await?;
    check(from(track::table).select(count_rows()), 1, &[3503]).await?;
    check(from(playlist::table).select(count_rows()), 1, &[18]).await?;
    check(from(playlist_track::table).select(count_rows()), 1, &[8715]).await?;
    check(from(employee::table).select(count_rows()), 1, &[8]).await?;
    check(from(customer::table).select(count_rows()), 1, &[59]).await?;
    check(from(invoice::table).select(count_rows()), 1, &[412]).await?;
    check(from(invoice_line::table).select(count_rows()), 1, &[2240]).await?;
    Ok(())
}

#[tokio::test]
async fn rows_are_read_into_structs() -> Tested {
    let track = Track {
        id: TrackId(1),
        name: "For Those About To Rock (We Salute You)".into(),
        album_id: Some(AlbumId(1)),
        media_type_id: 1,
        genre_id: Some(1),
        composer: Some("Angus Young, Malcolm Young, Brian Johnson".into()),
        milliseconds: 343_719,
        bytes: Some(11_170_334),
        unit_price: 0.99,
    };
    check(select(Track).filter(track::id.eq(TrackId(1))), 1, &[track]).await
}

#[tokio::test]
async fn dates_are_alike() -> Tested {
    let hired = select((employee::birth_date, employee::hire_date)).order_by(employee::id);
    let first = [(Some("1962-02-18".to_owned()), Some("2002-08-14".to_owned()))];
    check(hired, 8, &first).await
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_are_asked_from_another_task() -> Tested {
    tokio::spawn(async { check(sales::months(), 60, &[]).await }).await?
}
