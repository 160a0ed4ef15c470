//! The table of the guide page about sessions: it has each feature once, and what it names is there.

use std::fs;
use std::path::Path;

/// The features that a user of SQLAlchemy expects, by the first and last numbers of each run.
const EXPECTED: &[(&str, &[u32])] = &[
    ("O", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 16, 18, 20, 23, 24]),
    ("L", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18]),
    ("Q", &[1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16]),
    (
        "U",
        &[
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 27,
            28, 29, 30,
        ],
    ),
];

#[test]
fn each_feature_is_listed_and_what_it_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("src/guide/sessions.md")).unwrap();
    let rows = page.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ");
        Some((cells.next()?, cells.next()?, cells.next()?))
    });
    let rows: Vec<_> = rows.filter(|(id, ..)| id.get(1..2) == Some("-")).collect();
    let expected = EXPECTED.iter().flat_map(|(letter, numbers)| {
        numbers.iter().map(move |number| format!("{letter}-{number:02}"))
    });
    let ids: Vec<_> = rows.iter().map(|(id, ..)| (*id).to_owned()).collect();
    assert_eq!(ids, expected.collect::<Vec<_>>());

    let code = sources(&root.join("src")) + &sources(&root.join("schema_macros/src"));
    for (id, is_there, how) in rows {
        assert!(["yes", "no"].contains(&is_there), "{id}");
        assert!(!how.trim().is_empty(), "{id} says nothing");
        for word in how.split('`').skip(1).step_by(2) {
            let name = word.trim_matches(|c: char| !c.is_alphanumeric());
            let name: String =
                name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let declared = ["fn ", "struct ", "trait ", "type ", "macro "];
            let is_declared = declared.iter().any(|kind| {
                code.match_indices(&format!("{kind}{name}")).any(|(at, found)| {
                    !code[at + found.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
                })
            });
            let is_word =
                code.contains(&format!("\"{name}\"")) || code.contains(&format!("{name}:"));
            assert!(is_declared || is_word, "{id} names `{word}`, which is nowhere");
        }
    }
}

/// All sources below a folder.
fn sources(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text += &sources(&path);
        } else if path.extension().is_some_and(|end| end == "rs") {
            text += &fs::read_to_string(path).unwrap();
        }
    }
    text
}
