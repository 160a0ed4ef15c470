//! `relata migrate new`, `up`, `down`, `status` and `mark`.

use std::env;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use relata::blocking::{AnyEngine, Migrations};
use relata::ddl::Reflect;
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
        /// A database, whose changes to that of `--to` are written into the script.
        #[arg(long, value_name = "URL", requires = "to")]
        from: Option<String>,
        /// A database of the same kind, with the schema that is wanted.
        #[arg(long, value_name = "URL", requires = "from")]
        to: Option<String>,
        /// Lets the changes drop tables and columns, and turn values into others.
        #[arg(long, requires = "from")]
        may_lose: bool,
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
        Migrate::New { name, number, down, from, to, may_lose, folder } => {
            let mut scripts = match from.zip(to) {
                Some(urls) => changes(urls, may_lose, down)?,
                None => vec![EMPTY.to_owned(); 2],
            };
            scripts.truncate(if down { 2 } else { 1 });
            return new(&folder.dir, &name, number, &scripts);
        }
        Migrate::Up { place, to, in_any_order, dry_run } => {
            // What is to have its first table may not be there yet.
            let (engine, mut migrations) =
                place.open(|url| if dry_run { existing(url) } else { url })?;
            if in_any_order {
                migrations.0 = migrations.0.in_any_order();
            }
            let last = to.or_else(|| migrations.0.iter().last().map(Migration::number));
            let Some(last) = last else {
                tell("applied", migrations.up(&engine)?);
                return Ok(());
            };
            if dry_run {
                return Ok(print(migrations.pending_to(&engine, last)?, Way::Up)?);
            }
            // Each is told of when it has run. One that is half done may be in somebody's hands, who is waited for.
            let all = migrations.status(&engine)?.into_iter();
            let open = all.filter(|one| one.applied_at.is_none() && one.number < last);
            let known = migrations.0.iter().any(|one| one.number() == last);
            for number in open.map(|one| one.number).filter(|_| known).chain([last]) {
                tell("applied", migrations.up_to(&engine, number)?);
            }
        }
        Migrate::Down { place, steps, dry_run } => {
            let (engine, migrations) = place.open(existing)?;
            match dry_run {
                true => print(migrations.undoable(&engine, steps)?, Way::Down)?,
                false => tell("undone", migrations.down(&engine, steps)?),
            }
        }
        Migrate::Status { place } => {
            let (engine, migrations) = place.open(existing)?;
            for status in migrations.status(&engine)? {
                let when = status.applied_at.map_or(String::new(), |when| format!(" ({when})"));
                writeln!(io::stdout(), "{}: {}{when}", status.name, status.state)?;
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

/// What stands in a file for somebody to write.
const EMPTY: &str = "-- Statements, each with a semicolon.\n";

/// The script of the changes from one database to another, and that which undoes it.
fn changes(
    (from, to): (String, String),
    may_lose: bool,
    down: bool,
) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let reflect = |url| AnyEngine::open(&existing(url))?.reflect(&Reflect::new());
    let (live, wanted) = (reflect(from)?, reflect(to)?);
    let script = live.script_to(&wanted);
    let script = if may_lose { script.may_lose_all() } else { script };
    let mut scripts = vec![script.to_sql()?];
    if scripts[0].is_empty() {
        return Err("both databases have the same schema".into());
    }
    if down {
        // What was added goes again.
        scripts.push(wanted.script_to(&live).may_lose_all().to_sql()?);
    }
    Ok(scripts)
}

/// Makes the files of a migration, of which the second undoes the first.
fn new(folder: &Path, name: &str, number: Option<i64>, scripts: &[String]) -> Done {
    let word = name.trim().replace(' ', "_");
    if word.is_empty() || !word.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-') {
        return Err(format!("`{name}` is no name: it has letters, digits, `_` and `-`").into());
    }
    fs::create_dir_all(folder)?;
    // Their names alone: somebody may still have to write them.
    let there = fs::read_dir(folder)?.filter_map(|entry| {
        let name = entry.ok()?.file_name().into_string().ok()?;
        let (digits, _) = name.strip_suffix(".sql")?.split_once('_')?;
        Some((digits.parse::<i64>().ok()?, digits.len()))
    });
    let there: Vec<_> = there.collect();
    let last = there.iter().max().copied();
    let number = number.or_else(|| last.map_or(Some(1), |(last, _)| last.checked_add(1)));
    let taken = |number| there.iter().any(|(other, _)| *other == number);
    let Some(number) = number.filter(|number| *number >= 0 && !taken(*number)) else {
        return Err("there is a migration of this number, or cannot be one".into());
    };
    let width = last.map_or(4, |(_, width)| width);
    for (end, script) in ["sql", "down.sql"].into_iter().zip(scripts) {
        let path = folder.join(format!("{number:0width$}_{word}.{end}"));
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        file.write_all(script.as_bytes())?;
        writeln!(io::stdout(), "{}", path.display())?;
    }
    Ok(())
}

/// The scripts, as somebody else might run them.
fn print(migrations: Vec<&Migration>, way: Way) -> io::Result<()> {
    migrations.into_iter().try_for_each(|migration| {
        let script = migration.script(way).unwrap_or_default().trim_end();
        writeln!(io::stdout(), "-- {}\n{script}\n", migration.name())
    })
}

fn tell(what: &str, ran: Vec<Ran>) {
    for Ran { name, took, .. } in ran {
        // Where nobody listens any more, the next ones run all the same.
        let _ = writeln!(io::stdout(), "{what} {name} in {} ms", took.as_millis());
    }
}
