//! Loads a Chinook script: the tables by `create_all`, the rows by typed INSERTs.

use std::path::{Path, PathBuf};

use relata::driver::Driver;
use relata::engine::Transaction;
use relata::prelude::*;

use crate::schema::*;
use crate::script::{Insert, inserts};

/// Whatever goes wrong while loading.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Which script is a database's.
pub trait Scripted {
    /// The name of its file.
    const SCRIPT: &'static str;
}

impl Scripted for Sqlite {
    const SCRIPT: &'static str = "Chinook_Sqlite.sql";
}

impl Scripted for Postgres {
    const SCRIPT: &'static str = "Chinook_PostgreSql.sql";
}

impl Scripted for MySql {
    const SCRIPT: &'static str = "Chinook_MySql.sql";
}

impl Scripted for MariaDb {
    const SCRIPT: &'static str = "Chinook_MySql.sql";
}

/// Where a database's script lies.
pub fn path<D: Scripted>() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/chinook").join(D::SCRIPT)
}

/// Reads a script, if it is there.
pub fn read(path: &Path) -> std::io::Result<Option<String>> {
    match std::fs::read_to_string(path) {
        Ok(script) => Ok(Some(script)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Fills a database that has none of the tables with everything that the script holds.
pub async fn load<D: Driver>(engine: &Engine<D>, script: &str) -> Result<(), Failure> {
    engine.create_all::<chinook>().await?;
    let mut tx = engine.begin().await?;
    for insert in inserts(script)? {
        // The script fills a table after those that it references.
        add(&mut tx, insert).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Inserts the rows of one INSERT of the script.
async fn add<D: Driver>(tx: &mut Transaction<'_, D>, insert: Insert<'_>) -> Result<(), Failure> {
    let (table, expected) = (insert.table.clone(), insert.rows.len());
    let written = match table.as_str() {
        "artist" => {
            let rows = insert.read(|row| {
                Ok((artist::id.set(ArtistId(row.int()?)), artist::name.set(row.maybe_text()?)))
            })?;
            tx.execute(&insert_into(artist::table).rows(rows)).await?
        }
        "album" => {
            let rows = insert.read(|row| {
                Ok((
                    album::id.set(AlbumId(row.int()?)),
                    album::title.set(row.text()?),
                    album::artist_id.set(ArtistId(row.int()?)),
                ))
            })?;
            tx.execute(&insert_into(album::table).rows(rows)).await?
        }
        "genre" => {
            let rows = insert
                .read(|row| Ok((genre::id.set(row.int()?), genre::name.set(row.maybe_text()?))))?;
            tx.execute(&insert_into(genre::table).rows(rows)).await?
        }
        "mediatype" => {
            let rows = insert.read(|row| {
                Ok((media_type::id.set(row.int()?), media_type::name.set(row.maybe_text()?)))
            })?;
            tx.execute(&insert_into(media_type::table).rows(rows)).await?
        }
        "track" => {
            let rows = insert.read(|row| {
                Ok((
                    track::id.set(TrackId(row.int()?)),
                    track::name.set(row.text()?),
                    track::album_id.set(row.maybe_int()?.map(AlbumId)),
                    track::media_type_id.set(row.int()?),
                    track::genre_id.set(row.maybe_int()?),
                    track::composer.set(row.maybe_text()?),
                    track::milliseconds.set(row.int()?),
                    track::bytes.set(row.maybe_int()?),
                    track::unit_price.set(row.float()?),
                ))
            })?;
            tx.execute(&insert_into(track::table).rows(rows)).await?
        }
        "playlist" => {
            let rows = insert.read(|row| {
                Ok((playlist::id.set(row.int()?), playlist::name.set(row.maybe_text()?)))
            })?;
            tx.execute(&insert_into(playlist::table).rows(rows)).await?
        }
        "playlisttrack" => {
            let rows = insert.read(|row| {
                Ok((
                    playlist_track::playlist_id.set(row.int()?),
                    playlist_track::track_id.set(TrackId(row.int()?)),
                ))
            })?;
            tx.execute(&insert_into(playlist_track::table).rows(rows)).await?
        }
        "employee" => {
            let rows = insert.read(|row| {
                Ok((
                    employee::id.set(EmployeeId(row.int()?)),
                    employee::last_name.set(row.text()?),
                    employee::first_name.set(row.text()?),
                    employee::title.set(row.maybe_text()?),
                    employee::reports_to.set(row.maybe_int()?.map(EmployeeId)),
                    employee::birth_date.set(row.maybe_date()?),
                    employee::hire_date.set(row.maybe_date()?),
                    employee::address.set(row.maybe_text()?),
                    employee::city.set(row.maybe_text()?),
                    employee::state.set(row.maybe_text()?),
                    employee::country.set(row.maybe_text()?),
                    employee::postal_code.set(row.maybe_text()?),
                    employee::phone.set(row.maybe_text()?),
                    employee::fax.set(row.maybe_text()?),
                    employee::email.set(row.maybe_text()?),
                ))
            })?;
            tx.execute(&insert_into(employee::table).rows(rows)).await?
        }
        "customer" => {
            let rows = insert.read(|row| {
                Ok((
                    customer::id.set(CustomerId(row.int()?)),
                    customer::first_name.set(row.text()?),
                    customer::last_name.set(row.text()?),
                    customer::company.set(row.maybe_text()?),
                    customer::address.set(row.maybe_text()?),
                    customer::city.set(row.maybe_text()?),
                    customer::state.set(row.maybe_text()?),
                    customer::country.set(row.maybe_text()?),
                    customer::postal_code.set(row.maybe_text()?),
                    customer::phone.set(row.maybe_text()?),
                    customer::fax.set(row.maybe_text()?),
                    customer::email.set(row.text()?),
                    customer::support_rep_id.set(row.maybe_int()?.map(EmployeeId)),
                ))
            })?;
            tx.execute(&insert_into(customer::table).rows(rows)).await?
        }
        "invoice" => {
            let rows = insert.read(|row| {
                Ok((
                    invoice::id.set(row.int()?),
                    invoice::customer_id.set(CustomerId(row.int()?)),
                    invoice::date.set(row.date()?),
                    invoice::billing_address.set(row.maybe_text()?),
                    invoice::billing_city.set(row.maybe_text()?),
                    invoice::billing_state.set(row.maybe_text()?),
                    invoice::billing_country.set(row.maybe_text()?),
                    invoice::billing_postal_code.set(row.maybe_text()?),
                    invoice::total.set(row.float()?),
                ))
            })?;
            tx.execute(&insert_into(invoice::table).rows(rows)).await?
        }
        "invoiceline" => {
            let rows = insert.read(|row| {
                Ok((
                    invoice_line::id.set(row.int()?),
                    invoice_line::invoice_id.set(row.int()?),
                    invoice_line::track_id.set(TrackId(row.int()?)),
                    invoice_line::unit_price.set(row.float()?),
                    invoice_line::quantity.set(row.int()?),
                ))
            })?;
            tx.execute(&insert_into(invoice_line::table).rows(rows)).await?
        }
        _ => return Err(format!("the script fills an unknown table: {table}").into()),
    };
    if written != expected as u64 {
        return Err(format!("{written} of {expected} rows of {table} were written").into());
    }
    Ok(())
}
