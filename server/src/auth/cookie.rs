//! The cookies: which names they have, and how they are read and set.

use std::{borrow::Cow, sync::Arc};

use axum::http::{HeaderMap, HeaderValue, header};
use domain::id::DeviceId;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::token::Token;
use crate::{
    config::public_url::{PublicUrl, Scheme},
    digest::sha256_hex,
};

/// The same for every installation: it is the person's, not the desk's.
const LANGUAGE: &str = "deskbell-language";
/// So is this.
const THEME: &str = "deskbell-theme";
const YEAR: u32 = 365 * 24 * 60 * 60;
const TEN_MINUTES: u32 = 10 * 60;
/// Of the installation's id, in hex.
const SUFFIX: usize = 8;

/// What the cookies are called. Browsers tell hosts apart but not ports, so each installation has names
/// of its own: two on one host would otherwise take each other's.
#[derive(Clone, Debug)]
pub struct CookieNames(Arc<Names>);

#[derive(Debug)]
struct Names {
    guarded: String,
    plain: String,
    /// Tells the browsers of one agent apart: a random id, set at sign-in and kept for a year.
    device: String,
    /// The address that somebody has given, until they have given the password as well.
    signing_in: String,
}

/// What the cookies were called before installations had ids: read, never set.
const BEFORE_GUARDED: &str = "__Host-deskbell";
const BEFORE_PLAIN: &str = "deskbell";
const BEFORE_DEVICE: &str = "deskbell-device";

impl CookieNames {
    /// `installation`: its id.
    pub fn of(installation: &str) -> Self {
        let mut suffix = sha256_hex(installation.as_bytes());
        suffix.truncate(SUFFIX);
        Self(Arc::new(Names {
            guarded: format!("{BEFORE_GUARDED}-{suffix}"),
            plain: format!("{BEFORE_PLAIN}-{suffix}"),
            device: format!("{BEFORE_DEVICE}-{suffix}"),
            signing_in: format!("deskbell-signing-in-{suffix}"),
        }))
    }

    /// How they are set in the browser that sent these headers. Browsers take a `__Host-` cookie only
    /// over TLS, so a server that is tried out over plain HTTP on the same machine goes without.
    pub fn towards(&self, headers: &HeaderMap, public_url: Option<&PublicUrl>) -> Cookies {
        let over_tls = public_url.is_some_and(|url| url.scheme == Scheme::Https);
        let host = headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .unwrap_or_default();
        let guard = if !over_tls && is_loopback(host) {
            Guard::Plain
        } else {
            Guard::Guarded
        };
        Cookies {
            names: Arc::clone(&self.0),
            guard,
        }
    }
}

/// The cookies towards one browser.
#[derive(Clone, Debug)]
pub struct Cookies {
    names: Arc<Names>,
    guard: Guard,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Guard {
    Guarded,
    Plain,
}

impl Cookies {
    /// Whether the browser that sent this form keeps them. Behind a proxy that ends TLS, only the
    /// browser knows how it got here, and says so.
    pub fn are_kept(&self, headers: &HeaderMap) -> bool {
        let origin = headers.get(header::ORIGIN).and_then(|it| it.to_str().ok());
        let over_http = origin.and_then(|origin| origin.strip_prefix("http://"));
        match self.guard {
            Guard::Plain => true,
            Guard::Guarded => over_http.is_none_or(is_loopback),
        }
    }

    /// The token of the session, as a browser sent it.
    pub fn session(&self, headers: &HeaderMap) -> Option<Token> {
        let (name, before) = match self.guard {
            Guard::Guarded => (&self.names.guarded, BEFORE_GUARDED),
            Guard::Plain => (&self.names.plain, BEFORE_PLAIN),
        };
        Token::parse(read(headers, name).or_else(|| read(headers, before))?)
    }

    /// The browser, if somebody has signed in there before.
    pub fn known_device(&self, headers: &HeaderMap) -> Option<DeviceId> {
        read(headers, &self.names.device)
            .or_else(|| read(headers, BEFORE_DEVICE))?
            .parse()
            .ok()
    }

    /// No expiry in the browser: the server knows when a session is over.
    pub fn begin(&self, token: &Token) -> Option<HeaderValue> {
        self.set(self.name(), token.reveal(), None)
    }

    /// Ends the session's cookie.
    pub fn end(&self) -> Option<HeaderValue> {
        self.set(self.name(), "", Some(0))
    }

    /// Has the browser say next time who it is.
    pub fn device(&self, id: DeviceId) -> Option<HeaderValue> {
        self.set(&self.names.device, &id.to_string(), Some(YEAR))
    }

    /// Whoever is about to sign in in this browser.
    pub fn who_signs_in(&self, headers: &HeaderMap) -> Option<String> {
        let email = percent_decode_str(read(headers, &self.names.signing_in)?);
        email.decode_utf8().ok().map(Cow::into_owned)
    }

