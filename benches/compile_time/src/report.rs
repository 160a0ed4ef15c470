//! The report's table, as Markdown.

use crate::parts::{Figure, Unit};

/// One row per figure, one column per peer, and the other peers divided by the first.
pub fn table(names: &[&str], figures: &[Vec<Figure>]) -> String {
    let mut header = vec![String::new()];
    header.extend(names.iter().map(|name| (*name).to_owned()));
    if let [first, others @ ..] = names {
        header.extend(others.iter().map(|other| format!("{other} / {first}")));
    }
    let mut rows: Vec<&Figure> = Vec::new();
    for figure in figures.iter().flatten() {
        if !rows.iter().any(|row| row.what == figure.what) {
            rows.push(figure);
        }
    }
    let mut lines = vec![line(&header)];
    let rule: Vec<String> =
        (0..header.len()).map(|index| if index == 0 { "---" } else { "---:" }.to_owned()).collect();
    lines.push(line(&rule));
    for row in rows {
        let found = figures.iter().map(|peer| peer.iter().find(|figure| figure.what == row.what));
        let values: Vec<Option<f64>> =
            found.map(|figure| figure.map(|figure| figure.value)).collect();
        let mut cells = vec![row.what.clone()];
        cells.extend(
            values
                .iter()
                .map(|value| value.map_or_else(String::new, |value| show(value, row.unit))),
        );
        if let [first, others @ ..] = &values[..] {
            let ratio = |other: &Option<f64>| Some(format!("{:.2}", (*other)? / (*first)?));
            cells.extend(others.iter().map(|other| ratio(other).unwrap_or_default()));
        }
        lines.push(line(&cells));
    }
    lines.concat()
}

fn line(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

fn show(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Seconds => format!("{value:.2} s"),
        Unit::Megabytes => format!("{value:.0} MB"),
        Unit::Lines => format!("{value:.0} lines"),
    }
}
