//! Writes what was found into the documentation: between two marks that stand there, so that what people wrote stays.

use std::{fs, path::Path};

use super::{Comparison, chart, table};
use crate::BenchError;

const PAGE: &str = "performance.md";
const HANDBOOK: &str = "operating.md";
const CHART: &str = "images/streams.svg";
const BEGIN: &str = "<!-- bench: the driver writes what follows -->";
const END: &str = "<!-- bench: until here -->";

/// Into the files of this folder. What needs more levels than were measured stays as it is.
pub fn record(comparison: &Comparison, folder: &Path) -> Result<(), BenchError> {
    replace(&folder.join(PAGE), &table::markdown(comparison))?;
    if let Some(carries) = &comparison.carries {
        replace(&folder.join(HANDBOOK), &carries.markdown())?;
    }
    if let Some(chart) = chart::svg(&comparison.levels) {
        fs::write(folder.join(CHART), chart)?;
    }
    Ok(())
}

fn replace(file: &Path, content: &str) -> Result<(), BenchError> {
    let text = fs::read_to_string(file)?;
    let text = replaced(&text, content).ok_or_else(|| {
        BenchError::Unexpected(format!("{} has no place for figures", file.display()))
    })?;
    fs::write(file, text)?;
    Ok(())
}

/// `None` without the marks.
fn replaced(text: &str, content: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n\n{content}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() {
        let text = format!("before\n{BEGIN}\nold\n{END}\nafter\n");
        let once = replaced(&text, "| new |\n").unwrap();
        assert_eq!(
            once,
            format!("before\n{BEGIN}\n\n| new |\n\n{END}\nafter\n")
        );
        assert_eq!(replaced(&once, "| new |\n").unwrap(), once);
        assert_eq!(replaced("no marks", "x"), None);
    }
}
