//! Migrations: scripts that change a database, in the order of their numbers, each of them once.

mod kept;
mod name;
mod plan;
mod run;
mod statements;
mod turn;

use std::borrow::Cow;
use std::path::Path;
use std::time::Duration;

use self::name::Name;
pub use self::plan::{MigrationState, MigrationStatus};
pub use self::run::{Mark, Ran};
use crate::error::{Error, Result};

/// A script that is part of the program, or was read.
type Text = Cow<'static, str>;

/// Scripts that change a database, in the order of their numbers, each of them once.
///
/// They are files of a folder: `0001_users.sql`, and beside it, where it can be undone, `0001_users.down.sql`. What a
/// database has had stands in its table `relata_migrations`. [The guide](crate::guide::migrations) says what happens
/// where something fails.
///
/// ```
/// use relata::migrate::Migrations;
/// use relata::prelude::*;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), relata::Error> {
/// let migrations = Migrations::of([
///     ("0001_users.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);"),
///     ("0001_users.down.sql", "DROP TABLE users;"),
///     ("0002_nicknames.sql", "ALTER TABLE users ADD COLUMN nickname TEXT;"),
/// ])?;
/// let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
/// assert_eq!(migrations.up(&engine).await?.len(), 2);
/// assert_eq!(migrations.up(&engine).await?.len(), 0);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "migrations do nothing until they are applied"]
pub struct Migrations {
    /// By their numbers.
    all: Cow<'static, [Migration]>,
    wait: Duration,
    any_order: bool,
}

/// A script with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    number: i64,
    name: Text,
    up: Text,
    down: Option<Text>,
}

/// Whether a script is applied or undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is applied.
    Up,
    /// It is undone.
    Down,
}

impl Migrations {
    /// The scripts of a folder, as they are there now. Files that do not end in `.sql`, and folders, are left alone.
    ///
    /// [`migrations!`](crate::migrations) reads them when the program is compiled.
    ///
    /// # Errors
    ///
    /// A folder that cannot be read, a file that is not UTF-8, and what [`of`](Self::of) refuses.
    pub fn read(folder: impl AsRef<Path>) -> Result<Self> {
        let folder = folder.as_ref();
        let unread = |path: &Path| {
            let path = path.display().to_string();
            move |error| Error::other(format!("`{path}` cannot be read: {error}")).caused_by(error)
        };
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(unread(folder))? {
            let path = entry.map_err(unread(folder))?.path();
            if path.extension().is_none_or(|end| !end.eq_ignore_ascii_case("sql")) || path.is_dir()
            {
                continue;
            }
            let bytes = std::fs::read(&path).map_err(unread(&path))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let text = String::from_utf8(bytes)
                .map_err(|error| Error::other(format!("`{name}` is not UTF-8")).caused_by(error))?;
            files.push((name, text));
        }
        files.sort();
        Self::of(files)
    }

    /// Scripts with the names that their files would have.
    ///
    /// # Errors
    ///
    /// A name that is not of the form `0001_users.sql` or `0001_users.down.sql`, two of the same number, a script that
    /// undoes none, and an empty one.
    pub fn of<N, T>(scripts: impl IntoIterator<Item = (N, T)>) -> Result<Self>
    where
        N: Into<Cow<'static, str>>,
        T: Into<Cow<'static, str>>,
    {
        let (mut all, mut downs) = (Vec::<Migration>::new(), Vec::new());
        for (file, text) in scripts {
            let (file, text) = (file.into(), text.into());
            let Name { number, stem, way } = Name::parse(&file).map_err(Error::other)?;
            if name::is_empty(&text) {
                return Err(Error::other(format!("`{file}` is empty")));
            }
            let name = stem.to_owned().into();
            match way {
                Way::Up => all.push(Migration { number, name, up: text, down: None }),
                Way::Down => downs.push((name, file, text)),
            }
        }
        all.sort_by_key(|migration| migration.number);
        for pair in all.windows(2) {
            if let [first, second] = pair
                && first.number == second.number
            {
                let (first, second) = (&first.name, &second.name);
                let message = format!("`{first}.sql` and `{second}.sql` have the same number");
                return Err(Error::other(message));
            }
        }
        for (name, file, text) in downs {
            let undone: Text = name;
            match all.iter_mut().find(|migration| migration.name == undone) {
                Some(migration) if migration.down.is_none() => migration.down = Some(text),
                Some(_) => return Err(Error::other(format!("`{file}` is there twice"))),
                None => {
                    let message = format!("`{file}` undoes `{undone}.sql`, which is not there");
                    return Err(Error::other(message));
                }
            }
        }
        Ok(Self { all: all.into(), ..Self::embedded(&[]) })
    }

