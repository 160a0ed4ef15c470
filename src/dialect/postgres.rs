//! PostgreSQL, 13 or newer.

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

/// PostgreSQL.
#[derive(Debug, Clone, Copy)]
pub struct Postgres;

impl Dialect for Postgres {
    const SPEC: &'static Spec = &Spec {
        name: "PostgreSQL",
        quote: '"',
        placeholder: Placeholder::Dollar,
        truth: ["FALSE", "TRUE"],
        lists: Lists::Array,
        row_list: "",
        values_row: "",
        spelling: |of| of.postgres,
        concat: Concat::Pipes,
        joins: Joins::Call("string_agg"),
        null_safe: NullSafe::Words,
        length: "length",
        greatest: "greatest",
        least: "least",
        now: "CURRENT_TIMESTAMP",
        local_now: "LOCALTIMESTAMP",
        float_division: " / ",
        integer_division: " / ",
        joins_written_tables: false,
        for_update: " FOR UPDATE",
        for_share: " FOR SHARE",
        wraps_sides: true,
        has_nulls_order: true,
        has_ilike: true,
        escape: r" ESCAPE '\'",
        upsert: Upsert::OnConflict,
        upsert_twice: Some("21000"),
        parts: PartSizes::Few(&[16, 8, 1]),
        part_bytes: 64 << 20,
        no_values: " DEFAULT VALUES",
        defaults_may_conflict: true,
        made: Made::Returned,
        unlimited: "ALL",
        explain: ("EXPLAIN ", 0),
        ends_early: false,
        deletes_own_references: true,
        sum_type: |kind| (kind != Kind::Decimal).then(|| type_name(kind)),
        max_binds: 65_535,
        casts_truth_as_integer: true,
        having_by_name: false,
        outer_by_name: false,
        narrow_arguments: true,
        narrow_constants: true,
        cast_type: type_name,
        // Beside a column of a composite type, a placeholder would be any record.
        bind_cast: |kind| matches!(kind, Kind::Composite(_)).then(|| type_name(kind)),
        // What is computed from a domain is of the type that it restricts.
        seed_casts: |kind| [None, Some(type_name(kind.base()))],
        types_steps: true,
        seed_bytes: [""; 2],
        nul: "chr(0)",
        lacks: |kind| kind == Kind::UInt64,
        column_type: type_name,
        identity: IdentityStyle::Generated,
        json: &JSON,
        multiset: Multiset::Records,
        multiset_field: |_| "{0}",
        definition: &DEFINITION,
    };
}

/// JSON of another type is NULL. What stands between two numbers of JSONB is a number.
const JSON: JsonWords = JsonWords {
    paths: Paths::Array,
    refuses_key: |_| None,
    at: "{0} #> {1}",
    text: "CASE jsonb_typeof({0}) WHEN 'string' THEN {0} #>> '{}' END",
    integer: "CASE WHEN {0} BETWEEN '-9223372036854775808' AND '9223372036854775807' \
              THEN CAST({0} AS BIGINT) END",
    real: "CASE WHEN {0} BETWEEN '-1.7976931348623157e308' AND '1.7976931348623157e308' \
           THEN CAST({0} AS DOUBLE PRECISION) END",
    decimal: "CASE jsonb_typeof({0}) WHEN 'number' THEN CAST({0} AS NUMERIC) END",
    truth: "CASE {0} WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END",
    is_null: "jsonb_typeof({0}) = 'null'",
    array_length: "CASE jsonb_typeof({0}) WHEN 'array' THEN jsonb_array_length({0}) END",
    contains: "{0} @> {1}",
    contained_by: "{0} <@ {1}",
    has_key: "{0} ?& {1}",
    delete_path: "{0} #- {1}",
    set_path: "jsonb_set({0}, {1}, {2})",
    made_of_truth: "{0}",
    made_of_json: "{0}",
    object: "jsonb_build_object",
    array: ["coalesce(jsonb_agg(", "), '[]')"],
};

