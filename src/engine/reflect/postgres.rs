//! PostgreSQL: `pg_catalog`.

use super::{Found, action, add_index, all, method, runs};
use crate::ddl::catalog::tokens::bare;
use crate::ddl::catalog::{
    Check, Column, Computed, Enum, ForeignKey, Index, Key, Origin, Over, Part,
};
use crate::driver::Driver;
use crate::engine::link::Seat;
use crate::error::Result;
use crate::raw;
use crate::schema::def::{Identity, IndexMethod};

/// Five statements: tables, columns, constraints, indexes, enums.
pub(super) async fn read<D: Driver>(seat: &mut Seat<'_, D>, found: &mut Found<'_>) -> Result<()> {
    tables(seat, found).await?;
    columns(seat, found).await?;
    constraints(seat, found).await?;
    indexes(seat, found).await?;
    enums(seat, found).await
}

/// What an extension has brought is not part of the schema, and a partition is part of its table.
async fn tables<D: Driver>(seat: &mut Seat<'_, D>, found: &mut Found<'_>) -> Result<()> {
    let rows = all(
        seat,
        &raw!(
            read (String, String, String, Option<String>, Option<String>, String),
            "SELECT CAST(c.relname AS TEXT), CAST(c.relkind AS TEXT), \
             coalesce(obj_description(c.oid, 'pg_class'), ''), \
             CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END, \
             pg_get_partkeydef(c.oid), concat_ws(', ', \
             CASE WHEN c.relpersistence = 'u' THEN 'UNLOGGED' END, \
             CASE WHEN c.relrowsecurity THEN 'ROW LEVEL SECURITY' END, \
             'INHERITS (' || (SELECT string_agg(CAST(CAST(h.inhparent AS REGCLASS) AS TEXT), ', ' \
             ORDER BY h.inhseqno) FROM pg_inherits h WHERE h.inhrelid = c.oid) || ')', \
             'WITH (' || array_to_string(c.reloptions, ', ') || ')') \
             FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE n.nspname = coalesce(nullif(CAST({} AS TEXT), ''), CAST(current_schema() AS TEXT)) \
             AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition \
             AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass \
             AND d.objid = c.oid AND d.deptype = 'e') ORDER BY c.relname",
            found.schema()
        ),
    )
    .await?;
    for (name, sort, comment, query, partitioned, more) in rows {
        let Some(table) = found.add(name) else { continue };
        table.comment = comment;
        table.beyond.extend(Some(more).filter(|more| !more.is_empty()));
        let query = query.map(|sql| sql.trim().trim_end_matches(';').to_owned());
        match sort.as_str() {
            "v" => table.origin = Origin::View(query),
            "m" => {
                table.origin = Origin::View(None);
                table.beyond.push(format!("a materialized view: {}", query.unwrap_or_default()));
            }
            "f" => {
                table.origin = Origin::View(None);
                table.beyond.push("a foreign table".to_owned());
            }
            _ => table.beyond.extend(partitioned.map(|by| format!("PARTITION BY {by}"))),
        }
    }
    Ok(())
}

async fn columns<D: Driver>(seat: &mut Seat<'_, D>, found: &mut Found<'_>) -> Result<()> {
    let spec = seat.spec();
    let rows = all(
        seat,
        &raw!(
            read (String, String, String, bool, String, String, Option<String>, bool, String,
                  Option<String>, Option<String>, Option<String>),
            "SELECT CAST(c.relname AS TEXT), CAST(a.attname AS TEXT), format_type(a.atttypid, a.atttypmod), \
             a.attnotnull, CAST(a.attidentity AS TEXT), CAST(a.attgenerated AS TEXT), \
             pg_get_expr(d.adbin, d.adrelid), \
             pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname) \
             IS NOT NULL, coalesce(col_description(c.oid, a.attnum), ''), \
             CAST(CASE WHEN t.typtype = 'e' THEN t.typname WHEN e.typtype = 'e' THEN e.typname END AS TEXT), \
             CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END, \
             CASE WHEN a.attcollation <> t.typcollation THEN \
             (SELECT quote_ident(o.collname) FROM pg_collation o WHERE o.oid = a.attcollation) END \
             FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid \
             JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid \
             LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A' \
             LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum \
             WHERE n.nspname = coalesce(nullif(CAST({} AS TEXT), ''), CAST(current_schema() AS TEXT)) \
             AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped \
             ORDER BY c.relname, a.attnum",
            found.schema()
        ),
    )
    .await?;
    for row in rows {
        let (
            of,
            name,
            reported,
            not_null,
            identity,
            generated,
            sql,
            serial,
            comment,
            labels,
            base,
            order,
        ) = row;
        let Some(table) = found.table(&of) else { continue };
        let mut column = Column::new(spec, name, base.as_deref().unwrap_or(&reported));
        column.nullable = !not_null;
        column.comment = comment;
        column.is_array = labels.is_some() && column.sql_type.ends_with("[]");
        column.of_enum = labels;
        column.beyond.extend(base.is_some().then(|| format!("of domain {reported}")));
        column.beyond.extend(order.map(|order| format!("COLLATE {order}")));
        column.identity = match identity.as_str() {
            "a" => Some(Identity::Always),
            "d" => Some(Identity::ByDefault),
            _ if serial => Some(Identity::ByDefault),
            _ => None,
        };
        match (generated.as_str(), sql) {
            ("", Some(sql)) if column.identity.is_some() => {
                column.beyond.push(format!("DEFAULT {sql}"));
            }
            ("", sql) => column.default = sql.map(|sql| bare(&sql).to_owned()),
            (stored, sql) => {
                let sql = bare(&sql.unwrap_or_default()).to_owned();
                column.computed = Some(Computed { sql, stored: stored == "s" });
            }
        }
        table.columns.push(column);
    }
    Ok(())
}

