//! MySQL, 8.4 or newer.

use crate::render::definition::{
    Alters, Comments, Definition, Described, Enums, Indexes, LateKeys, LiteralDefaults, LongKeys,
    NameLimit, Turns,
};
use crate::render::json::{JsonWords, Paths};
use crate::render::spec::{
    Concat, Dialect, IdentityStyle, Joins, Lists, Made, Multiset, NullSafe, PartSizes, Placeholder,
    Spec, Upsert,
};
use crate::schema::def::IndexMethod;
use crate::types::Kind;

/// MySQL.
#[derive(Debug, Clone, Copy)]
pub struct MySql;

impl Dialect for MySql {
    const SPEC: &'static Spec = &Spec { name: "MySQL", ..FAMILY };
}

/// What MySQL and MariaDB write alike.
pub(super) const FAMILY: Spec = Spec {
    name: "",
    quote: '`',
    placeholder: Placeholder::Question,
    truth: ["FALSE", "TRUE"],
    lists: Lists::Padded,
    row_list: "",
    values_row: "ROW",
    spelling: |of| of.mysql,
    concat: Concat::Function,
    joins: Joins::Separator,
    null_safe: NullSafe::Spaceship,
    length: "CHAR_LENGTH",
    greatest: "greatest",
    least: "least",
    now: "CURRENT_TIMESTAMP(6)",
    local_now: "CURRENT_TIMESTAMP(6)",
    float_division: " / ",
    integer_division: " DIV ",
    joins_written_tables: true,
    for_update: " FOR UPDATE",
    for_share: " FOR SHARE",
    wraps_sides: true,
    has_nulls_order: false,
    has_ilike: false,
    escape: "",
    upsert: Upsert::OnDuplicateKey,
    upsert_twice: None,
    parts: PartSizes::Any(1024),
    part_bytes: 8 << 20,
    no_values: " () VALUES ()",
    defaults_may_conflict: true,
    made: Made::FirstNumber("last_insert_id(), @@auto_increment_increment"),
    unlimited: "18446744073709551615",
    explain: ("EXPLAIN FORMAT=JSON ", 0),
    ends_early: false,
    deletes_own_references: false,
    // The average of a default DECIMAL has more digits than Rust's decimal numbers.
    sum_type: |kind| Some(if kind == Kind::Decimal { "DECIMAL(65, 16)" } else { cast_type(kind) }),
    max_binds: 65_535,
    casts_truth_as_integer: false,
    having_by_name: true,
    outer_by_name: false,
    narrow_arguments: false,
    narrow_constants: false,
    cast_type,
    bind_cast,
    seed_casts,
    types_steps: false,
    seed_bytes: ["CASE WHEN TRUE THEN ", " ELSE CAST('' AS BINARY(16777215)) END"],
    nul: "char(0)",
    lacks: |kind| matches!(kind, rare!()),
    column_type,
    identity: IdentityStyle::AutoIncrement,
    json: &JSON,
    multiset: Multiset::Numbered("JSON_ARRAYAGG", "JSON_ARRAY"),
    // MariaDB's JSON has FLOATs of six digits, texts in the character set of their column, and in place of an array beyond
    // the limit NULL: one digit is no bytes. What is JSON itself would be written anew.
    multiset_field: |kind| match kind {
        Kind::Bool
        | Kind::Int8
        | Kind::Int16
        | Kind::Int32
        | Kind::Int64
        | Kind::UInt8
        | Kind::UInt16
        | Kind::UInt32
        | Kind::UInt64 => "{0}",
        Kind::Float32 | Kind::Float64 => "{0} * 1e0",
        Kind::Uuid => "JSON_ARRAY(HEX({0}))",
        Kind::Bytes => {
            "JSON_ARRAY(IF(LENGTH({0}) > @@max_allowed_packet / 2 - 1024, '0', HEX({0})))"
        }
        _ => "CAST({0} AS CHAR)",
    },
    definition: &DEFINITION,
};

