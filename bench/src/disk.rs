//! How long the disk takes to keep a promise. Every durable figure is worth as much as this one beside it.

use std::{fs::File, io, io::Write, path::Path};

use crate::{clock, figures::Durations};

const WRITES: usize = 500;
const PAGE: [u8; 4_096] = [b'.'; 4_096];

/// Appends pages to a file in this folder and syncs each.
pub fn sync_times(folder: &Path) -> io::Result<Durations> {
    let path = folder.join("sync-probe");
    let mut file = File::create_new(&path)?;
    let mut durations = Durations::default();
    for _ in 0..WRITES {
        file.write_all(&PAGE)?;
        let begun = clock::now();
        file.sync_data()?;
        durations.record(clock::now() - begun);
    }
    std::fs::remove_file(path)?;
    Ok(durations)
}
