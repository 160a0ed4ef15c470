//! Applying and undoing: each script with what is kept of it, and what is known where it fails.

use std::time::{Duration, Instant};

use super::kept::{self, Kept};
use super::plan::{Goal, Status, Step};
use super::statements::statements;
use super::turn::{self, Session};
use super::{Migration, Migrations};
use crate::driver::Driver;
use crate::engine::{Connection, Engine, Transaction, script};
use crate::error::{Error, Result};
use crate::render::definition::Turns;

/// A script that has run.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Ran {
    /// Its number.
    pub number: i64,
    /// The name of its file, without `.sql`.
    pub name: String,
    /// How long it took.
    pub took: Duration,
}

/// What somebody knows of a database: see [`Migrations::mark`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It has had the script, as that is now.
    Applied,
    /// It has not.
    Open,
}

/// The first line of a script that is no transaction.
const ALONE: &str = "-- relata: no transaction";

impl Migrations {
    /// Applies all scripts that the database has not had, and gives those that ran.
    ///
    /// It can run at every start of a program: where there is nothing to do, it only reads.
    ///
    /// # Errors
    ///
    /// What the database reports of a script, with its name and whether something of it is left. Those before it stay
    /// applied. Nothing runs where a script was edited after it was applied, or is missing, has not come to
    /// its end, or comes before one that was applied.
    pub async fn up<D: Driver>(&self, engine: &Engine<D>) -> Result<Vec<Ran>> {
        self.run(engine, |_| Goal::Up(i64::MAX)).await
    }

    /// Applies the scripts up to a number: see [`up`](Self::up).
    pub async fn up_to<D: Driver>(&self, engine: &Engine<D>, number: i64) -> Result<Vec<Ran>> {
        self.known(number)?;
        self.run(engine, |_| Goal::Up(number)).await
    }

    /// Undoes the scripts that were applied last, so many, and gives those that ran.
    ///
    /// # Errors
    ///
    /// As those of [`up`](Self::up). Nothing runs where one of them has nothing that undoes it. One that was edited is
    /// undone all the same.
    pub async fn down<D: Driver>(&self, engine: &Engine<D>, steps: usize) -> Result<Vec<Ran>> {
        self.run(engine, |kept| Goal::undo(steps, kept)).await
    }

    /// How the database stands to each script, by number: to those that are here, and those that it has had.
    pub async fn status<D: Driver>(&self, engine: &Engine<D>) -> Result<Vec<Status>> {
        Ok(self.states(&had(engine).await?))
    }

    /// What [`up`](Self::up) would apply now, in this order, or its refusal. Nothing is changed.
    pub async fn pending<D: Driver>(&self, engine: &Engine<D>) -> Result<Vec<&Migration>> {
        self.would_run(engine, |_| Goal::Up(i64::MAX)).await
    }

    /// What [`up_to`](Self::up_to) would.
    pub async fn pending_to<D: Driver>(
        &self,
        engine: &Engine<D>,
        number: i64,
    ) -> Result<Vec<&Migration>> {
        self.known(number)?;
        self.would_run(engine, |_| Goal::Up(number)).await
    }

    /// What [`down`](Self::down) would undo now, in this order, or its refusal. Nothing is changed.
    pub async fn undoable<D: Driver>(
        &self,
        engine: &Engine<D>,
        steps: usize,
    ) -> Result<Vec<&Migration>> {
        self.would_run(engine, |kept| Goal::undo(steps, kept)).await
    }

    /// Says what somebody knows of a database, without running anything: that it has had a script, or has not.
    ///
    /// So one that failed half-way is settled once somebody has looked at it, one that was edited in a way that
    /// means the same is taken for what was applied, and one that made what was there before is not run.
    pub async fn mark<D: Driver>(&self, engine: &Engine<D>, number: i64, mark: Mark) -> Result<()> {
        let mut connection = engine.connect().await?;
        turn::wait(&mut connection, self.wait).await?;
        let mut tx = connection.begin_defining().await?;
        let kept = kept::read_or_create(&mut tx).await?;
        kept::remove(&mut tx, number).await?;
        match (mark, self.find(number)) {
            (Mark::Applied, Some(migration)) => kept::add(&mut tx, migration, true).await?,
            (Mark::Open, migration)
                if migration.is_some() || kept.iter().any(|row| row.number == number) => {}
            _ => return Err(unknown(number)),
        }
        tx.commit().await
    }

    fn known(&self, number: i64) -> Result<()> {
        self.find(number).map(drop).ok_or_else(|| unknown(number))
    }

    async fn would_run<D: Driver>(
        &self,
        engine: &Engine<D>,
        goal: impl FnOnce(&[Kept]) -> Goal,
    ) -> Result<Vec<&Migration>> {
        let kept = had(engine).await?;
        let steps = self.plan(&kept, goal(&kept))?;
        Ok(steps.into_iter().map(|(migration, _)| migration).collect())
    }

