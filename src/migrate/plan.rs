//! What is to be done, as it follows from the scripts and from what a database has had.

use std::fmt;

use super::kept::{self, Kept, checksum};
use super::{Migration, Migrations, Way};
use crate::error::{Error, Result};

/// How a database stands to a script: see [`Migrations::status`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MigrationStatus {
    /// The number.
    pub number: i64,
    /// The name of the file, without `.sql`.
    pub name: String,
    /// How it stands.
    pub state: MigrationState,
    /// When it was applied, in UTC.
    pub applied_at: Option<String>,
}

/// How a database stands to a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MigrationState {
    /// It has had it.
    Applied,
    /// It has not.
    Open,
    /// It has not, but one of a higher number.
    Late,
    /// It has had it, in other words.
    Edited,
    /// It has had it, and the script is no longer there.
    Missing,
    /// The script was begun, and has not come to its end.
    HalfDone,
    /// What undoes it was begun, and has not come to its end.
    HalfUndone,
}

impl fmt::Display for MigrationState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Applied => "applied",
            Self::Open => "open",
            Self::Late => "open, and a later one is applied",
            Self::Edited => "applied, and edited since",
            Self::Missing => "applied, and its script is missing",
            Self::HalfDone => "half done",
            Self::HalfUndone => "half undone",
        })
    }
}

/// Where to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Goal {
    /// All up to this number are applied.
    Up(i64),
    /// None above this number is.
    Down(i64),
}

impl Goal {
    /// The last ones are undone, so many.
    pub fn undo(steps: usize, kept: &[Kept]) -> Self {
        Self::Down(kept.iter().rev().nth(steps).map_or(i64::MIN, |row| row.number))
    }
}

/// The first line of a script that is no transaction.
const ALONE: &str = "-- relata: no transaction";

/// Whether a script is to be no transaction.
pub(super) fn is_alone(script: &str) -> bool {
    script.lines().next().is_some_and(|line| line.trim_end() == ALONE)
}

/// What looks like that line, and is another, or not the first.
fn misspelt(script: &str) -> Option<&str> {
    let rest = if is_alone(script) { 1 } else { 0 };
    script.lines().skip(rest).map(str::trim).find(|line| {
        let words = line.strip_prefix("--").map(str::trim_start);
        words.is_some_and(|words| words.starts_with("relata:"))
    })
}

/// A script, and which way it goes.
pub(super) type Step<'m> = (&'m Migration, Way);

impl Migrations {
    /// How a database stands to each script, by number.
    pub(super) fn states(&self, kept: &[Kept]) -> Vec<MigrationStatus> {
        let last = kept.iter().map(|row| row.number).max();
        let had = kept.iter().map(|row| {
            let state = match self.find(row.number) {
                _ if row.state == kept::begun(Way::Down) => MigrationState::HalfUndone,
                _ if row.state != kept::APPLIED => MigrationState::HalfDone,
                None => MigrationState::Missing,
                Some(migration) if checksum(migration) != row.checksum => MigrationState::Edited,
                Some(_) => MigrationState::Applied,
            };
            let applied_at = Some(row.applied_at.clone());
            MigrationStatus { number: row.number, name: row.name.clone(), state, applied_at }
        });
        let open = self.open(kept).map(|migration| {
            let number = migration.number;
            let state =
                if last > Some(number) { MigrationState::Late } else { MigrationState::Open };
            MigrationStatus { number, name: migration.name.to_string(), state, applied_at: None }
        });
        let mut all: Vec<_> = had.chain(open).collect();
        all.sort_by_key(|status| status.number);
        all
    }

