//! SQLite, 3.39 or newer.

use crate::render::definition::{
    Alters, Comments, Definition, Described, Enums, Indexes, LateKeys, LiteralDefaults, LongKeys,
    NameLimit, Turns,
};
use crate::render::json::{JsonWords, Paths};
use crate::render::spec::{
    Concat, Dialect, IdentityStyle, Joins, Lists, Made, Multiset, NullSafe, PartSizes, Placeholder,
    Spec, Upsert,
};
use crate::types::Kind;

/// SQLite.
#[derive(Debug, Clone, Copy)]
pub struct Sqlite;

impl Dialect for Sqlite {
    const SPEC: &'static Spec = &Spec {
        name: "SQLite",
        quote: '"',
        placeholder: Placeholder::Numbered,
        truth: ["FALSE", "TRUE"],
        lists: Lists::Json,
        row_list: "VALUES ",
        values_row: "",
        spelling: |of| of.sqlite,
        concat: Concat::Pipes,
        joins: Joins::Call("group_concat"),
        null_safe: NullSafe::Is,
        length: "length",
        greatest: "max",
        least: "min",
        now: "(strftime('%Y-%m-%d %H:%M:%f', 'now'))",
        local_now: "(strftime('%Y-%m-%d %H:%M:%f', 'now'))",
        float_division: " * 1.0 / ",
        integer_division: " / ",
        joins_written_tables: false,
        for_update: "",
        for_share: " FOR SHARE",
        wraps_sides: false,
        has_nulls_order: true,
        has_ilike: false,
        escape: r" ESCAPE '\'",
        upsert: Upsert::OnConflict,
        upsert_twice: None,
        parts: PartSizes::Few(&[16, 8, 1]),
        part_bytes: usize::MAX,
        no_values: " DEFAULT VALUES",
        defaults_may_conflict: false,
        made: Made::LastNumber("last_insert_rowid(), total_changes()"),
        ends_early: true,
        deletes_own_references: true,
        unlimited: "-1",
        explain: ("EXPLAIN QUERY PLAN ", 3),
        sum_type: |_| None,
        max_binds: 32_766,
        casts_truth_as_integer: false,
        having_by_name: false,
        outer_by_name: false,
        narrow_arguments: false,
        narrow_constants: false,
        cast_type: affinity,
        bind_cast: |_| None,
        seed_casts: |_| [None; 2],
        types_steps: false,
        seed_bytes: [""; 2],
        nul: "char(0)",
        lacks: |kind| matches!(kind, Kind::Decimal | Kind::UInt64 | rare!()),
        column_type,
        identity: IdentityStyle::RowId,
        json: &JSON,
        multiset: Multiset::Numbered("json_group_array", "json_array"),
        // JSON has no bytes, and floating point numbers of 15 digits. A text that JSON functions have made would stand in
        // it as JSON, even after a CAST.
        multiset_field: |_| {
            "CASE typeof({0}) WHEN 'text' THEN {0} || '' WHEN 'real' THEN json(quote({0})) \
             WHEN 'blob' THEN json_array(hex({0})) ELSE {0} END"
        },
        definition: &DEFINITION,
    };
}

/// It has no decimal numbers, and does not look for JSON in JSON: those would be what they are elsewhere.
const JSON: JsonWords = JsonWords {
    paths: Paths::Dollar,
    refuses_key: |_| None,
    at: "{0} -> {1}",
    text: "CASE json_type({0}) WHEN 'text' THEN {0} ->> '$' END",
    integer: "CASE WHEN json_type({0}) IN ('integer', 'real') \
              AND {0} ->> '$' BETWEEN -9223372036854775808 AND 9223372036854775807 \
              THEN CAST({0} ->> '$' AS INTEGER) END",
    real: "CASE WHEN json_type({0}) IN ('integer', 'real') THEN CAST({0} ->> '$' AS REAL) END",
    decimal: "CAST({0} AS NUMERIC)",
    truth: "CASE json_type({0}) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END",
    is_null: "json_type({0}) = 'null'",
    array_length: "CASE json_type({0}) WHEN 'array' THEN json_array_length({0}) END",
    contains: "json_contains({0}, {1})",
    contained_by: "json_contains({1}, {0})",
    has_key: "CASE WHEN {0} IS NOT NULL THEN json_type({0}, {1}) IS NOT NULL END",
    delete_path: "json_remove({0}, {1})",
    set_path: "json_set({0}, {1}, json({2}))",
    made_of_truth: "json(CASE {0} WHEN TRUE THEN 'true' WHEN FALSE THEN 'false' END)",
    made_of_json: "json({0})",
    object: "json_object",
    array: ["json_group_array(", ")"],
};

