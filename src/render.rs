//! How a statement becomes text and binds: one walk over its nodes serves both.

pub mod definition;
mod columns;
mod guard;
pub mod hand;
pub mod ident;
pub mod json;
mod queries;
mod select;
#[macro_use]
pub mod spec;

use crate::types::{Kind, Sink, ToSql, Values};
use columns::Columns;
pub use columns::{Kinds, Names};
pub use guard::Words;
use guard::{Guards, Said};
use queries::Queries;
pub use queries::QueryNames;
use select::OfSelect;
pub use spec::{Dialect, NeededIf, Spec, Supports};

/// Something with SQL text in dialect `D`.
///
/// A node writes its text and its binds in one `walk`, so that the two cannot disagree.
pub trait Render<D: Dialect> {
    /// Writes the text, or hands over the binds, in the order of the text.
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>);
}

/// One walk over a statement: either it writes text, or it collects binds.
pub struct Pass<'p, 'a> {
    mode: Mode<'p, 'a>,
    spec: &'static Spec,
    binds: usize,
    rows: Part,
    /// How many placeholders a row of values is, where it is nothing else.
    plain_row: Option<usize>,
    /// Whether rows are to be written in their order.
    in_order: bool,
    /// Whether the first row alone is wanted of the next SELECT.
    first: bool,
    /// Whether columns are written with their table's name.
    qualified: bool,
    /// Whether columns are those of groups, and are written as aggregates.
    grouped: bool,
    /// What the items of the next SELECT become, and how many of them are written.
    columns: Option<(Columns, usize)>,
    /// Whether something was written by hand that may change the session.
    changes_session: bool,
    /// The SELECTs around this place, the innermost last. They matter to the text alone.
    selects: Vec<OfSelect>,
    /// The queries that WITH defines around this place.
    queries: Queries,
    /// What the statement says of tables that ask for it.
    said: Said<'a>,
    /// The conditions of the query's tables.
    guards: Guards,
}

/// Which rows of a statement over many a walk covers, and how they are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The first one.
    pub start: usize,
    /// How many; 0 means all.
    pub len: usize,
    /// As what.
    pub way: Way,
}

/// How the rows of an INSERT are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// As VALUES.
    #[default]
    Values,
    /// As so many lists, one for each column, so that one text serves any number of rows.
    Lists(usize),
    /// By COPY.
    Copy,
    /// By LOAD DATA.
    LoadData,
}

impl Part {
    /// Rows of VALUES.
    pub fn values(start: usize, len: usize) -> Self {
        Self { start, len, way: Way::Values }
    }
}

enum Mode<'p, 'a> {
    Text(&'p mut String),
    Bind(&'p mut dyn Sink<'a>),
}

impl<'p, 'a> Pass<'p, 'a> {
    /// A walk that writes text.
    pub fn text(spec: &'static Spec, out: &'p mut String) -> Self {
        Self::new(spec, Mode::Text(out))
    }

    /// A walk that hands binds to a driver.
    pub fn bind_to(spec: &'static Spec, sink: &'p mut dyn Sink<'a>) -> Self {
        Self::new(spec, Mode::Bind(sink))
    }

    fn new(spec: &'static Spec, mode: Mode<'p, 'a>) -> Self {
        Self {
            mode,
            spec,
            binds: 0,
            rows: Part::default(),
            plain_row: None,
            in_order: false,
            first: false,
            qualified: true,
            grouped: false,
            columns: None,
            changes_session: false,
            selects: Vec::new(),
            queries: Queries::default(),
            said: Said::default(),
            guards: Guards::default(),
        }
    }

    /// Of a statement over many rows, take a part.
    #[must_use]
    pub fn with_rows(mut self, rows: Part) -> Self {
        self.rows = rows;
        self
    }

    /// The rows that this walk covers.
    pub fn rows(&self) -> Part {
        self.rows
    }

    /// Of the query, take the first row alone, where `first` says so.
    #[must_use]
    pub fn with_first(mut self, first: bool) -> Self {
        self.first = first;
        self
    }

