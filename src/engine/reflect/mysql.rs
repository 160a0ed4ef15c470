//! MySQL and MariaDB: `information_schema`. What one of them lacks stands in a comment that the other reads.

use super::{Found, action, add_index, all, method, runs};
use crate::ddl::catalog::tokens::{Token, bare, tokens};
use crate::ddl::catalog::{
    Check, Column, Computed, Enum, ForeignKey, Index, Key, Origin, Over, Part, stored,
};
use crate::driver::Driver;
use crate::engine::link::Seat;
use crate::error::Result;
use crate::raw;
use crate::render::ident;
use crate::schema::def::{Action, Identity, IndexMethod};
use crate::types::Kind;

/// Five statements: tables, columns, indexes, foreign keys, checks.
pub(super) async fn read<D: Driver>(
    seat: &mut Seat<'_, D>,
    found: &mut Found<'_>,
    escaped: bool,
) -> Result<()> {
    tables(seat, found).await?;
    columns(seat, found, escaped).await?;
    foreign_keys(seat, found).await?;
    indexes(seat, found, escaped).await?;
    checks(seat, found, escaped).await
}

/// Joined to each other, MySQL gives a table the complaint about a broken view as its comment.
async fn tables<D: Driver>(seat: &mut Seat<'_, D>, found: &mut Found<'_>) -> Result<()> {
    let rows = all(
        seat,
        &raw!(
            read(String, String, String, Option<String>, String, String),
            "SELECT table_name, table_type, table_comment, NULL, table_schema, concat_ws(', ', \
             CASE WHEN create_options LIKE '%partitioned%' THEN 'partitioned' END, \
             CASE WHEN engine <> 'InnoDB' THEN concat('ENGINE = ', engine) END) \
             FROM information_schema.tables \
             WHERE table_schema = coalesce(nullif({}, ''), DATABASE()) \
             AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') \
             UNION ALL SELECT table_name, 'VIEW', '', view_definition, table_schema, '' \
             FROM information_schema.views \
             WHERE table_schema = coalesce(nullif({}, ''), DATABASE()) ORDER BY 1",
            found.schema(),
            found.schema()
        ),
    )
    .await?;
    for (name, sort, comment, query, own, more) in rows {
        let Some(table) = found.add(name) else { continue };
        table.beyond.extend(Some(more).filter(|more| !more.is_empty()));
        match sort.as_str() {
            // Each name in a view's query begins with the database.
            "VIEW" => {
                // Without the right to see it, it is empty.
                let query = query.filter(|sql| !sql.is_empty());
                let query = query.map(|sql| sql.replace(&format!("`{own}`."), ""));
                table.origin = Origin::View(query);
            }
            "BASE TABLE" => table.comment = comment,
            _ => {
                table.comment = comment;
                table.beyond.push("WITH SYSTEM VERSIONING".to_owned());
            }
        }
    }
    Ok(())
}

async fn columns<D: Driver>(
    seat: &mut Seat<'_, D>,
    found: &mut Found<'_>,
    escaped: bool,
) -> Result<()> {
    let spec = seat.spec();
    let rows = all(
        seat,
        &raw!(
            read(String, String, String, String, Option<String>, String, Option<String>, String, Option<String>),
            "SELECT c.table_name, c.column_name, c.column_type, c.is_nullable, c.column_default, c.extra, \
             c.generation_expression, c.column_comment, nullif(c.collation_name, t.table_collation) \
             FROM information_schema.columns c JOIN information_schema.tables t \
             ON t.table_schema = c.table_schema AND t.table_name = c.table_name \
             WHERE c.table_schema = coalesce(nullif({}, ''), DATABASE()) \
             ORDER BY c.table_name, c.ordinal_position",
            found.schema()
        ),
    )
    .await?;
    for (of, name, reported, nullable, default, extra, expression, comment, collation) in rows {
        let Some(table) = found.table(&of) else { continue };
        let mut column = Column::new(spec, name, &reported);
        column.nullable = nullable == "YES";
        if table.origin == Origin::Table {
            column.collation = collation;
            // A view's column seems to have the comment of the table's.
            column.comment = comment;
        }
        let extra = extra.to_ascii_uppercase();
        if extra.contains("AUTO_INCREMENT") {
            column.identity = Some(Identity::ByDefault);
        }
        for beyond in ["ON UPDATE", "INVISIBLE"] {
            if let Some(at) = extra.find(beyond) {
                column.beyond.push(extra[at..].to_owned());
            }
        }
        column.default = match default {
            Some(text) if escaped && !extra.contains("DEFAULT_GENERATED") => {
                Some(if is_constant(stored(spec, &column.sql_type), &text) {
                    text
                } else {
                    literal(&text)
                })
            }
            Some(sql) if sql.eq_ignore_ascii_case("NULL") => None,
            sql => sql.map(|sql| portable(&sql, escaped)),
        };
        if let Some(sql) = expression.filter(|sql| !sql.is_empty()) {
            let stored = extra.contains("STORED") || extra.contains("PERSISTENT");
            column.computed = Some(Computed { sql: portable(&sql, escaped), stored });
            column.default = None;
        }
        let of_enum = labels(&column.sql_type);
        let of_enum = of_enum.map(|labels| {
            let name = type_name(&of, &column.name);
            Enum { name, labels, native: true }
        });
        column.of_enum = of_enum.as_ref().map(|of| of.name.clone());
        table.columns.push(column);
        found.enums.extend(of_enum);
    }
    Ok(())
}

