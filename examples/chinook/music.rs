//! Questions about the catalogue: what sells, what does not, and what is in it.

use relata::prelude::*;

use crate::schema::*;
use crate::shop::*;

shape! { ranked { genre: Option<String>, name: String, milliseconds: i64, place: i64 } }
shape! {
    pub charts as Placed {
        genre: Option<String>,
        artist: Option<String>,
        sold: i64,
        place: i64,
    }
}

/// Which genres sell best, and what is their share of the revenue in percent?
pub async fn best_genres(shop: &Shop) -> Result<Vec<(Option<String>, i64, Option<f64>)>, Error> {
    let amount = invoice_line::unit_price * invoice_line::quantity.cast::<f64>();
    let share = sum(amount) * 100.0 / scalar(select(sum(invoice::total)));
    let q = from(genre::table)
        .inner_join(genre::tracks)
        .inner_join(track::sales)
        .group_by(genre::id)
        .order_by((sum(invoice_line::quantity).desc(), genre::name))
        .select((genre::name, sum(invoice_line::quantity), sql!(f64, "round({}, 1)", share)))
        .limit(5);
    shop.all("The best-selling genres", &q).await
}

/// Which artists sell best?
pub async fn best_artists(shop: &Shop) -> Result<Vec<(Option<String>, i64)>, Error> {
    let q = from(artist::table)
        .inner_join(artist::albums)
        .inner_join(album::tracks)
        .inner_join(track::sales)
        .group_by(artist::id)
        .order_by((sum(invoice_line::quantity).desc(), artist::name))
        .select((artist::name, sum(invoice_line::quantity)))
        .limit(5);
    shop.all("The best-selling artists", &q).await
}

/// Which artists that sold more than twenty tracks are the first or second of a genre?
pub async fn charts_by_genre(shop: &Shop) -> Result<Vec<Placed>, Error> {
    let sold = sum(invoice_line::quantity);
    let place = rank().over(window().partition_by(genre::id).order_by(sold.desc()));
    let all = from(genre::table)
        .inner_join(genre::tracks)
        .inner_join(track::album)
        .inner_join(album::artist)
        .inner_join(track::sales)
        .group_by((genre::id, artist::id))
        .select((genre::name, artist::name, sold, place));
    let q = with(cte(charts::table, all)).query(
        from(charts::table)
            .filter(charts::place.le(2))
            .filter(charts::sold.gt(20))
            .order_by((charts::genre, charts::place, charts::artist))
            .select(Placed),
    );
    shop.all("The charts of each genre", &q).await
}

/// How many tracks of each genre were never sold?
pub async fn never_sold(shop: &Shop) -> Result<Vec<(Option<String>, i64)>, Error> {
    let sales = from(invoice_line::table).filter(invoice_line::track_id.eq(outer(track::id)));
    let q = from(track::table)
        .left_join(track::genre)
        .filter(not_exists(sales))
        .group_by(genre::id)
        .order_by((count_rows().desc(), genre::id))
        .select((genre::name, count_rows()))
        .limit(4);
    shop.all("Tracks that were never sold, by genre", &q).await
}

/// Which is the longest track of each genre?
pub async fn longest_tracks(shop: &Shop) -> Result<Vec<(Option<String>, String, i64)>, Error> {
    let by_length = window().partition_by(track::genre_id).order_by(track::milliseconds.desc());
    let all = from(track::table).left_join(track::genre).select((
        genre::name,
        track::name,
        track::milliseconds,
        rank().over(by_length),
    ));
    let q = from(derived(ranked::table, all))
        .filter(ranked::place.eq(1))
        .order_by((ranked::milliseconds.desc(), ranked::name))
        .select((ranked::genre, ranked::name, ranked::milliseconds));
    shop.all("The longest track of each genre", &q).await
}

/// Which composers are named most often, and how often is none?
pub async fn composers(shop: &Shop) -> Result<Vec<(String, i64)>, Error> {
    let q = from(track::table)
        .group_by(track::composer)
        .order_by((count_rows().desc(), track::composer))
        .select((track::composer.coalesce("(unknown)"), count_rows()))
        .limit(4);
    shop.all("Composers", &q).await
}

/// Which genres are on sale but were never bought?
pub async fn unsold_genres(shop: &Shop) -> Result<Vec<Option<String>>, Error> {
    let bought =
        from(genre::table).inner_join(genre::tracks).inner_join(track::sales).select(genre::name);
    let q = select(genre::name).except(bought).order_by(genre::name);
    shop.all("Genres without sales", &q).await
}

/// Which artists play both rock and metal?
pub async fn rock_and_metal(shop: &Shop) -> Result<Vec<Option<String>>, Error> {
    let playing = |name| {
        from(artist::table)
            .inner_join(artist::albums)
            .inner_join(album::tracks)
            .inner_join(track::genre)
            .filter(genre::name.eq(name))
            .select(artist::name)
    };
    let q = playing("Rock").intersect(playing("Metal")).order_by(artist::name);
    shop.all("Artists of both rock and metal", &q).await
}

/// How many artists have no album, and how many are there?
pub async fn artists_without_album(shop: &Shop) -> Result<Vec<(i64, i64)>, Error> {
    let q = from(artist::table).left_join(artist::albums).select((
        count(artist::id).filter_where(album::id.is_null()),
        count(artist::id).distinct(),
    ));
    shop.all("Artists without an album, and all", &q).await
}

/// How long is each playlist, in milliseconds? Empty ones count too.
pub async fn playlist_lengths(shop: &Shop) -> Result<Vec<(Option<String>, i64, i64)>, Error> {
    let q = from(playlist::table)
        .left_join(playlist::tracks)
        .group_by(playlist::id)
        .order_by(playlist::id)
        .select((playlist::name, count(track::id), sum(track::milliseconds).coalesce(0)));
    shop.all("Playlists", &q).await
}

/// Which playlists hold tracks, but no rock?
pub async fn playlists_without_rock(shop: &Shop) -> Result<Vec<(i64, Option<String>)>, Error> {
    let with_rock = from(playlist::table)
        .inner_join(playlist::tracks)
        .inner_join(track::genre)
        .filter(genre::name.eq("Rock"))
        .select(playlist::id);
    let q = select((playlist::id, playlist::name))
        .filter(playlist::id.not_in(with_rock))
        .filter(playlist::id.in_(select(playlist_track::playlist_id)))
        .order_by(playlist::id);
    shop.all("Playlists without rock", &q).await
}
