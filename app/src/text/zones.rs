//! Time zones as a browser knows them, and what people call them.

#[cfg(feature = "hydrate")]
use std::sync::OnceLock;

/// What people call a zone: `New York` of `America/New_York`.
pub fn place(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

/// The zone that is meant by the name of its city, if it is the only one that has it.
pub fn zone_of<'zone>(city: &str, zones: &'zone [String]) -> Option<&'zone str> {
    let city = city.trim();
    let mut found = zones
        .iter()
        .filter(|zone| place(zone).eq_ignore_ascii_case(city));
    match (found.next(), found.next()) {
        (Some(zone), None) => Some(zone),
        _ => None,
    }
}

/// All that this browser knows, by their IANA names. Older ones don't say.
///
/// ## Server-Side Rendering
/// Nobody chooses there: none.
#[cfg(feature = "hydrate")]
pub fn known_zones() -> &'static [String] {
    static KNOWN: OnceLock<Vec<String>> = OnceLock::new();
    KNOWN.get_or_init(ask_for_zones)
}

#[cfg(feature = "hydrate")]
fn ask_for_zones() -> Vec<String> {
    use js_sys::{Array, Function, Reflect};
    use wasm_bindgen::{JsCast, JsValue};

    let ask = || -> Result<Array, JsValue> {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
        let values = Reflect::get(&intl, &"supportedValuesOf".into())?.dyn_into::<Function>()?;
        values.call1(&intl, &"timeZone".into())?.dyn_into()
    };
    let zones = ask().unwrap_or_default();
    zones.iter().filter_map(|zone| zone.as_string()).collect()
}

#[cfg(not(feature = "hydrate"))]
pub fn known_zones() -> &'static [String] {
    &[]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_found_by_its_city() {
        let zones = [
            "America/New_York",
            "Europe/Madrid",
            "US/Central",
            "Canada/Central",
        ]
        .map(str::to_owned);
        assert_eq!(zone_of(" madrid", &zones), Some("Europe/Madrid"));
        assert_eq!(zone_of("New york", &zones), Some("America/New_York"));
        assert_eq!(zone_of("Central", &zones), None);
        assert_eq!(zone_of("", &zones), None);
    }
}