/// The words of both for JSON. That of another type is NULL.
pub(super) const JSON: JsonWords = JsonWords {
    paths: Paths::Dollar,
    refuses_key: |_| None,
    at: "JSON_EXTRACT({0}, {1})",
    text: "CASE JSON_TYPE({0}) WHEN 'STRING' THEN JSON_UNQUOTE({0}) END",
    integer: "CASE WHEN JSON_TYPE({0}) IN ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') \
              AND {0} >= -9223372036854775808 AND {0} <= 9223372036854775807 \
              THEN CAST(CAST({0} AS DECIMAL(65, 28)) AS SIGNED) END",
    real: "CASE WHEN JSON_TYPE({0}) IN ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') \
           THEN CAST({0} AS DOUBLE) END",
    decimal: "CASE WHEN JSON_TYPE({0}) IN ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') \
              THEN CAST({0} AS DECIMAL(65, 28)) END",
    truth: "CASE CAST({0} AS CHAR) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END",
    is_null: "JSON_TYPE({0}) = 'NULL'",
    array_length: "CASE JSON_TYPE({0}) WHEN 'ARRAY' THEN JSON_LENGTH({0}) END",
    contains: "JSON_CONTAINS({0}, {1})",
    contained_by: "JSON_CONTAINS({1}, {0})",
    has_key: "JSON_CONTAINS_PATH({0}, 'one', {1})",
    delete_path: "JSON_REMOVE({0}, {1})",
    set_path: "JSON_SET({0}, {1}, {2})",
    made_of_truth: "CAST(CASE {0} WHEN TRUE THEN 'true' WHEN FALSE THEN 'false' END AS JSON)",
    made_of_json: "{0}",
    object: "JSON_OBJECT",
    array: ["coalesce(JSON_ARRAYAGG(", "), JSON_ARRAY())"],
};

/// What MySQL and MariaDB define alike.
pub(super) const DEFINITION: Definition = Definition {
    transactional: false,
    turns: Turns::Named,
    name_limit: NameLimit::Characters(64),
    wide_names: false,
    is_own_column: |name| {
        ["DB_ROLL_PTR", "DB_ROW_ID", "DB_TRX_ID"].iter().any(|own| own.eq_ignore_ascii_case(name))
    },
    is_own_table: |_| false,
    backslash_escapes: true,
    names_primary_key: false,
    comments: Comments::Inline { column: 1024, table: 2048 },
    indexes: Indexes::Inline,
    has_partial_indexes: false,
    has_expression_indexes: true,
    index_methods: &[IndexMethod::FullText],
    has_index_classes: false,
    has_index_prefixes: true,
    late_keys: LateKeys::Prepared,
    alters: Alters::Whole,
    made_names: &["_ibfk_", "_chk_"],
    keys_cross_schemas: true,
    has_deferred_keys: false,
    has_set_default: false,
    has_virtual_columns: true,
    computed_not_null: true,
    timestamp_needs_null: true,
    checks_json: false,
    checks_ranges: false,
    enums: Enums::Listed,
    long_keys: LongKeys::None,
    literal_defaults: LiteralDefaults::Short,
    today: "(CURRENT_DATE)",
    time_of_day: "(CURRENT_TIME(6))",
    create_missing_view: "CREATE OR REPLACE VIEW ",
    described: Described::InformationSchema { escaped: true },
    type_name: short_name,
    stores,
};

/// `bigint` for `bigint(20)`, but `boolean` for `tinyint(1)`, which is what it was declared as.
fn short_name(reported: &str) -> String {
    let (word, rest) = reported.split_once('(').unwrap_or((reported, ""));
    let after = rest.split_once(')').map_or("", |(_, after)| after);
    match word {
        "tinyint" if rest == "1)" => "boolean".to_owned(),
        "int" => format!("integer{}", if rest.is_empty() { "" } else { after }),
        "tinyint" | "smallint" | "mediumint" | "bigint" => format!("{word}{after}"),
        word => match word.strip_prefix("int ") {
            Some(sign) => format!("integer {sign}"),
            None => reported.to_owned(),
        },
    }
}

