//! Questions about the catalogue: what sells, what does not, and what is in it.

use relata::prelude::*;

use crate::question::*;
use crate::schema::*;

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
pub fn best_genres() -> impl Question<(Option<String>, i64, Option<f64>)> {
    let amount = invoice_line::unit_price * invoice_line::quantity.cast::<f64>();
    let share = sum(amount) * 100.0 / scalar(select(sum(invoice::total)));
    from(genre::table)
        .inner_join(genre::tracks)
        .inner_join(track::sales)
        .group_by(genre::id)
        .order_by((sum(invoice_line::quantity).desc(), genre::name))
        .select((genre::name, sum(invoice_line::quantity), sql!(f64, "round({} * 10) / 10", share)))
        .limit(5)
}

/// Which artists sell best?
pub fn best_artists() -> impl Question<(Option<String>, i64)> {
    from(artist::table)
        .inner_join(artist::albums)
        .inner_join(album::tracks)
        .inner_join(track::sales)
        .group_by(artist::id)
        .order_by((sum(invoice_line::quantity).desc(), artist::name))
        .select((artist::name, sum(invoice_line::quantity)))
        .limit(5)
}

/// Which artists that sold more than twenty tracks are the first or second of a genre?
pub fn charts_by_genre() -> impl Question<Placed> {
    let sold = sum(invoice_line::quantity);
    let place = rank().over(window().partition_by(genre::id).order_by(sold.desc()));
    let all = from(genre::table)
        .inner_join(genre::tracks)
        .inner_join(track::album)
        .inner_join(album::artist)
        .inner_join(track::sales)
        .group_by((genre::id, artist::id))
        .select((genre::name, artist::name, sold, place));
    with(cte(charts::table, all)).query(
        from(charts::table)
            .filter(charts::place.le(2))
            .filter(charts::sold.gt(20))
            .order_by((charts::genre, charts::place, charts::artist))
            .select(Placed),
    )
}

/// How many tracks of each genre were never sold?
pub fn never_sold() -> impl Question<(Option<String>, i64)> {
    let sales = from(invoice_line::table).filter(invoice_line::track_id.eq(outer(track::id)));
    from(track::table)
        .left_join(track::genre)
        .filter(not_exists(sales))
        .group_by(genre::id)
        .order_by((count_rows().desc(), genre::id))
        .select((genre::name, count_rows()))
        .limit(4)
}

/// Which is the longest track of each genre?
pub fn longest_tracks() -> impl Question<(Option<String>, String, i64)> {
    let by_length = window().partition_by(track::genre_id).order_by(track::milliseconds.desc());
    let all = from(track::table).left_join(track::genre).select((
        genre::name,
        track::name,
        track::milliseconds,
        rank().over(by_length),
    ));
    from(derived(ranked::table, all))
        .filter(ranked::place.eq(1))
        .order_by((ranked::milliseconds.desc(), ranked::name))
        .select((ranked::genre, ranked::name, ranked::milliseconds))
}

/// Which composers are named most often, and how often is none?
pub fn composers() -> impl Question<(String, i64)> {
    from(track::table)
        .group_by(track::composer)
        .order_by((count_rows().desc(), track::composer))
        .select((track::composer.coalesce("(unknown)"), count_rows()))
        .limit(4)
}

/// Which genres are on sale but were never bought?
pub fn unsold_genres() -> impl Question<Option<String>> {
    let bought =
        from(genre::table).inner_join(genre::tracks).inner_join(track::sales).select(genre::name);
    select(genre::name).except(bought).order_by(genre::name)
}

/// Which artists play both rock and metal?
pub fn rock_and_metal() -> impl Question<Option<String>> {
    let playing = |name| {
        from(artist::table)
            .inner_join(artist::albums)
            .inner_join(album::tracks)
            .inner_join(track::genre)
            .filter(genre::name.eq(name))
            .select(artist::name)
    };
    playing("Rock").intersect(playing("Metal")).order_by(artist::name)
}

/// How many artists have no album, and how many are there?
pub fn artists_without_album() -> impl Question<(i64, i64)> {
    let all = count(artist::id).distinct();
    from(artist::table)
        .left_join(artist::albums)
        .select((all - count(album::artist_id).distinct(), all))
}

/// How long is each playlist, in milliseconds? Empty ones count too.
pub fn playlist_lengths() -> impl Question<(Option<String>, i64, i64)> {
    from(playlist::table)
        .left_join(playlist::tracks)
        .group_by(playlist::id)
        .order_by(playlist::id)
        .select((playlist::name, count(track::id), sum(track::milliseconds).coalesce(0)))
}

/// Which playlists hold tracks, but no rock?
pub fn playlists_without_rock() -> impl Question<(i64, Option<String>)> {
    let with_rock = from(playlist::table)
        .inner_join(playlist::tracks)
        .inner_join(track::genre)
        .filter(genre::name.eq("Rock"))
        .select(playlist::id);
    select((playlist::id, playlist::name))
        .filter(playlist::id.not_in(with_rock))
        .filter(playlist::id.in_(select(playlist_track::playlist_id)))
        .order_by(playlist::id)
}