    /// Whether the first row alone is wanted of the query that is walked. It is asked at the beginning, and
    /// of what is inside all rows are wanted then.
    pub fn takes_first(&mut self) -> bool {
        std::mem::take(&mut self.first)
    }

    /// What the dialect writes differently.
    #[inline]
    pub fn spec(&self) -> &'static Spec {
        self.spec
    }

    /// Text that is the same for every value: keywords, operators, parentheses.
    #[inline]
    pub fn sql(&mut self, text: &str) {
        if let Mode::Text(out) = &mut self.mode {
            out.push_str(text);
        }
    }

    /// Text written by hand, which may change the session where `changes` says so of it.
    pub fn by_hand(&mut self, text: &str, changes: fn(&str) -> bool) {
        if let Mode::Text(_) = self.mode {
            self.changes_session |= changes(text);
        }
    }

    /// Whether it writes text, and does not hand over binds.
    #[inline]
    pub fn writes(&self) -> bool {
        matches!(self.mode, Mode::Text(_))
    }

    /// How many placeholders were written.
    pub fn placeholders(&self) -> usize {
        self.binds
    }

    /// Whether something was written by hand that may change the session.
    pub fn changes_session(&self) -> bool {
        self.changes_session
    }

    /// A name, quoted where it needs it.
    #[inline]
    pub fn ident(&mut self, name: &str) {
        if let Mode::Text(out) = &mut self.mode {
            ident::write(out, name, self.spec.quote);
        }
    }

    /// A column, with its table's name unless the clause forbids it.
    #[inline]
    pub fn column(&mut self, source: &str, name: &str) {
        if let Mode::Text(out) = &mut self.mode {
            if let Some(select) = self.selects.last_mut() {
                select.names(name);
            }
            out.push_str(if self.grouped { "min(" } else { "" });
            if self.qualified {
                ident::write(out, source, self.spec.quote);
                out.push('.');
            }
            ident::write(out, name, self.spec.quote);
            out.push_str(if self.grouped { ")" } else { "" });
        }
    }

