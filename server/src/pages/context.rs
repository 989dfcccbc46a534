//! What pages and server functions find in their Leptos context.

use app::{
    desk::request_info::RequestInfo,
    server::signed_in::{Outside, SignedIn},
    text::Language,
    wire::{form::FormState, theme::Theme},
};
use domain::device::Page;
use http::{HeaderMap, HeaderValue, header, request::Parts};
use leptos::{
    nonce::use_nonce,
    prelude::{provide_context, use_context},
};
use leptos_axum::ResponseOptions;

use crate::{auth::cookie, security::policy};

/// More than any browser sends; it goes into the page.
const LONGEST_USER_AGENT: usize = 400;

/// The one function that fills the context, so that a server function sees what its page saw. What
/// the middleware found out travels in the request's extensions.
pub fn provide() {
    let Some(parts) = use_context::<Parts>() else {
        return;
    };
    provide_context(RequestInfo {
        // Chosen with the form that is being answered: the browser's cookie is older.
        language: parts
            .extensions
            .get::<Language>()
            .copied()
            .unwrap_or_else(|| language(&parts.headers)),
        user_agent: user_agent(&parts.headers),
    });
    provide_context(theme(&parts.headers));
    provide_context(
        parts
            .extensions
            .get::<FormState>()
            .cloned()
            .unwrap_or_default(),
    );
    if let Some(signed_in) = parts.extensions.get::<SignedIn>() {
        provide_context(signed_in.clone());
    }
    if let Some(outside) = parts.extensions.get::<Outside>() {
        provide_context(*outside);
    }
    // Only a page has a nonce.
    if let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>())
        && let Ok(policy) = HeaderValue::from_str(&policy::of_page(&nonce))
    {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// What a browser says of itself before any page of it does.
pub fn page(headers: &HeaderMap) -> Page {
    Page {
        user_agent: user_agent(headers),
        language: language(headers).code().to_owned(),
        utc_offset: None,
        zone: None,
    }
}

/// The agent's choice, else what the browser asks for first among what there is.
pub fn language(headers: &HeaderMap) -> Language {
    let chosen = cookie::language_cookie(headers).and_then(Language::from_tag);
    let asked = || {
        headers
            .get(header::ACCEPT_LANGUAGE)?
            .to_str()
            .ok()?
            .split(',')
            .find_map(|tag| Language::from_tag(tag.split(';').next().unwrap_or(tag)))
    };
    chosen.or_else(asked).unwrap_or_default()
}

fn theme(headers: &HeaderMap) -> Theme {
    cookie::theme_cookie(headers)
        .and_then(Theme::named)
        .unwrap_or_default()
}

fn user_agent(headers: &HeaderMap) -> String {
    headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .map(|text| text.chars().take(LONGEST_USER_AGENT).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(pairs: &[(header::HeaderName, &str)]) -> Language {
        let headers = pairs
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().unwrap()));
        language(&headers.collect())
    }

    #[test]
    fn a_choice_outweighs_the_browser() {
        let spanish = (header::ACCEPT_LANGUAGE, "fr;q=0.9, es-MX;q=0.8, en;q=0.7");
        assert_eq!(spoken(&[]), Language::En);
        assert_eq!(spoken(std::slice::from_ref(&spanish)), Language::Es);
        let english = (header::COOKIE, "deskbell-language=en");
        assert_eq!(spoken(&[spanish, english]), Language::En);
    }
}
