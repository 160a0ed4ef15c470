//! The two tables of the report, as Markdown.

use crate::measure::Measured;

/// Time per operation of the raw driver, and every peer's ratio to it.
pub fn times(names: &[&str], measured: &[Measured]) -> String {
    let header = ["case", names[0], "noise"].into_iter().chain(names[1..].iter().copied());
    let rows = measured.iter().map(|case| {
        let mut row =
            vec![case.case.to_string(), time(case.raw), format!("±{:.0} %", case.noise * 100.0)];
        let ratio = |peer: &Option<_>| {
            peer.as_ref()
                .map_or_else(String::new, |r: &crate::measure::Reached| format!("{:.2}", r.ratio))
        };
        row.extend(case.peers[1..].iter().map(ratio));
        row
    });
    table(header.map(str::to_owned).collect(), rows.collect())
}

/// Rust heap allocations per operation of every peer.
pub fn allocations(names: &[&str], measured: &[Measured]) -> String {
    let header = std::iter::once("case").chain(names.iter().copied()).map(str::to_owned);
    let rows = measured.iter().map(|case| {
        let count = case.peers.iter().map(|peer| match peer {
            Some(reached) if reached.allocations < 100.0 => format!("{:.1}", reached.allocations),
            Some(reached) => format!("{:.0}", reached.allocations),
            None => String::new(),
        });
        std::iter::once(case.case.to_string()).chain(count).collect()
    });
    table(header.collect(), rows.collect())
}

fn table(header: Vec<String>, rows: Vec<Vec<String>>) -> String {
    let width = |column: usize| {
        rows.iter()
            .chain([&header])
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or_default()
            .max(4)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let line = |row: &[String]| {
        let cells =
            row.iter().zip(&widths).enumerate().map(|(index, (cell, &width))| match index {
                0 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            });
        format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
    };
    let rule = widths.iter().enumerate().map(|(index, &width)| match index {
        0 => "-".repeat(width),
        _ => format!("{}:", "-".repeat(width - 1)),
    });
    let rule: Vec<String> = rule.collect();
    std::iter::once(line(&header))
        .chain([line(&rule)])
        .chain(rows.iter().map(|row| line(row)))
        .collect()
}

fn time(seconds: f64) -> String {
    match seconds {
        s if s < 1e-6 => format!("{:.0} ns", s * 1e9),
        s if s < 1e-3 => format!("{:.2} µs", s * 1e6),
        s => format!("{:.2} ms", s * 1e3),
    }
}
