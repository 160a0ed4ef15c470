//! What a URL says about a server of MySQL or MariaDB.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use crate::driver::identity::Identity;
use crate::driver::url::{decode, unknown_value};
use crate::error::Error;

/// Where a database of MySQL or MariaDB is, and how it is opened.
#[derive(Clone)]
pub struct MySqlOptions {
    pub(super) place: Place,
    pub(super) user: Option<String>,
    pub(super) password: Option<String>,
    pub(super) database: Option<String>,
    pub(super) encryption: Encryption,
    /// The file of the certificates that are trusted, in place of the system's.
    #[cfg_attr(not(feature = "rustls"), allow(dead_code, reason = "nothing is encrypted"))]
    pub(super) roots: Option<String>,
    /// What is shown to a server that asks for a certificate.
    #[cfg_attr(not(feature = "rustls"), allow(dead_code, reason = "nothing is encrypted"))]
    pub(super) identity: Option<Identity>,
    pub(super) statement_timeout: Option<Duration>,
    pub(super) connect_timeout: Option<Duration>,
}

/// Where the server listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Port(String, u16),
    Socket(String),
}

/// How the connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encryption {
    None,
    /// The server shows a certificate for its name.
    Verified,
    /// The server may show any.
    Unverified,
}

const FORM: &str = "a URL of MySQL or MariaDB is `mysql://user:password@host:port/database`, or \
                    `mariadb://..`, with `?socket=/path` for a unix socket";

impl MySqlOptions {
    pub(super) fn parse(url: &str) -> Result<Self, Error> {
        let (scheme, rest) = url.split_once("://").unwrap_or(("", ""));
        if !["mysql", "mariadb"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
            return Err(Error::url(match url.split_once(':') {
                Some((other, _)) if other.bytes().all(|b| b.is_ascii_alphanumeric()) => {
                    format!("`{other}:` is not a URL of MySQL or MariaDB: {FORM}")
                }
                _ => format!("this is not a URL: {FORM}"),
            }));
        }
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (server, database) = place.split_once('/').unwrap_or((place, ""));
        let (account, address) = match server.rsplit_once('@') {
            Some((account, address)) => (Some(account), address),
            None => (None, server),
        };
        let (user, password) = match account.map(|account| account.split_once(':')) {
            Some(Some((user, password))) => (Some(user), Some(password)),
            _ => (account, None),
        };
        let part = |part: Option<&str>| part.filter(|p| !p.is_empty()).map(decode).transpose();
        let mut options = Self {
            place: port(address)?,
            user: part(user)?,
            password: part(password)?,
            database: part(Some(database))?,
            encryption: Encryption::None,
            roots: None,
            identity: None,
            statement_timeout: None,
            connect_timeout: None,
        };
        let (mut encryption, mut certificate, mut key_of_it) = (None, None, None);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let number = |unit| value.parse().map_err(|_| unknown_value(key, value, unit));
            match key {
                "socket" => options.place = Place::Socket(decode(value)?),
                "ssl-mode" => encryption = Some(Encryption::parse(value)?),
                "ssl-ca" => options.roots = Some(decode(value)?),
                "ssl-cert" => certificate = Some(decode(value)?),
                "ssl-key" => key_of_it = Some(decode(value)?),
                "statement_timeout" => {
                    let millis = number("a number of milliseconds")?;
                    options.statement_timeout = Some(Duration::from_millis(millis));
                }
                "connect_timeout" => {
                    let seconds = number("a number of seconds")?;
                    options.connect_timeout = Some(Duration::from_secs(seconds));
                }
                _ => {
                    return Err(Error::url(format!(
                        "unknown parameter `{key}` in the URL: MySQL and MariaDB have `socket`, \
                         `ssl-mode`, `ssl-ca`, `ssl-cert`, `ssl-key`, `statement_timeout`, \
                         `connect_timeout`"
                    )));
                }
            }
        }
        options.encryption = match encryption {
            Some(said) => options.possible(said)?,
            None if options.place.is_here() => Encryption::None,
            None => Encryption::Verified.if_there_is()?,
        };
        options.identity = Identity::of(["ssl-cert", "ssl-key"], certificate, key_of_it)?;
        match (&options.identity, options.encryption) {
            (Some(identity), Encryption::None) => Err(identity.not_shown()),
            _ => Ok(options),
        }
    }

    /// Who connects.
    pub fn set_user(&mut self, user: impl Into<String>) {
        self.user = Some(user.into());
    }

    /// With which password.
    pub fn set_password(&mut self, password: impl Into<String>) {
        self.password = Some(password.into());
    }

    /// How long the server works on a statement at most.
    pub fn set_statement_timeout(&mut self, timeout: Duration) {
        self.statement_timeout = Some(timeout);
    }

    /// A unix socket is not encrypted, whatever is asked for.
    fn possible(&self, encryption: Encryption) -> Result<Encryption, Error> {
        if matches!(self.place, Place::Socket(_)) && encryption != Encryption::None {
            return Err(Error::url("a connection by a unix socket is not encrypted"));
        }
        Ok(encryption)
    }
}

/// `host:port`, `host`, `[address]:port`, or nothing.
fn port(address: &str) -> Result<Place, Error> {
    const USUAL: u16 = 3306;
    let wrong = || Error::url(format!("the host or the port in the URL is none: {FORM}"));
    let (host, port) = match address.strip_prefix('[') {
        Some(rest) => {
            let (host, rest) = rest.split_once(']').ok_or_else(wrong)?;
            (host, rest.strip_prefix(':').or_else(|| rest.is_empty().then_some("")))
        }
        None => match address.split_once(':') {
            Some((host, port)) => (host, Some(port).filter(|port| !port.is_empty())),
            None => (address, Some("")),
        },
    };
    let port = match port.ok_or_else(wrong)? {
        "" => USUAL,
        port => port.parse().map_err(|_| wrong())?,
    };
    let host = if host.is_empty() { "localhost".to_owned() } else { decode(host)? };
    Ok(Place::Port(host, port))
}