    /// Walks what is computed from rows: what an aggregate takes, and a query.
    #[inline]
    pub fn of_rows(&mut self, part: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.grouped, false);
        part(self);
        self.grouped = before;
    }

    /// Walks a part whose columns stand without their table's name.
    pub fn unqualified(&mut self, part: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.qualified, false);
        part(self);
        self.qualified = before;
    }

    /// A text constant inside the statement, quoted.
    pub fn literal(&mut self, text: &str) {
        if let Mode::Text(out) = &mut self.mode {
            out.push('\'');
            let text = text.replace('\'', "''");
            match self.spec.definition.backslash_escapes {
                true => out.push_str(&text.replace('\\', r"\\").replace('\0', r"\0")),
                // A text of SQL ends at the first NUL.
                false => out.push_str(&text.replace('\0', &format!("' || {} || '", self.spec.nul))),
            }
            out.push('\'');
        }
    }

    /// The same of a text that numbers spell.
    pub fn spelled(&mut self, parts: &[u128]) {
        if let Mode::Text(_) = &self.mode {
            self.literal(&spelled(parts));
        }
    }

    /// A name that is spelled so.
    pub fn spelled_ident(&mut self, parts: &[u128]) {
        if let Mode::Text(out) = &mut self.mode {
            ident::write(out, &spelled(parts), self.spec.quote);
        }
    }

    /// A number inside the statement.
    pub fn number(&mut self, value: i64) {
        if let Mode::Text(out) = &mut self.mode {
            out.push_str(&value.to_string());
        }
    }

    /// A placeholder and its value.
    #[inline]
    pub fn bind<V: ToSql + ?Sized>(&mut self, kind: Kind, value: &'a V) {
        match &mut self.mode {
            Mode::Bind(sink) => value.to_sql(&mut **sink),
            Mode::Text(_) => self.typed_placeholder(kind),
        }
    }

    /// A placeholder and a value that is made for it.
    pub fn bind_made(&mut self, kind: Kind, make: impl FnOnce(&mut dyn Sink<'a>)) {
        match &mut self.mode {
            Mode::Bind(sink) => make(&mut **sink),
            Mode::Text(_) => self.typed_placeholder(kind),
        }
    }

    /// A placeholder for a whole list.
    pub fn bind_list(&mut self, values: &'a dyn Values) {
        match &mut self.mode {
            Mode::Bind(sink) => sink.list(values),
            // The same of a list as of one of its elements.
            Mode::Text(_) => match values.kind() {
                Kind::Composite(of) => self.cast_placeholder(of.array),
                _ => self.placeholder(),
            },
        }
    }

    /// The values of a row, in parentheses. It is noted whether they are placeholders alone.
    #[inline]
    pub fn row(&mut self, values: impl FnOnce(&mut Self)) {
        let from = (self.written(), self.binds);
        self.sql("(");
        values(self);
        self.sql(")");
        if let Mode::Text(_) = self.mode {
            self.examine_row(from);
        }
    }

    fn written(&self) -> usize {
        match &self.mode {
            Mode::Text(out) => out.len(),
            Mode::Bind(_) => 0,
        }
    }

    #[cold]
    fn examine_row(&mut self, (start, before): (usize, usize)) {
        let mut plain = String::new();
        for at in before..self.binds {
            plain.push_str(if at > before { ", " } else { "(" });
            self.spec.placeholder.write(&mut plain, at + 1);
        }
        plain.push(')');
        if let Mode::Text(out) = &self.mode {
            let is_plain = before == 0 && out[start..] == plain;
            self.plain_row = is_plain.then_some(self.binds);
        }
    }

    /// How many placeholders the last row was, where it was nothing else and stood before all others.
    pub fn plain_row(&self) -> Option<usize> {
        self.plain_row
    }

    /// So many placeholders for lists, `$1, $2`, each of a column of rows.
    pub fn lists(&mut self, columns: usize, rows: impl FnOnce(&mut Self)) {
        for column in 0..columns {
            self.sql(if column > 0 { ", " } else { "" });
            self.placeholder();
        }
        self.send(rows);
    }

    /// Walks an INSERT whose rows are to be written in their order.
    pub fn in_order(&mut self, insert: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.in_order, true);
        insert(self);
        self.in_order = before;
    }

    /// Whether rows are to be written in their order.
    pub fn is_in_order(&self) -> bool {
        self.in_order
    }

    /// Rows that have no place in the text, where `rows` hands over the values of one after the other.
    pub fn send(&mut self, rows: impl FnOnce(&mut Self)) {
        if let Mode::Bind(sink) = &mut self.mode {
            sink.begin_rows();
            rows(self);
        }
        if let Mode::Bind(sink) = &mut self.mode {
            sink.end_rows();
        }
    }

    /// A placeholder for one element of a list.
    pub fn bind_element(&mut self, values: &'a dyn Values, index: usize) {
        match &mut self.mode {
            Mode::Bind(sink) => values.element(index, &mut **sink),
            Mode::Text(_) => self.typed_placeholder(values.kind()),
        }
    }

    /// A placeholder, cast where the driver cannot say what its value is.
    fn typed_placeholder(&mut self, kind: Kind) {
        match (self.spec.bind_cast)(kind) {
            Some(sql_type) => self.cast_placeholder(sql_type),
            None => self.placeholder(),
        }
    }

    fn cast_placeholder(&mut self, sql_type: &str) {
        self.sql("CAST(");
        self.placeholder();
        self.sql(" AS ");
        self.sql(sql_type);
        self.sql(")");
    }

    fn placeholder(&mut self) {
        self.binds += 1;
        if let Mode::Text(out) = &mut self.mode {
            self.spec.placeholder.write(out, self.binds);
        }
    }
}

/// The text that numbers spell, sixteen bytes in each, with zeros behind the last.
pub fn spelled(parts: &[u128]) -> String {
    let bytes = parts.iter().flat_map(|part| part.to_be_bytes()).filter(|byte| *byte != 0);
    String::from_utf8_lossy(&bytes.collect::<Vec<_>>()).into_owned()
}

/// The text of a node in a dialect.
pub fn to_text<D: Dialect>(node: &(impl Render<D> + ?Sized)) -> String {
    let mut out = String::with_capacity(256);
    node.walk(&mut Pass::text(D::SPEC, &mut out));
    out
}
