//! What to log, as it is typed.

use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;

/// A word alone is a level. What the log takes for a part of the program instead, as it does `warning`, would
/// silence everything else.
pub fn log_filter(text: &str) -> Result<String, String> {
    let allowed = "off, error, warn, info, debug or trace, or a filter such as info,server=debug";
    let misspelt = text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.contains(['=', '[']))
        .any(|word| word.parse::<LevelFilter>().is_err());
    if misspelt || EnvFilter::builder().parse(text).is_err() {
        return Err(allowed.to_owned());
    }
    Ok(text.to_owned())
}