impl Place {
    /// What does not leave the machine is not encrypted unless said.
    fn is_here(&self) -> bool {
        match self {
            Self::Socket(_) => true,
            Self::Port(host, _) => {
                host == "localhost"
                    || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
            }
        }
    }
}

impl Encryption {
    fn parse(mode: &str) -> Result<Self, Error> {
        let is = |known: &str| mode.eq_ignore_ascii_case(known);
        if is("DISABLED") {
            Ok(Self::None)
        } else if is("REQUIRED") || is("VERIFY_CA") || is("VERIFY_IDENTITY") {
            Self::Verified.if_there_is()
        } else if is("NO_VERIFY") {
            Self::Unverified.if_there_is()
        } else if is("PREFERRED") {
            Err(Error::url(
                "`ssl-mode=PREFERRED` lets anybody on the way switch encryption off: write \
                 `REQUIRED`, or `DISABLED` where the network is trusted",
            ))
        } else {
            Err(unknown_value(
                "ssl-mode",
                mode,
                "REQUIRED, VERIFY_IDENTITY, NO_VERIFY and DISABLED",
            ))
        }
    }

    fn if_there_is(self) -> Result<Self, Error> {
        if cfg!(feature = "rustls") {
            return Ok(self);
        }
        Err(Error::url(
            "an encrypted connection needs relata's feature `rustls`; where the network is \
             trusted, write `ssl-mode=DISABLED` in the URL",
        ))
    }
}

/// The password is not to be seen.
impl fmt::Debug for MySqlOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MySqlOptions")
            .field("place", &self.place)
            .field("user", &self.user)
            .field("database", &self.database)
            .field("encryption", &self.encryption)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(url: &str) -> String {
        MySqlOptions::parse(url).err().map_or_else(String::new, |error| {
            assert!(error.is_url());
            error.to_string()
        })
    }

    #[test]
    fn the_usual_forms_are_understood() -> Result<(), Error> {
        let options = MySqlOptions::parse("mysql://ada:s%40@localhost:3307/app")?;
        assert_eq!(options.place, Place::Port("localhost".to_owned(), 3307));
        assert_eq!(options.user.as_deref(), Some("ada"));
        assert_eq!(options.password.as_deref(), Some("s@"));
        assert_eq!(options.database.as_deref(), Some("app"));
        assert_eq!(options.encryption, Encryption::None);

        let options = MySqlOptions::parse("MariaDB://")?;
        assert_eq!(options.place, Place::Port("localhost".to_owned(), 3306));
        assert_eq!((options.user, options.database), (None, None));

        let options =
            MySqlOptions::parse("mariadb://u@/app?socket=/run/a%20b&statement_timeout=50")?;
        assert_eq!(options.place, Place::Socket("/run/a b".to_owned()));
        assert_eq!(options.statement_timeout, Some(Duration::from_millis(50)));

        let options = MySqlOptions::parse("mysql://[::1]:1/?connect_timeout=2")?;
        assert_eq!(options.place, Place::Port("::1".to_owned(), 1));
        assert_eq!(options.connect_timeout, Some(Duration::from_secs(2)));
        Ok(())
    }

    #[test]
    fn what_leaves_the_machine_is_encrypted() {
        let far = MySqlOptions::parse("mysql://db.example.org/app");
        if cfg!(feature = "rustls") {
            assert!(far.is_ok_and(|far| far.encryption == Encryption::Verified));
        } else {
            assert!(far.is_err_and(|error| error.to_string().contains("feature `rustls`")));
        }
        for near in ["localhost", "127.0.0.1", "[::1]"] {
            let near = MySqlOptions::parse(&format!("mysql://{near}/app"));
            assert!(near.is_ok_and(|near| near.encryption == Encryption::None));
        }
        let plain = MySqlOptions::parse("mysql://db.example.org/app?ssl-mode=disabled");
        assert!(plain.is_ok_and(|plain| plain.encryption == Encryption::None));
    }

    #[test]
    fn all_else_is_refused_with_what_would_be_right() {
        for (url, part) in [
            ("postgres://localhost/a", "`postgres:` is not a URL of MySQL or MariaDB"),
            ("localhost/a", "this is not a URL"),
            ("mysql:app", "is not a URL of MySQL"),
            ("mysql://localhost:x/app", "port"),
            ("mysql://localhost:/app", "port"),
            ("mysql://[::1/app", "port"),
            ("mysql://localhost/app?sslmode=require", "unknown parameter `sslmode`"),
            ("mysql://localhost/app?ssl-mode=PREFERRED", "anybody on the way"),
            ("mysql://localhost/app?ssl-mode=on", "takes REQUIRED"),
            (
                "mysql://localhost/app?ssl-key=/a",
                "`ssl-cert` and `ssl-key` stand in the URL together",
            ),
            ("mysql://localhost/app?ssl-cert=/a&ssl-key=/b", "this one is not encrypted"),
            ("mysql://localhost/app?statement_timeout=soon", "a number of milliseconds"),
        ] {
            assert!(refusal(url).contains(part), "{url}: {}", refusal(url));
        }
        let options = MySqlOptions::parse("mysql://ada:s3cret@localhost/app");
        assert!(!format!("{options:?}").contains("s3cret"));
        assert!(!refusal("mysql://ada:s3cret@localhost:x/app").contains("s3cret"));
    }
}
