//! The other faces of a session: of an engine that takes whichever database its URL names, and without `.await`.

use super::*;

/// What is made for a test, and dropped after it.
pub enum Scratch {
    Memory,
    #[cfg(feature = "postgres")]
    Schema(Engine<Postgres>),
    #[cfg(feature = "mysql")]
    MariaDb(String),
    #[cfg(feature = "mysql")]
    MySql(String),
}

impl Scratch {
    pub async fn drop(self) -> Result<(), Error> {
        match self {
            Self::Memory => Ok(()),
            #[cfg(feature = "postgres")]
            Self::Schema(engine) => clean_up(&engine).await,
            #[cfg(feature = "mysql")]
            Self::MariaDb(url) => database::drop_database::<MariaDb>(&url).await,
            #[cfg(feature = "mysql")]
            Self::MySql(url) => database::drop_database::<MySql>(&url).await,
        }
    }
}

/// An engine of whichever database on each that there is, with the tables.
pub async fn any() -> Result<Vec<(AnyEngine, Scratch)>, Error> {
    let mut places = vec![("sqlite::memory:".to_owned(), Scratch::Memory)];
    let name = format!("relata_any_{}_{}", std::process::id(), number());
    #[cfg(feature = "postgres")]
    if let Some(url) = database::postgres(&name) {
        let engine = Engine::<Postgres>::builder(&url).pool_size(1).build().await?;
        database::create_schema(&mut engine.connect().await?).await?;
        places.push((url, Scratch::Schema(engine)));
    }
    #[cfg(feature = "mysql")]
    if let Some(url) = database::mariadb(&name) {
        database::create::<MariaDb>(&url).await?;
        places.push((url.clone(), Scratch::MariaDb(url)));
    }
    #[cfg(feature = "mysql")]
    if let Some(url) = database::mysql(&name) {
        database::create::<MySql>(&url).await?;
        places.push((url.clone(), Scratch::MySql(url)));
    }
    let mut engines = Vec::new();
    for (url, scratch) in places {
        let engine = AnyEngine::builder(&url).pool_size(1).echo(true).show_values().build().await?;
        engine.create_all::<blog>().await?;
        engines.push((engine, scratch));
    }
    Ok(engines)
}

fn number() -> u32 {
    use std::sync::atomic::{AtomicU32, Ordering};

    static COUNT: AtomicU32 = AtomicU32::new(0);
    COUNT.fetch_add(1, Ordering::Relaxed)
}

/// A blocking engine of a database in memory, with the tables.
pub fn blocking() -> Result<relata::blocking::Engine<Sqlite>, Error> {
    let builder = Engine::<Sqlite>::builder("sqlite::memory:").echo(true).show_values();
    let engine = relata::blocking::Engine::build(builder)?;
    engine.create_all::<blog>()?;
    Ok(engine)
}

/// A test on each of the databases, of an engine of whichever, and without `.await`.
macro_rules! on_every_face {
    ($name:ident, async |$engine:ident, $log:ident| { $($body:tt)* }) => {
        mod $name {
            use super::*;

            on_every_database!(each, async |$engine, $log| { $($body)* });

            #[tokio::test]
            async fn any() -> Result<(), Error> {
                for ($engine, scratch) in $crate::faces::any().await? {
                    let $log = $crate::log::Log::begin();
                    // Its session ends with it, so that nothing waits for its locks.
                    {
                        $($body)*
                    }
                    drop($log);
                    drop($engine);
                    scratch.drop().await?;
                }
                Ok(())
            }

            #[test]
            fn blocking() -> Result<(), Error> {
                #[allow(unused_imports, reason = "not all tests have a connection")]
                use relata::blocking::Executor as _;

                let $engine = $crate::faces::blocking()?;
                let $log = $crate::log::Log::begin();
                $crate::faces::without_await!([] [] $($body)*);
                drop($log);
                Ok(())
            }
        }
    };
}

/// Code without each `.await`: what is read of it, and in brackets what stands around that, the innermost first.
macro_rules! without_await {
    ([$($code:tt)*] []) => { $($code)* };
    ([$($code:tt)*] [() [$($before:tt)*] [$($after:tt)*] $out:tt]) => {
        $crate::faces::without_await!([$($before)* ($($code)*)] $out $($after)*)
    };
    ([$($code:tt)*] [[] [$($before:tt)*] [$($after:tt)*] $out:tt]) => {
        $crate::faces::without_await!([$($before)* [$($code)*]] $out $($after)*)
    };
    ([$($code:tt)*] [{} [$($before:tt)*] [$($after:tt)*] $out:tt]) => {
        $crate::faces::without_await!([$($before)* { $($code)* }] $out $($after)*)
    };
    ($code:tt $out:tt . await $($rest:tt)*) => {
        $crate::faces::without_await!($code $out $($rest)*)
    };
    ($code:tt $out:tt ($($inner:tt)*) $($rest:tt)*) => {
        $crate::faces::without_await!([] [() $code [$($rest)*] $out] $($inner)*)
    };
    ($code:tt $out:tt [$($inner:tt)*] $($rest:tt)*) => {
        $crate::faces::without_await!([] [[] $code [$($rest)*] $out] $($inner)*)
    };
    ($code:tt $out:tt { $($inner:tt)* } $($rest:tt)*) => {
        $crate::faces::without_await!([] [{} $code [$($rest)*] $out] $($inner)*)
    };
    ([$($code:tt)*] $out:tt $next:tt $($rest:tt)*) => {
        $crate::faces::without_await!([$($code)* $next] $out $($rest)*)
    };
}

pub(crate) use {on_every_face, without_await};
