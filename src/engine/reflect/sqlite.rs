//! SQLite: pragmas as tables, and the text of CREATE TABLE for what they do not tell.

use super::{Found, action, add_index, all, column, runs};
use crate::ddl::catalog::create_table::{self, Written};
use crate::ddl::catalog::tokens::{Token, bare, tokens};
use crate::ddl::catalog::{Check, Column, Computed, ForeignKey, Index, Key, Origin, Over, Part};
use crate::driver::Driver;
use crate::engine::link::Seat;
use crate::error::{Error, Result};
use crate::raw;
use crate::schema::def::{Identity, IndexMethod};

/// What stands in `sqlite_schema`.
type Entry = (String, String, String, Option<String>, bool, bool);

/// Four statements: tables, columns, indexes, foreign keys.
pub(super) async fn read<D: Driver>(seat: &mut Seat<'_, D>, found: &mut Found<'_>) -> Result<()> {
    if found.asked.schema.as_ref().is_some_and(|schema| schema != "main") {
        let message = "an attached database is not reflected: open its file";
        return Err(Error::other(message.to_owned()));
    }
    let entries: Vec<Entry> = all(
        seat,
        &raw!(
            read(String, String, String, Option<String>, bool, bool),
            "SELECT s.type, iif(s.type = 'trigger', s.tbl_name, s.name), coalesce(l.type, ''), s.sql, coalesce(l.wr, 0), \
             coalesce(l.strict, 0) FROM sqlite_schema AS s LEFT JOIN pragma_table_list AS l \
             ON l.schema = 'main' AND l.name = s.name AND s.type IN ('table', 'view') \
             WHERE s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        ),
    )
    .await?;
    for (sort, name, form, sql, rowless, strict) in &entries {
        // The tables behind a virtual one are nobody's business.
        if !matches!(sort.as_str(), "table" | "view") || form == "shadow" {
            continue;
        }
        let Some(table) = found.add(name.clone()) else { continue };
        if sort == "view" {
            let query = sql.as_deref().and_then(query);
            let named = sql.iter().filter(|_| query.is_none()).cloned();
            table.beyond.extend(named);
            table.origin = Origin::View(query);
        }
        if form == "virtual" {
            table.beyond.push(format!("a virtual table: {}", sql.as_deref().unwrap_or_default()));
        }
        let options = [(rowless, "WITHOUT ROWID"), (strict, "STRICT")];
        table
            .beyond
            .extend(options.into_iter().filter(|(is, _)| **is).map(|(_, of)| of.to_owned()));
    }
    for (sort, of, _, sql, ..) in &entries {
        if let (true, Some(table)) = (sort == "trigger", found.table(of)) {
            table.triggers.extend(sql.clone());
        }
    }
    columns(seat, found).await?;
    let written = |name: &str| {
        let mut tables = entries.iter().filter(|entry| entry.0 == "table" && entry.1 == name);
        tables.next().and_then(|entry| entry.3.as_deref()).map(create_table::written)
    };
    let all_written: Vec<_> =
        found.tables.iter().map(|table| written(&table.name).unwrap_or_default()).collect();
    for (table, written) in found.tables.iter_mut().zip(&all_written) {
        let checks = written.checks.iter().cloned();
        table.checks = checks.map(|(name, sql)| Check { name, sql }).collect();
        for (name, beyond) in &written.beyond {
            if let Some(column) = column(table, name) {
                column.beyond.push(beyond.clone());
            }
        }
        for (name, sql) in &written.computed {
            if let Some(computed) = column(table, name).and_then(|of| of.computed.as_mut()) {
                computed.sql.clone_from(sql);
            }
        }
    }
    indexes(seat, found, &entries, &all_written).await?;
    foreign_keys(seat, found, &all_written).await
}

/// What stands behind the AS of a CREATE VIEW, unless it names its columns before.
fn query(sql: &str) -> Option<String> {
    let all = tokens(sql);
    let at = all.iter().position(|(token, _)| token.is("AS"))?;
    let named = all[..at].iter().any(|(token, _)| *token == Token::Sign('('));
    (!named).then(|| sql[all[at].1[1]..].trim().to_owned())
}

async fn columns<D: Driver>(seat: &mut Seat<'_, D>, found: &mut Found<'_>) -> Result<()> {
    let spec = seat.spec();
    let rows = all(
        seat,
        &raw!(
            read(String, String, String, bool, Option<String>, i64, i64),
            "SELECT s.name, x.name, x.type, x.\"notnull\", x.dflt_value, x.pk, x.hidden \
             FROM sqlite_schema AS s, pragma_table_xinfo(s.name) AS x \
             WHERE s.type IN ('table', 'view') AND x.hidden <> 1 ORDER BY s.name, x.cid"
        ),
    )
    .await?;
    for rows in runs(rows, |a, b| a.0 == b.0) {
        let Some(table) = rows.first().and_then(|row| found.table(&row.0)) else { continue };
        let mut key = Vec::new();
        for (_, name, sql_type, not_null, default, place, hidden) in rows {
            let mut column = Column::new(spec, name.clone(), &sql_type);
            column.nullable = !not_null && place == 0;
            column.default = default.map(|sql| bare(&sql).to_owned());
            if matches!(hidden, 2 | 3) {
                column.computed = Some(Computed { sql: String::new(), stored: hidden == 3 });
            }
            if place > 0 {
                key.push((place, name));
            }
            table.columns.push(column);
        }
        key.sort();
        let columns: Vec<_> = key.into_iter().map(|(_, name)| name).collect();
        // Such a column is the row's number, which SQLite makes.
        let rowless = table.beyond.iter().any(|beyond| beyond == "WITHOUT ROWID");
        if let ([only], false) = (&*columns, rowless)
            && let Some(column) = column(table, only)
            && column.sql_type.eq_ignore_ascii_case("INTEGER")
        {
            column.identity = Some(Identity::ByDefault);
        }
        table.primary_key = (!columns.is_empty()).then_some(Key { name: None, columns });
    }
    Ok(())
}

async fn indexes<D: Driver>(
    seat: &mut Seat<'_, D>,
    found: &mut Found<'_>,
    entries: &[Entry],
    written: &[Written],
) -> Result<()> {
    let rows = all(
        seat,
        &raw!(
            read (String, String, bool, String, Option<String>, bool),
            "SELECT s.name, l.name, l.\"unique\", l.origin, x.name, x.\"desc\" \
             FROM sqlite_schema AS s, pragma_index_list(s.name) AS l, pragma_index_xinfo(l.name) AS x \
             WHERE s.type = 'table' AND l.origin <> 'pk' AND x.key = 1 ORDER BY s.name, l.name, x.seqno"
        ),
    )
    .await?;
    for rows in runs(rows, |a, b| (&a.0, &a.1) == (&b.0, &b.1)) {
        let Some((of, name, unique, origin, ..)) = rows.first().cloned() else { continue };
        let Some(place) = found.tables.iter().position(|table| table.name == of) else { continue };
        let table = &mut found.tables[place];
        if origin == "u" {
            let columns: Vec<_> = rows.into_iter().filter_map(|row| row.4).collect();
            let named = written[place].uniques.iter().find(|(_, written)| {
                let pairs = written.iter().zip(&columns);
                written.len() == columns.len()
                    && pairs.into_iter().all(|(a, b)| a.eq_ignore_ascii_case(b))
            });
            let name = named.and_then(|(name, _)| name.clone());
            table.uniques.push(Key { name, columns });
            continue;
        }
        let sql = entries.iter().find(|entry| entry.0 == "index" && entry.1 == name);
        let sql = sql.and_then(|entry| entry.3.as_deref()).unwrap_or_default();
        let (texts, filter) = create_table::index(sql);
        let parts = rows.into_iter().zip(texts).map(|(row, text)| {
            // In an order that is not its own it is an expression.
            let ordered = tokens(&text).iter().any(|(token, _)| token.is("COLLATE"));
            let over = match row.4.filter(|_| !ordered) {
                Some(column) => Over::Column(column),
                None => Over::Expression(text),
            };
            Part { descending: row.5, ..Part::new(over) }
        });
        let (method, parts, include) = (IndexMethod::Usual, parts.collect(), Vec::new());
        add_index(table, Index { name, method, parts, include, unique, filter, beyond: None });
    }
    Ok(())
}

async fn foreign_keys<D: Driver>(
    seat: &mut Seat<'_, D>,
    found: &mut Found<'_>,
    written: &[Written],
) -> Result<()> {
    // They are counted from the last one.
    let rows = all(
        seat,
        &raw!(
            read(String, i64, String, String, Option<String>, String, String),
            "SELECT s.name, f.id, f.\"table\", f.\"from\", f.\"to\", f.on_delete, f.on_update \
             FROM sqlite_schema AS s, pragma_foreign_key_list(s.name) AS f \
             WHERE s.type = 'table' ORDER BY s.name, f.id DESC, f.seq"
        ),
    )
    .await?;
    let mut counted: Option<(String, usize)> = None;
    for rows in runs(rows, |a, b| (&a.0, a.1) == (&b.0, b.1)) {
        let Some((of, _, target, _, _, on_delete, on_update)) = rows.first().cloned() else {
            continue;
        };
        let number = counted.filter(|(table, _)| *table == of).map_or(0, |(_, number)| number + 1);
        counted = Some((of.clone(), number));
        let Some(place) = found.tables.iter().position(|table| table.name == of) else { continue };
        let key = found.tables.iter().find(|table| table.name.eq_ignore_ascii_case(&target));
        let (target, key) = match key {
            Some(table) => (table.name.clone(), table.primary_key.as_ref()),
            None => (target, None),
        };
        let mut named: Vec<_> = rows.iter().filter_map(|row| row.4.clone()).collect();
        if let (true, Some(key)) = (named.is_empty(), key) {
            named.clone_from(&key.columns);
        }
        let (name, deferred) = written[place].foreign_keys.get(number).cloned().unwrap_or_default();
        let table = &mut found.tables[place];
        let columns: Vec<_> = rows.into_iter().map(|row| row.3).collect();
        if let Some(column) = columns.first().and_then(|name| column(table, name)) {
            // It would be numbered where nobody gives it, but is meant to be another row's.
            column.identity = None;
        }
        table.foreign_keys.push(ForeignKey {
            name,
            columns,
            target_schema: found.asked.schema.clone(),
            target,
            target_columns: named,
            on_delete: action(&on_delete),
            on_update: action(&on_update),
            deferred,
        });
    }
    Ok(())
}