const DEFINITION: Definition = Definition {
    transactional: true,
    turns: Turns::Transactions,
    name_limit: NameLimit::Unlimited,
    wide_names: true,
    is_own_column: |_| false,
    is_own_table: |name| name.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("sqlite_")),
    backslash_escapes: false,
    names_primary_key: true,
    comments: Comments::None,
    indexes: Indexes::QualifiedName,
    has_partial_indexes: true,
    has_expression_indexes: true,
    index_methods: &[],
    has_index_classes: false,
    has_index_prefixes: false,
    late_keys: LateKeys::Never,
    alters: Alters::Rebuilt,
    made_names: &[],
    keys_cross_schemas: false,
    has_deferred_keys: true,
    has_set_default: true,
    has_virtual_columns: true,
    computed_not_null: true,
    timestamp_needs_null: false,
    checks_json: true,
    checks_ranges: true,
    enums: Enums::Checked,
    long_keys: LongKeys::All,
    literal_defaults: LiteralDefaults::All,
    today: "(date('now'))",
    time_of_day: "(strftime('%H:%M:%f', 'now'))",
    create_missing_view: "CREATE VIEW IF NOT EXISTS ",
    described: Described::Pragmas,
    // The pragma counts these words to the type of a computed column.
    type_name: |reported| match reported.len().checked_sub(" GENERATED ALWAYS".len()) {
        Some(at)
            if reported.is_char_boundary(at)
                && reported[at..].eq_ignore_ascii_case(" GENERATED ALWAYS") =>
        {
            reported[..at].to_owned()
        }
        _ => reported.to_owned(),
    },
    stores,
};

/// Types are words of any kind: those of times are taken for what they say, and others by their affinity, but for
/// that of numbers, which a column of any other word has.
fn stores(word: &str) -> Option<Kind> {
    const PARTS: &[(&str, Kind)] = &[
        ("int", Kind::Int64),
        ("char", Kind::Text),
        ("clob", Kind::Text),
        ("text", Kind::Text),
        ("blob", Kind::Bytes),
        ("real", Kind::Float64),
        ("floa", Kind::Float64),
        ("doub", Kind::Float64),
        ("numeric", Kind::Float64),
        ("decimal", Kind::Float64),
    ];
    match word {
        "bool" => Some(Kind::Bool),
        "datetime" => Some(Kind::Timestamp),
        word => PARTS.iter().find(|(part, _)| word.contains(part)).map(|(_, kind)| *kind),
    }
}

fn affinity(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool | Kind::UInt64 | whole!() => "INTEGER",
        Kind::Float32 | Kind::Float64 => "REAL",
        Kind::Decimal => "NUMERIC",
        Kind::Bytes | Kind::Uuid => "BLOB",
        Kind::Text | Kind::Enum(_) => "TEXT",
        Kind::Date | Kind::Time | Kind::Timestamp | Kind::TimestampTz => "TEXT",
        // What there is none of would be text.
        Kind::Json | rare!() => "TEXT",
    }
}

/// Dates are declared by their own names, and have NUMERIC affinity, which keeps their text.
fn column_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => "BOOLEAN",
        Kind::Date => "DATE",
        Kind::Time => "TIME",
        Kind::Timestamp | Kind::TimestampTz => "TIMESTAMP",
        other => affinity(other),
    }
}
