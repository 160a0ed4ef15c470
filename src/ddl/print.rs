//! A catalog as Rust source: a module of `table!`s. What they cannot say is a comment where it would stand.

mod column;
mod index;
mod name;
mod relation;
mod table;

use std::fmt::Write as _;

use super::catalog::{Catalog, Enum};
use name::Names;
use table::WIDTH;

/// The crate whose types dates and times have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dates {
    /// `chrono::NaiveDate`
    #[default]
    Chrono,
    /// `time::Date`
    Time,
    /// `jiff::civil::Date`
    Jiff,
}

const HEAD: &str = "\
//! The tables of a database, as `relata schema print` has found them.
//!
//! What `table!` does not say of them stands in comments, but for the names of primary keys.
";

impl Catalog {
    /// The module that declares these tables: a file of its own, formatted as `cargo fmt` would.
    ///
    /// Tables and columns are called as in the database, in Rust's spelling, and a row struct after one of its rows.
    /// Foreign keys become relations, and a table that holds nothing but two of them a `ManyToMany`. A table without a
    /// primary key is a `view!`, which is read and not written. What relata has no word for is a comment in its place.
    ///
    /// ```
    /// use relata::ddl::Reflect;
    /// use relata::prelude::*;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), relata::Error> {
    /// let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    /// engine.run_script(
    ///     "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    ///      CREATE TABLE notes (id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES people,
    ///          body TEXT DEFAULT '')",
    /// ).await?;
    /// let printed = engine.reflect(&Reflect::new()).await?.to_rust(Default::default());
    /// assert!(printed.ends_with("\
    /// table! {
    ///     pub notes as Note {
    ///         #[primary_key, identity] id: i64,
    ///         #[references(people::id)] author_id: i64,
    ///         #[default(\"\")] body: Option<String>,
    ///
    ///         author: BelongsTo<people::notes, author_id>,
    ///     }
    /// }
    ///
    /// table! {
    ///     pub people as Person {
    ///         #[primary_key, identity] id: i64,
    ///         #[unique] name: String,
    ///
    ///         notes: HasMany<notes::author>,
    ///     }
    /// }
    ///
    /// schema! { pub tables: notes, people }
    /// "));
    /// # Ok(())
    /// # }
    /// ```
    pub fn to_rust(&self, dates: Dates) -> String {
        let names = Names::of(self);
        let plan = relation::Plan::of(self, &names);
        let mut out = String::new();
        for (number, of) in self.enums.iter().enumerate() {
            labels(&mut out, of, &names.enums[number]);
        }
        let mut listed = Vec::new();
        for number in 0..self.tables.len() {
            let printer =
                table::Printer { catalog: self, names: &names, plan: &plan, dates, number };
            if printer.write(&mut out) {
                listed.push(names.tables[number].module.as_str());
            }
        }
        if !listed.is_empty() {
            schema(&mut out, &names.schema, &listed);
        }
        let needed = !listed.is_empty() || !self.enums.is_empty();
        format!("{HEAD}{}{out}", if needed { "\nuse relata::prelude::*;\n" } else { "" })
    }
}

/// The tables that belong together, in lines.
fn schema(out: &mut String, name: &str, tables: &[&str]) {
    let whole = format!("schema! {{ pub {name}: {} }}", tables.join(", "));
    if whole.len() <= WIDTH {
        out.push_str(&format!("\n{whole}\n"));
        return;
    }
    let mut line = format!("    pub {name}:");
    out.push_str("\nschema! {\n");
    for (place, table) in tables.iter().enumerate() {
        let comma = if place + 1 < tables.len() { "," } else { "" };
        if line.len() + table.len() + 2 > WIDTH {
            out.push_str(&line);
            out.push('\n');
            line = " ".repeat(7);
        }
        line += &format!(" {table}{comma}");
    }
    out.push_str(&format!("{line}\n}}\n"));
}

/// An enum and its labels.
fn labels(out: &mut String, of: &Enum, name: &str) {
    out.push_str("\n#[derive(SqlType, Debug, Clone, Copy, PartialEq, Eq)]\n");
    // Writing to a text does not fail.
    if of.native {
        let _ = writeln!(out, "#[sql(native = {})]", literal(&of.name));
    }
    let _ = writeln!(out, "pub enum {name} {{");
    let mut taken = vec!["Self".to_owned()];
    for label in &of.labels {
        let variant = name::free(&mut taken, name::upper_camel(label));
        if !name::is_label(&variant, label) {
            let _ = writeln!(out, "    #[sql(rename = {})]", literal(label));
        }
        let _ = writeln!(out, "    {variant},");
    }
    out.push_str("}\n");
}

/// Whether Rust refuses it as it is: what turns the direction of the text around it, and a carriage return.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') || c.is_control() && c != '\n'
}

/// A text as a literal of Rust: a raw one where it would have many backslashes.
fn literal(text: &str) -> String {
    if !text.contains(['"', '\\', '\n']) || text.contains(is_hidden) {
        return format!("{text:?}");
    }
    let mut marks = String::new();
    while text.contains(&format!("\"{marks}")) {
        marks.push('#');
    }
    format!("r{marks}\"{text}\"{marks}")
}
