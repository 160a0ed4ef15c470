//! A catalog as a diagram, in the words of Mermaid.

use std::fmt::Write as _;

use super::catalog::{Catalog, Column, ForeignKey, Index, Table};

impl Catalog {
    /// The tables and what they reference, as an
    /// [entity relationship diagram](https://mermaid.js.org/syntax/entityRelationshipDiagram.html): GitHub and GitLab
    /// draw it where a code block of Markdown is `mermaid`.
    ///
    /// Mermaid's types and columns are one word each, so `DOUBLE PRECISION` is `DOUBLE_PRECISION`, and what stands in
    /// parentheses is kept where it is one number. A column that has to be called otherwise has its name beside it.
    ///
    /// ```
    /// use relata::ddl::Reflect;
    /// use relata::prelude::*;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), relata::Error> {
    /// let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    /// engine.run_script(
    ///     "CREATE TABLE people (id INTEGER PRIMARY KEY, email VARCHAR(80) NOT NULL UNIQUE);
    ///      CREATE TABLE notes (id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES people, body TEXT)",
    /// ).await?;
    /// assert_eq!(engine.reflect(&Reflect::new()).await?.to_mermaid(), "\
    /// erDiagram
    ///     \"notes\" {
    ///         INTEGER id PK
    ///         INTEGER author_id FK
    ///         TEXT body \"NULL\"
    ///     }
    ///     \"people\" {
    ///         INTEGER id PK
    ///         VARCHAR(80) email UK
    ///     }
    ///     \"people\" ||--o{ \"notes\" : \"author_id\"
    /// ");
    /// # Ok(())
    /// # }
    /// ```
    pub fn to_mermaid(&self) -> String {
        let mut text = "erDiagram\n".to_owned();
        for table in &self.tables {
            let _ = writeln!(text, "    {} {{", quoted(&table.name));
            for column in &table.columns {
                let _ = writeln!(text, "        {}", table.attribute(column));
            }
            text.push_str("    }\n");
        }
        for table in &self.tables {
            for key in &table.foreign_keys {
                let _ = writeln!(text, "    {}", table.line(key));
            }
        }
        text
    }
}

impl Table {
    /// `VARCHAR(80) email UK "NULL"`
    fn attribute(&self, column: &Column) -> String {
        let name = word(&column.name);
        let is_primary = self.primary_key.iter().any(|key| key.columns.contains(&column.name));
        let is_foreign = self.foreign_keys.iter().any(|key| key.columns.contains(&column.name));
        let keys = [
            is_primary.then_some("PK"),
            is_foreign.then_some("FK"),
            self.is_unique(std::slice::from_ref(&column.name)).then_some("UK"),
        ];
        let notes = [
            (name != column.name).then(|| column.name.replace('"', "'")),
            column.nullable.then(|| "NULL".to_owned()),
        ];
        let mut text = format!("{} {name}", type_word(&column.sql_type));
        let keys: Vec<_> = keys.into_iter().flatten().collect();
        if !keys.is_empty() {
            let _ = write!(text, " {}", keys.join(", "));
        }
        let notes: Vec<_> = notes.into_iter().flatten().collect();
        if !notes.is_empty() {
            let _ = write!(text, " \"{}\"", notes.join(", "));
        }
        text
    }

    /// `"people" ||--o{ "notes" : "author_id"`: a note has one of the people, and they have any number of notes.
    fn line(&self, key: &ForeignKey) -> String {
        let may_be_null = |name: &String| self.column(name).is_some_and(|column| column.nullable);
        let one = if key.columns.iter().any(may_be_null) { "|o" } else { "||" };
        let is_primary =
            self.primary_key.as_ref().is_some_and(|primary| primary.columns == key.columns);
        let many = if is_primary || self.is_unique(&key.columns) { "o|" } else { "o{" };
        let (target, name) = (quoted(&key.target), quoted(&self.name));
        format!("{target} {one}--{many} {name} : {}", quoted(&key.columns.join(", ")))
    }

    /// Does a constraint or an index allow each value of these columns once?
    fn is_unique(&self, columns: &[String]) -> bool {
        let by_index =
            |index: &Index| index.unique && index.columns().is_some_and(|own| own == columns);
        self.uniques.iter().any(|key| key.columns == columns) || self.indexes.iter().any(by_index)
    }
}

/// A name between quotes, without what may not stand there.
fn quoted(name: &str) -> String {
    let shown = |c: char| match c {
        '"' => '\'',
        '%' | '\\' => '_',
        c if c.is_control() => '_',
        c => c,
    };
    format!("\"{}\"", name.chars().map(shown).collect::<String>())
}

/// A name as one word, which is none of Mermaid's own.
fn word(name: &str) -> String {
    let shown = |c: char| if is_of_word(c) { c } else { '_' };
    let mut word: String = name.chars().map(shown).collect();
    let head = word.get(..2).unwrap_or_default().to_ascii_lowercase();
    let ends = !word[head.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let is_key = ends && matches!(&*head, "pk" | "fk" | "uk");
    if is_key || !word.starts_with(|c: char| is_of_word(c) && !c.is_ascii_digit()) {
        word.insert(0, '_');
    }
    word
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || ('\u{c0}'..='\u{ffff}').contains(&c)
}

/// `VARCHAR(80)`, `DOUBLE_PRECISION`, `NUMERIC`, `BIGINT[]`
fn type_word(sql_type: &str) -> String {
    let (of, array) = sql_type.strip_suffix("[]").map_or((sql_type, ""), |of| (of, "[]"));
    let (name, rest) = of.split_once('(').unwrap_or((of, ""));
    let (inside, after) = rest.rsplit_once(')').unwrap_or_default();
    let mut text = word(name.trim_matches('"'));
    if !inside.is_empty() && inside.bytes().all(|b| b.is_ascii_digit()) {
        let _ = write!(text, "({inside})");
    }
    if !after.is_empty() {
        text += &word(after);
    }
    text + array
}
