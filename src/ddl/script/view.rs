//! Views that come and go, and those that must not stand while a table that they read changes.

use super::create::{comments, refuse};
use super::work::Work;
use crate::ddl::catalog::{Origin, Table};
use crate::ddl::piece::names;
use crate::ddl::writer::Writer;

/// Views in the order of DROP, and in the order of CREATE.
pub(super) struct Views<'w> {
    dropped: Vec<&'w Table>,
    created: Vec<&'w Table>,
}

impl<'w> Views<'w> {
    pub fn of(work: &Work<'w>) -> Self {
        let is_view = |table: &&Table| table.origin != Origin::Table;
        let live: Vec<&Table> = work.live.tables.iter().filter(is_view).collect();
        let wanted: Vec<&Table> = work.wanted.tables.iter().filter(is_view).collect();
        let mut moved: Vec<&str> = work.said.old_names().collect();
        moved.extend(work.dropped.iter().map(|table| table.name.as_str()));
        let changes = work.pairs.iter().filter(|pair| {
            !pair.gone.is_empty()
                || !pair.retyped.is_empty()
                || work.said.renamed(&pair.wanted.name).next().is_some()
        });
        moved.extend(changes.map(|pair| pair.wanted.name.as_str()));
        let same = |view: &Table| {
            wanted.iter().any(|other| {
                (&other.name, &other.origin, &other.comment, &other.columns, &other.beyond)
                    == (&view.name, &view.origin, &view.comment, &view.columns, &view.beyond)
            })
        };
        let (mut stays, mut dropped): (Vec<&Table>, Vec<&Table>) =
            live.into_iter().partition(|view| same(view));
        loop {
            moved.extend(dropped.iter().map(|view| view.name.as_str()));
            let (reads, rest): (Vec<_>, Vec<_>) = stays
                .into_iter()
                .partition(|view| moved.iter().any(|name| names(&query(view), name)));
            stays = rest;
            if reads.is_empty() {
                break;
            }
            dropped.extend(reads);
        }
        let stays = |view: &&&Table| !stays.iter().any(|other| other.name == view.name);
        let created = wanted.iter().filter(stays).copied().collect();
        let mut dropped = sorted(dropped);
        dropped.reverse();
        Self { dropped, created: sorted(created) }
    }

    /// Drops those that go, each before what it reads.
    pub fn drop(&self, writer: &mut Writer, work: &Work<'_>) {
        for view in &self.dropped {
            refuse_unknown(writer, view);
            writer.sql("DROP VIEW ");
            writer.qualified(work.schema(), &view.name);
            writer.end();
        }
    }

    /// Creates those that come, each after what it reads.
    pub fn create(&self, writer: &mut Writer, work: &Work<'_>) {
        for view in &self.created {
            refuse_unknown(writer, view);
            let place = || format!("the query of view `{}`", view.name);
            match &view.origin {
                Origin::View(Some(sql)) => {
                    writer.sql("CREATE VIEW ");
                    writer.qualified(work.schema(), &view.name);
                    writer.sql(" AS ");
                    writer.verbatim(sql.trim().trim_end_matches(';').trim_end(), place);
                }
                _ => writer.verbatim(&query(view), place),
            }
            writer.end();
            comments(writer, work, "VIEW", None, view);
            triggers(writer, work.live.table(&view.name).unwrap_or(view));
        }
    }
}

/// Makes the triggers of a table or view again.
pub(super) fn triggers(writer: &mut Writer, table: &Table) {
    for sql in &table.triggers {
        writer.verbatim(sql, || format!("a trigger of `{}`", table.name));
        writer.end();
    }
}

/// What a view reads is not known of each; of some all is that stands in CREATE VIEW.
fn query(view: &Table) -> String {
    match &view.origin {
        Origin::View(Some(sql)) => sql.clone(),
        _ => view.beyond.join(" "),
    }
}

fn refuse_unknown(writer: &mut Writer, view: &Table) {
    let is_known = view.origin != Origin::View(None) || query(view).starts_with("CREATE VIEW ");
    if !is_known {
        refuse(writer, format!("view `{}`", view.name), &query(view));
    }
}

/// Each after those that it reads.
fn sorted(mut views: Vec<&Table>) -> Vec<&Table> {
    let mut order: Vec<&Table> = Vec::new();
    while !views.is_empty() {
        let is_free = |view: &&Table| {
            let mut others = views.iter().filter(|other| other.name != view.name);
            !others.any(|other| names(&query(view), &other.name))
        };
        // Two that seem to read each other do so in a text or under another name.
        let next = views.iter().position(is_free).unwrap_or(0);
        order.push(views.remove(next));
    }
    order
}
