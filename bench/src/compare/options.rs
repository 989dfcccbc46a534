//! What can be asked of a comparison.

use std::{fmt, path::PathBuf};

use clap::{Args, ValueEnum};

/// A row of the table, or a few that are measured together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RowName {
    Latency,
    FullSpeed,
    Idle,
    Answers,
    Broadcast,
    Team,
    Memory,
    Start,
    SignIns,
    Page,
}

#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Comparison")]
pub struct CompareOptions {
    /// Measure Deskbell beside a plain axum server and the disk, each row on servers of its own, pinned.
    /// `--rate`, `--seconds`, `--warm-up`, `--connections`, `--keys` and `--idle-seconds` apply.
    #[arg(long)]
    pub compare: bool,
    /// Measure only these rows.
    #[arg(long, value_name = "ROW", value_delimiter = ',')]
    pub only: Vec<RowName>,
    /// Write table and chart into the documentation in this folder.
    #[arg(long, value_name = "DIR", conflicts_with = "only")]
    pub record: Option<PathBuf>,
    /// Keep the prepared desk here, and begin with it when it is there: saves the minutes that passwords take.
    #[arg(long, value_name = "DIR")]
    pub prepared: Option<PathBuf>,
    /// Idle streams, from few to many. What the limit of open files does not allow becomes what it does.
    #[arg(long, value_delimiter = ',', default_value = "100,1000,10000,19000")]
    pub levels: Vec<usize>,
    /// The level that goes into the table.
    #[arg(long, default_value_t = 10_000)]
    pub level: usize,
    /// Agents among whom the requests at full speed are spread; each request rings one of them.
    #[arg(long, default_value_t = 64)]
    pub solo: usize,
    /// Requests under way at full speed.
    #[arg(long, default_value_t = 64)]
    pub lanes: usize,
    /// Sizes of the teams whom a broadcast rings.
    #[arg(long, value_delimiter = ',', default_value = "300,1000")]
    pub broadcast: Vec<usize>,
    /// Size of the large team that is compared with one of five. Each member is a password to hash, twice.
    #[arg(long, default_value_t = 1_000)]
    pub team: usize,
    /// Requests that end before memory is read again and the server is started again.
    #[arg(long, default_value_t = 50_000)]
    pub ended: u64,
    /// People who sign in at once.
    #[arg(long, default_value_t = 1_000)]
    pub sign_ins: usize,
}

impl CompareOptions {
    pub fn rows(&self) -> Vec<RowName> {
        RowName::value_variants()
            .iter()
            .filter(|name| self.only.is_empty() || self.only.contains(name))
            .copied()
            .collect()
    }

    /// Whether this is one of the rows.
    pub fn wants(&self, name: RowName) -> bool {
        self.only.is_empty() || self.only.contains(&name)
    }

    /// With this many files that may be open.
    pub fn levels(&self, files: u64) -> Vec<usize> {
        let most = usize::try_from(files.saturating_sub(KEPT_BACK)).unwrap_or(usize::MAX);
        let mut levels: Vec<_> = self.levels.iter().map(|level| *level.min(&most)).collect();
        levels.sort_unstable();
        levels.dedup();
        levels
    }

    /// Of these levels the one for the table: the highest that is not above what was asked for.
    pub fn table_level(&self, levels: &[usize]) -> usize {
        levels
            .iter()
            .rev()
            .find(|level| **level <= self.level)
            .or(levels.first())
            .copied()
            .unwrap_or_default()
    }
}

/// Files that server and driver need for all else.
const KEPT_BACK: u64 = 1_000;

impl fmt::Display for RowName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_possible_value()
            .map_or(Ok(()), |value| f.write_str(value.get_name()))
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::Options;

    fn options(arguments: &[&str]) -> CompareOptions {
        Options::parse_from([&["bench", "--server", "x", "--compare"], arguments].concat()).compare
    }

    #[test]
    fn all_rows_are_measured_unless_some_are_named() {
        assert_eq!(options(&[]).rows().len(), 10);
        let some = options(&["--only", "page,full-speed"]);
        assert_eq!(some.rows(), [RowName::FullSpeed, RowName::Page]);
        assert!(!some.wants(RowName::Idle));
    }

    #[test]
    fn levels_go_as_far_as_files_may_be_open() {
        let options = options(&[]);
        assert_eq!(options.levels(20_000), [100, 1_000, 10_000, 19_000]);
        assert_eq!(options.levels(5_000), [100, 1_000, 4_000]);
        assert_eq!(options.table_level(&[100, 10_000, 19_000]), 10_000);
        assert_eq!(options.table_level(&[100, 4_000]), 4_000);
        assert_eq!(options.table_level(&[12_000]), 12_000);
    }
}
