//! The cookies: which names they have, and how they are read and set.

use axum::http::{HeaderMap, HeaderValue, header};
use domain::id::DeviceId;

use super::Token;
use crate::config::{PublicUrl, Scheme};

/// Tells the browsers of one agent apart: a random id, set at sign-in and kept for a year.
const DEVICE: &str = "deskbell-device";
const LANGUAGE: &str = "deskbell-language";

const GUARDED: &str = "__Host-deskbell";
const PLAIN: &str = "deskbell";
const YEAR: u32 = 365 * 24 * 60 * 60;

/// How a session cookie is called and guarded towards one browser. Browsers take a `__Host-` cookie
/// only over TLS, so a server that is tried out over plain HTTP on the same machine goes without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookies {
    Guarded,
    Plain,
}

impl Cookies {
    pub fn towards(headers: &HeaderMap, public_url: Option<&PublicUrl>) -> Self {
        let over_tls = public_url.is_some_and(|url| url.scheme == Scheme::Https);
        let host = headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .unwrap_or_default();
        if !over_tls && is_loopback(host) {
            Self::Plain
        } else {
            Self::Guarded
        }
    }

    /// Whether the browser that sent this form keeps them. Behind a proxy that ends TLS, only the
    /// browser knows how it got here, and says so.
    pub fn are_kept(self, headers: &HeaderMap) -> bool {
        let origin = headers.get(header::ORIGIN).and_then(|it| it.to_str().ok());
        let over_http = origin.and_then(|origin| origin.strip_prefix("http://"));
        match self {
            Self::Plain => true,
            Self::Guarded => over_http.is_none_or(is_loopback),
        }
    }

    pub fn session(self, headers: &HeaderMap) -> Option<Token> {
        Token::parse(read(headers, self.name())?)
    }

    /// No expiry in the browser: the server knows when a session is over.
    pub fn begin(self, token: &Token) -> Option<HeaderValue> {
        self.set(self.name(), token.reveal(), None)
    }

    pub fn end(self) -> Option<HeaderValue> {
        self.set(self.name(), "", Some(0))
    }

    pub fn device(self, id: DeviceId) -> Option<HeaderValue> {
        self.set(DEVICE, &id.to_string(), Some(YEAR))
    }

    pub fn language(self, code: &str) -> Option<HeaderValue> {
        self.set(LANGUAGE, code, Some(YEAR))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Guarded => GUARDED,
            Self::Plain => PLAIN,
        }
    }

    fn set(self, name: &str, value: &str, max_age: Option<u32>) -> Option<HeaderValue> {
        let secure = match self {
            Self::Guarded => "; Secure",
            Self::Plain => "",
        };
        let max_age = max_age.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
        let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{max_age}");
        let mut value = HeaderValue::from_str(&cookie).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

/// The browser, if somebody has signed in there before.
pub fn device_cookie(headers: &HeaderMap) -> Option<DeviceId> {
    read(headers, DEVICE)?.parse().ok()
}

pub fn language_cookie(headers: &HeaderMap) -> Option<&str> {
    read(headers, LANGUAGE)
}

fn read<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// Browsers count these hosts as trustworthy also without TLS.
fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn towards(host: &str, public_url: Option<&str>) -> Cookies {
        let headers = HeaderMap::from_iter([(header::HOST, host.parse().unwrap())]);
        let public_url = public_url.map(|url| url.parse().unwrap());
        Cookies::towards(&headers, public_url.as_ref())
    }

    #[test]
    fn only_plain_http_on_the_same_machine_goes_without_the_guard() {
        for host in [
            "localhost:3000",
            "127.0.0.1:3000",
            "[::1]:3000",
            "127.9.9.9",
        ] {
            assert_eq!(towards(host, None), Cookies::Plain, "{host}");
            let public = Some("https://desk.example.org");
            assert_eq!(towards(host, public), Cookies::Guarded, "{host}");
        }
        for host in [
            "desk.example.org",
            "192.0.2.1:3000",
            "127.0.0.1.example.org",
            "",
        ] {
            assert_eq!(towards(host, None), Cookies::Guarded, "{host}");
        }
    }

    #[test]
    fn a_browser_keeps_guarded_cookies_unless_it_came_over_plain_http() {
        let sent_from =
            |origin: &str| HeaderMap::from_iter([(header::ORIGIN, origin.parse().unwrap())]);
        for (origin, kept) in [
            ("https://desk.example.org", true),
            ("http://desk.example.org", false),
            ("http://192.0.2.1:3000", false),
            ("http://localhost:3000", true),
            ("null", true),
        ] {
            let headers = sent_from(origin);
            assert_eq!(Cookies::Guarded.are_kept(&headers), kept, "{origin}");
            assert!(Cookies::Plain.are_kept(&headers), "{origin}");
        }
        assert!(Cookies::Guarded.are_kept(&HeaderMap::new()));
    }

    #[test]
    fn the_session_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        let cookie = Cookies::Guarded.begin(&Token::fresh()).unwrap();
        let text = cookie.to_str().unwrap();
        assert!(text.starts_with("__Host-deskbell="));
        assert!(text.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"));
        assert!(cookie.is_sensitive());
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "a=1; deskbell-device=x".parse().unwrap());
        headers.append(header::COOKIE, "b=2".parse().unwrap());
        assert_eq!(read(&headers, DEVICE), Some("x"));
        assert_eq!(read(&headers, "b"), Some("2"));
        assert_eq!(read(&headers, "c"), None);
    }
}
