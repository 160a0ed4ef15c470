//! Conditions that tables bring along into each statement that names them: whose rows they are, and that
//! these are not deleted. A walk knows what was said of both, and writes them where the table stands.

use std::ops::Range;

use super::{Mode, Pass};
use crate::schema::def::{Deleted, TableDef};
use crate::types::value::Value;
use crate::types::{Kind, ToSql};

/// What a handle says of all tables, for each statement that does not say it itself.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The tenant.
    pub tenant: Option<Value>,
    /// Whether deleted rows are left out.
    pub live: bool,
}

/// What a statement says of its tables, as far as it is said.
#[derive(Clone, Copy, Default)]
pub(super) struct Said<'a> {
    /// The tenant whose rows are meant.
    tenant: Option<(Kind, &'a dyn ToSql)>,
    /// The tenant whose the new rows are.
    owner: Option<&'a dyn ToSql>,
    /// Whether deleted rows are left out.
    live: bool,
}

/// The conditions of a query's tables that are not written yet.
#[derive(Default)]
pub(super) struct Guards {
    waiting: Vec<Guard>,
    /// Those of them that ON takes.
    on: Range<usize>,
}

/// The condition of a table, by the name that it has in the query.
struct Guard {
    source: &'static str,
    test: Test,
}

#[derive(Clone, Copy)]
enum Test {
    Tenant(&'static str),
    Live(Deleted),
}

impl<'a> Pass<'_, 'a> {
    /// Walks with what a handle says.
    #[must_use]
    pub fn saying(mut self, words: Option<&'a Words>) -> Self {
        if let Some(Words { tenant, live }) = words {
            let tenant = tenant.as_ref().map(|tenant| (tenant.kind(), tenant as &dyn ToSql));
            self.said = Said { tenant, owner: tenant.map(|(_, tenant)| tenant), live: *live };
        }
        self
    }

    /// Walks a statement that means the rows of one tenant, whose new rows are also.
    pub fn of_tenant(
        &mut self,
        kind: Kind,
        tenant: &'a dyn ToSql,
        statement: impl FnOnce(&mut Self),
    ) {
        let said = Said { tenant: Some((kind, tenant)), owner: Some(tenant), ..self.said };
        let before = std::mem::replace(&mut self.said, said);
        statement(self);
        self.said = before;
    }

    /// Walks a statement that means the rows of all tenants. New ones are whose they were.
    pub fn across_tenants(&mut self, statement: impl FnOnce(&mut Self)) {
        let before = self.said.tenant.take();
        statement(self);
        self.said.tenant = before;
    }

    /// Walks a statement that leaves deleted rows out.
    pub fn live(&mut self, statement: impl FnOnce(&mut Self)) {
        self.about_deleted(true, statement);
    }

    /// Walks a statement that means deleted rows too.
    pub fn with_deleted(&mut self, statement: impl FnOnce(&mut Self)) {
        self.about_deleted(false, statement);
    }

    fn about_deleted(&mut self, live: bool, statement: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.said.live, live);
        statement(self);
        self.said.live = before;
    }

    /// The tenant whose the new rows are, as a value.
    pub fn tenant(&mut self, kind: Kind) {
        self.whose(kind, self.said.owner);
    }

    fn whose(&mut self, kind: Kind, tenant: Option<&'a dyn ToSql>) {
        match (&mut self.mode, tenant) {
            (Mode::Text(_), _) => self.typed_placeholder(kind),
            (Mode::Bind(sink), Some(tenant)) => tenant.to_sql(&mut **sink),
            // No such statement runs.
            (Mode::Bind(sink), None) => sink.refuse("no tenant was named".to_owned()),
        }
    }

    /// A table stands in the query under a name: its conditions wait for ON or WHERE.
    #[inline]
    pub fn guard(&mut self, table: &'static TableDef, source: &'static str) {
        if table.tenant.is_some() || table.deleted.is_some() {
            self.wait(table, source);
        }
    }

    #[cold]
    fn wait(&mut self, table: &'static TableDef, source: &'static str) {
        let tenant = table.tenant.filter(|_| self.said.tenant.is_some()).map(Test::Tenant);
        let live = table.deleted.filter(|_| self.said.live).map(Test::Live);
        let tests = tenant.into_iter().chain(live);
        self.guards.waiting.extend(tests.map(|test| Guard { source, test }));
    }

    /// Walks a query, whose tables are others than those around it.
    #[inline]
    pub fn query(&mut self, query: impl FnOnce(&mut Self)) {
        let before = std::mem::take(&mut self.guards);
        query(self);
        self.guards = before;
    }

    /// How many conditions wait.
    #[inline]
    pub fn waiting(&self) -> usize {
        self.guards.waiting.len()
    }

    /// The next ON takes these conditions: those of the side that a join fills with NULL, since WHERE
    /// would leave such rows out.
    #[inline]
    pub fn guard_on(&mut self, guards: Range<usize>) {
        self.guards.on = guards;
    }

    /// Whether ON takes any.
    #[inline]
    pub fn has_guards_on(&self) -> bool {
        !self.guards.on.is_empty()
    }

    /// ` AND a = ?`, at the end of ON.
    #[inline]
    pub fn guards_on(&mut self) {
        let on = std::mem::take(&mut self.guards.on);
        if !on.is_empty() {
            let guards: Vec<_> = self.guards.waiting.drain(on).collect();
            self.tests(" AND ", &guards);
        }
    }

    /// ` WHERE a = ?`, of all that wait. Whether there were any.
    #[inline]
    pub fn guards_where(&mut self) -> bool {
        let guards = std::mem::take(&mut self.guards.waiting);
        self.tests(" WHERE ", &guards);
        !guards.is_empty()
    }

    /// ` AND a = ?`, behind other conditions of WHERE.
    pub fn guards_and(&mut self) {
        let guards = std::mem::take(&mut self.guards.waiting);
        self.tests(" AND ", &guards);
    }

    fn tests(&mut self, first: &str, guards: &[Guard]) {
        for (i, guard) in guards.iter().enumerate() {
            self.sql(if i > 0 { " AND " } else { first });
            self.test(guard);
        }
    }

    fn test(&mut self, Guard { source, test }: &Guard) {
        match *test {
            Test::Tenant(column) => {
                self.column(source, column);
                self.sql(" = ");
                // It waits for nothing else.
                if let Some((kind, tenant)) = self.said.tenant {
                    self.whose(kind, Some(tenant));
                }
            }
            Test::Live(Deleted::At(column)) => {
                self.column(source, column);
                self.sql(" IS NULL");
            }
            Test::Live(Deleted::Flag(column)) => {
                self.column(source, column);
                self.sql(" = ");
                self.sql(self.spec().truth[0]);
            }
        }
    }
}
