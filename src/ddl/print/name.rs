//! Names of the database as identifiers of Rust: each once, and none that Rust or `table!` has taken.

use crate::ddl::catalog::Catalog;

/// The names of everything but relations.
pub(super) struct Names {
    /// Of each table.
    pub tables: Vec<TableNames>,
    /// Of each enum.
    pub enums: Vec<String>,
    /// Of the schema.
    pub schema: String,
}

/// The names of one table.
pub(super) struct TableNames {
    /// The module.
    pub module: String,
    /// The row struct.
    pub row: String,
    /// The columns, in order.
    pub columns: Vec<String>,
}

impl Names {
    /// Names everything.
    pub fn of(catalog: &Catalog) -> Self {
        let mut taken: Vec<_> = RUST_TYPES.iter().map(|name| (*name).to_owned()).collect();
        let modules = catalog.tables.iter().map(|table| free(&mut taken, module(&table.name)));
        let modules: Vec<_> = modules.collect();
        let schema = free(&mut taken, "tables".to_owned());
        // Some scripts have no capitals, and a module and a type cannot have one name.
        let tables = catalog.tables.iter().zip(modules).map(|(table, module)| {
            let row = free(&mut taken, upper_camel(&singular(&snake(&table.name))));
            let mut columns = Vec::new();
            let own =
                table.columns.iter().map(|column| free(&mut columns, of_column(&column.name)));
            TableNames { module, row, columns: own.collect() }
        });
        let tables: Vec<_> = tables.collect();
        let enums = catalog.enums.iter().map(|of| free(&mut taken, upper_camel(&of.name)));
        let enums = enums.collect();
        Self { tables, enums, schema }
    }
}

/// Types that a module of tables names by one word.
const RUST_TYPES: &[&str] = &["Option", "String", "Vec", "Self"];

/// Crates and types that a module of a table would hide.
const HIDDEN: &[&str] = &[
    "bool",
    "char",
    "chrono",
    "core",
    "f32",
    "f64",
    "i128",
    "i16",
    "i32",
    "i64",
    "i8",
    "ipnet",
    "jiff",
    "relata",
    "rust_decimal",
    "serde_json",
    "std",
    "str",
    "time",
    "u128",
    "u16",
    "u32",
    "u64",
    "u8",
    "uuid",
];

fn module(table: &str) -> String {
    let name = ident(table);
    match HIDDEN.contains(&name.as_str()) {
        true => name + "_",
        false => name,
    }
}

/// `table` means the table itself.
fn of_column(column: &str) -> String {
    let name = ident(column);
    if name == "table" { name + "_" } else { name }
}

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that stay keywords after `r#`.
const NEVER: &[&str] = &["_", "crate", "self", "super"];

/// A name as the identifier of a module, a column or a relation.
pub(super) fn ident(name: &str) -> String {
    let snake = snake(name);
    if KEYWORDS.contains(&snake.as_str()) {
        return format!("r#{snake}");
    }
    if NEVER.contains(&snake.as_str()) {
        return snake + "_";
    }
    snake
}

/// The name that `table!` gives something of this identifier.
pub(super) fn unraw(ident: &str) -> &str {
    ident.strip_prefix("r#").unwrap_or(ident)
}

/// `OrderDetails`, `Order Details` and `order-details` as `order_details`.
fn snake(name: &str) -> String {
    let mut out = String::new();
    let letters: Vec<char> = name.chars().collect();
    for (at, c) in letters.iter().enumerate() {
        if !is_letter(*c) {
            if !out.is_empty() && !out.ends_with('_') || *c == '_' {
                out.push('_');
            }
            continue;
        }
        let after_lower =
            at > 0 && (letters[at - 1].is_lowercase() || letters[at - 1].is_ascii_digit());
        let before_lower = at > 0
            && letters[at - 1].is_uppercase()
            && letters.get(at + 1).is_some_and(|next| next.is_lowercase());
        if c.is_uppercase() && (after_lower || before_lower) && !out.ends_with('_') {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    if !name.ends_with('_') {
        out.truncate(out.trim_end_matches('_').len());
    }
    match out.chars().next() {
        None => "_".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("_{out}"),
        _ => out,
    }
}

/// Whether it can stand in an identifier. Letters in circles count as such elsewhere.
fn is_letter(c: char) -> bool {
    let circled =
        ('\u{24b6}'..='\u{24e9}').contains(&c) || ('\u{1f130}'..='\u{1f189}').contains(&c);
    c.is_ascii_digit() || (c.is_alphabetic() && !circled)
}

/// A name as that of a struct, an enum or a variant.
pub(super) fn upper_camel(name: &str) -> String {
    let snake = snake(name);
    let words = snake.split('_').filter(|word| !word.is_empty());
    let capitalised = words.map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|letter| letter.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    });
    let name: String = capitalised.collect();
    match name.chars().next() {
        None => "Empty".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("_{name}"),
        _ => name,
    }
}