    /// Keeps the address over the step to the password.
    pub fn signing_in(&self, email: &str) -> Option<HeaderValue> {
        let email = utf8_percent_encode(email, NON_ALPHANUMERIC).to_string();
        self.set(&self.names.signing_in, &email, Some(TEN_MINUTES))
    }

    /// Forgets it.
    pub fn signed_in(&self) -> Option<HeaderValue> {
        self.set(&self.names.signing_in, "", Some(0))
    }

    /// Keeps the language that somebody chose.
    pub fn language(&self, code: &str) -> Option<HeaderValue> {
        self.set(LANGUAGE, code, Some(YEAR))
    }

    /// Keeps the theme that somebody chose.
    pub fn theme(&self, name: &str) -> Option<HeaderValue> {
        self.set(THEME, name, Some(YEAR))
    }

    fn name(&self) -> &str {
        match self.guard {
            Guard::Guarded => &self.names.guarded,
            Guard::Plain => &self.names.plain,
        }
    }

    fn set(&self, name: &str, value: &str, max_age: Option<u32>) -> Option<HeaderValue> {
        let secure = match self.guard {
            Guard::Guarded => "; Secure",
            Guard::Plain => "",
        };
        let max_age = max_age.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
        let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{max_age}");
        let mut value = HeaderValue::from_str(&cookie).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

/// The language that somebody chose in this browser.
pub fn language_cookie(headers: &HeaderMap) -> Option<&str> {
    read(headers, LANGUAGE)
}

/// The theme that somebody chose in this browser.
pub fn theme_cookie(headers: &HeaderMap) -> Option<&str> {
    read(headers, THEME)
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
        CookieNames::of("here").towards(&headers, public_url.as_ref())
    }

    fn plain() -> Cookies {
        towards("localhost", None)
    }

    fn guarded() -> Cookies {
        towards("desk.example.org", None)
    }

    fn sent(line: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::COOKIE, line.parse().unwrap())])
    }

    #[test]
    fn only_plain_http_on_the_same_machine_goes_without_the_guard() {
        for host in [
            "localhost:3000",
            "127.0.0.1:3000",
            "[::1]:3000",
            "127.9.9.9",
        ] {
            assert_eq!(towards(host, None).guard, Guard::Plain, "{host}");
            let public = Some("https://desk.example.org");
            assert_eq!(towards(host, public).guard, Guard::Guarded, "{host}");
        }
        for host in [
            "desk.example.org",
            "192.0.2.1:3000",
            "127.0.0.1.example.org",
            "",
        ] {
            assert_eq!(towards(host, None).guard, Guard::Guarded, "{host}");
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
            assert_eq!(guarded().are_kept(&headers), kept, "{origin}");
            assert!(plain().are_kept(&headers), "{origin}");
        }
        assert!(guarded().are_kept(&HeaderMap::new()));
    }

    #[test]
    fn the_session_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        let cookie = guarded().begin(&Token::fresh()).unwrap();
        let text = cookie.to_str().unwrap();
        assert!(text.starts_with("__Host-deskbell-"), "{text}");
        assert!(text.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"));
        assert!(cookie.is_sensitive());
    }

    #[test]
    fn two_installations_on_one_host_leave_each_others_cookies_alone() {
        let headers = HeaderMap::from_iter([(header::HOST, "localhost".parse().unwrap())]);
        let other = CookieNames::of("there").towards(&headers, None);
        let (ours, theirs) = (Token::fresh(), Token::fresh());
        let pair = |cookie: HeaderValue| {
            let text = cookie.to_str().unwrap().to_owned();
            text.split(';').next().unwrap().to_owned()
        };
        let line = [plain().begin(&ours), other.begin(&theirs)]
            .map(|cookie| pair(cookie.unwrap()))
            .join("; ");
        let read = |cookies: &Cookies| cookies.session(&sent(&line)).unwrap();
        assert_eq!(read(&plain()).hash(), ours.hash());
        assert_eq!(read(&other).hash(), theirs.hash());
    }

    #[test]
    fn a_browser_that_signed_in_before_the_names_changed_is_known() {
        let (old, new) = (Token::fresh(), Token::fresh());
        let device = "0190163d-8694-739b-aea5-966c26f8ad91";
        let before = format!("deskbell={}; deskbell-device={device}", old.reveal());
        let known = plain().session(&sent(&before)).unwrap();
        assert_eq!(known.hash(), old.hash());
        let known = plain().known_device(&sent(&before)).unwrap();
        assert_eq!(known.to_string(), device);

        let both = format!("{before}; {}={}", plain().name(), new.reveal());
        let known = plain().session(&sent(&both)).unwrap();
        assert_eq!(known.hash(), new.hash(), "the new name counts");
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "a=1; deskbell-x=x".parse().unwrap());
        headers.append(header::COOKIE, "b=2".parse().unwrap());
        assert_eq!(read(&headers, "deskbell-x"), Some("x"));
        assert_eq!(read(&headers, "b"), Some("2"));
        assert_eq!(read(&headers, "c"), None);
    }
}
