//! A `table!` or `view!`, with its attributes.

use std::fmt::Write as _;

use super::column::{default, is_known, rust, sql_type};
use super::name::{Names, TableNames, unraw};
use super::relation::{Followed, Plan};
use super::{Dates, is_hidden, literal};
use crate::ddl::catalog::{Catalog, Column, ForeignKey, Key, Origin, Table};
use crate::schema::def::{Action, Identity};
use crate::types::Kind;

/// The longest name and the most columns that a table can have.
const MOST: [usize; 2] = [63, 256];

/// A line is not longer than this, where it can be two.
pub(super) const WIDTH: usize = 100;

/// Whether a table is declared at all.
pub(super) fn is_printed(table: &Table) -> bool {
    unsayable(table).is_none()
}

/// Why a table cannot be declared.
fn unsayable(table: &Table) -> Option<&'static str> {
    let [longest, most] = MOST;
    let columns: Vec<_> = table.columns.iter().filter(|column| is_known(column)).collect();
    let mut names: Vec<_> = columns.iter().map(|column| column.name.to_lowercase()).collect();
    names.sort_unstable();
    let twice = names.windows(2).any(|pair| pair[0] == pair[1]);
    let long = columns.iter().map(|column| &column.name).chain([&table.name]);
    if columns.is_empty() {
        Some("it has no column of a type that relata knows")
    } else if columns.len() > most {
        Some("it has more than 256 columns")
    } else if twice {
        Some("two of its columns differ in case alone")
    } else if long.clone().any(|name| name.is_empty()) {
        Some("one of its names is empty")
    } else if long.clone().any(|name| name.len() > longest) {
        Some("one of its names has more than 63 bytes")
    } else {
        None
    }
}

/// The columns of the keys that are declared, the primary one first, each once.
pub(super) fn keys(table: &Table) -> impl Iterator<Item = &Vec<String>> {
    let primary = table.primary_key.iter();
    let mut seen: Vec<&Vec<String>> = Vec::new();
    primary.chain(&table.uniques).map(|key| &key.columns).filter(move |columns| {
        let new = are_known(table, columns) && !seen.contains(columns);
        seen.push(columns);
        new
    })
}

pub(super) fn are_known(table: &Table, columns: &[String]) -> bool {
    columns.iter().all(|name| table.column(name).is_some_and(is_known))
}

/// Whether it is read, and not written: a table that no key identifies the rows of is, too.
pub(super) fn is_view(table: &Table) -> bool {
    table.origin != Origin::Table || primary_key(table).is_none()
}

fn primary_key(table: &Table) -> Option<&Key> {
    table.primary_key.as_ref().filter(|key| are_known(table, &key.columns))
}

/// Prints one table.
pub(super) struct Printer<'p, 'c> {
    pub catalog: &'c Catalog,
    pub names: &'p Names,
    pub plan: &'p Plan<'c>,
    pub dates: Dates,
    pub number: usize,
}

/// What is said of a table: above it, and beside each of its columns.
#[derive(Default)]
pub(super) struct Said {
    pub above: Vec<String>,
    beside: Vec<Vec<String>>,
    /// What is not said, above the table and above its columns.
    pub unsaid: Vec<String>,
    /// The names that keys, indexes and conditions have.
    given: Vec<String>,
    notes: Vec<Vec<String>>,
}

impl Said {
    /// A name as an option, unless something else in the table has it.
    pub fn name(&mut self, word: &str, name: Option<String>) -> Option<String> {
        let name = name?;
        if self.given.contains(&name.to_lowercase()) {
            self.unsaid.push(format!("{word} {name}: its name is also that of another"));
            return None;
        }
        self.given.push(name.to_lowercase());
        Some(format!("name = {}", literal(&name)))
    }
}

