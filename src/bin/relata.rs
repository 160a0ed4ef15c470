//! The command line: `relata schema print URL`, `relata schema diagram URL`, `relata migrate up URL`.

#[path = "relata/migrate.rs"]
mod migrate;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use relata::blocking::AnyEngine;
use relata::ddl::{Catalog, Dates, Reflect};

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
        #[command(flatten)]
        which: Which,
        /// The crate whose types dates and times have.
        #[arg(long, value_enum, default_value = "chrono")]
        dates: Crate,
    },
    /// Prints the tables of a database, and what they reference, as a diagram of Mermaid.
    Diagram(Which),
}

/// Tables of a database.
#[derive(Args)]
struct Which {
    /// The database: `sqlite:shop.db`, `postgres://user@host/shop`, `mysql://..` or `mariadb://..`.
    url: String,
    /// A schema other than the usual one.
    #[arg(long)]
    schema: Option<String>,
    /// A table or view to be printed; all of them, unless some are named.
    #[arg(long = "table", value_name = "NAME")]
    tables: Vec<String>,
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
    let printed = match command {
        Command::Migrate(command) => return migrate::run(command),
        Command::Schema(OfSchema::Print { which, dates }) => {
            which.catalog()?.to_rust(match dates {
                Crate::Chrono => Dates::Chrono,
                Crate::Time => Dates::Time,
                Crate::Jiff => Dates::Jiff,
            })
        }
        Command::Schema(OfSchema::Diagram(which)) => which.catalog()?.to_mermaid(),
    };
    std::io::stdout().write_all(printed.as_bytes())?;
    Ok(())
}

impl Which {
    fn catalog(self) -> Result<Catalog, Box<dyn std::error::Error>> {
        let mut asked = Reflect::new();
        if let Some(schema) = self.schema {
            asked = asked.schema(schema);
        }
        if !self.tables.is_empty() {
            asked = asked.only(self.tables);
        }
        let catalog = AnyEngine::open(&existing(self.url))?.reflect(&asked)?;
        if catalog.tables.is_empty() {
            eprintln!("relata: there are no tables and views that this user may see");
        }
        Ok(catalog)
    }
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
