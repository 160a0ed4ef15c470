//! Run-time benchmark: relata and its peers against the raw driver, on SQLite in memory or on a server.

mod allocations;
mod case;
mod clock;
mod database;
mod measure;
mod peers;
mod pin;
mod report;

use std::process::ExitCode;
use std::time::Duration;

use case::Case;
use clock::Clock;
use database::Database;
use measure::{Effort, measure};
use peers::{BASE, Entry};

#[global_allocator]
static ALLOCATOR: allocations::Counting = allocations::Counting;

const USAGE: &str = "\
usage: runtime [--database NAME] [--case NAME]... [--peers NAME,NAME...] [--rounds N] [--batch-ms N] [--cpu-time] [--no-pin]
  --database  sqlite (the default), postgres or mariadb
  --case      a case (select_n/100) or all sizes of it (select_n); may be repeated; default: all
  --peers     the peers to divide by the raw driver; default: all
  --rounds    how often every peer has its turn in a case; default: 15
  --batch-ms  how long a turn lasts; default: 25
  --cpu-time  count the time in which this process ran, for a machine that others use as well
  --no-pin    let the system spread the threads over the cores";

fn main() -> ExitCode {
    let given = match arguments(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(message) => {
            eprintln!("{message}\n{USAGE}");
            return ExitCode::FAILURE;
        }
    };
    let Arguments { cases, entries, effort, pinned } = given;
    if pinned && !pin::to_one_core() {
        eprintln!(
            "cannot keep all threads on one core: peers with threads of their own will look slow"
        );
    }
    let names: Vec<&str> = entries.iter().map(|entry| entry.name).collect();
    let measured: Vec<_> = cases
        .iter()
        .map(|&case| {
            eprintln!("{case}");
            measure(case, &entries, &effort)
        })
        .collect();
    println!(
        "Time of one operation; peers as a ratio to {BASE}, median of {} rounds.\n",
        effort.rounds
    );
    println!("{}", report::times(&names, &measured));
    println!("Allocations from the Rust heap of one operation.\n");
    print!("{}", report::allocations(&names, &measured));
    ExitCode::SUCCESS
}

struct Arguments {
    cases: Vec<Case>,
    entries: Vec<&'static Entry>,
    effort: Effort,
    pinned: bool,
}

fn arguments(mut given: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut database = Database::Sqlite;
    let mut wanted_cases = Vec::new();
    let mut wanted_peers: Option<Vec<String>> = None;
    let mut pinned = true;
    let mut effort = Effort { rounds: 15, batch: Duration::from_millis(25), clock: Clock::Wall };
    while let Some(flag) = given.next() {
        if flag == "--no-pin" {
            pinned = false;
            continue;
        }
        if flag == "--cpu-time" {
            effort.clock = Clock::Cpu;
            continue;
        }
        let value = given.next().ok_or_else(|| format!("`{flag}` wants a value"))?;
        match flag.as_str() {
            "--database" => {
                database =
                    Database::named(&value).ok_or_else(|| format!("unknown database `{value}`"))?;
            }
            "--case" => wanted_cases.push(value),
            "--peers" => wanted_peers = Some(value.split(',').map(str::to_owned).collect()),
            "--rounds" => effort.rounds = positive(&value)? as usize,
            "--batch-ms" => effort.batch = Duration::from_millis(positive(&value)?),
            _ => return Err(format!("unknown option `{flag}`")),
        }
    }

    let all = Case::all(database);
    let known = peers::of(database);
    if let Some(unknown) =
        wanted_cases.iter().find(|wanted| !all.iter().any(|case| case.matches(wanted)))
    {
        return Err(format!("unknown case `{unknown}`"));
    }
    let is_wanted = |case: &Case| {
        wanted_cases.is_empty() || wanted_cases.iter().any(|wanted| case.matches(wanted))
    };
    let cases = all.into_iter().filter(is_wanted).collect();

    let is_known = |name: &String| known.iter().any(|entry| entry.name == name);
    if let Some(unknown) = wanted_peers.iter().flatten().find(|name| !is_known(name)) {
        return Err(format!("unknown peer `{unknown}`"));
    }
    let is_wanted =
        |name| wanted_peers.as_ref().is_none_or(|wanted| wanted.iter().any(|peer| peer == name));
    let entries =
        known.iter().filter(|entry| entry.name == BASE || is_wanted(entry.name)).collect();
    Ok(Arguments { cases, entries, effort, pinned })
}

fn positive(value: &str) -> Result<u64, String> {
    value
        .parse()
        .ok()
        .filter(|number| *number > 0)
        .ok_or_else(|| format!("`{value}` is not a positive number"))
}
