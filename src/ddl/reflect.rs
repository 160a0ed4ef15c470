//! What is asked of a database about itself.

/// Asks a database what it has: all tables and views of a schema, or some of them.
///
/// It takes four or five statements, however many tables there are. [`Engine::reflect`](crate::engine::Engine::reflect)
/// runs them, and [`run`](Self::run) on a connection or in a transaction.
///
/// ```
/// use relata::ddl::Reflect;
/// use relata::prelude::*;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), relata::Error> {
/// let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
/// engine.run_script("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)").await?;
/// let catalog = engine.reflect(&Reflect::new().only(["notes"])).await?;
/// let notes = catalog.table("notes").expect("it was created above");
/// assert_eq!(notes.column("body").map(|body| body.nullable), Some(false));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is asked until it is run"]
pub struct Reflect {
    pub(crate) schema: Option<String>,
    pub(crate) only: Option<Vec<String>>,
}

impl Reflect {
    /// All of the schema in which a new table would be: the first of `search_path` on PostgreSQL, and the database
    /// of the URL on MySQL and MariaDB.
    pub fn new() -> Self {
        Self::default()
    }

    /// Another schema, which on MySQL and MariaDB is another database. Its tables are printed with it:
    /// `#[table(schema = "sales")]`.
    pub fn schema(self, schema: impl Into<String>) -> Self {
        Self { schema: Some(schema.into()), ..self }
    }

    /// These tables and views alone.
    pub fn only<N: Into<String>>(self, names: impl IntoIterator<Item = N>) -> Self {
        Self { only: Some(names.into_iter().map(Into::into).collect()), ..self }
    }
}
