//! The table, as Markdown that also reads well as it is.

use super::{Comparison, machine::Machine, row::Row};
use crate::figures::readable;

const HEAD: [&str; 5] = ["figure", "Deskbell", "plain axum", "to reach", "reached"];
/// Above this load average before the run, something else was running.
const QUIET: f64 = 0.3;

/// Where and when, the table, and what has to be known to read it.
pub fn markdown(comparison: &Comparison) -> String {
    let mut text = format!(
        "{}\n\n",
        conditions(&comparison.server, &comparison.machine)
    );
    text.push_str(&table(&comparison.rows));
    let notes: Vec<_> = comparison
        .rows
        .iter()
        .filter(|row| !row.notes.is_empty())
        .map(|row| format!("- **{}**: {}.\n", row.figure, row.notes.join("; ")))
        .collect();
    if !notes.is_empty() {
        text.push('\n');
        text.extend(notes);
    }
    if comparison.machine.load_average > QUIET {
        let load = comparison.machine.load_average;
        text.extend([format!(
            "\nThe machine was busy before the run: load average {load:.2}.\n"
        )]);
    }
    text
}

fn conditions(server: &str, machine: &Machine) -> String {
    let sync = machine.disk_sync.map_or("unknown".to_owned(), |sync| {
        format!("p50 {}, p99 {}", readable(sync.p50), readable(sync.p99))
    });
    format!(
        "{server}, {}. {} ({} cores, {} GiB), Linux {}; server on one core, driver on another. `fdatasync` of 4 KiB: {sync}.",
        machine.date, machine.processor, machine.cores, machine.memory_gib, machine.kernel
    )
}

fn table(rows: &[Row]) -> String {
    let lines: Vec<[String; 5]> = rows
        .iter()
        .map(|row| {
            [
                row.figure.clone(),
                row.deskbell.clone(),
                row.plain.clone(),
                row.goal.clone(),
                row.verdict.word().to_owned(),
            ]
        })
        .collect();
    let widths: [usize; 5] = std::array::from_fn(|column| {
        lines
            .iter()
            .map(|line| line[column].chars().count())
            .chain([HEAD[column].chars().count()])
            .max()
            .unwrap_or_default()
    });
    let line = |cells: [&str; 5]| {
        let cells: Vec<_> = cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rules = widths.map(|width| "-".repeat(width));
    let mut text = line(HEAD);
    text.push_str(&line(rules.each_ref().map(String::as_str)));
    for cells in &lines {
        text.push_str(&line(cells.each_ref().map(String::as_str)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::row::Verdict;

    #[test]
    fn the_table_is_markdown_with_columns_of_one_width() {
        let rows = [
            Row::new("page", "1.9 ms").goal("p50 ≤ 3 ms", Verdict::Reached),
            Row::new("idle", "17 KiB").beside("21 KiB"),
        ];
        assert_eq!(
            table(&rows).lines().collect::<Vec<_>>(),
            [
                "| figure | Deskbell | plain axum | to reach   | reached |",
                "| ------ | -------- | ---------- | ---------- | ------- |",
                "| page   | 1.9 ms   | -          | p50 ≤ 3 ms | yes     |",
                "| idle   | 17 KiB   | 21 KiB     | -          |         |",
            ]
        );
    }

    #[test]
    fn machine_and_notes_stand_beside_the_table() {
        let machine = Machine {
            processor: "A".to_owned(),
            cores: 2,
            memory_gib: 24,
            kernel: "6.1".to_owned(),
            date: "2026-11-25".to_owned(),
            disk_sync: None,
            load_average: 1.5,
        };
        let text = markdown(&Comparison {
            server: "deskbell 0.1.0".to_owned(),
            machine,
            rows: vec![Row::new("page", "1.9 ms").note("complete after 3 ms")],
            levels: Vec::new(),
            carries: None,
        });
        assert!(text.starts_with("deskbell 0.1.0, 2026-11-25. A (2 cores, 24 GiB), Linux 6.1;"));
        assert!(text.contains("- **page**: complete after 3 ms.\n"));
        assert!(text.ends_with("load average 1.50.\n"));
    }
}
