//! Variables of the environment that look like settings and are none.

use super::error::ConfigError;

const PREFIX: &str = "DESKBELL_";

/// A misspelt setting would silently do nothing. What Kubernetes and others set by themselves for a
/// service of our name is none: those names are returned.
///
/// # Errors
/// Names the first variable with our prefix that is not a setting.
pub fn refuse_unknown(
    names: impl Iterator<Item = String>,
    known: &[String],
) -> Result<Vec<String>, ConfigError> {
    let mut ignored = vec![];
    for name in names.filter(|name| name.starts_with(PREFIX)) {
        if known.contains(&name) {
            continue;
        }
        if !is_of_service_discovery(&name) {
            return Err(ConfigError::Unknown {
                name,
                known: known.to_vec(),
            });
        }
        ignored.push(name);
    }
    ignored.sort();
    Ok(ignored)
}

fn is_of_service_discovery(name: &str) -> bool {
    name == "DESKBELL_PORT"
        || name.starts_with("DESKBELL_PORT_")
        || name.starts_with("DESKBELL_SERVICE_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_setting_is_named() {
        let known = vec!["DESKBELL_ADDR".to_owned()];
        let names = ["PATH", "DESKBELL_ADDR", "DESKBELL_ADR"].map(str::to_owned);
        let error = refuse_unknown(names.into_iter(), &known).unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no setting DESKBELL_ADR; the settings are DESKBELL_ADDR"
        );
    }

    #[test]
    fn what_service_discovery_sets_is_no_setting_and_no_mistake() {
        let known = vec!["DESKBELL_ADDR".to_owned()];
        let check =
            |names: &[&str]| refuse_unknown(names.iter().map(|name| (*name).to_owned()), &known);
        let theirs = [
            "DESKBELL_PORT",
            "DESKBELL_PORT_3000_TCP",
            "DESKBELL_PORT_3000_TCP_ADDR",
            "DESKBELL_SERVICE_HOST",
            "DESKBELL_SERVICE_PORT",
            "DESKBELL_SERVICE_PORT_HTTP",
        ];
        assert_eq!(check(&theirs).unwrap(), theirs);
        assert_eq!(check(&["DESKBELL_ADDR", "HOME"]).unwrap(), [""; 0]);
        for unknown in ["DESKBELL_PORTS", "DESKBELL_SERVICE", "DESKBELL_ADR_PORT"] {
            assert!(check(&[theirs[0], unknown]).is_err(), "{unknown}");
        }
    }
}