impl Printer<'_, '_> {
    /// Writes the table, or why it is left out. Tells which of them.
    pub fn write(&self, out: &mut String) -> bool {
        let table = self.table();
        if let Some(reason) = unsayable(table) {
            out.push('\n');
            comment(out, "", &format!("table `{}` is left out: {reason}", table.name));
            table.beyond.iter().for_each(|line| comment(out, "", line));
            return false;
        }
        let said = self.said();
        let names = self.own();
        // Writing to a text does not fail.
        let _ = writeln!(out, "\n{}! {{", if self.is_view() { "view" } else { "table" });
        doc(out, "    ", &table.comment);
        said.unsaid.iter().for_each(|line| comment(out, "    ", line));
        said.above.iter().for_each(|line| _ = writeln!(out, "    #[{line}]"));
        let _ = writeln!(out, "    pub {} as {} {{", names.module, names.row);
        for (place, column) in table.columns.iter().enumerate() {
            said.notes[place].iter().for_each(|note| comment(out, "        ", note));
            if is_known(column) {
                self.column(out, place, &said.beside[place]);
            }
        }
        let relations = &self.plan.relations[self.number];
        out.push_str(if relations.is_empty() { "" } else { "\n" });
        for (name, declared) in relations {
            let _ = writeln!(out, "        {name}: {declared},");
        }
        out.push_str("    }\n}\n");
        true
    }

    pub(super) fn table(&self) -> &Table {
        &self.catalog.tables[self.number]
    }

    pub(super) fn own(&self) -> &TableNames {
        &self.names.tables[self.number]
    }

    pub(super) fn is_view(&self) -> bool {
        is_view(self.table())
    }

    fn primary_key(&self) -> Option<&Key> {
        primary_key(self.table())
    }

    /// A column, its attributes before it.
    fn column(&self, out: &mut String, place: usize, attributes: &[String]) {
        let (column, name) = (&self.table().columns[place], &self.own().columns[place]);
        doc(out, "        ", &column.comment);
        let declared = format!("{name}: {},", self.rust_type(place));
        let together = format!("#[{}]", attributes.join(", "));
        let [long, longer] = [&together, &declared].map(|text| text.chars().count() + 9);
        // Beside the column, above it, or one above the other.
        let line = if attributes.is_empty() {
            declared
        } else if long + longer - 9 <= WIDTH {
            format!("{together} {declared}")
        } else if long <= WIDTH {
            format!("{together}\n        {declared}")
        } else {
            format!("#[{}]\n        {declared}", attributes.join("]\n        #["))
        };
        // Writing to a text does not fail.
        let _ = writeln!(out, "        {line}");
    }

    /// The type in Rust.
    fn rust_type(&self, place: usize) -> String {
        let column = &self.table().columns[place];
        let of = self.catalog.enums.iter().position(|of| Some(&of.name) == column.of_enum.as_ref());
        let mut name = match of {
            Some(number) => self.names.enums[number].clone(),
            None => self.kind(place).and_then(|kind| rust(kind, self.dates)).unwrap_or_default(),
        };
        if column.is_array {
            name = format!("Vec<{name}>");
        }
        match self.is_null(column) {
            true => format!("Option<{name}>"),
            false => name,
        }
    }

    fn kind(&self, place: usize) -> Option<Kind> {
        self.plan.kind(self.catalog, self.number, place)
    }

    fn is_null(&self, column: &Column) -> bool {
        let mut keyed = self.primary_key().into_iter().flat_map(|key| &key.columns);
        column.nullable && keyed.all(|name| *name != column.name)
    }

    fn said(&self) -> Said {
        let table = self.table();
        let lists = || table.columns.iter().map(|_| Vec::new()).collect();
        let mut said = Said { beside: lists(), notes: lists(), ..Said::default() };
        said.unsaid.extend(table.beyond.iter().cloned());
        if self.is_view() && table.origin == Origin::Table {
            said.unsaid.push("a table without a primary key, which is only read here".to_owned());
        }
        self.name(&mut said);
        if let Some(key) = self.primary_key() {
            self.key(&mut said, "primary_key", &key.columns, None);
        }
        self.columns(&mut said);
        self.uniques(&mut said);
        for index in &table.indexes {
            self.index(&mut said, index);
        }
        self.simple_indexes(&mut said);
        self.foreign_keys(&mut said);
        self.checks(&mut said);
        said
    }