/// Whether a default is reported as SQL has it: a number that no text is, bytes in hexadecimal, and bits.
fn is_constant(kind: Option<Kind>, text: &str) -> bool {
    match kind {
        Some(Kind::Text) => false,
        Some(Kind::Bytes | Kind::Uuid) => text.starts_with("0x"),
        None => text.starts_with("b'"),
        Some(_) => text.parse::<f64>().is_ok(),
    }
}

/// A name for the enum of a column: no longer than that of a type can be, though MySQL does not see it.
fn type_name(table: &str, column: &str) -> String {
    let name = format!("{table}_{column}").replace('"', "");
    name[..ident::boundary(&name, name.len().min(63))].to_owned()
}

/// The labels of `enum('a','b')`.
fn labels(sql_type: &str) -> Option<Vec<String>> {
    let labels = sql_type.strip_prefix("enum(")?;
    let all = tokens(labels);
    let texts = all.iter().filter(|(token, _)| matches!(token, Token::Text(_)));
    Some(texts.filter_map(|(token, _)| token.name()).collect())
}

/// All of one name are one key. What RESTRICT says, they do where nothing is said.
async fn foreign_keys<D: Driver>(seat: &mut Seat<'_, D>, found: &mut Found<'_>) -> Result<()> {
    let rows = all(
        seat,
        &raw!(
            read (String, String, String, String, String, String, String, String, String),
            "SELECT k.table_name, k.constraint_name, k.column_name, k.table_schema, k.referenced_table_schema, \
             k.referenced_table_name, k.referenced_column_name, r.delete_rule, r.update_rule \
             FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r \
             ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name \
             AND r.table_name = k.table_name \
             WHERE k.table_schema = coalesce(nullif({}, ''), DATABASE()) \
             AND k.referenced_table_name IS NOT NULL \
             ORDER BY k.table_name, k.constraint_name, k.ordinal_position",
            found.schema()
        ),
    )
    .await?;
    for rows in runs(rows, |a, b| (&a.0, &a.1) == (&b.0, &b.1)) {
        let Some((of, name, _, own, schema, target, _, on_delete, on_update)) =
            rows.first().cloned()
        else {
            continue;
        };
        let target_schema = found.other_schema(&own, schema);
        let Some(table) = found.table(&of) else { continue };
        let [on_delete, on_update] = [on_delete, on_update].map(|words| match action(&words) {
            Action::Restrict => Action::NoAction,
            other => other,
        });
        let (columns, target_columns) = rows.into_iter().map(|row| (row.2, row.6)).unzip();
        table.foreign_keys.push(ForeignKey {
            name: Some(name),
            columns,
            target_schema,
            target,
            target_columns,
            on_delete,
            on_update,
            deferred: false,
        });
    }
    Ok(())
}