/// Whether `#[derive(SqlType)]` gives the variant this label.
pub(super) fn is_label(variant: &str, label: &str) -> bool {
    // A word of one letter is not found again in the variant.
    let is_word = |word: &str| {
        word.len() > 1
            && word.starts_with(|c: char| c.is_ascii_lowercase())
            && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    variant == upper_camel(label) && label.split('_').all(is_word)
}

/// The name, or with a number behind it where that is taken; and takes it.
pub(super) fn free(taken: &mut Vec<String>, name: String) -> String {
    let mark = if name.starts_with(char::is_uppercase) || name.ends_with('_') { "" } else { "_" };
    let numbered = (2..).map(|number| format!("{}{mark}{number}", unraw(&name)));
    let mut all = std::iter::once(name.clone()).chain(numbered);
    let name = all.find(|name| !taken.contains(name)).unwrap_or_default();
    taken.push(name.clone());
    name
}

const IRREGULAR: &[(&str, &str)] = &[
    ("people", "person"),
    ("children", "child"),
    ("men", "man"),
    ("women", "woman"),
    ("feet", "foot"),
    ("mice", "mouse"),
    ("movies", "movie"),
    ("cookies", "cookie"),
    ("indices", "index"),
    ("series", "series"),
    ("species", "species"),
    ("news", "news"),
];

/// One of what a name speaks of: `order_detail` for `order_details`.
pub(super) fn singular(name: &str) -> String {
    let (before, word) = last_word(name);
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == word) {
        return format!("{before}{one}");
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let one = if ends(&["ss", "us", "is"]) || !ends(&["s"]) || word.len() < 3 {
        word.to_owned()
    } else if ends(&["ies"]) && word.len() > 4 {
        format!("{}y", &word[..word.len() - 3])
    } else if ends(&["sses", "shes", "ches", "xes", "zes", "tuses", "ruses", "nuses", "buses"]) {
        word[..word.len() - 2].to_owned()
    } else {
        word[..word.len() - 1].to_owned()
    };
    format!("{before}{one}")
}

/// Several of what a name speaks of.
pub(super) fn plural(name: &str) -> String {
    let (before, word) = last_word(name);
    let irregular = IRREGULAR.iter().find(|(many, one)| *one == word || *many == word);
    if let Some((many, _)) = irregular {
        return format!("{before}{many}");
    }
    if singular(word) != word {
        return name.to_owned();
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if word.ends_with('y') && !ends(&["ay", "ey", "oy", "uy"]) {
        format!("{before}{}ies", &word[..word.len() - 1])
    } else if ends(&["s", "sh", "ch", "x", "z"]) {
        format!("{before}{word}es")
    } else {
        format!("{before}{word}s")
    }
}

fn last_word(name: &str) -> (&str, &str) {
    name.split_at(name.rfind('_').map_or(0, |at| at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers() {
        for (name, expected) in [
            ("OrderDetails", "order_details"),
            ("Order Details", "order_details"),
            ("HTTPError", "http_error"),
            ("per % cent", "per_cent"),
            ("(2)", "_2"),
            ("[brackets]", "brackets"),
            ("%", "__"),
            ("", "__"),
            ("_private", "_private"),
            ("type", "r#type"),
            ("self", "self_"),
            ("Straße", "straße"),
            ("iso2Code", "iso2_code"),
        ] {
            assert_eq!(ident(name), expected, "{name}");
        }
        assert_eq!(upper_camel("order_details"), "OrderDetails");
        assert_eq!(upper_camel("so so"), "SoSo");
        assert!(is_label("SoSo", "so_so") && !is_label("AB", "a_b") && !is_label("SoSo", "so so"));
        let mut taken = Vec::new();
        assert_eq!(free(&mut taken, "r#type".to_owned()), "r#type");
        assert_eq!(free(&mut taken, "r#type".to_owned()), "type_2");
        taken.push("table_".to_owned());
        assert_eq!(free(&mut taken, "table_".to_owned()), "table_2");
    }

    #[test]
    fn one_and_many() {
        for (one, many) in [
            ("post", "posts"),
            ("category", "categories"),
            ("day", "days"),
            ("address", "addresses"),
            ("status", "statuses"),
            ("box", "boxes"),
            ("house", "houses"),
            ("person", "people"),
            ("invoice_line", "invoice_lines"),
            ("series", "series"),
            ("analysis", "analysises"),
        ] {
            assert_eq!(plural(one), many);
            assert_eq!(plural(many), many);
            assert_eq!(singular(one), one);
            if many != "analysises" {
                assert_eq!(singular(many), one);
            }
        }
    }
}