async fn constraints<D: Driver>(seat: &mut Seat<'_, D>, found: &mut Found<'_>) -> Result<()> {
    let rows = all(
        seat,
        &raw!(
            read (String, String, String, String, Option<String>, Option<String>, Option<String>,
                  Option<String>, String, String, Option<String>, String),
            "SELECT CAST(c.relname AS TEXT), CAST(k.conname AS TEXT), CAST(k.contype AS TEXT), \
             CAST(n.nspname AS TEXT), CAST(a.attname AS TEXT), CAST(fn.nspname AS TEXT), \
             CAST(f.relname AS TEXT), CAST(b.attname AS TEXT), CAST(k.confdeltype AS TEXT), \
             CAST(k.confupdtype AS TEXT), \
             pg_get_expr(k.conbin, k.conrelid, TRUE), pg_get_constraintdef(k.oid) \
             FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid \
             JOIN pg_namespace n ON n.oid = c.relnamespace \
             LEFT JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY s (own, other, place) \
             ON k.contype IN ('p', 'u', 'f') \
             LEFT JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = s.own \
             LEFT JOIN pg_class f ON f.oid = k.confrelid \
             LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace \
             LEFT JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = s.other \
             WHERE n.nspname = coalesce(nullif(CAST({} AS TEXT), ''), CAST(current_schema() AS TEXT)) \
             AND k.contype IN ('p', 'u', 'f', 'c', 'x') ORDER BY c.relname, k.oid, s.place",
            found.schema()
        ),
    )
    .await?;
    for rows in runs(rows, |a, b| (&a.0, &a.1) == (&b.0, &b.1)) {
        let Some(row) = rows.first().cloned() else { continue };
        let (of, name, sort, own, _, schema, target, _, on_delete, on_update, sql, whole) = row;
        let target_schema = found.other_schema(&own, schema.unwrap_or_default());
        let Some(table) = found.table(&of) else { continue };
        let columns: Vec<_> = rows.iter().filter_map(|row| row.4.clone()).collect();
        let beyond = |words: &[&str]| words.iter().any(|word| whole.contains(word));
        let deferred = beyond(&["INITIALLY DEFERRED"]);
        let more = match sort.as_str() {
            "p" | "u" => beyond(&[" INCLUDE (", "NULLS NOT DISTINCT", "DEFERRABLE"]),
            "f" => (beyond(&["DEFERRABLE"]) && !deferred) || beyond(&["MATCH FULL", "NOT VALID"]),
            "c" => beyond(&["NOT VALID", "NO INHERIT"]),
            _ => true,
        };
        if more {
            table.beyond.push(format!("constraint {name}: {whole}"));
        }
        let name = Some(name);
        match (sort.as_str(), sql, target) {
            ("p", ..) => table.primary_key = Some(Key { name, columns }),
            ("u", ..) => table.uniques.push(Key { name, columns }),
            ("c", Some(sql), _) => table.checks.push(Check { name, sql }),
            ("f", _, Some(target)) => table.foreign_keys.push(ForeignKey {
                name,
                columns,
                target_schema,
                target,
                target_columns: rows.into_iter().filter_map(|row| row.7).collect(),
                on_delete: action(&on_delete),
                on_update: action(&on_update),
                deferred,
            }),
            _ => {}
        }
    }
    Ok(())
}

