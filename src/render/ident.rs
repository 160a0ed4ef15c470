//! Names of tables and columns: written bare where every database takes them so, quoted elsewhere.

/// Writes a name. A quote inside it is doubled.
pub fn write(out: &mut String, name: &str, quote: char) {
    if is_plain(name) {
        return out.push_str(name);
    }
    out.push(quote);
    for c in name.chars() {
        if c == quote {
            out.push(quote);
        }
        out.push(c);
    }
    out.push(quote);
}

/// The beginning of a name that is too long, which ends in digits of the hash of all of it.
pub fn cut(name: &str, end: usize) -> String {
    format!("{}_{:04x}", &name[..end], hash(name))
}

/// The last place up to `at` where no character is cut apart.
pub fn boundary(name: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| name.is_char_boundary(*at)).unwrap_or(0)
}

/// An underscore and four digits.
pub const HASH: usize = 5;

/// FNV-1a of 32 bits, folded to 16. It must never change, since the names stand in databases.
fn hash(name: &str) -> u64 {
    let hash = fnv1a(name, [0x811c_9dc5, 0x0100_0193]) & 0xffff_ffff;
    (hash >> 16) ^ (hash & 0xffff)
}

/// FNV-1a by its basis and its prime, which is the same in each build of a program: of 64 bits, or of as many of the
/// low ones as these have.
pub fn fnv1a(text: &str, [basis, prime]: [u64; 2]) -> u64 {
    text.bytes().fold(basis, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(prime))
}

/// Lower case, no special characters, and no word that any dialect reserves: a name that is bare
/// in one dialect is bare in all.
fn is_plain(name: &str) -> bool {
    let mut bytes = name.bytes();
    let starts = bytes.next().is_some_and(|b| b.is_ascii_lowercase() || b == b'_');
    starts
        && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && !is_reserved(name)
}

fn is_reserved(name: &str) -> bool {
    let Some(&first) = name.as_bytes().first() else { return false };
    let at = usize::from(first.wrapping_sub(b'a'));
    match (STARTS.get(at), STARTS.get(at + 1)) {
        (Some(&from), Some(&to)) => RESERVED[from..to].contains(&name),
        _ => false,
    }
}

/// Where the words of each letter begin. Most of them have another length than the name, which is
/// compared first, so that looking at all of a letter takes less than a binary search.
const STARTS: [usize; 27] = {
    let mut starts = [0; 27];
    let (mut letter, mut at) = (0, 0);
    while letter < 27 {
        while at < RESERVED.len() && RESERVED[at].as_bytes()[0] < b'a' + letter as u8 {
            at += 1;
        }
        starts[letter] = at;
        letter += 1;
    }
    starts
};

/// The words that SQLite, PostgreSQL, MySQL or MariaDB reserve, from their manuals' key word lists.
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

    fn written(name: &str) -> String {
        let mut out = String::new();
        write(&mut out, name, '"');
        out
    }

    #[test]
    fn reserved_words_are_sorted_so_that_they_are_found() {
        assert!(RESERVED.is_sorted());
    }

    #[test]
    fn names_are_quoted_only_where_they_need_it() {
        assert_eq!(written("users"), "users");
        assert_eq!(written("user"), r#""user""#);
        assert_eq!(written("Order Details"), r#""Order Details""#);
        assert_eq!(written(r#"a"b"#), r#""a""b""#);
        assert_eq!(written("1st"), r#""1st""#);
        assert_eq!(written(""), r#""""#);
    }
}
