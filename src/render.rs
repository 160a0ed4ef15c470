//! How a statement becomes text and binds: one walk over its nodes serves both.

pub mod definition;
mod guard;
pub mod hand;
pub mod ident;
#[macro_use]
pub mod spec;

use crate::types::{Kind, Sink, ToSql, Values};
pub use guard::Words;
use guard::{Guards, Said};
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
    /// What belongs to the SELECT that is walked.
    select: OfSelect,
    /// The names that WITH defines around this place.
    queries: Vec<&'static str>,
    /// What the statement says of tables that ask for it.
    said: Said<'a>,
    /// The conditions of the query's tables.
    guards: Guards,
}

/// What belongs to one SELECT.
#[derive(Clone, Debug, Default)]
pub struct OfSelect {
    /// The shared windows, each as it is defined.
    windows: Vec<String>,
    /// The names of its keys.
    keys: Vec<String>,
    /// Whether columns are keys here.
    in_keys: bool,
    /// Whether this is its HAVING.
    in_having: bool,
    /// The names of the keys around it, where it stands in HAVING.
    around: Vec<String>,
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

/// The name of a column of a subquery, by its position.
pub type Names = fn(usize) -> Option<&'static str>;

/// The type of a column of a recursive query, by its position.
pub type Kinds = fn(usize) -> Option<Kind>;

/// What the items of a SELECT become.
#[derive(Clone, Copy)]
enum Columns {
    /// Columns of these names.
    Named(Names),
    /// Columns of these types, as wide as the step of a recursive query may make them.
    Seeds(Kinds),
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
            select: OfSelect::default(),
            queries: Vec::new(),
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
            if self.select.in_keys {
                self.select.keys.push(name.to_owned());
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

    /// Walks a condition of HAVING, whose columns have one value for each group.
    pub fn of_groups(&mut self, part: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.grouped, self.spec.having_by_name);
        self.select.in_having = true;
        part(self);
        self.select.in_having = false;
        self.grouped = before;
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

    /// Walks a query whose columns get names: `SELECT a AS name`. The first SELECT in it takes them.
    pub fn named(&mut self, names: Names, query: impl FnOnce(&mut Self)) {
        self.with_columns(Columns::Named(names), query);
    }

    /// Walks the seed of a recursive query, which decides the types of its columns: the first
    /// SELECT in it casts to them.
    pub fn seed(&mut self, kinds: Kinds, query: impl FnOnce(&mut Self)) {
        self.with_columns(Columns::Seeds(kinds), query);
    }

    fn with_columns(&mut self, columns: Columns, query: impl FnOnce(&mut Self)) {
        let before = self.columns.replace((columns, 0));
        query(self);
        self.columns = before;
    }

    /// Walks a part that stands before the SELECT that makes the columns and the rows.
    pub fn before_columns(&mut self, part: impl FnOnce(&mut Self)) {
        let (columns, first) = (self.columns.take(), self.takes_first());
        part(self);
        (self.columns, self.first) = (columns, first);
    }

    /// Walks the items of the SELECT that makes the columns.
    pub fn items(&mut self, items: impl FnOnce(&mut Self)) {
        items(self);
        self.columns = None;
    }

    /// Walks one item, and writes its name or type where it has got one.
    #[inline]
    pub fn item(&mut self, item: impl FnOnce(&mut Self)) {
        let Some((columns, at)) = self.columns.take() else { return item(self) };
        match columns {
            Columns::Named(names) => {
                item(self);
                if let Some(name) = names(at) {
                    self.sql(" AS ");
                    self.ident(name);
                }
            }
            Columns::Seeds(kinds) => {
                let kind = kinds(at);
                let casts = kind.map_or([None; 2], self.spec.seed_casts);
                let bytes = kind == Some(Kind::Bytes);
                let [before, after] = if bytes { self.spec.seed_bytes } else { [""; 2] };
                self.sql(before);
                for _ in casts.iter().flatten() {
                    self.sql("CAST(");
                }
                item(self);
                self.sql(after);
                for name in casts.iter().flatten() {
                    self.sql(" AS ");
                    self.sql(name);
                    self.sql(")");
                }
            }
        }
        self.columns = Some((columns, at + 1));
    }

    /// Walks a statement with its WITH, which [defines](Self::define) names for it alone.
    pub fn with_queries(&mut self, statement: impl FnOnce(&mut Self)) {
        let around = self.queries.len();
        statement(self);
        self.queries.truncate(around);
    }

    /// WITH defines a name.
    pub fn define(&mut self, query: &'static str) {
        if let Mode::Text(_) = self.mode {
            self.queries.push(query);
        }
    }

    /// Whether SQL takes a name for a query of WITH here, and not for a table.
    pub fn is_query(&self, name: &str) -> bool {
        self.queries.iter().any(|query| query.eq_ignore_ascii_case(name))
    }

    /// Begins a SELECT, and gives what belongs to the one around it.
    #[inline]
    pub fn open_select(&mut self) -> OfSelect {
        let OfSelect { keys, in_having, .. } = &self.select;
        let around = if *in_having { keys.clone() } else { Vec::new() };
        std::mem::replace(&mut self.select, OfSelect { around, ..OfSelect::default() })
    }

    /// Walks the keys of a SELECT.
    pub fn keys(&mut self, keys: impl FnOnce(&mut Self)) {
        self.select.in_keys = self.spec.outer_by_name;
        keys(self);
        self.select.in_keys = false;
    }

    /// A column of the query around this one. In a subquery of HAVING it may be known by its bare name,
    /// which another key has too: then it is written as its one value in the group.
    pub fn outer_column(&mut self, source: &str, name: &str) {
        let names = self.select.around.iter().filter(|key| key.eq_ignore_ascii_case(name)).count();
        let before = std::mem::replace(&mut self.grouped, names > 1);
        self.column(source, name);
        self.grouped = before;
    }

    /// The name of a shared window, which nothing is bound in.
    pub fn shared_window(&mut self, define: impl FnOnce(&mut Self)) {
        let start = self.written();
        define(self);
        let Mode::Text(out) = &mut self.mode else { return };
        let definition = out.split_off(start);
        let windows = &mut self.select.windows;
        let known = windows.iter().position(|window| *window == definition);
        let at = known.unwrap_or(windows.len());
        if known.is_none() {
            windows.push(definition);
        }
        self.sql("w");
        self.number(at as i64 + 1);
    }

    /// Ends a SELECT by walking what may name a window and stands behind the WINDOW clause, and puts that
    /// before it: it is known only then.
    #[inline]
    pub fn close_select(&mut self, around: OfSelect, behind: impl FnOnce(&mut Self)) {
        let place = self.written();
        behind(self);
        let windows = std::mem::replace(&mut self.select, around).windows;
        if !windows.is_empty() {
            self.define_windows(&windows, place);
        }
    }

    #[cold]
    fn define_windows(&mut self, windows: &[String], place: usize) {
        let mut clause = String::new();
        for (at, window) in windows.iter().enumerate() {
            clause.push_str(if at == 0 { " WINDOW w" } else { ", w" });
            clause.push_str(&format!("{} AS {window}", at + 1));
        }
        if let Mode::Text(out) = &mut self.mode {
            out.insert_str(place, &clause);
        }
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

    /// The same text, sixteen bytes in each number, with zeros behind the last.
    pub fn spelled(&mut self, parts: &[u128]) {
        if let Mode::Text(_) = &self.mode {
            let bytes = parts.iter().flat_map(|part| part.to_be_bytes()).filter(|byte| *byte != 0);
            self.literal(&String::from_utf8_lossy(&bytes.collect::<Vec<_>>()));
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

/// The text of a node in a dialect.
pub fn to_text<D: Dialect>(node: &(impl Render<D> + ?Sized)) -> String {
    let mut out = String::with_capacity(256);
    node.walk(&mut Pass::text(D::SPEC, &mut out));
    out
}
