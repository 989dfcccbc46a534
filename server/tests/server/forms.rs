//! Forms as browsers without scripts send them. Here is what such a browser reads and sends.

mod drafts;
mod kept;
mod pressed;
mod refused;

use serde_json::Value;

use crate::{browser::Browser, html::hidden};

pub const NOTE: &str = "</textarea><b>call twice</b>";

/// A call far ahead, as the form sends it.
pub fn call<'f>(press: &'f str, name: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("press", press),
        ("action", "plan"),
        ("name", name),
        ("phone", "+34 600 123 456"),
        ("date", "2099-06-01"),
        ("time", "14:30"),
        ("zone", "Europe/Madrid"),
        ("note", NOTE),
        ("owner", "me"),
    ]
}

pub fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

/// The token in the forms of a page.
pub async fn token(browser: &Browser, path: &str) -> String {
    let page = browser.text(path).await;
    hidden(&page, "press").expect("the page has forms with a token")
}

pub async fn planned(browser: &Browser) -> Vec<Value> {
    let view = browser.view().await;
    let requests = view["requests"].as_object().unwrap();
    let planned = requests
        .values()
        .filter(|row| row["phase"]["state"] == "scheduled");
    planned.cloned().collect()
}
