//! Time zones as a browser knows them, and what people call them.

#[cfg(feature = "hydrate")]
use std::sync::OnceLock;

use super::{Facts, Language};

/// What people call a zone: `New York` of `America/New_York`. In other languages some have names of their own
/// ([`Facts::Place`]).
pub fn place(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

/// The zone that is meant by the name of its city, if it is the only one that has it.
pub fn zone_of<'zone>(
    city: &str,
    zones: &'zone [String],
    language: Language,
) -> Option<&'zone str> {
    let city = lower(city.trim());
    let mut found = zones.iter().filter(|zone| {
        let names = [place(zone), language.say(Facts::Place(zone))];
        names.iter().any(|name| lower(name) == city)
    });
    match (found.next(), found.next()) {
        (Some(zone), None) => Some(zone),
        _ => None,
    }
}

/// The tables of what has two cases are large, and every browser has them.
#[cfg(feature = "hydrate")]
fn lower(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

#[cfg(not(feature = "hydrate"))]
fn lower(text: &str) -> String {
    text.to_lowercase()
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
        let named = |city, language| zone_of(city, &zones, language);
        for language in Language::ALL {
            assert_eq!(named(" madrid", language), Some("Europe/Madrid"));
            assert_eq!(named("New york", language), Some("America/New_York"));
            assert_eq!(named("Central", language), None);
            assert_eq!(named("", language), None);
        }
        let new_york = Some("America/New_York");
        assert_eq!(named("nueva york", Language::Es), new_york);
        assert_eq!(named("nueva york", Language::En), None);
    }
}