    fn open<'m>(&'m self, kept: &[Kept]) -> impl Iterator<Item = &'m Migration> {
        self.iter().filter(|migration| kept.iter().all(|row| row.number != migration.number))
    }

    /// The scripts that lead there, in their order, unless somebody has to look at something first.
    pub(super) fn plan(&self, kept: &[Kept], goal: Goal) -> Result<Vec<Step<'_>>> {
        let states = self.states(kept);
        if let Some(refused) = states.iter().find_map(|status| self.refusal(status, goal)) {
            return Err(Error::other(refused));
        }
        let steps: Vec<_> = match goal {
            Goal::Up(to) => {
                let open = self.open(kept).filter(|migration| migration.number <= to);
                open.map(|migration| (migration, Way::Up)).collect()
            }
            Goal::Down(to) => {
                let had = kept.iter().rev().filter(|row| row.number > to);
                let downs = had.map(|row| match self.find(row.number) {
                    Some(migration) if migration.down.is_some() => Ok((migration, Way::Down)),
                    _ => Err(Error::other(format!(
                        "nothing undoes migration `{0}`: there is no `{0}.down.sql`",
                        row.name
                    ))),
                });
                downs.collect::<Result<_>>()?
            }
        };
        for (migration, way) in &steps {
            if let Some(line) = migration.script(*way).and_then(misspelt) {
                let name = &migration.name;
                return Err(Error::other(format!(
                    "migration `{name}` says `{line}`, which is not `{ALONE}` as its first line"
                )));
            }
        }
        Ok(steps)
    }

    /// Why nothing runs as long as a script is in this state.
    fn refusal(&self, status: &MigrationStatus, goal: Goal) -> Option<String> {
        let MigrationStatus { number, name, state, .. } = status;
        let why = match (state, goal) {
            (MigrationState::HalfDone, _) => {
                "was begun and has not come to its end: unless somebody is at it, look at what it has done to \
                 the database, and mark it as applied or as open"
            }
            (MigrationState::HalfUndone, _) => {
                "was begun to be undone, which has not come to its end: unless somebody is at it, look at what \
                 that has done to the database, and mark it as applied or as open"
            }
            (MigrationState::Edited, Goal::Up(_)) => {
                "was edited after it was applied: put the rest into a new one, or mark it as applied again"
            }
            (MigrationState::Missing, Goal::Up(_)) => {
                "was applied, and its script is not there any more: bring it back, or mark it as open"
            }
            (MigrationState::Late, Goal::Up(to)) if *number <= to && !self.any_order => {
                "is not applied, and one of a higher number is: give it a number above that, or apply it \
                 in any order"
            }
            _ => return None,
        };
        Some(format!("migration `{name}` {why}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set() -> Migrations {
        const ALL: &[Migration] = &[
            Migration::embedded(1, "1_a", "a", Some("undo a")),
            Migration::embedded(2, "2_b", "b", None),
            Migration::embedded(3, "3_c", "c", Some("undo c")),
        ];
        Migrations::embedded(ALL)
    }

    fn kept(numbers: &[i64]) -> Vec<Kept> {
        let row = |number: &i64| Kept {
            number: *number,
            name: format!("{number}_x"),
            checksum: set().find(*number).map(checksum).unwrap_or_default(),
            state: kept::APPLIED.into(),
            applied_at: String::new(),
        };
        numbers.iter().map(row).collect()
    }

    fn plan(set: &Migrations, kept: &[Kept], goal: Goal) -> String {
        match set.plan(kept, goal) {
            Ok(steps) => {
                steps.iter().map(|(one, way)| format!("{} {way:?};", one.number)).collect()
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn what_is_open_runs_in_order() {
        let all = Goal::Up(i64::MAX);
        assert_eq!(plan(&set(), &[], all), "1 Up;2 Up;3 Up;");
        assert_eq!(plan(&set(), &[], Goal::Up(2)), "1 Up;2 Up;");
        assert_eq!(plan(&set(), &kept(&[1, 2, 3]), all), "");
        assert!(
            plan(&set(), &kept(&[1, 3]), all)
                .starts_with("migration `2_b` is not applied, and one")
        );
        assert_eq!(plan(&set(), &kept(&[1, 3]), Goal::Up(1)), "");
        assert_eq!(plan(&set().in_any_order(), &kept(&[1, 3]), all), "2 Up;");
    }

    #[test]
    fn what_somebody_has_to_look_at_keeps_all_else_from_running() {
        let all = Goal::Up(i64::MAX);
        let mut edited = kept(&[1, 2]);
        edited[0].checksum = "other".into();
        assert!(plan(&set(), &edited, all).starts_with("migration `1_x` was edited"));
        assert!(
            plan(&set(), &kept(&[1, 2, 3, 7]), all)
                .starts_with("migration `7_x` was applied, and its script")
        );
        let mut half = kept(&[1]);
        half[0].state = kept::begun(Way::Up).into();
        for goal in [all, Goal::undo(1, &half)] {
            assert!(plan(&set(), &half, goal).starts_with("migration `1_x` was begun and has"));
        }
        half[0].state = kept::begun(Way::Down).into();
        assert!(plan(&set(), &half, all).starts_with("migration `1_x` was begun to be undone"));
        // The last one was edited: it is undone, and applied again.
        assert_eq!(
            plan(&set(), &edited, Goal::Down(1)),
            "nothing undoes migration `2_x`: there is no `2_x.down.sql`"
        );
        edited.pop();
        assert_eq!(plan(&set(), &edited, Goal::undo(1, &edited)), "1 Down;");
    }

    #[test]
    fn a_first_line_that_is_misspelt_is_no_comment() {
        for script in [
            "--relata: no transaction\nVACUUM",
            "-- relata: no-transaction\nVACUUM",
            "-- A heading.\n-- relata: no transaction\nVACUUM",
        ] {
            let set = Migrations::of([("1_a.sql", script)]);
            let said = set.map(|set| plan(&set, &[], Goal::Up(1))).unwrap_or_default();
            assert!(said.starts_with("migration `1_a` says `--"), "{script}: {said}");
        }
        assert_eq!(
            misspelt("-- relata: no transaction \r\n-- of relata: it is slow\nVACUUM"),
            None
        );
    }

    #[test]
    fn the_last_ones_are_undone_first() {
        let had = kept(&[1, 3]);
        assert_eq!(plan(&set(), &had, Goal::undo(0, &had)), "");
        assert_eq!(plan(&set(), &had, Goal::undo(1, &had)), "3 Down;");
        assert_eq!(plan(&set(), &had, Goal::undo(9, &had)), "3 Down;1 Down;");
        let states: Vec<_> =
            set().states(&had).iter().map(|status| (status.number, status.state)).collect();
        assert_eq!(
            states,
            [(1, MigrationState::Applied), (2, MigrationState::Late), (3, MigrationState::Applied)]
        );
    }
}
