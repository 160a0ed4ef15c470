//! The whole database: everything is loaded, and questions can be asked from any task.

use relata::prelude::*;

use crate::schema::*;
use crate::{Tested, sales, shop};

#[tokio::test]
async fn all_rows_are_loaded() -> Tested {
    let Some(shop) = shop().await? else { return Ok(()) };
    let counts = [
        shop.all("artists", &from(artist::table).select(count_rows())).await?,
        shop.all("albums", &from(album::table).select(count_rows())).await?,
        shop.all("genres", &from(genre::table).select(count_rows())).await?,
        shop.all("media types", &from(media_type::table).select(count_rows())).await?,
        shop.all("tracks", &from(track::table).select(count_rows())).await?,
        shop.all("playlists", &from(playlist::table).select(count_rows())).await?,
        shop.all("their tracks", &from(playlist_track::table).select(count_rows())).await?,
        shop.all("staff", &from(employee::table).select(count_rows())).await?,
        shop.all("customers", &from(customer::table).select(count_rows())).await?,
        shop.all("invoices", &from(invoice::table).select(count_rows())).await?,
        shop.all("their lines", &from(invoice_line::table).select(count_rows())).await?,
    ];
    assert_eq!(counts.concat(), [275, 347, 25, 5, 3503, 18, 8715, 8, 59, 412, 2240]);
    Ok(())
}

#[tokio::test]
async fn rows_are_read_into_structs() -> Tested {
    let Some(shop) = shop().await? else { return Ok(()) };
    let tracks = shop.all("a track", &select(Track).filter(track::id.eq(TrackId(1)))).await?;
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
    assert_eq!(tracks, [track]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_are_asked_from_another_task() -> Tested {
    let Some(shop) = shop().await? else { return Ok(()) };
    let answer = tokio::spawn(async move { sales::months(&shop).await });
    assert_eq!(answer.await??.len(), 60);
    Ok(())
}