fn stores(word: &str) -> Option<Kind> {
    Some(match word {
        "char" | "varchar" | "tinytext" | "text" | "mediumtext" | "longtext" | "set" => Kind::Text,
        "mediumint" => Kind::Int32,
        "mediumint unsigned" | "integer unsigned zerofill" => Kind::UInt32,
        "bigint unsigned zerofill" => Kind::UInt64,
        "year" => Kind::Int16,
        "float" => Kind::Float32,
        "double" => Kind::Float64,
        "decimal" => Kind::Decimal,
        "binary" | "varbinary" | "tinyblob" | "blob" | "mediumblob" => Kind::Bytes,
        "time" => Kind::Time,
        "datetime" => Kind::Timestamp,
        "timestamp" => Kind::TimestampTz,
        _ => return None,
    })
}

pub(super) fn cast_type(kind: Kind) -> &'static str {
    match kind {
        Kind::UInt64 => "UNSIGNED",
        Kind::Bool | whole!() => "SIGNED",
        Kind::Float32 => "FLOAT",
        Kind::Float64 => "DOUBLE",
        Kind::Decimal => "DECIMAL(65, 28)",
        Kind::Text | Kind::Enum(_) => "CHAR",
        Kind::Bytes | Kind::Uuid => "BINARY",
        Kind::Date => "DATE",
        Kind::Time => "TIME(6)",
        Kind::Timestamp | Kind::TimestampTz => "DATETIME(6)",
        // What there is none of would be JSON, if it were anything.
        Kind::Json | rare!() => "JSON",
    }
}

/// A decimal number is sent as its digits, and beside a text a number is compared as a floating
/// point number. A text is no JSON until it is cast.
fn bind_cast(kind: Kind) -> Option<&'static str> {
    matches!(kind, Kind::Decimal | Kind::Json).then(|| cast_type(kind))
}

/// A column takes the width of its seed: 1 makes it an INT, and `'a'` one of a letter. An integer
/// becomes a BIGINT by the digits that it may have, and text a LONGTEXT. Bytes stand in a
/// CASE beside wide ones, since CAST to BINARY(n) fills them up with zeros.
fn seed_casts(kind: Kind) -> [Option<&'static str>; 2] {
    match kind {
        Kind::UInt64 => [Some("DECIMAL(20)"), Some("UNSIGNED")],
        whole!() => [Some("DECIMAL(19)"), Some("SIGNED")],
        Kind::Decimal => [Some("DECIMAL(65, 28)"), None],
        Kind::Text | Kind::Enum(_) => [None, Some("CHAR(16777215)")],
        _ => [None; 2],
    }
}

fn column_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => "BOOLEAN",
        Kind::Int8 => "TINYINT",
        Kind::Int16 => "SMALLINT",
        Kind::Int32 => "INTEGER",
        Kind::Int64 => "BIGINT",
        Kind::UInt8 => "TINYINT UNSIGNED",
        Kind::UInt16 => "SMALLINT UNSIGNED",
        Kind::UInt32 => "INTEGER UNSIGNED",
        Kind::UInt64 => "BIGINT UNSIGNED",
        Kind::Float32 => "FLOAT",
        Kind::Float64 => "DOUBLE",
        // What it would be without its length has no fraction.
        Kind::Decimal => "DECIMAL(65, 28)",
        Kind::Text => "VARCHAR(255)",
        Kind::Enum(of) => of.listed,
        Kind::Bytes => "LONGBLOB",
        Kind::Date => "DATE",
        Kind::Time => "TIME(6)",
        Kind::Timestamp => "DATETIME(6)",
        Kind::TimestampTz => "TIMESTAMP(6)",
        Kind::Uuid => "BINARY(16)",
        // What there is none of would be JSON, if it were anything.
        Kind::Json | rare!() => "JSON",
    }
}
