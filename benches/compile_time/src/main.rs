//! Compile-time benchmark: the same generated applications in Diesel and in relata.

mod app;
mod generate;
mod parts;
mod print;
mod project;
mod random;
mod report;

use std::path::PathBuf;
use std::process::ExitCode;

use parts::{Bench, PARTS, Part};
use print::Print;
use print::diesel::Diesel;
use print::relata::Relata;
use project::Workshop;

/// The peers in the order of the report's columns; the others are divided by the first.
const PEERS: &[&dyn Print] = &[&Diesel { wide: false }, &Relata::Blocking, &Relata::Async];

const USAGE: &str = "\
usage: compile_time [--part NAME]... [--peers NAME,NAME...] [--runs N] [--dir FOLDER]
  --part   small, large, incremental, joins, expanded, clean, wide; may be repeated; default: all but wide
  --peers  diesel, relata, relata-async; default: all
  --runs   how often a thing is measured, of which the best counts; default: 3
  --dir    a folder to work in and to keep; default: a temporary one";

fn main() -> ExitCode {
    project::stand_in_for_rustc();
    let given = match arguments(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(message) => {
            eprintln!("{message}\n{USAGE}");
            return ExitCode::FAILURE;
        }
    };
    let workshop = match Workshop::new(given.folder) {
        Ok(workshop) => workshop,
        Err(error) => {
            eprintln!("no folder to work in: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut failed = false;
    let names: Vec<&str> = given.peers.iter().map(|print| print.name()).collect();
    let mut figures = Vec::new();
    for &print in &given.peers {
        let mut bench = Bench { print, workshop: &workshop, runs: given.runs, figures: Vec::new() };
        for part in &given.parts {
            eprintln!("{}: {}", print.name(), part.name);
            if let Err(error) = (part.run)(&mut bench) {
                eprintln!("{error}");
                failed = true;
            }
        }
        figures.push(bench.figures);
    }
    print!("{}", report::table(&names, &figures));
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

struct Arguments {
    parts: Vec<&'static Part>,
    peers: Vec<&'static dyn Print>,
    runs: usize,
    folder: Option<PathBuf>,
}

fn arguments(mut given: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut parts: Vec<&Part> = Vec::new();
    let mut peers = PEERS.to_vec();
    let (mut runs, mut folder) = (3, None);
    while let Some(flag) = given.next() {
        let value = given.next().ok_or_else(|| format!("`{flag}` wants a value"))?;
        match flag.as_str() {
            "--part" => {
                let part = PARTS.iter().find(|part| part.name == value);
                parts.push(part.ok_or_else(|| format!("unknown part `{value}`"))?);
            }
            "--peers" => {
                let known = |name| PEERS.iter().copied().find(|print| print.name() == name);
                let wanted = value
                    .split(',')
                    .map(|name| known(name).ok_or_else(|| format!("unknown peer `{name}`")));
                peers = wanted.collect::<Result<_, _>>()?;
            }
            "--runs" => {
                let number = value.parse().ok().filter(|runs| *runs > 0);
                runs = number.ok_or_else(|| format!("`{value}` is not a positive number"))?;
            }
            "--dir" => folder = Some(PathBuf::from(value)),
            _ => return Err(format!("unknown option `{flag}`")),
        }
    }
    if parts.is_empty() {
        parts = PARTS.iter().filter(|part| part.is_default).collect();
    }
    Ok(Arguments { parts, peers, runs, folder })
}