    fn name(&self, said: &mut Said) {
        let table = self.table();
        let mut parts = Vec::new();
        if table.name != unraw(&self.own().module) {
            parts.push(format!("name = {}", literal(&table.name)));
        }
        parts.extend(table.schema.iter().map(|schema| format!("schema = {}", literal(schema))));
        if !parts.is_empty() {
            said.above.push(format!("table({})", parts.join(", ")));
        }
        if let Origin::View(Some(query)) = &table.origin {
            said.above.push(format!("query({})", literal(query)));
        }
    }

    /// An attribute of columns: beside the only one, or above the table.
    pub(super) fn key(
        &self,
        said: &mut Said,
        word: &str,
        columns: &[String],
        name: Option<String>,
    ) {
        let name = said.name(word, name);
        match self.places(columns)[..] {
            [only] => {
                let options = name.map_or(String::new(), |name| format!("({name})"));
                said.beside[only].push(format!("{word}{options}"));
            }
            ref several => {
                let columns = several.iter().map(|place| self.own().columns[*place].clone());
                let parts: Vec<_> = columns.chain(name).collect();
                said.above.push(format!("{word}({})", parts.join(", ")));
            }
        }
    }

    /// Columns as they are called in Rust.
    pub(super) fn idents(&self, columns: &[String]) -> String {
        let own = self.places(columns).into_iter().map(|place| self.own().columns[place].as_str());
        own.collect::<Vec<_>>().join(", ")
    }

    pub(super) fn places(&self, columns: &[String]) -> Vec<usize> {
        let table = self.table();
        let place = |name: &String| table.columns.iter().position(|column| column.name == *name);
        columns.iter().filter_map(place).collect()
    }

    /// The name, unless it is the one that `table!` gives.
    pub(super) fn unusual(&self, name: &str, prefix: &str, words: &str) -> Option<String> {
        let usual = format!("{prefix}_{}_{words}", self.table().name);
        (name != usual || usual.len() > MOST[0]).then(|| name.to_owned())
    }

    fn columns(&self, said: &mut Said) {
        let view = self.is_view();
        let mut numbered = false;
        for (place, column) in self.table().columns.iter().enumerate() {
            let (beside, notes) = (&mut said.beside[place], &mut said.notes[place]);
            notes.extend(column.beyond.iter().cloned());
            if !is_known(column) {
                let null = if column.nullable { "" } else { " NOT NULL" };
                let more =
                    column.default.as_ref().map_or(String::new(), |sql| format!(" DEFAULT {sql}"));
                notes.push(format!("left out: `{}` {}{null}{more}", column.name, column.sql_type));
                continue;
            }
            match column.identity {
                Some(of) if !view && !numbered && can_count(column) => {
                    numbered = true;
                    let always = if of == Identity::Always { "(always)" } else { "" };
                    beside.push(format!("identity{always}"));
                }
                Some(_) => notes.push("numbered by the database".to_owned()),
                None => {}
            }
            if let Some(sql) = &column.default {
                match view {
                    true => notes.push(format!("DEFAULT {sql}")),
                    false => {
                        beside.push(format!("default({})", default(self.catalog.spec, column, sql)))
                    }
                }
            }
            if let Some(computed) = &column.computed {
                let stored = if computed.stored { ", stored" } else { "" };
                match view {
                    true => notes.push(format!("computed: {}", computed.sql)),
                    false => beside.push(format!("computed({}{stored})", literal(&computed.sql))),
                }
            }
            if column.name != unraw(&self.own().columns[place]) {
                beside.push(format!("column(name = {})", literal(&column.name)));
            }
            // A view's columns have the types that its query gives them.
            let stored = self.table().origin == Origin::Table && column.kind.is_some();
            let other = self.kind(place) != column.kind || !column.has_own_type(self.catalog.spec);
            if stored && other {
                beside.push(format!("sql({})", sql_type(&column.sql_type)));
            }
        }
    }

