//! The command line: `relata schema print URL`, `relata migrate up URL`.

#[path = "relata/migrate.rs"]
mod migrate;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use relata::blocking::AnyEngine;
use relata::ddl::{Dates, Reflect};

/// What relata knows of a database.
#[derive(Parser)]
#[command(name = "relata", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// The tables of a database.
    #[command(subcommand)]
    Schema(OfSchema),
    /// Scripts that change a database, each of them once.
    #[command(subcommand)]
    Migrate(migrate::Migrate),
}

/// How a command has ended.
type Done = Result<(), Box<dyn std::error::Error>>;

#[derive(Subcommand)]
enum OfSchema {
    /// Prints the tables of a database as a module of `table!`s.
    Print {
        /// The database: `sqlite:shop.db`, `postgres://user@host/shop`, `mysql://..` or `mariadb://..`.
        url: String,
        /// A schema other than the usual one.
        #[arg(long)]
        schema: Option<String>,
        /// A table or view to be printed; all of them, unless some are named.
        #[arg(long = "table", value_name = "NAME")]
        tables: Vec<String>,
        /// The crate whose types dates and times have.
        #[arg(long, value_enum, default_value = "chrono")]
        dates: Crate,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Crate {
    Chrono,
    Time,
    Jiff,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("relata: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Done {
    let (url, schema, tables, dates) = match command {
        Command::Migrate(command) => return migrate::run(command),
        Command::Schema(OfSchema::Print { url, schema, tables, dates }) => {
            (url, schema, tables, dates)
        }
    };
    let dates = match dates {
        Crate::Chrono => Dates::Chrono,
        Crate::Time => Dates::Time,
        Crate::Jiff => Dates::Jiff,
    };
    let mut asked = Reflect::new();
    if let Some(schema) = schema {
        asked = asked.schema(schema);
    }
    if !tables.is_empty() {
        asked = asked.only(tables);
    }
    let catalog = AnyEngine::open(&existing(url))?.reflect(&asked)?;
    if catalog.tables.is_empty() {
        eprintln!("relata: there are no tables and views that this user may see");
    }
    std::io::stdout().write_all(catalog.to_rust(dates).as_bytes())?;
    Ok(())
}

/// A file that is not there would be created, empty.
fn existing(url: String) -> String {
    let is_file = url.starts_with("sqlite:") && !url.contains("mode=") && !url.contains(":memory:");
    match (is_file, url.contains('?')) {
        (false, _) => url,
        (true, true) => url + "&mode=rw",
        (true, false) => url + "?mode=rw",
    }
}
