//! What a URL says about a SQLite database.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use crate::driver::url::{decode, unknown_value};
use crate::error::Error;

/// Where a SQLite database is, and how it is opened.
#[derive(Clone, Debug)]
pub struct SqliteOptions {
    pub(super) location: Location,
    pub(super) mode: Mode,
    pub(super) busy_timeout: Duration,
    pub(super) execution: Execution,
    /// The file was given its write-ahead log.
    pub(super) has_log: Arc<AtomicBool>,
}

/// Where the rows live.
#[derive(Clone, Debug)]
pub(super) enum Location {
    File(PathBuf),
    /// In the memory of one connection.
    Memory,
    /// In memory that all connections of the engine share.
    SharedMemory(Arc<Shared>),
}

/// A database in memory that lives as long as the engine.
#[derive(Debug)]
pub(super) struct Shared {
    pub name: String,
    /// A connection that does nothing but to keep the database alive.
    pub anchor: OnceLock<Mutex<rusqlite::Connection>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    ReadOnly,
    ReadWrite,
    Create,
}

/// Where statements run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Execution {
    /// On the calling task: the fastest by far for short statements, since changing threads costs
    /// ten times what a look-up costs. Reading many rows yields to other tasks now and then, but
    /// a statement that computes for long before its first row holds up its thread.
    #[default]
    Inline,
    /// On a thread of the connection's own, for servers with long queries.
    Worker,
}

const FORMS: &str = "a SQLite URL is `sqlite:relative.db`, `sqlite:///absolute/path.db` or \
                     `sqlite::memory:`, optionally with `?mode=ro`, `?mode=rw` or `?mode=rwc`";

impl SqliteOptions {
    pub(super) fn parse(url: &str) -> Result<Self, Error> {
        let rest = after_scheme(url)?;
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let place = place.strip_prefix("//").unwrap_or(place);
        let mut options = Self {
            location: Location::Memory,
            mode: Mode::Create,
            busy_timeout: Duration::from_secs(5),
            execution: Execution::Inline,
            has_log: Arc::default(),
        };
        let mut shared = false;
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            match (key, value) {
                ("mode", "ro") => options.mode = Mode::ReadOnly,
                ("mode", "rw") => options.mode = Mode::ReadWrite,
                ("mode", "rwc") => options.mode = Mode::Create,
                ("mode", _) => return Err(unknown_value(key, value, "ro, rw and rwc")),
                ("cache", "shared") => shared = true,
                ("cache", "private") => shared = false,
                ("cache", _) => return Err(unknown_value(key, value, "shared and private")),
                ("busy_timeout", _) => {
                    let millis = value
                        .parse()
                        .map_err(|_| unknown_value(key, value, "a number of milliseconds"))?;
                    options.busy_timeout = Duration::from_millis(millis);
                }
                _ => {
                    return Err(Error::url(format!(
                        "unknown parameter `{key}` in the URL: SQLite has `mode`, `busy_timeout` \
                         and `cache`"
                    )));
                }
            }
        }
        options.location = match place {
            "" => return Err(Error::url(format!("the URL names no file: {FORMS}"))),
            name if name.starts_with(':') && name != ":memory:" => {
                return Err(Error::url(format!(
                    "`{name}` is no database: one in memory is `sqlite::memory:`"
                )));
            }
            ":memory:" if options.mode == Mode::ReadOnly => {
                return Err(Error::url("a database in memory cannot be opened with `mode=ro`"));
            }
            ":memory:" if shared => Location::SharedMemory(Arc::new(Shared::unique())),
            ":memory:" => Location::Memory,
            _ if shared => {
                return Err(Error::url("`cache=shared` is for databases in memory only"));
            }
            path => Location::File(decode(path)?.into()),
        };
        Ok(options)
    }
}

impl SqliteOptions {
    /// How long to wait for a lock.
    pub fn set_busy_timeout(&mut self, timeout: Duration) {
        self.busy_timeout = timeout;
    }

