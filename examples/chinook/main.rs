//! Questions to the Chinook database, a music shop: each with its SQL and the first rows.
//!
//! `cargo run --example chinook [path of Chinook_Sqlite.sql]`

mod load;
mod music;
mod people;
mod sales;
mod schema;
mod script;
mod shop;

use std::fmt::Debug;
use std::path::PathBuf;

use people::Search;
use shop::Shop;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), load::Failure> {
    let path = std::env::args_os().nth(1).map_or_else(load::usual_path, PathBuf::from);
    let Some(script) = load::read(&path)? else {
        println!("left out: there is no {}", path.display());
        return Ok(());
    };
    let shop = Shop::new(load::load(&script).await?, print);

    sales::best_customers(&shop).await?;
    sales::big_countries(&shop).await?;
    sales::months(&shop).await?;
    sales::best_months(&shop).await?;
    sales::staff_revenue(&shop).await?;
    sales::outliers(&shop).await?;
    sales::bought_every_media_type(&shop).await?;
    sales::spending_classes(&shop).await?;
    music::best_genres(&shop).await?;
    music::best_artists(&shop).await?;
    music::charts_by_genre(&shop).await?;
    music::never_sold(&shop).await?;
    music::longest_tracks(&shop).await?;
    music::composers(&shop).await?;
    music::unsold_genres(&shop).await?;
    music::rock_and_metal(&shop).await?;
    music::artists_without_album(&shop).await?;
    music::playlist_lengths(&shop).await?;
    music::playlists_without_rock(&shop).await?;
    people::managers(&shop).await?;
    people::hierarchy(&shop).await?;
    people::cities_of_staff(&shop).await?;
    people::letters_to_canada(&shop).await?;
    people::genre_pairs(&shop).await?;
    people::longest_pauses(&shop).await?;
    people::listeners(&shop, "AC/DC").await?;
    people::search(&shop, Search { words: &["love", "you"], ..Default::default() }).await?;
    Ok(())
}

/// Prints a question with its SQL and the first rows.
fn print(question: &str, sql: &str, rows: &[&dyn Debug]) {
    println!("{question}\n  {sql}");
    for row in rows.iter().take(3) {
        println!("  {row:?}");
    }
    if rows.len() > 3 {
        println!("  .. {} rows", rows.len());
    }
    println!();
}
