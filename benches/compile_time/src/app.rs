//! What an application has, before it is printed for one crate or another: tables and queries.

/// A generated application.
#[derive(Default)]
pub struct App {
    pub tables: Vec<Table>,
    pub queries: Vec<Query>,
    /// Whether Diesel gets an `Insertable` struct per table, as its users write, or inserts tuples.
    pub insertable: bool,
}

/// A table; its first column is always the key, `id`.
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
    /// The table that the second column, `parent_id`, refers to.
    pub parent: Option<usize>,
}

/// A column.
pub struct Column {
    pub name: String,
    pub kind: Kind,
    pub nullable: bool,
}

/// The type of a column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Integer,
    BigInt,
    Text,
    Bool,
    Double,
}

/// One function of the application.
pub struct Query {
    pub name: String,
    pub body: Body,
}

/// What a function does.
pub enum Body {
    /// Rows of one table into its row struct.
    Rows {
        table: usize,
        filters: Vec<Filter>,
        order: usize,
        limit: u32,
    },
    /// Columns of a table, or of a chain of tables each joined to the one before it.
    Columns {
        tables: Vec<usize>,
        join: Join,
        columns: Vec<At>,
        filters: Vec<Filter>,
        limit: Option<(At, u32)>,
    },
    /// `SELECT key, count(id) … GROUP BY key HAVING count(id) > ?`, over a table or a join of two.
    Groups {
        tables: Vec<usize>,
        key: At,
        filters: Vec<Filter>,
    },
    /// Rows of a table whose `id` some row of a child refers to; by a correlated EXISTS, or else by IN.
    Referred {
        parent: usize,
        child: usize,
        correlated: bool,
        columns: Vec<usize>,
        filter: Filter,
    },
    Insert {
        table: usize,
    },
    Update {
        table: usize,
        columns: Vec<usize>,
    },
    Delete {
        table: usize,
        filter: Filter,
    },
}

/// How a chain of tables is joined.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Join {
    Inner,
    Left,
}

/// A column in a chain of tables: the place in the chain, and the place in the table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct At(pub usize, pub usize);

/// A condition on a column of a chain: with a parameter, or for `is_null` and the like without.
pub struct Filter {
    pub at: At,
    pub operator: &'static str,
    pub takes_value: bool,
}

impl Table {
    /// The name of the row struct: `Table07`.
    pub fn row(&self) -> String {
        self.name.replace("table_", "Table")
    }
}
