//! A database of a test's own, and the module that is printed of it.

use std::path::{Path, PathBuf};

use relata::ddl::{Dates, Reflect};
use relata::driver::Driver;
use relata::prelude::*;
use relata::schema::Schema;

use crate::database;

/// What a test gives.
pub type Tested = Result<(), relata::Error>;

/// A database of a test's own.
pub trait Place: Driver {
    /// What its expected modules end in.
    const NAME: &'static str;
    /// One without tables, unless there is no server.
    async fn fresh(name: &str) -> Result<Option<Engine<Self>>, relata::Error>;
    /// Takes it away again.
    async fn drop(engine: Engine<Self>, name: &str) -> Tested;
}

impl Place for Sqlite {
    const NAME: &'static str = "sqlite";

    async fn fresh(_: &str) -> Result<Option<Engine<Self>>, relata::Error> {
        Engine::open("sqlite::memory:").await.map(Some)
    }

    async fn drop(_: Engine<Self>, _: &str) -> Tested {
        Ok(())
    }
}

impl Place for Postgres {
    const NAME: &'static str = "postgres";

    async fn fresh(name: &str) -> Result<Option<Engine<Self>>, relata::Error> {
        let Some(url) = database::postgres(&own(name)) else { return Ok(None) };
        let engine = Engine::<Self>::builder(&url).pool_size(1).build().await?;
        database::create_schema(&mut engine.connect().await?).await?;
        Ok(Some(engine))
    }

    async fn drop(engine: Engine<Self>, _: &str) -> Tested {
        database::drop_schema(&mut engine.connect().await?).await
    }
}

macro_rules! on_mysql {
    ($dialect:ident, $name:ident) => {
        impl Place for $dialect {
            const NAME: &'static str = stringify!($name);

            async fn fresh(name: &str) -> Result<Option<Engine<Self>>, relata::Error> {
                let Some(url) = database::$name(&own(name)) else { return Ok(None) };
                database::create::<Self>(&url).await?;
                Engine::builder(&url).pool_size(1).build().await.map(Some)
            }

            async fn drop(_: Engine<Self>, name: &str) -> Tested {
                match database::$name(&own(name)) {
                    Some(url) => database::drop_database::<Self>(&url).await,
                    None => Ok(()),
                }
            }
        }
    };
}

on_mysql!(MySql, mysql);
on_mysql!(MariaDb, mariadb);

fn own(name: &str) -> String {
    format!("relata_reflect_{name}_{}", std::process::id())
}

/// Runs a script in a database of its own, and compares what is printed of that.
pub async fn check_script<D: Place>(name: &str, script: &str) -> Tested {
    let Some(engine) = D::fresh(name).await? else { return Ok(()) };
    engine.run_script(script.to_owned().leak()).await?;
    let printed = engine.reflect(&Reflect::new()).await?.to_rust(Dates::Chrono);
    bless(&printed, &format!("{name}_{}.rs", D::NAME));
    D::drop(engine, name).await
}

/// Creates the tables of a schema, and compares what is printed of them, and what a script makes that creates them.
pub async fn check_schema<D: Place, S: Schema>(name: &str) -> Tested {
    let own = format!("{name}_again");
    let Some(engine) = D::fresh(&own).await? else { return Ok(()) };
    engine.create_all::<S>().await?;
    let wanted = engine.reflect(&Reflect::new()).await?;
    same(&wanted.to_rust(Dates::Chrono), &format!("{name}_{}.rs", D::NAME));
    D::drop(engine, &own).await?;
    let Some(engine) = D::fresh(&own).await? else { return Ok(()) };
    let empty = engine.reflect(&Reflect::new()).await?;
    let script = empty.script_to(&wanted).to_sql()?;
    engine.run_script(script.clone().leak()).await?;
    let live = engine.reflect(&Reflect::new()).await?;
    assert_eq!(live.changes_to(&wanted), [], "{script}");
    let back = live.script_to(&empty).may_lose_all().to_sql()?;
    engine.run_script(back.leak()).await?;
    assert!(engine.reflect(&Reflect::new()).await?.tables.is_empty());
    D::drop(engine, &own).await
}

/// Compares with the file of this name. `BLESS=1` writes it.
#[track_caller]
pub fn bless(found: &str, name: &str) {
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path(name), found).unwrap();
    }
    same(found, name);
}

#[track_caller]
fn same(found: &str, name: &str) {
    let path = path(name);
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let mut lines = (1..).zip(found.lines().zip(expected.lines()));
    if let Some((line, (one, other))) = lines.find(|(_, (a, b))| a != b) {
        let place = path.display();
        panic!("{place}, line {line}:\nfound    {one}\nexpected {other}\n\n{found}");
    }
    assert_eq!(found.len(), expected.len(), "{}:\n{found}", path.display());
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reflect/golden").join(name)
}
