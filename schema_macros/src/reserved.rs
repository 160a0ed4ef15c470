//! Words that some database reserves: a column of such a name is quoted in CHECK and computed.

/// Is the name written bare in every dialect?
pub fn is_plain(name: &str) -> bool {
    let mut bytes = name.bytes();
    let starts = bytes.next().is_some_and(|b| b.is_ascii_lowercase() || b == b'_');
    starts
        && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && RESERVED.binary_search(&name).is_err()
}

/// The same list as the writer of statements has; a test compares the two.
#[rustfmt::skip]
const RESERVED: &[&str] = &[
    "abort", "accessible", "action", "add", "after", "all", "alter", "always", "analyse", "analyze", "and", "any",
    "array", "as", "asc", "asensitive", "asymmetric", "attach", "authorization", "autoincrement", "before", "begin",
    "between", "bigint", "binary", "blob", "both", "by", "call", "cascade", "case", "cast", "change", "char",
    "character", "check", "collate", "collation", "column", "commit", "concurrently", "condition", "conflict",
    "constraint", "continue", "convert", "create", "cross", "cube", "cume_dist", "current", "current_catalog",
    "current_date", "current_role", "current_schema", "current_time", "current_timestamp", "current_user", "cursor",
    "database", "databases", "day_hour", "day_microsecond", "day_minute", "day_second", "dec", "decimal", "declare",
    "default", "deferrable", "deferred", "delayed", "delete", "dense_rank", "desc", "describe", "detach",
    "deterministic", "distinct", "distinctrow", "div", "do", "double", "drop", "dual", "each", "else", "elseif",
    "empty", "enclosed", "end", "escape", "escaped", "except", "exclude", "exclusive", "exists", "exit", "explain",
    "fail", "false", "fetch", "filter", "first", "first_value", "float", "float4", "float8", "following", "for",
    "force", "foreign", "freeze", "from", "full", "fulltext", "function", "generated", "get", "glob", "grant",
    "group", "grouping", "groups", "having", "high_priority", "hour_microsecond", "hour_minute", "hour_second", "if",
    "ignore", "ilike", "immediate", "in", "index", "indexed", "infile", "initially", "inner", "inout",
    "insensitive", "insert", "instead", "int", "int1", "int2", "int3", "int4", "int8", "integer", "intersect",
    "interval", "into", "io_after_gtids", "io_before_gtids", "is", "isnull", "iterate", "join", "json_table", "key",
    "keys", "kill", "lag", "last", "last_value", "lateral", "lead", "leading", "leave", "left", "like", "limit",
    "linear", "lines", "load", "localtime", "localtimestamp", "lock", "long", "longblob", "longtext", "loop",
    "low_priority", "manual", "master_bind", "match", "materialized", "maxvalue", "mediumblob", "mediumint",
    "mediumtext", "middleint", "minute_microsecond", "minute_second", "mod", "modifies", "natural", "new", "no",
    "no_write_to_binlog", "not", "nothing", "notnull", "nth_value", "ntile", "null", "nulls", "numeric", "of", "off",
    "offset", "old", "on", "only", "optimize", "optimizer_costs", "option", "optionally", "or", "order", "others",
    "out", "outer", "outfile", "over", "overlaps", "parallel", "parse_gcol_expr", "partition", "percent_rank",
    "placing", "plan", "pragma", "preceding", "precision", "primary", "procedure", "purge", "qualify", "query",
    "raise", "range", "rank", "read", "read_write", "reads", "real", "recursive", "references", "regexp", "reindex",
    "release", "rename", "repeat", "replace", "require", "resignal", "restrict", "return", "returning", "revoke",
    "right", "rlike", "rollback", "row", "row_number", "rows", "savepoint", "schema", "schemas",
    "second_microsecond", "select", "sensitive", "separator", "session_user", "set", "show", "signal", "similar",
    "smallint", "some", "spatial", "specific", "sql", "sql_big_result", "sql_calc_found_rows", "sql_small_result",
    "sqlexception", "sqlstate", "sqlwarning", "ssl", "starting", "stored", "straight_join", "symmetric", "system",
    "system_user", "table", "tablesample", "temp", "temporary", "terminated", "then", "ties", "tinyblob", "tinyint",
    "tinytext", "to", "trailing", "transaction", "trigger", "true", "unbounded", "undo", "union", "unique", "unlock",
    "unsigned", "update", "usage", "use", "user", "using", "utc_date", "utc_time", "utc_timestamp", "vacuum",
    "values", "varbinary", "varchar", "varcharacter", "variadic", "varying", "verbose", "view", "virtual", "when",
    "where", "while", "window", "with", "within", "without", "write", "xor", "year_month", "zerofill",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_that_of_the_writer() {
        let writer = include_str!("../../src/render/ident.rs");
        let start = writer.find("const RESERVED").and_then(|at| writer[at..].split("\n];").next());
        let words: Vec<&str> = start.unwrap_or("").split('"').skip(1).step_by(2).collect();
        assert_eq!(words, RESERVED);
    }

    #[test]
    fn only_plain_names_are_bare() {
        assert!(is_plain("title"));
        assert!(!is_plain("order"));
        assert!(!is_plain("per cent"));
        assert!(!is_plain("Title"));
        assert!(!is_plain("1st"));
    }
}
