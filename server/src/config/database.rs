//! Which database is meant by its address.

use std::path::PathBuf;

use super::error::ConfigError;

/// The file that an address such as `sqlite:/var/lib/deskbell/deskbell.sqlite` names.
///
/// # Errors
/// It is the address of something else.
pub fn sqlite_file(url: &str) -> Result<PathBuf, ConfigError> {
    if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        return Err(ConfigError::PostgresNotYet);
    }
    let path = url
        .strip_prefix("sqlite://")
        .or_else(|| url.strip_prefix("sqlite:"))
        .ok_or(ConfigError::DatabaseUrl)?;
    let path = path.split('?').next().unwrap_or_default();
    if path.is_empty() || path == ":memory:" {
        return Err(ConfigError::DatabaseUrl);
    }
    Ok(PathBuf::from(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sqlite_is_claimed() {
        assert_eq!(
            sqlite_file("sqlite:///var/d.sqlite").unwrap(),
            PathBuf::from("/var/d.sqlite")
        );
        assert!(matches!(
            sqlite_file("postgres://desk@db/desk"),
            Err(ConfigError::PostgresNotYet)
        ));
        assert!(matches!(
            sqlite_file("mysql://x"),
            Err(ConfigError::DatabaseUrl)
        ));
    }
}