    /// Where statements run.
    pub fn set_execution(&mut self, execution: Execution) {
        self.execution = execution;
    }
}

impl Shared {
    /// A name that no other engine of this process has.
    fn unique() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        Self { name: format!("file:/relata-{number}?vfs=memdb"), anchor: OnceLock::new() }
    }
}

/// What follows `sqlite:`.
fn after_scheme(url: &str) -> Result<&str, Error> {
    // The scheme of a URL is in any case (RFC 3986, section 3.1).
    let parts = url.split_once(':').map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest));
    match parts.as_ref().map(|(scheme, rest)| (scheme.as_str(), *rest)) {
        Some(("sqlite" | "sqlite3", rest)) => Ok(rest),
        Some((known @ ("postgres" | "postgresql" | "mysql" | "mariadb"), _)) => {
            Err(Error::url(format!("`{known}:` is not a SQLite URL: {FORMS}")))
        }
        // A drive letter is the beginning of a path.
        Some((other, _)) if other.len() > 1 && other.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            Err(Error::url(format!(
                "unknown database `{other}` in the URL: relata knows `sqlite`, `postgres`, \
                 `postgresql`, `mysql` and `mariadb`"
            )))
        }
        _ => Err(Error::url(format!("`{url}` is not a URL: {FORMS}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(url: &str) -> Option<String> {
        match SqliteOptions::parse(url).ok()?.location {
            Location::File(path) => Some(path.display().to_string()),
            _ => None,
        }
    }

    fn refusal(url: &str) -> String {
        let error = SqliteOptions::parse(url).err();
        error.map_or_else(String::new, |error| {
            assert!(error.is_url());
            error.to_string()
        })
    }

    #[test]
    fn the_usual_forms_are_understood() {
        assert_eq!(file("sqlite:a/b.db").as_deref(), Some("a/b.db"));
        assert_eq!(file("sqlite://a/b.db").as_deref(), Some("a/b.db"));
        assert_eq!(file("SQLite:a/B.db").as_deref(), Some("a/B.db"));
        assert_eq!(file("sqlite:///a/b.db?mode=ro").as_deref(), Some("/a/b.db"));
        assert_eq!(file("sqlite:my%20file.db").as_deref(), Some("my file.db"));
        for url in ["sqlite::memory:", "sqlite://:memory:"] {
            let options = SqliteOptions::parse(url);
            assert!(options.is_ok_and(|o| matches!(o.location, Location::Memory)), "{url}");
        }
        let options = SqliteOptions::parse("sqlite::memory:?cache=shared&busy_timeout=7");
        assert!(options.is_ok_and(|options| {
            matches!(options.location, Location::SharedMemory(_))
                && options.busy_timeout == Duration::from_millis(7)
        }));
    }

    #[test]
    fn all_else_is_refused_with_what_would_be_right() {
        for (url, part) in [
            ("sqlit:a.db", "unknown database `sqlit`"),
            ("postgres://localhost/a", "`postgres:` is not a SQLite URL"),
            ("a.db", "`sqlite:relative.db`"),
            ("C:\\a.db", "`sqlite:relative.db`"),
            ("/data/a.db", "`sqlite:relative.db`"),
            ("", "is not a URL"),
            ("sqlite:", "names no file"),
            ("sqlite://", "names no file"),
            ("sqlite:a.db?mod=ro", "unknown parameter `mod`"),
            ("sqlite:a.db?mode=r", "takes ro, rw and rwc"),
            ("sqlite:a.db?busy_timeout=soon", "a number of milliseconds"),
            ("sqlite:a.db?cache=shared", "in memory only"),
            ("sqlite::memory:?mode=ro", "cannot be opened"),
            ("sqlite:a%2", "two hexadecimal digits"),
            ("sqlite:a%FF", "not valid UTF-8"),
        ] {
            assert!(refusal(url).contains(part), "{url}: {}", refusal(url));
        }
    }
}
