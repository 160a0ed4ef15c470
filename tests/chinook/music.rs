//! Answers about the catalogue.

use crate::music::*;
use crate::{Tested, check, some};

#[tokio::test]
async fn rock_sells_best() -> Tested {
    let all = [
        (some("Rock"), 835, Some(35.5)),
        (some("Latin"), 386, Some(16.4)),
        (some("Metal"), 264, Some(11.2)),
        (some("Alternative & Punk"), 244, Some(10.4)),
        (some("Jazz"), 80, Some(3.4)),
    ];
    check(best_genres(), 5, &all).await
}

#[tokio::test]
async fn artists_sell_across_albums() -> Tested {
    let all = [
        (some("Iron Maiden"), 140),
        (some("U2"), 107),
        (some("Metallica"), 91),
        (some("Led Zeppelin"), 87),
        (some("Os Paralamas Do Sucesso"), 45),
    ];
    check(best_artists(), 5, &all).await
}

#[tokio::test]
async fn places_are_shared() -> Tested {
    let placed = |genre, artist, sold, place| Placed {
        genre: some(genre),
        artist: some(artist),
        sold,
        place,
    };
    let first = [
        placed("Alternative & Punk", "Titãs", 34, 1),
        placed("Alternative & Punk", "Faith No More", 33, 2),
        placed("Alternative & Punk", "Green Day", 33, 2),
        placed("Blues", "Eric Clapton", 27, 1),
        placed("Latin", "Os Paralamas Do Sucesso", 45, 1),
        placed("Latin", "Chico Buarque", 27, 2),
        placed("Metal", "Metallica", 91, 1),
        placed("Metal", "Iron Maiden", 70, 2),
        placed("Rock", "U2", 91, 1),
        placed("Rock", "Led Zeppelin", 87, 2),
        placed("TV Shows", "Lost", 23, 1),
    ];
    check(charts_by_genre(), 11, &first).await
}

#[tokio::test]
async fn many_tracks_were_never_sold() -> Tested {
    let all = [
        (some("Rock"), 552),
        (some("Latin"), 239),
        (some("Metal"), 143),
        (some("Alternative & Punk"), 129),
    ];
    check(never_sold(), 4, &all).await
}

#[tokio::test]
async fn each_genre_has_a_longest_track() -> Tested {
    let first = [
        (some("TV Shows"), "Occupation / Precipice".into(), 5_286_953),
        (some("Drama"), "Through a Looking Glass".into(), 5_088_838),
        (some("Sci Fi & Fantasy"), "Greetings from Earth, Pt. 1".into(), 2_960_293),
        (some("Science Fiction"), "Hero".into(), 2_713_755),
        (some("Comedy"), "The Job".into(), 2_541_875),
        (some("Rock"), "Dazed And Confused".into(), 1_612_329),
    ];
    check(longest_tracks(), 25, &first).await
}

#[tokio::test]
async fn no_composer_is_named_most_often() -> Tested {
    let all = [
        ("(unknown)".into(), 977),
        ("Steve Harris".into(), 80),
        ("U2".into(), 44),
        ("Jagger/Richards".into(), 35),
    ];
    check(composers(), 4, &all).await
}

#[tokio::test]
async fn opera_was_never_bought() -> Tested {
    check(unsold_genres(), 1, &[some("Opera")]).await
}

#[tokio::test]
async fn four_artists_play_rock_and_metal() -> Tested {
    let all = ["Guns N' Roses", "Iron Maiden", "Lenny Kravitz", "Ozzy Osbourne"].map(some);
    check(rock_and_metal(), 4, &all).await
}

#[tokio::test]
async fn some_artists_have_no_album() -> Tested {
    check(artists_without_album(), 1, &[(71, 275)]).await
}

#[tokio::test]
async fn empty_playlists_have_length_zero() -> Tested {
    let first = [
        (some("Music"), 3290, 877_683_083),
        (some("Movies"), 0, 0),
        (some("TV Shows"), 213, 501_094_957),
        (some("Audiobooks"), 0, 0),
        (some("90’s Music"), 1477, 398_705_153),
    ];
    check(playlist_lengths(), 18, &first).await
}

#[tokio::test]
async fn playlists_without_rock_are_not_empty() -> Tested {
    let first = [
        (3, some("TV Shows")),
        (9, some("Music Videos")),
        (10, some("TV Shows")),
        (11, some("Brazilian Music")),
        (12, some("Classical")),
    ];
    check(playlists_without_rock(), 9, &first).await
}
