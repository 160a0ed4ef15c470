//! MySQL and MariaDB as servers: how they are told apart, and what is set for a session.

use std::time::Duration;

use crate::dialect::{MariaDb, MySql};
use crate::error::Error;
use crate::render::Dialect;

/// One of the two kinds of servers.
pub trait Server: Dialect {
    /// Whether a server of this version is of this kind.
    fn is_one(version: &str) -> bool;
    /// The type for a server of the other kind.
    const OTHER: &'static str;
    /// The oldest version that has all that is rendered.
    const LEAST: (u32, u32, u32);
    /// What is set for this kind alone: a recursive query is not cut off.
    const SESSION: &'static str;
    /// What stops a statement that takes longer.
    fn timeout(timeout: Duration) -> String;
}

impl Server for MySql {
    fn is_one(version: &str) -> bool {
        !MariaDb::is_one(version)
    }

    const OTHER: &'static str = "MariaDb";
    const LEAST: (u32, u32, u32) = (8, 0, 31);
    const SESSION: &'static str = "cte_max_recursion_depth = 4294967295";

    fn timeout(timeout: Duration) -> String {
        format!("max_execution_time = {}", timeout.as_millis())
    }
}

impl Server for MariaDb {
    fn is_one(version: &str) -> bool {
        version.contains("MariaDB")
    }

    const OTHER: &'static str = "MySql";
    const LEAST: (u32, u32, u32) = (10, 6, 0);
    const SESSION: &'static str = "max_recursive_iterations = 4294967295";

    fn timeout(timeout: Duration) -> String {
        format!("max_statement_time = {}", timeout.as_secs_f64())
    }
}

/// Refuses a server of the other kind, and one that is too old.
pub(super) fn examine<D: Server>(version: &str) -> Result<(), Error> {
    let name = D::SPEC.name;
    if !D::is_one(version) {
        let other = D::OTHER;
        return Err(Error::url(format!(
            "the server is no {name} but says that it is {version}: open it as \
             `Engine::<{other}>`, or an `AnyEngine` by `{}://`",
            other.to_ascii_lowercase()
        )));
    }
    let mut numbers = version.split(|c: char| !c.is_ascii_digit()).map(|part| part.parse().ok());
    let mut next = || numbers.next().flatten().unwrap_or(0);
    let found = (next(), next(), next());
    if found < D::LEAST {
        let (major, minor, patch) = D::LEAST;
        return Err(Error::url(format!(
            "the server is {name} {version}, and relata's statements need {major}.{minor}.{patch} \
             or newer"
        )));
    }
    Ok(())
}

/// What the statements rely on, whatever the server is set to.
///
/// A value that does not fit is an error. Division by zero is NULL, also where it is stored. 0 is a
/// number of its own in an identity column. GROUP BY was checked at compile time, and MariaDB does
/// not know which columns a key brings along. What is compared sorts as the tables do. Long texts
/// of `group_concat` are not cut off. Messages are in the language in which names are found in them.
pub(super) fn session<D: Server>(timeout: Option<Duration>) -> String {
    let mut set = format!(
        "SET NAMES utf8mb4, time_zone = '+00:00', autocommit = 1, lc_messages = 'en_US', \
         sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,NO_ENGINE_SUBSTITUTION,\
         NO_AUTO_VALUE_ON_ZERO', group_concat_max_len = 4294967295, \
         collation_connection = IF(@@character_set_database = 'utf8mb4', @@collation_database, \
         @@collation_connection), {}",
        D::SESSION
    );
    if let Some(timeout) = timeout {
        set.push_str(", ");
        set.push_str(&D::timeout(timeout));
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_told_apart() {
        assert!(examine::<MySql>("8.4.3").is_ok());
        assert!(examine::<MySql>("8.0.31-0ubuntu0.22.04.1").is_ok());
        assert!(examine::<MariaDb>("10.11.14-MariaDB-0+deb12u2").is_ok());
        assert!(examine::<MariaDb>("11.4.2-MariaDB-log").is_ok());
        for (refused, part) in [
            (examine::<MySql>("10.11.14-MariaDB"), "open it as `Engine::<MariaDb>`"),
            (examine::<MariaDb>("8.4.3"), "open it as `Engine::<MySql>`"),
            (examine::<MySql>("8.0.30"), "need 8.0.31 or newer"),
            (examine::<MySql>("5.7.44-log"), "need 8.0.31 or newer"),
            (examine::<MariaDb>("10.5.28-MariaDB"), "need 10.6.0 or newer"),
        ] {
            assert!(refused.is_err_and(|error| error.to_string().contains(part)), "{part}");
        }
    }

    #[test]
    fn a_timeout_is_set_in_the_servers_own_unit() {
        let timeout = Some(Duration::from_millis(1500));
        assert!(session::<MySql>(timeout).ends_with(", max_execution_time = 1500"));
        assert!(session::<MariaDb>(timeout).ends_with(", max_statement_time = 1.5"));
    }
}