/// Computed columns are stored: those that are not came with version 18.
const DEFINITION: Definition = Definition {
    transactional: true,
    turns: Turns::Advisory,
    name_limit: NameLimit::Bytes(63),
    wide_names: true,
    is_own_column: |name| ["cmax", "cmin", "ctid", "tableoid", "xmax", "xmin"].contains(&name),
    is_own_table: |_| false,
    backslash_escapes: false,
    names_primary_key: true,
    comments: Comments::Statement,
    indexes: Indexes::QualifiedTable,
    has_partial_indexes: true,
    has_expression_indexes: true,
    index_methods: &[
        IndexMethod::Hash,
        IndexMethod::Gin,
        IndexMethod::Gist,
        IndexMethod::SpGist,
        IndexMethod::Brin,
    ],
    has_index_classes: true,
    has_index_prefixes: false,
    late_keys: LateKeys::Block,
    alters: Alters::Parts,
    made_names: &[],
    keys_cross_schemas: true,
    has_deferred_keys: true,
    has_set_default: true,
    has_virtual_columns: false,
    computed_not_null: true,
    timestamp_needs_null: false,
    checks_json: false,
    checks_ranges: true,
    enums: Enums::Named,
    long_keys: LongKeys::All,
    literal_defaults: LiteralDefaults::All,
    today: "CURRENT_DATE",
    time_of_day: "LOCALTIME",
    create_missing_view: "CREATE OR REPLACE VIEW ",
    described: Described::PgCatalog,
    type_name: short_name,
    stores,
};

/// `varchar(20)` for `character varying(20)`, `timestamptz(3)` for `timestamp(3) with time zone`.
fn short_name(reported: &str) -> String {
    if let Some(element) = reported.strip_suffix("[]") {
        return short_name(element) + "[]";
    }
    if let Some(without) = reported.strip_suffix(" without time zone") {
        return without.to_owned();
    }
    if let Some(with) = reported.strip_suffix(" with time zone") {
        let (word, digits) = with.split_at(with.find('(').unwrap_or(with.len()));
        return format!("{word}tz{digits}");
    }
    match reported.strip_prefix("character") {
        Some(rest) if rest.starts_with(" varying") => rest.replacen(" varying", "varchar", 1),
        Some(rest) if rest.starts_with('(') => format!("char{rest}"),
        _ => reported.to_owned(),
    }
}

fn stores(word: &str) -> Option<Kind> {
    Some(match word {
        "varchar" | "char" | "bpchar" | "citext" | "xml" => Kind::Text,
        "json" => Kind::Json,
        "numeric" => Kind::Decimal,
        "time" => Kind::Time,
        "timestamp" => Kind::Timestamp,
        "timestamptz" => Kind::TimestampTz,
        word if word.starts_with("interval ") || word == "interval" => Kind::Interval,
        _ => return None,
    })
}

/// What types are called, alone and in arrays.
macro_rules! names {
    ($($kind:ident $name:literal,)*) => {
        fn type_name(kind: Kind) -> &'static str {
            match kind {
                $(Kind::$kind => $name,)*
                Kind::Array(of) => array_name(of),
                Kind::Range(of) => range_names(of)[0],
                Kind::Enum(of) => of.quoted,
                Kind::Named(of) => of.quoted,
                Kind::Composite(of) => of.quoted,
            }
        }

        fn array_name(of: &Kind) -> &'static str {
            match of {
                $(Kind::$kind => concat!($name, "[]"),)*
                // An array of any number of dimensions is of one type.
                Kind::Array(of) => array_name(of),
                Kind::Range(of) => range_names(of)[1],
                Kind::Enum(of) => of.array,
                Kind::Named(of) => of.array,
                Kind::Composite(of) => of.array,
            }
        }
    };
}

names! {
    Bool "BOOLEAN",
    Int8 "SMALLINT",
    Int16 "SMALLINT",
    Int32 "INTEGER",
    Int64 "BIGINT",
    UInt8 "SMALLINT",
    UInt16 "INTEGER",
    UInt32 "BIGINT",
    UInt64 "NUMERIC",
    Float32 "REAL",
    Float64 "DOUBLE PRECISION",
    Decimal "NUMERIC",
    Text "TEXT",
    Bytes "BYTEA",
    Date "DATE",
    Time "TIME",
    Timestamp "TIMESTAMP",
    TimestampTz "TIMESTAMPTZ",
    Interval "INTERVAL",
    Inet "INET",
    Cidr "CIDR",
    MacAddr "MACADDR",
    Uuid "UUID",
    Json "JSONB",
}

/// The name of a range, and that of an array of them.
fn range_names(of: &Kind) -> [&'static str; 2] {
    match of {
        Kind::Int32 => ["INT4RANGE", "INT4RANGE[]"],
        Kind::Int64 => ["INT8RANGE", "INT8RANGE[]"],
        Kind::Date => ["DATERANGE", "DATERANGE[]"],
        Kind::Timestamp => ["TSRANGE", "TSRANGE[]"],
        Kind::TimestampTz => ["TSTZRANGE", "TSTZRANGE[]"],
        // There are no others but of decimal numbers.
        _ => ["NUMRANGE", "NUMRANGE[]"],
    }
}