    fn uniques(&self, said: &mut Said) {
        let table = self.table();
        for key in &table.uniques {
            let words = key.columns.join("_");
            let name = key.name.as_deref().and_then(|name| self.unusual(name, "uq", &words));
            let first = keys(table).any(|columns| std::ptr::eq(columns, &raw const key.columns));
            match first {
                true => self.key(said, "unique", &key.columns, name),
                false => said.unsaid.push(format!(
                    "unique {}({})",
                    key.name.as_ref().map_or(String::new(), |name| format!("{name} ")),
                    key.columns.join(", ")
                )),
            }
        }
    }

    fn foreign_keys(&self, said: &mut Said) {
        let followed = &self.plan.foreign_keys[self.number];
        for (key, followed) in self.table().foreign_keys.iter().zip(followed) {
            match followed {
                Ok(followed) => self.foreign_key(said, key, followed),
                Err(reason) => said.unsaid.push(format!("{}: {reason}", key.words())),
            }
        }
    }

    fn foreign_key(&self, said: &mut Said, key: &ForeignKey, followed: &Followed<'_>) {
        let table = self.table();
        let target = &self.names.tables[followed.target];
        let other = &self.catalog.tables[followed.target];
        let target_columns = followed.target_columns.iter().filter_map(|column| {
            let place = other.columns.iter().position(|other| other.name == column.name)?;
            Some(format!("{}::{}", target.module, target.columns[place]))
        });
        let target_columns: Vec<_> = target_columns.collect();
        let mut options = Vec::new();
        for (word, action) in [("on_delete", key.on_delete), ("on_update", key.on_update)] {
            let Some(words) = action.word() else { continue };
            let fits = followed.columns.iter().all(|place| {
                let column = &table.columns[*place];
                match action {
                    Action::SetNull => self.is_null(column),
                    Action::SetDefault => self.is_null(column) || column.default.is_some(),
                    _ => true,
                }
            });
            match fits {
                true => options.push(format!("{word} = {words}")),
                false => said.unsaid.push(format!("{}, of columns that are NOT NULL", key.words())),
            }
        }
        let names = followed.columns.iter().map(|place| table.columns[*place].name.as_str());
        let words = format!("{}_{}", names.collect::<Vec<_>>().join("_"), unraw(&target.module));
        let name = key.name.as_deref().and_then(|name| self.unusual(name, "fk", &words));
        options.extend(said.name("foreign key", name));
        options.extend(key.deferred.then(|| "deferred".to_owned()));
        match followed.columns[..] {
            [only] => {
                let parts: Vec<_> = target_columns.into_iter().chain(options).collect();
                said.beside[only].push(format!("references({})", parts.join(", ")));
            }
            ref several => {
                let own = several.iter().map(|place| self.own().columns[*place].as_str());
                let own = format!("columns({})", own.collect::<Vec<_>>().join(", "));
                let references = format!("references({})", target_columns.join(", "));
                let parts: Vec<_> = [own, references].into_iter().chain(options).collect();
                said.above.push(format!("foreign_key({})", parts.join(", ")));
            }
        }
    }

    fn checks(&self, said: &mut Said) {
        for (place, check) in self.table().checks.iter().enumerate() {
            let usual = (place + 1).to_string();
            let name = check.name.as_deref().and_then(|name| self.unusual(name, "ck", &usual));
            if self.is_view() {
                said.unsaid.push(format!("check {}", check.sql));
                continue;
            }
            let name = said.name("check", name).map_or(String::new(), |name| format!(", {name}"));
            said.above.push(format!("check({}{name})", literal(&check.sql)));
        }
    }
}

/// Whether `#[identity]` can stand on a column.
fn can_count(column: &Column) -> bool {
    column.kind.is_some_and(|kind| kind.is_integer()) && !column.nullable && !column.is_array
}

fn doc(out: &mut String, indent: &str, text: &str) {
    lines(out, &format!("{indent}///"), text);
}

fn comment(out: &mut String, indent: &str, text: &str) {
    lines(out, &format!("{indent}//"), text);
}

fn lines(out: &mut String, mark: &str, text: &str) {
    for line in text.lines() {
        let line = line.trim_end().replace(is_hidden, " ");
        let space = if line.is_empty() { "" } else { " " };
        // Writing to a text does not fail.
        let _ = writeln!(out, "{mark}{space}{line}");
    }
}
