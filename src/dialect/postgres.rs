//! PostgreSQL, 13 or newer.

use crate::render::definition::{
    Comments, Definition, Indexes, LateKeys, LiteralDefaults, LongKeys, NameLimit,
};
use crate::render::spec::{
    Concat, Dialect, IdentityStyle, Joins, Lists, Made, NullSafe, Placeholder, Spec, Upsert,
};
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
        concat: Concat::Pipes,
        joins: Joins::Call("string_agg"),
        null_safe: NullSafe::Words,
        length: "length",
        greatest: "greatest",
        least: "least",
        now: "CURRENT_TIMESTAMP",
        float_division: " / ",
        integer_division: " / ",
        updates_tables_first: false,
        wraps_sides: true,
        has_nulls_order: true,
        has_ilike: true,
        escape: r" ESCAPE '\'",
        upsert: Upsert::OnConflict,
        upsert_twice: Some("21000"),
        parts: &[16, 8, 1],
        part_bytes: 64 << 20,
        no_values: " DEFAULT VALUES",
        made: Made::Returned,
        number_step: "1",
        unlimited: "ALL",
        cast_sums: true,
        max_binds: 65_535,
        casts_truth_as_integer: true,
        narrow_constants: true,
        cast_type: type_name,
        bind_cast: |_| None,
        seed_casts: |kind| [None, Some(type_name(kind))],
        seed_bytes: [""; 2],
        nul: "chr(0)",
        lacks: &[],
        column_type: type_name,
        identity: IdentityStyle::Generated,
        definition: &DEFINITION,
    };
}

/// Computed columns are stored: those that are not came with version 18.
const DEFINITION: Definition = Definition {
    transactional: true,
    name_limit: NameLimit::Bytes(63),
    wide_names: true,
    backslash_escapes: false,
    names_primary_key: true,
    comments: Comments::Statement,
    indexes: Indexes::QualifiedTable,
    late_keys: LateKeys::Block,
    keys_cross_schemas: true,
    has_deferred_keys: true,
    has_set_default: true,
    has_virtual_columns: false,
    computed_not_null: true,
    timestamp_needs_null: false,
    checks_json: false,
    long_keys: LongKeys::All,
    literal_defaults: LiteralDefaults::All,
    today: "CURRENT_DATE",
    time_of_day: "LOCALTIME",
    create_missing_view: "CREATE OR REPLACE VIEW ",
};

fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => "BOOLEAN",
        Kind::Int16 => "SMALLINT",
        Kind::Int32 => "INTEGER",
        Kind::Int64 => "BIGINT",
        Kind::Float32 => "REAL",
        Kind::Float64 => "DOUBLE PRECISION",
        Kind::Decimal => "NUMERIC",
        Kind::Text => "TEXT",
        Kind::Bytes => "BYTEA",
        Kind::Date => "DATE",
        Kind::Time => "TIME",
        Kind::Timestamp => "TIMESTAMP",
        Kind::TimestampTz => "TIMESTAMPTZ",
        Kind::Uuid => "UUID",
        Kind::Json => "JSONB",
    }
}