async fn indexes<D: Driver>(
    seat: &mut Seat<'_, D>,
    found: &mut Found<'_>,
    escaped: bool,
) -> Result<()> {
    let definition = seat.spec().definition;
    let rows = all(
        seat,
        &raw!(
            read(String, String, bool, Option<String>, Option<String>, String, i64, bool),
            "SELECT table_name, index_name, non_unique = 0, column_name, \
             coalesce(/*!80013 expression, */ NULL), index_type, coalesce(sub_part, 0), \
             coalesce(collation, 'A') = 'D' FROM information_schema.statistics \
             WHERE table_schema = coalesce(nullif({}, ''), DATABASE()) \
             ORDER BY table_name, index_name, seq_in_index",
            found.schema()
        ),
    )
    .await?;
    for rows in runs(rows, |a, b| (&a.0, &a.1) == (&b.0, &b.1)) {
        let Some((of, name, unique, _, _, sort, ..)) = rows.first().cloned() else { continue };
        let Some(table) = found.table(&of) else { continue };
        if name == "PRIMARY" {
            let columns = rows.into_iter().filter_map(|row| row.3).collect();
            table.primary_key = Some(Key { name: None, columns });
            continue;
        }
        let parts = rows.into_iter().map(|(.., column, sql, _, length, descending)| {
            let over = match column {
                Some(column) => Over::Column(column),
                None => Over::Expression(portable(&sql.unwrap_or_default(), escaped)),
            };
            let prefix = u32::try_from(length).ok().filter(|length| *length > 0);
            Part { prefix, descending, ..Part::new(over) }
        });
        let (parts, include): (Vec<_>, _) = (parts.collect(), Vec::new());
        let known = method(definition, &sort);
        let method = known.unwrap_or(IndexMethod::Usual);
        let mut index = Index { name, method, parts, include, unique, filter: None, beyond: None };
        index.beyond = known.is_none().then(|| format!("{sort} {}", index.words()));
        let plain = index.columns().filter(|_| !unique);
        // Made for the key, and called after it or, where it was not named, after its column.
        let made = |key: &ForeignKey| {
            let names = [key.name.as_ref(), key.columns.first()];
            plain.as_ref() == Some(&key.columns) && names.contains(&Some(&index.name))
        };
        if !table.foreign_keys.iter().any(made) {
            add_index(table, index);
        }
    }
    Ok(())
}

/// On MariaDB two tables may have constraints of one name.
async fn checks<D: Driver>(
    seat: &mut Seat<'_, D>,
    found: &mut Found<'_>,
    escaped: bool,
) -> Result<()> {
    let rows = all(
        seat,
        &raw!(
            read (String, String, String, String),
            "SELECT t.table_name, t.constraint_name, c.check_clause, coalesce(/*!80016 t.enforced, */ 'YES') \
             FROM information_schema.table_constraints t JOIN information_schema.check_constraints c \
             ON c.constraint_schema = t.constraint_schema AND c.constraint_name = t.constraint_name \
             /*M! AND c.table_name = t.table_name */ \
             WHERE t.constraint_type = 'CHECK' AND t.table_schema = coalesce(nullif({}, ''), DATABASE()) \
             ORDER BY t.table_name, t.constraint_name",
            found.schema()
        ),
    )
    .await?;
    for (of, name, sql, enforced) in rows {
        let Some(table) = found.table(&of) else { continue };
        let sql = portable(&sql, escaped);
        match enforced.as_str() {
            "YES" => table.checks.push(Check { name: Some(name), sql }),
            _ => table.beyond.push(format!("check {name}: {sql}, which is not enforced")),
        }
    }
    Ok(())
}

/// An expression as `table!` takes it: names in double quotes where they need any, and no character sets.
fn portable(sql: &str, escaped: bool) -> String {
    let plain = doubled(&if escaped { unescaped(sql) } else { sql.to_owned() });
    let sql = bare(&plain);
    let mut out = String::new();
    let mut at = 0;
    let all = tokens(sql);
    for (place, (token, [start, end])) in all.iter().enumerate() {
        out.push_str(&sql[at..*start]);
        at = *end;
        let text_follows = matches!(all.get(place + 1), Some((Token::Text(_), _)));
        match token {
            Token::Name(_) => ident::write(&mut out, &token.name().unwrap_or_default(), '"'),
            Token::Word(word) if text_follows && word.starts_with("_utf8") => {}
            _ => out.push_str(&sql[*start..*end]),
        }
    }
    out.push_str(&sql[at..]);
    out
}

/// `\'` is a quote, and `\\` a backslash.
fn unescaped(sql: &str) -> String {
    let mut out = String::new();
    let mut chars = sql.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => chars.next().unwrap_or('\\'),
            c => c,
        });
    }
    out
}

/// `''` for `\'`.
fn doubled(sql: &str) -> String {
    let mut out = String::new();
    let mut chars = sql.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some('\'')) => out.push('\''),
            ('\\', Some(_)) => {
                out.push(c);
                out.extend(chars.next());
            }
            _ => out.push(c),
        }
    }
    out
}

/// A text constant.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\\', r"\\").replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::portable;

    #[test]
    fn expressions_of_mysql() {
        let reported = r"(`a` <> _utf8mb4\'it\\\'s\') and (`per cent` > 0)";
        assert_eq!(portable(reported, true), r#"(a <> 'it''s') and ("per cent" > 0)"#);
        assert_eq!(portable("(`a` + 1)", false), "a + 1");
    }
}
