//! Answers about people.

use relata::prelude::*;

use crate::people::*;
use crate::schema::{CustomerId, EmployeeId};
use crate::{Place, Tested, check, check_on, on_each, some};

#[tokio::test]
async fn one_employee_has_no_manager() -> Tested {
    let all = [
        ("Adams".into(), None),
        ("Edwards".into(), some("Adams")),
        ("Peacock".into(), some("Edwards")),
        ("Park".into(), some("Edwards")),
        ("Johnson".into(), some("Edwards")),
        ("Mitchell".into(), some("Adams")),
        ("King".into(), some("Mitchell")),
        ("Callahan".into(), some("Mitchell")),
    ];
    on_each(managers(), |rows| {
        let names = rows.into_iter().map(|(name, boss)| (name, boss.map(|boss| boss.last_name)));
        assert_eq!(names.collect::<Vec<_>>(), all);
    })
    .await
}

#[tokio::test]
async fn the_hierarchy_has_three_levels() -> Tested {
    let chain = |id, path: &str, depth| Chain { id: EmployeeId(id), path: path.into(), depth };
    let all = [
        chain(1, "Adams", 0),
        chain(2, "Adams > Edwards", 1),
        chain(5, "Adams > Edwards > Johnson", 2),
        chain(4, "Adams > Edwards > Park", 2),
        chain(3, "Adams > Edwards > Peacock", 2),
        chain(6, "Adams > Mitchell", 1),
        chain(8, "Adams > Mitchell > Callahan", 2),
        chain(7, "Adams > Mitchell > King", 2),
    ];
    check(hierarchy(), 8, &all).await
}

#[tokio::test]
async fn staff_and_customers_meet_in_one_city() -> Tested {
    let all = [(some("Calgary"), 5, 0), (some("Edmonton"), 1, 1), (some("Lethbridge"), 2, 0)];
    check_on::<Sqlite, _>(&cities_of_staff(), 3, &all).await?;
    #[cfg(feature = "postgres")]
    check_on::<Postgres, _>(&cities_of_staff(), 3, &all).await?;
    Ok(())
}

#[tokio::test]
async fn letters_reach_staff_and_customers() -> Tested {
    let first = [
        ("Adams".into(), "Andrew".into(), Role::Staff),
        ("Brown".into(), "Robert".into(), Role::Customer),
        ("Callahan".into(), "Laura".into(), Role::Staff),
        ("Edwards".into(), "Nancy".into(), Role::Staff),
        ("Francis".into(), "Edward".into(), Role::Customer),
    ];
    check(letters_to_canada(), 16, &first).await
}

#[tokio::test]
async fn rock_is_bought_with_everything() -> Tested {
    let all = [
        (some("Rock"), some("Alternative & Punk"), 54),
        (some("Rock"), some("Latin"), 51),
        (some("Rock"), some("Metal"), 46),
        (some("Metal"), some("Latin"), 25),
        (some("Rock"), some("Jazz"), 24),
    ];
    check(genre_pairs(), 5, &all).await
}

#[tokio::test]
async fn pauses_are_long() -> Tested {
    let all = [
        ("Köhler".into(), Some(584.0)),
        ("Tremblay".into(), Some(584.0)),
        ("Hansen".into(), Some(584.0)),
    ];
    check_on::<Sqlite, _>(&longest_pauses_on_sqlite(), 3, &all).await?;
    #[cfg(feature = "postgres")]
    check_on::<Postgres, _>(&longest_pauses_on_postgres(), 3, &all).await?;
    #[cfg(feature = "mysql")]
    check_on::<MySql, _>(&longest_pauses_on_mysql(), 3, &all).await?;
    #[cfg(feature = "mysql")]
    check_on::<MariaDb, _>(&longest_pauses_on_mariadb(), 3, &all).await?;
    Ok(())
}

#[tokio::test]
async fn an_artist_has_listeners() -> Tested {
    let first = [
        (CustomerId(4), "Hansen".into()),
        (CustomerId(53), "Hughes".into()),
        (CustomerId(47), "Mancini".into()),
    ];
    check(listeners("AC/DC"), 6, &first).await?;
    check(listeners("Nobody"), 0, &[]).await
}

#[tokio::test]
async fn a_search_combines_what_is_asked() -> Tested {
    searches_on::<Sqlite>().await?;
    #[cfg(feature = "postgres")]
    searches_on::<Postgres>().await?;
    #[cfg(feature = "mysql")]
    searches_on::<MySql>().await?;
    #[cfg(feature = "mysql")]
    searches_on::<MariaDb>().await?;
    Ok(())
}

/// A boxed query is one for a database.
async fn searches_on<D: Place>() -> Tested {
    let words = Search { words: &["love", "you"], ..Search::default() };
    let first = [
        ("(I Can't Help) Falling In Love With You".into(), some("Reggae")),
        ("Arms Around Your Love".into(), some("Alternative")),
    ];
    check_on(&search::<D>(words), 5, &first).await?;

    let short_jazz = Search {
        words: &[],
        genre: Some("Jazz"),
        shorter_than: Some(150_000),
        longest_first: true,
    };
    let first = [
        ("Samba De Uma Nota Só (One Note Samba)".into(), some("Jazz")),
        ("Se Todos Fossem Iguais A Você (Instrumental)".into(), some("Jazz")),
    ];
    check_on(&search::<D>(short_jazz), 5, &first).await
}
