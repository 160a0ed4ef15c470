//! Questions to the Chinook database, a music shop: each with its SQL and the first rows.
//!
//! `cargo run --example chinook [URL]`, with the features `postgres` and `mysql` for servers: the URL
//! names an empty database, which is SQLite's in memory if there is no URL.

mod load;
mod music;
mod people;
mod question;
mod sales;
mod schema;
mod script;

use std::fmt::Debug;

use load::{Failure, Scripted};
use people::Search;
use question::Asks;
use relata::driver::Driver;
use relata::prelude::*;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let url = std::env::args().nth(1).unwrap_or_else(|| "sqlite::memory:".to_owned());
    match url.split(':').next() {
        #[cfg(feature = "postgres")]
        Some("postgres" | "postgresql") => on_postgres(&url).await,
        #[cfg(feature = "mysql")]
        Some("mysql") => on_mysql(&url).await,
        #[cfg(feature = "mysql")]
        Some("mariadb") => on_mariadb(&url).await,
        _ => on_sqlite(&url).await,
    }
}

/// A loaded database, unless there is no script.
async fn loaded<D: Driver + Scripted>(url: &str) -> Result<Option<Engine<D>>, Failure> {
    let path = load::path::<D>();
    let Some(script) = load::read(&path)? else {
        println!("left out: there is no {}", path.display());
        return Ok(None);
    };
    let engine = Engine::<D>::open(url).await?;
    load::load(&engine, &script).await?;
    Ok(Some(engine))
}

/// The questions that all databases take, with those that are a database's own.
macro_rules! questions {
    ($name:ident $dialect:ident: $($title:literal $own:path),*) => {
        async fn $name(url: &str) -> Result<(), Failure> {
            let Some(engine) = loaded::<$dialect>(url).await? else { return Ok(()) };
            let engine = &engine;
            show(engine, "The ten best customers", &sales::best_customers()).await?;
            show(engine, "Countries with four customers or more", &sales::big_countries()).await?;
            show(engine, "Months, with a running total", &sales::months()).await?;
            show(engine, "The best months of each year", &sales::best_months()).await?;
            show(engine, "Revenue of each employee's customers", &sales::staff_revenue()).await?;
            show(engine, "Invoices far above their customer's average", &sales::outliers()).await?;
            show(engine, "Customers of every media type", &sales::bought_every_media_type()).await?;
            show(engine, "Customers by what they spend", &sales::spending_classes()).await?;
            show(engine, "The best-selling genres", &music::best_genres()).await?;
            show(engine, "The best-selling artists", &music::best_artists()).await?;
            show(engine, "The charts of each genre", &music::charts_by_genre()).await?;
            show(engine, "Tracks that were never sold, by genre", &music::never_sold()).await?;
            show(engine, "The longest track of each genre", &music::longest_tracks()).await?;
            show(engine, "Composers", &music::composers()).await?;
            show(engine, "Genres without sales", &music::unsold_genres()).await?;
            show(engine, "Artists of both rock and metal", &music::rock_and_metal()).await?;
            show(engine, "Artists without an album, and all", &music::artists_without_album()).await?;
            show(engine, "Playlists", &music::playlist_lengths()).await?;
            show(engine, "Playlists without rock", &music::playlists_without_rock()).await?;
            show(engine, "Employees and their managers", &people::managers()).await?;
            show(engine, "The staff from the top", &people::hierarchy()).await?;
            show(engine, "Everybody in Canada", &people::letters_to_canada()).await?;
            show(engine, "Genres that are bought together", &people::genre_pairs()).await?;
            show(engine, "Customers of an artist", &people::listeners("AC/DC")).await?;
            show(engine, "A search", &people::search(Search { words: &["love", "you"], ..Default::default() })).await?;
            $(show(engine, $title, &$own()).await?;)*
            Ok(())
        }
    };
}

questions! {
    on_sqlite Sqlite:
    "Cities with staff" people::cities_of_staff,
    "The longest pauses" people::longest_pauses_on_sqlite
}
#[cfg(feature = "postgres")]
questions! {
    on_postgres Postgres:
    "Cities with staff" people::cities_of_staff,
    "The longest pauses" people::longest_pauses_on_postgres
}
#[cfg(feature = "mysql")]
questions! { on_mysql MySql: "The longest pauses" people::longest_pauses_on_mysql }
#[cfg(feature = "mysql")]
questions! { on_mariadb MariaDb: "The longest pauses" people::longest_pauses_on_mariadb }

/// Prints a question with its SQL and the first rows.
async fn show<D: Driver, R: Debug>(
    engine: &Engine<D>,
    question: &str,
    query: &impl Asks<D, R>,
) -> Result<(), Failure> {
    println!("{question}\n  {}", query.to_sql::<D>());
    let rows = engine.all(query).await?;
    for row in rows.iter().take(3) {
        println!("  {row:?}");
    }
    if rows.len() > 3 {
        println!("  .. {} rows", rows.len());
    }
    println!();
    Ok(())
}
