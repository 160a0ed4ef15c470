//! `relata migrate new`, `up`, `down`, `status` and `mark`.

use std::env;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use relata::blocking::{AnyEngine, Migrations};
use relata::migrate::{self, Mark, Migration, Ran, Way};

use super::{Done, existing};

#[derive(Subcommand)]
pub enum Migrate {
    /// Makes the file of a new migration, with the next number.
    New {
        /// What it does, in a word or some.
        name: String,
        /// Its number; the one after the last, unless said.
        #[arg(long)]
        number: Option<i64>,
        /// Makes a file for what undoes it, too.
        #[arg(long)]
        down: bool,
        #[command(flatten)]
        folder: Folder,
    },
    /// Applies what the database has not had.
    Up {
        #[command(flatten)]
        place: Place,
        /// The last one to be applied; all, unless said.
        #[arg(long, value_name = "NUMBER")]
        to: Option<i64>,
        /// Applies scripts also where one of a higher number was applied before.
        #[arg(long)]
        in_any_order: bool,
        /// Prints the scripts that would run, and runs none.
        #[arg(long)]
        dry_run: bool,
    },
    /// Undoes what was applied last.
    Down {
        #[command(flatten)]
        place: Place,
        /// How many.
        #[arg(long, default_value_t = 1)]
        steps: usize,
        /// Prints the scripts that would run, and runs none.
        #[arg(long)]
        dry_run: bool,
    },
    /// Says what the database has had.
    Status {
        #[command(flatten)]
        place: Place,
    },
    /// Says what somebody knows of the database, and runs nothing.
    Mark {
        /// The number of the migration.
        number: i64,
        /// Whether the database has had it.
        #[arg(value_enum)]
        state: Known,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Args)]
pub struct Folder {
    /// The folder of the scripts.
    #[arg(long, default_value = "migrations")]
    dir: PathBuf,
}

#[derive(Args)]
pub struct Place {
    /// The database; that of the variable `DATABASE_URL`, unless said.
    url: Option<String>,
    #[command(flatten)]
    folder: Folder,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Known {
    Applied,
    Open,
}

impl Place {
    fn open(
        self,
        url: impl Fn(String) -> String,
    ) -> Result<(AnyEngine, Migrations), relata::Error> {
        let named = self.url.or_else(|| env::var("DATABASE_URL").ok());
        let named = named.ok_or_else(|| {
            relata::Error::refused("no database is named: give its URL, or set DATABASE_URL")
        })?;
        let migrations = Migrations(migrate::Migrations::read(&self.folder.dir)?);
        Ok((AnyEngine::open(&url(named))?, migrations))
    }
}

pub fn run(command: Migrate) -> Done {
    match command {
        Migrate::New { name, number, down, folder } => {
            let ways = if down { &[Way::Up, Way::Down][..] } else { &[Way::Up] };
            return new(&folder.dir, &name, number, ways);
        }
        Migrate::Up { place, to, in_any_order, dry_run } => {
            // What is to have its first table may not be there yet.
            let (engine, mut migrations) = place.open(|url| url)?;
            if in_any_order {
                migrations.0 = migrations.0.in_any_order();
            }
            let pending = match to {
                Some(to) => migrations.pending_to(&engine, to)?,
                None => migrations.pending(&engine)?,
            };
            for one in pending {
                match dry_run {
                    true => print(one, Way::Up),
                    false => tell("applied", migrations.up_to(&engine, one.number())?),
                }
            }
        }
        Migrate::Down { place, steps, dry_run } => {
            let (engine, migrations) = place.open(existing)?;
            for one in migrations.undoable(&engine, steps)? {
                match dry_run {
                    true => print(one, Way::Down),
                    false => tell("undone", migrations.down(&engine, 1)?),
                }
            }
        }
        Migrate::Status { place } => {
            let (engine, migrations) = place.open(existing)?;
            for status in migrations.status(&engine)? {
                let when = status.applied_at.map_or(String::new(), |when| format!(" ({when})"));
                println!("{}: {}{when}", status.name, status.state);
            }
        }
        Migrate::Mark { number, state, place } => {
            let (engine, migrations) = place.open(existing)?;
            let mark = match state {
                Known::Applied => Mark::Applied,
                Known::Open => Mark::Open,
            };
            migrations.mark(&engine, number, mark)?;
        }
    }
    Ok(())
}

/// Makes the files of a migration, for somebody to write.
fn new(folder: &Path, name: &str, number: Option<i64>, ways: &[Way]) -> Done {
    let word = name.trim().replace(' ', "_");
    if word.is_empty() || !word.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-') {
        return Err(format!("`{name}` is no name: it has letters, digits, `_` and `-`").into());
    }
    fs::create_dir_all(folder)?;
    let there = migrate::Migrations::read(folder)?;
    let last = there.iter().last();
    let number = number.unwrap_or_else(|| last.map_or(1, |last| last.number() + 1));
    if there.iter().any(|one| one.number() == number) {
        return Err(format!("there is a migration {number}").into());
    }
    let width = last.and_then(|last| last.name().find('_')).unwrap_or(4);
    for way in ways {
        let end = match way {
            Way::Up => "sql",
            Way::Down => "down.sql",
        };
        let path = folder.join(format!("{number:0width$}_{word}.{end}"));
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        file.write_all(b"-- Statements, each with a semicolon.\n")?;
        println!("{}", path.display());
    }
    Ok(())
}

/// The script, as somebody else might run it.
fn print(migration: &Migration, way: Way) {
    let script = migration.script(way).unwrap_or_default();
    println!("-- {}\n{}\n", migration.name(), script.trim_end());
}

fn tell(what: &str, ran: Vec<Ran>) {
    for Ran { name, took, .. } in ran {
        println!("{what} {name} in {} ms", took.as_millis());
    }
}