    async fn run<D: Driver>(
        &self,
        engine: &Engine<D>,
        goal: impl FnOnce(&[Kept]) -> Goal,
    ) -> Result<Vec<Ran>> {
        let mut connection = engine.connect().await?;
        let kept = kept::read(&mut connection).await?.unwrap_or_default();
        let goal = goal(&kept);
        // What looks half done may be in somebody's hands, so nothing is refused yet.
        if self.plan(&kept, goal).is_ok_and(|steps| steps.is_empty()) {
            return Ok(Vec::new());
        }
        turn::wait(&mut connection, self.wait).await?;
        let session = Session::of(&mut connection).await?;
        let (mut all, mut since) = (Vec::new(), Instant::now());
        loop {
            match self.step(&mut connection, goal, &session).await {
                Ok(Some(ran)) => {
                    all.push(ran);
                    since = Instant::now();
                }
                Ok(None) => return Ok(all),
                Err(Stop::Locked(_)) if since.elapsed() < self.wait => turn::pause().await,
                Err(Stop::Locked(error) | Stop::Failed(error)) => return Err(error),
            }
        }
    }

    /// Runs the next script on the way to the goal, if there is one.
    async fn step<D: Driver>(
        &self,
        connection: &mut Connection<D>,
        goal: Goal,
        session: &Session,
    ) -> Result<Option<Ran>, Stop> {
        let since = Instant::now();
        let mut tx =
            connection.begin_defining().await.map_err(|error| match error.is_lock_timeout() {
                true => Stop::Locked(error),
                false => Stop::Failed(error),
            })?;
        // Others may have been here since it was looked at last.
        let kept = kept::read_or_create(&mut tx).await?;
        let Some(step) = self.plan(&kept, goal)?.into_iter().next() else { return Ok(None) };
        let (migration, way) = step;
        let script = migration.script(way).unwrap_or_default();
        let is_alone = script.lines().next().is_some_and(|line| line.trim_end() == ALONE);
        let done = match is_alone {
            false => inside(tx, step, script, session).await,
            true => alone(tx, step).await.map(drop),
        };
        let done = match (done, is_alone) {
            (Ok(()), true) => behind(connection, step, script, session).await,
            (done, _) => done,
        };
        if let Err(error) = done {
            return Err(Stop::Failed(self.told(connection, step, error).await));
        }
        Ok(Some(Ran {
            number: migration.number,
            name: migration.name.to_string(),
            took: since.elapsed(),
        }))
    }

    /// An error with the name of the script, and whether something of that is left.
    async fn told<D: Driver>(
        &self,
        connection: &mut Connection<D>,
        (migration, _): Step<'_>,
        error: Error,
    ) -> Error {
        let left = match kept::read(connection).await {
            Ok(kept) => {
                let mut rows = kept.iter().flatten().filter(|row| row.number == migration.number);
                match rows.any(|row| !row.done) {
                    true => ", and is half done",
                    false => ", and nothing of it is left",
                }
            }
            Err(_) => "",
        };
        error.within(format!("migration `{}` has failed{left}", migration.name))
    }
}

/// Why a script has not run.
enum Stop {
    /// Somebody else has the database.
    Locked(Error),
    Failed(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// A script and what is kept of it, as one transaction. MySQL and MariaDB commit at each CREATE and ALTER, and with the
/// first of them that the script was begun.
async fn inside<D: Driver>(
    mut tx: Transaction<'_, D>,
    (migration, way): Step<'_>,
    script: &str,
    session: &Session,
) -> Result<()> {
    let before = session.orphans(&mut tx).await;
    kept::begin(&mut tx, migration, way).await?;
    script::run_read(&mut tx, script).await?;
    session.restore(&mut tx).await?;
    if let (Some(before), Some(after)) = (before, session.orphans(&mut tx).await)
        && let Some((table, row, parent, _)) = after.difference(&before).min()
    {
        let row = row.map_or(String::new(), |row| format!(" {row}"));
        return Err(Error::other(format!(
            "row{row} of `{table}` would reference a row of `{parent}` that is not there"
        )));
    }
    kept::end(&mut tx, migration, way).await?;
    tx.commit().await
}

/// What is kept of a script that is no transaction, before it begins.
async fn alone<D: Driver>(mut tx: Transaction<'_, D>, (migration, way): Step<'_>) -> Result<()> {
    kept::begin(&mut tx, migration, way).await?;
    tx.commit().await
}

/// The script itself, and that it has ended.
async fn behind<D: Driver>(
    connection: &mut Connection<D>,
    (migration, way): Step<'_>,
    script: &str,
    session: &Session,
) -> Result<()> {
    match turn::turns(connection) {
        // Several statements in one message would be a transaction.
        Turns::Advisory => {
            for (number, statement) in (1..).zip(statements(script)) {
                let done = script::run_read(connection, statement).await;
                done.map_err(|error| error.in_statement(number))?;
            }
        }
        Turns::Transactions | Turns::Named => script::run_read(connection, script).await?,
    }
    session.restore(connection).await?;
    kept::end(connection, migration, way).await
}

/// What the database has had.
async fn had<D: Driver>(engine: &Engine<D>) -> Result<Vec<Kept>> {
    Ok(kept::read(&mut engine.connect().await?).await?.unwrap_or_default())
}

/// There is none of this number.
fn unknown(number: i64) -> Error {
    Error::other(format!("there is no migration {number}"))
}