    /// What `migrations!` has read.
    #[doc(hidden)]
    pub const fn embedded(all: &'static [Migration]) -> Self {
        Self { all: Cow::Borrowed(all), wait: Duration::from_secs(60), any_order: false }
    }

    /// How long to wait for another process that changes the same database: a minute, unless said.
    pub fn wait(self, limit: Duration) -> Self {
        Self { wait: limit, ..self }
    }

    /// Applies scripts also where one of a higher number was applied before, as after two branches were merged.
    ///
    /// Otherwise that is an error, since the database would not be as one that has had them in their order.
    pub fn in_any_order(self) -> Self {
        Self { any_order: true, ..self }
    }

    /// The scripts, in the order of their numbers.
    pub fn iter(&self) -> std::slice::Iter<'_, Migration> {
        self.all.iter()
    }

    fn find(&self, number: i64) -> Option<&Migration> {
        self.all.iter().find(|migration| migration.number == number)
    }
}

impl<'m> IntoIterator for &'m Migrations {
    type Item = &'m Migration;
    type IntoIter = std::slice::Iter<'m, Migration>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Migration {
    /// What `migrations!` has read of one.
    #[doc(hidden)]
    pub const fn embedded(
        number: i64,
        name: &'static str,
        up: &'static str,
        down: Option<&'static str>,
    ) -> Self {
        let down = match down {
            Some(down) => Some(Cow::Borrowed(down)),
            None => None,
        };
        Self { number, name: Cow::Borrowed(name), up: Cow::Borrowed(up), down }
    }

    /// Its number.
    pub fn number(&self) -> i64 {
        self.number
    }

    /// The name of its file, without `.sql`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The script of a way, if there is one.
    pub fn script(&self, way: Way) -> Option<&str> {
        let text = match way {
            Way::Up => Some(&self.up),
            Way::Down => self.down.as_ref(),
        };
        // Some editors write a mark before the first letter.
        text.map(|text| text.trim_start_matches('\u{feff}'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(scripts: &[(&'static str, &'static str)]) -> String {
        Migrations::of(scripts.iter().copied())
            .map_or_else(|error| error.to_string(), |_| "none".into())
    }

    #[test]
    fn what_is_wrong_with_a_set_is_told_by_the_name_of_the_file() {
        assert_eq!(
            error(&[("2_b.sql", "x"), ("01_a.sql", "x"), ("1_c.sql", "x")]),
            "`01_a.sql` and `1_c.sql` have the same number"
        );
        assert_eq!(
            error(&[("1_a.down.sql", "x")]),
            "`1_a.down.sql` undoes `1_a.sql`, which is not there"
        );
        assert_eq!(
            error(&[("1_a", "x"), ("1_b.down", "x")]),
            "`1_b.down` undoes `1_b.sql`, which is not there"
        );
        assert_eq!(
            error(&[("1_a.sql", "x"), ("1_a.down.sql", "x"), ("1_a.down", "x")]),
            "`1_a.down` is there twice"
        );
        for text in ["", "\u{feff} \r\n", "-- later\n\n  -- or never"] {
            assert_eq!(error(&[("1_a.sql", text)]), "`1_a.sql` is empty");
        }
        assert_eq!(error(&[]), "none");
    }

    #[test]
    fn a_script_knows_its_way() -> Result<()> {
        let set = Migrations::of([("1_a.down.sql", "\u{feff}b"), ("1_a.sql", "a")])?;
        let all: Vec<_> =
            set.iter().map(|one| (one.script(Way::Up), one.script(Way::Down))).collect();
        assert_eq!(all, [(Some("a"), Some("b"))]);
        Ok(())
    }
}
