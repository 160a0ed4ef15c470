//! Applying and undoing: each script with what is kept of it, and what is known where it fails.

use std::time::{Duration, Instant};

use super::kept::{self, Kept};
use super::plan::{Goal, MigrationStatus, Step, is_alone};
use super::statements::statements;
use super::turn::{self, Session};
use super::{Migration, Migrations, Way};
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
    pub async fn status<D: Driver>(&self, engine: &Engine<D>) -> Result<Vec<MigrationStatus>> {
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
            (Mark::Applied, Some(migration)) => {
                kept::add(&mut tx, migration, kept::APPLIED).await?
            }
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
        goal: impl Fn(&[Kept]) -> Goal,
    ) -> Result<Vec<Ran>> {
        let mut connection = engine.connect().await?;
        let kept = kept::read(&mut connection).await?.unwrap_or_default();
        // What looks half done may be in somebody's hands, so nothing is refused yet.
        if self.plan(&kept, goal(&kept)).is_ok_and(|steps| steps.is_empty()) {
            return Ok(Vec::new());
        }
        turn::wait(&mut connection, self.wait).await?;
        let session = Session::of(&mut connection).await?;
        let (mut all, mut since) = (Vec::new(), Instant::now());
        let mut fixed = None;
        // Which ones are the last is known when nobody else changes that any more.
        let mut goal = |kept: &[Kept]| *fixed.get_or_insert_with(|| goal(kept));
        loop {
            match self.step(&mut connection, &mut goal, &session).await {
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
        goal: &mut impl FnMut(&[Kept]) -> Goal,
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
        let Some(step) = self.plan(&kept, goal(&kept))?.into_iter().next() else { return Ok(None) };
        let (migration, way) = step;
        let script = migration.script(way).unwrap_or_default();
        let done = match is_alone(script) {
            false => inside(tx, step, script, session).await,
            true => match alone(tx, step).await {
                Ok(()) => behind(connection, step, script, session).await,
                failed => failed,
            },
        };
        if let Err(error) = done {
            return Err(Stop::Failed(told(connection, step, script, session, error).await));
        }
        Ok(Some(Ran {
            number: migration.number,
            name: migration.name.to_string(),
            took: since.elapsed(),
        }))
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
    let before = session.orphans(&mut tx).await?;
    kept::begin(&mut tx, migration, way).await?;
    script::run_read(&mut tx, script).await?;
    session.restore(&mut tx).await?;
    turn::compare(&before, session.orphans(&mut tx).await?)?;
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
    // What the script has left open is not to undo this later: it is committed, or refused here.
    let mut tx = connection.begin_defining().await?;
    kept::end(&mut tx, migration, way).await?;
    tx.commit().await
}

/// An error with the name of the script, and whether something of that is left.
async fn told<D: Driver>(
    connection: &mut Connection<D>,
    (migration, way): Step<'_>,
    script: &str,
    session: &Session,
    error: Error,
) -> Error {
    let kept = match session.restore(connection).await {
        Ok(()) => kept::read(connection).await,
        Err(error) => Err(error),
    };
    let kept = kept.map(Option::unwrap_or_default);
    let row = kept.as_ref().map(|kept| kept.iter().find(|row| row.number == migration.number));
    let state = row.map(|row| row.map_or("", |row| row.state.as_str()));
    let before = if way == Way::Up { "" } else { kept::APPLIED };
    // Who rolls back has undone what would tell.
    let is_known = !script.to_ascii_uppercase().contains("ROLLBACK");
    let left = match state {
        Ok(state) if state == kept::begun(way) => ", and is half done",
        Ok(state) if state != before => ", and is recorded all the same",
        Ok(_) if is_known => ", and nothing of it is left",
        _ => "",
    };
    error.within(format!("migration `{}` has failed{left}", migration.name))
}

/// What the database has had.
async fn had<D: Driver>(engine: &Engine<D>) -> Result<Vec<Kept>> {
    Ok(kept::read(&mut engine.connect().await?).await?.unwrap_or_default())
}

/// There is none of this number.
fn unknown(number: i64) -> Error {
    Error::other(format!("there is no migration {number}"))
}
