//! The parts of the benchmark: what is generated, what is run on it, and what is noted.

use std::io;

use crate::app::App;
use crate::generate::MIX;
use crate::print::Print;
use crate::project::{Cost, Project, Workshop};

/// One line of the report.
pub struct Figure {
    pub what: String,
    pub unit: Unit,
    pub value: f64,
}

/// How a figure is printed.
#[derive(Clone, Copy)]
pub enum Unit {
    Seconds,
    Megabytes,
    Lines,
}

/// What is measured for one peer.
pub struct Bench<'a> {
    pub print: &'a dyn Print,
    pub workshop: &'a Workshop,
    /// How often; the best counts.
    pub runs: usize,
    pub figures: Vec<Figure>,
}

/// A part by name, and whether it runs without being asked for.
pub struct Part {
    pub name: &'static str,
    pub is_default: bool,
    pub run: fn(&mut Bench<'_>) -> io::Result<()>,
}

/// The parts in the order of the report.
pub const PARTS: &[Part] = &[
    Part { name: "small", is_default: true, run: small },
    Part { name: "large", is_default: true, run: large },
    Part { name: "incremental", is_default: true, run: incremental },
    Part { name: "joins", is_default: true, run: joins },
    Part { name: "expanded", is_default: true, run: expanded },
    Part { name: "clean", is_default: true, run: clean },
    Part { name: "wide", is_default: false, run: wide },
];

const SEED: u64 = 7;

/// Where the output goes that all crates of a peer share.
const SHARED: &str = "target";

fn small(bench: &mut Bench<'_>) -> io::Result<()> {
    bench.check("check, 40 tables × 12 columns, 160 statements", "small", &App::small(40, SEED))
}

fn large(bench: &mut Bench<'_>) -> io::Result<()> {
    bench.check(
        "check, 50 tables × 20 columns, 200 queries",
        "large",
        &App::large(50, 20, &MIX, SEED),
    )
}

/// The large application with its incremental cache, after one query or one table is added.
fn incremental(bench: &mut Bench<'_>) -> io::Result<()> {
    let mut app = App::large(50, 20, &MIX, SEED);
    let query = app.one_more_query(SEED + 1);
    let table = app.one_more_table(SEED + 1);
    let project = bench.workshop.project(bench.print, "incremental", SHARED)?;
    let (mut with_query, mut with_table) = (Vec::new(), Vec::new());
    let print = bench.print;
    let run = |app: &App| {
        project.write(print, app)?;
        project.check(true)
    };
    run(&app)?;
    app.queries.push(query);
    for _ in 0..bench.runs {
        with_query.push(run(&app)?);
        let query = app.queries.pop();
        run(&app)?;
        app.queries.extend(query);
    }
    app.queries.pop();
    app.tables.push(table);
    for _ in 0..bench.runs {
        with_table.push(run(&app)?);
        let table = app.tables.pop();
        run(&app)?;
        app.tables.extend(table);
    }
    bench.note("check, the same, incremental, one query added", &with_query);
    bench.note("check, the same, incremental, one table added", &with_table);
    Ok(())
}

fn joins(bench: &mut Bench<'_>) -> io::Result<()> {
    bench.check("check, 13 tables × 4 columns", "line", &App::line(13, false))?;
    bench.check("check, 13 tables × 4 columns, a query of 12 joins", "joins", &App::line(13, true))
}

/// Lines after expansion, less those of an empty crate.
fn expanded(bench: &mut Bench<'_>) -> io::Result<()> {
    bench.expand("a table of 12 columns and its row", "table_12", &App::one_table(12))?;
    bench.expand("a table of 32 columns and its row", "table_32", &App::one_table(32))?;
    bench.expand("13 tables × 4 columns, a query of 12 joins", "line_13", &App::line(13, true))
}

/// A program of one table, one insert and one select, with all it depends on.
fn clean(bench: &mut Bench<'_>) -> io::Result<()> {
    let project = bench.workshop.project(bench.print, "clean", "target-clean")?;
    project.write_program(&bench.print.program())?;
    let costs: io::Result<Vec<Cost>> = (0..bench.runs).map(|_| project.clean_build()).collect();
    bench.note("clean build, a program of one table and two statements", &costs?);
    Ok(())
}

/// A table of 128 columns, with all it depends on. For Diesel that takes minutes and gigabytes, so only once, and only
/// on demand.
fn wide(bench: &mut Bench<'_>) -> io::Result<()> {
    let (print, app) = (bench.print.wide(), App::one_table(128));
    let project = bench.workshop.project(print, "wide", "target-wide")?;
    project.write(print, &app)?;
    let cost = project.clean_build()?;
    bench.note("clean build, a table of 128 columns and its row", &[cost]);
    bench.note_lines("a table of 128 columns and its row", &project, print, &app)
}

impl Bench<'_> {
    /// Notes what `cargo check` takes for an application whose dependencies are built.
    fn check(&mut self, what: &str, name: &str, app: &App) -> io::Result<()> {
        let project = self.workshop.project(self.print, name, SHARED)?;
        self.build_dependencies(&project)?;
        let mut costs = Vec::new();
        for _ in 0..self.runs {
            project.write(self.print, app)?;
            costs.push(project.check(false)?);
        }
        self.note(what, &costs);
        Ok(())
    }

    /// Notes how many lines an application has after expansion.
    fn expand(&mut self, what: &str, name: &str, app: &App) -> io::Result<()> {
        let project = self.workshop.project(self.print, name, SHARED)?;
        self.note_lines(what, &project, self.print, app)
    }

    fn note_lines(
        &mut self,
        what: &str,
        project: &Project,
        print: &dyn Print,
        app: &App,
    ) -> io::Result<()> {
        project.write(print, &App::default())?;
        let empty = project.expanded_lines()?;
        project.write(print, app)?;
        let value = (project.expanded_lines()? - empty) as f64;
        self.figures.push(Figure { what: format!("expanded, {what}"), unit: Unit::Lines, value });
        Ok(())
    }

    fn build_dependencies(&self, project: &Project) -> io::Result<()> {
        project.write(self.print, &App::default())?;
        project.check(false)?;
        Ok(())
    }

    fn note(&mut self, what: &str, costs: &[Cost]) {
        let best = |of: fn(&Cost) -> f64| costs.iter().map(of).fold(f64::INFINITY, f64::min);
        let mut push = |kind: &str, unit, value| {
            self.figures.push(Figure { what: format!("{what}: {kind}"), unit, value });
        };
        push("wall", Unit::Seconds, best(|cost| cost.wall));
        push("CPU", Unit::Seconds, best(|cost| cost.cpu));
        push("peak memory", Unit::Megabytes, best(|cost| cost.memory));
    }
}
