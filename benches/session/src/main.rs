//! What a session costs: against the same work written by hand on rusqlite, against relata's own
//! statements, and against SQLAlchemy, all on SQLite in memory.

mod changed;
#[path = "../../runtime/src/clock.rs"]
mod clock;
mod eager;
mod flush;
mod get;
mod memory;
#[path = "../../runtime/src/pin.rs"]
mod pin;
mod schema;
mod sqlalchemy;

use std::process::ExitCode;

use clock::Clock;

#[global_allocator]
static ALLOCATOR: memory::Counting = memory::Counting;

const USAGE: &str = "\
usage: session [--part NAME] [--rounds N] [--wall] [--sqlalchemy PYTHON]
  --part        eager, flush, changed, get or memory; default: all
  --rounds      how often each has its turn; default: 15
  --wall        the time that passes, and not that in which this process ran
  --sqlalchemy  a Python that has SQLAlchemy 2.0, to compare the flush with";

/// How it is measured.
pub struct Effort {
    pub rounds: usize,
    pub clock: Clock,
    pub python: Option<String>,
}

impl Effort {
    /// The least of what each way has taken, in seconds. They take turns.
    pub fn least<const N: usize>(&self, mut ways: [&mut dyn FnMut(Clock) -> f64; N]) -> [f64; N] {
        let mut least = [f64::MAX; N];
        for _ in 0..self.rounds {
            for (way, least) in ways.iter_mut().zip(&mut least) {
                *least = least.min(way(self.clock));
            }
        }
        least
    }
}

/// What was measured, what it is measured by, and how far apart they may be.
pub struct Row {
    pub what: &'static str,
    pub here: String,
    pub by: String,
    pub ratio: String,
    pub must: &'static str,
}

fn main() -> ExitCode {
    let (part, effort) = match arguments(std::env::args().skip(1)) {
        Ok(given) => given,
        Err(message) => {
            eprintln!("{message}\n{USAGE}");
            return ExitCode::FAILURE;
        }
    };
    if !pin::to_one_core() {
        eprintln!("cannot keep all threads on one core");
    }
    type Part = fn(&Effort) -> Vec<Row>;
    let parts: [(&str, Part); 5] = [
        ("eager", eager::measure),
        ("flush", flush::measure),
        ("changed", changed::measure),
        ("get", get::measure),
        ("memory", memory::measure),
    ];
    println!("| what | session | by | ratio | must reach |");
    println!("|---|--:|--:|--:|---|");
    let mut count = 0;
    for (name, measure) in parts {
        if part.as_deref().is_some_and(|part| part != name) {
            continue;
        }
        count += 1;
        eprintln!("{name}");
        for Row { what, here, by, ratio, must } in measure(&effort) {
            println!("| {what} | {here} | {by} | {ratio} | {must} |");
        }
    }
    if count == 0 {
        eprintln!("unknown part\n{USAGE}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn arguments(mut given: impl Iterator<Item = String>) -> Result<(Option<String>, Effort), String> {
    let mut part = None;
    let mut effort = Effort { rounds: 15, clock: Clock::Cpu, python: None };
    while let Some(flag) = given.next() {
        if flag == "--wall" {
            effort.clock = Clock::Wall;
            continue;
        }
        let value = given.next().ok_or_else(|| format!("`{flag}` wants a value"))?;
        match flag.as_str() {
            "--part" => part = Some(value),
            "--rounds" => {
                let rounds = value.parse().ok().filter(|rounds| *rounds > 0);
                effort.rounds = rounds.ok_or("`--rounds` wants a positive number")?;
            }
            "--sqlalchemy" => effort.python = Some(value),
            _ => return Err(format!("unknown option `{flag}`")),
        }
    }
    Ok((part, effort))
}

/// A time for people.
pub fn time(seconds: f64) -> String {
    match seconds {
        s if s < 1e-6 => format!("{:.0} ns", s * 1e9),
        s if s < 1e-3 => format!("{:.2} µs", s * 1e6),
        s => format!("{:.2} ms", s * 1e3),
    }
}

/// A ratio for people.
pub fn ratio(here: f64, by: f64) -> String {
    format!("{:.2}", here / by)
}
