//! What belongs to one SELECT: its shared windows, and the keys by whose names its HAVING knows columns.

use super::{Mode, Pass};

/// What is noted of a SELECT while it is written.
#[derive(Default)]
pub(super) struct OfSelect {
    /// The shared windows, each as it is defined.
    windows: Vec<String>,
    /// The names of its keys.
    keys: Vec<String>,
    /// Whether columns are keys here.
    in_keys: bool,
    /// Whether this is its HAVING.
    in_having: bool,
}

impl OfSelect {
    /// A column of this name is written.
    #[inline]
    pub(super) fn names(&mut self, column: &str) {
        if self.in_keys {
            self.keys.push(column.to_owned());
        }
    }
}

impl Pass<'_, '_> {
    /// Begins a SELECT.
    #[inline]
    pub fn open_select(&mut self) {
        if let Mode::Text(_) = self.mode {
            self.selects.push(OfSelect::default());
        }
    }

    /// Ends a SELECT by walking what may name a window and stands behind the WINDOW clause, and puts that
    /// before it: it is known only then.
    #[inline]
    pub fn close_select(&mut self, behind: impl FnOnce(&mut Self)) {
        if !self.writes() {
            return behind(self);
        }
        let place = self.written();
        behind(self);
        let windows = self.selects.pop().unwrap_or_default().windows;
        if !windows.is_empty() {
            self.define_windows(&windows, place);
        }
    }

    /// Walks the keys of a SELECT.
    pub fn keys(&mut self, keys: impl FnOnce(&mut Self)) {
        let by_name = self.spec.outer_by_name;
        self.within(|select| &mut select.in_keys, by_name, keys);
    }

    /// Walks a condition of HAVING, whose columns have one value for each group.
    pub fn of_groups(&mut self, part: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.grouped, self.spec.having_by_name);
        self.within(|select| &mut select.in_having, true, part);
        self.grouped = before;
    }

    /// Walks a part of the SELECT, for which this is so.
    fn within(
        &mut self,
        flag: fn(&mut OfSelect) -> &mut bool,
        is_so: bool,
        part: impl FnOnce(&mut Self),
    ) {
        let set = |pass: &mut Self, is_so| {
            if let Some(select) = pass.selects.last_mut() {
                *flag(select) = is_so;
            }
        };
        set(self, is_so);
        part(self);
        set(self, false);
    }

    /// A column of the query that is so many subqueries out, 0 for the one right around this. In a subquery
    /// of HAVING it may be known by its bare name, which another key has too: then it is written as its one
    /// value in the group.
    pub fn outer_column(&mut self, away: usize, source: &str, name: &str) {
        let around = self.selects.iter().rev().nth(away + 1).filter(|select| select.in_having);
        let keys = around.map_or(&[][..], |select| &select.keys);
        let same = keys.iter().filter(|key| key.eq_ignore_ascii_case(name)).count();
        let before = std::mem::replace(&mut self.grouped, same > 1);
        self.column(source, name);
        self.grouped = before;
    }

    /// The name of a shared window, which nothing is bound in.
    pub fn shared_window(&mut self, define: impl FnOnce(&mut Self)) {
        let start = self.written();
        define(self);
        let Mode::Text(out) = &mut self.mode else { return };
        let definition = out.split_off(start);
        // A window stands in a SELECT.
        let Some(OfSelect { windows, .. }) = self.selects.last_mut() else { return };
        let known = windows.iter().position(|window| *window == definition);
        let at = known.unwrap_or(windows.len());
        if known.is_none() {
            windows.push(definition);
        }
        self.sql("w");
        self.number(at as i64 + 1);
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
}