async fn indexes<D: Driver>(seat: &mut Seat<'_, D>, found: &mut Found<'_>) -> Result<()> {
    let definition = seat.spec().definition;
    // The classes of an extension are named even where they are the usual ones: relata does not know their types.
    let rows = all(
        seat,
        &raw!(
            read (String, String, bool, String, bool, Option<String>, String, Option<String>, bool, bool,
                  bool, Option<String>, String, String),
            "SELECT CAST(c.relname AS TEXT), CAST(i.relname AS TEXT), x.indisunique, CAST(m.amname AS TEXT), \
             s.place > x.indnkeyatts, CAST(a.attname AS TEXT), pg_get_indexdef(x.indexrelid, s.place, TRUE), \
             CASE WHEN NOT o.opcdefault OR (o.oid >= 16384 AND m.amname <> 'btree') THEN CAST(o.opcname AS TEXT) END, \
             coalesce(x.indoption[s.place - 1], 0) & 1 <> 0, coalesce(x.indoption[s.place - 1], 0) & 2 <> 0, \
             k.attoptions IS NULL AND coalesce(pg_opclass_is_visible(o.oid), TRUE) AND coalesce( \
             x.indcollation[s.place - 1] IN (0, coalesce(a.attcollation, x.indcollation[s.place - 1])), TRUE), \
             pg_get_expr(x.indpred, x.indrelid, TRUE), \
             replace(pg_get_indexdef(x.indexrelid), ' ON ' || quote_ident(n.nspname) || '.', ' ON '), \
             concat_ws(' ', 'WITH (' || array_to_string(i.reloptions, ', ') || ')', \
             CASE WHEN NOT x.indisvalid THEN 'which is not valid' END) \
             FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid \
             JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am m ON m.oid = i.relam \
             CROSS JOIN LATERAL generate_series(1, CAST(x.indnatts AS INTEGER)) s (place) \
             JOIN pg_attribute k ON k.attrelid = x.indexrelid AND k.attnum = s.place \
             LEFT JOIN pg_opclass o ON o.oid = x.indclass[s.place - 1] \
             LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[s.place - 1] \
             AND a.attnum > 0 \
             WHERE n.nspname = coalesce(nullif(CAST({} AS TEXT), ''), CAST(current_schema() AS TEXT)) \
             AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.indexrelid \
             AND k.contype IN ('p', 'u', 'x')) ORDER BY c.relname, i.relname, s.place",
            found.schema()
        ),
    )
    .await?;
    for rows in runs(rows, |a, b| (&a.0, &a.1) == (&b.0, &b.1)) {
        let Some((of, name, unique, sort, .., filter, whole, more)) = rows.first().cloned() else {
            continue;
        };
        let Some(table) = found.table(&of) else { continue };
        if !more.is_empty() {
            table.beyond.push(format!("index {name}: {more}"));
        }
        let method = method(definition, &sort);
        let plain = method.is_some()
            && rows.iter().all(|row| row.10)
            && !whole.contains("NULLS NOT DISTINCT");
        let (mut parts, mut include) = (Vec::new(), Vec::new());
        for (_, _, _, _, included, column, sql, class, descending, first, ..) in rows {
            match column {
                Some(column) if included => include.push(column),
                column => {
                    let over = match column {
                        Some(column) => Over::Column(column),
                        None => Over::Expression(bare(&sql).to_owned()),
                    };
                    // NULLs are greater than all else.
                    let nulls_first = (first != descending).then_some(first);
                    parts.push(Part { over, prefix: None, class, descending, nulls_first });
                }
            }
        }
        let beyond = (!plain).then_some(whole);
        let method = method.unwrap_or(IndexMethod::Usual);
        add_index(table, Index { name, method, parts, include, unique, filter, beyond });
    }
    Ok(())
}

/// The enums of all schemas, since a column's may lie in another one; of two of a name the visible one.
async fn enums<D: Driver>(seat: &mut Seat<'_, D>, found: &mut Found<'_>) -> Result<()> {
    let mut columns = found.tables.iter().flat_map(|table| &table.columns);
    if columns.all(|column| column.of_enum.is_none()) {
        return Ok(());
    }
    let rows = all(
        seat,
        &raw!(
            read(String, i64, String),
            "SELECT CAST(t.typname AS TEXT), CAST(t.oid AS BIGINT), CAST(e.enumlabel AS TEXT) \
             FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid \
             ORDER BY t.typname, pg_type_is_visible(t.oid) DESC, t.oid, e.enumsortorder"
        ),
    )
    .await?;
    for rows in runs(rows, |a, b| a.1 == b.1) {
        let Some((name, ..)) = rows.first().cloned() else { continue };
        if found.enums.iter().all(|of| of.name != name) {
            let labels = rows.into_iter().map(|row| row.2).collect();
            found.enums.push(Enum { name, labels, native: true });
        }
    }
    Ok(())
}
