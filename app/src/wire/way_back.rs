//! The way back for somebody who has to sign in first: to the page that they wanted, its query included,
//! and to no other site.

use percent_encoding::{
    AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode,
};

pub const SIGN_IN: &str = "/sign-in";
/// The field of the sign-in form, and the parameter of its address.
pub const NEXT: &str = "next";
const PASSWORD_STEP: &str = "step=password";
/// Longer than any address of ours, and short enough for every header.
const LONGEST: usize = 2_000;

/// What an address can't hold as it is.
const ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'^');

/// What the value of a parameter can't hold.
const PARAMETER: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Where somebody signs in who wanted `wanted`: a path of this site with its query.
pub fn sign_in_address(wanted: &str) -> String {
    match way_back(wanted) {
        Some(back) if back != "/" => {
            format!("{SIGN_IN}?{NEXT}={}", utf8_percent_encode(&back, PARAMETER))
        }
        _ => SIGN_IN.to_owned(),
    }
}

/// Where they give the password, once they have given their address. A page that was asked for, not the answer to a form:
/// whoever goes back from the desktop meets nothing that would have to be sent again.
pub fn password_address(wanted: &str) -> String {
    let address = sign_in_address(wanted);
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}{PASSWORD_STEP}")
}

/// Whether it is the address of that step, by its query.
pub fn is_password_step(query: &str) -> bool {
    query.split('&').any(|pair| pair == PASSWORD_STEP)
}

/// The address to go to after signing in, as it can stand in a header; nothing unless it is a page of
/// this site. `//host` and `/\host` lead to other sites, and so may what becomes one of these when a
/// browser tidies it up.
pub fn way_back(wanted: &str) -> Option<String> {
    let (path, _) = wanted.split_once('?').unwrap_or((wanted, ""));
    let is_ours = wanted.len() <= LONGEST
        && path.starts_with('/')
        && !path.contains("//")
        && !path.split('/').any(|part| matches!(part, "." | ".."))
        && !matches!(path, SIGN_IN | "/sign-out")
        && !wanted.contains(|c: char| c == '\\' || c.is_control());
    is_ours.then(|| utf8_percent_encode(wanted, ADDRESS).to_string())
}

/// What the address of the sign-in page names, by its query.
pub fn named_in(query: &str) -> Option<String> {
    let (_, value) = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(name, _)| *name == NEXT)?;
    let value = value.replace('+', " ");
    way_back(&percent_decode_str(&value).decode_utf8().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_address_comes_back_after_the_sign_in() {
        for wanted in [
            "/profile/notifications",
            "/supervisor/notifications?customer=Silva",
            "/supervisor/notifications?customer=Silva%20%26%20Sons&kind=inbound_call",
            "/supervisor/notifications?customer=Jos%C3%A9+Pe%C3%B1a&reason=",
            "/?request=01988c5e-53a7-7abc-8def-0123456789ab",
            "/?a=1%2B1&b=100%25&c=//elsewhere.example&d=https://elsewhere.example/",
            "/supervisor/notifications?next=/profile",
        ] {
            let address = sign_in_address(wanted);
            let query = address.strip_prefix("/sign-in?").unwrap();
            assert_eq!(named_in(query).as_deref(), Some(wanted), "{address}");
            assert!(!is_password_step(query), "{address}");

            let address = password_address(wanted);
            let query = address.strip_prefix("/sign-in?").unwrap();
            assert_eq!(named_in(query).as_deref(), Some(wanted), "{address}");
            assert!(is_password_step(query), "{address}");
        }
        assert_eq!(password_address("/"), "/sign-in?step=password");
    }

    #[test]
    fn an_address_written_by_hand_is_understood() {
        for (query, wanted) in [
            ("next=/profile/notifications", "/profile/notifications"),
            (
                "next=/supervisor/notifications?customer=Silva",
                "/supervisor/notifications?customer=Silva",
            ),
            (
                "lang=es&next=%2F%3Fcustomer%3DMaria+Silva",
                "/?customer=Maria%20Silva",
            ),
            ("next=/?customer=Jos%C3%A9", "/?customer=Jos%C3%A9"),
        ] {
            assert_eq!(named_in(query).as_deref(), Some(wanted), "{query}");
        }
    }

    #[test]
    fn the_desktop_needs_no_way_back() {
        for wanted in ["/", "", "/sign-in", "/sign-in?next=/sign-in", "/sign-out"] {
            assert_eq!(sign_in_address(wanted), "/sign-in", "{wanted}");
        }
    }

    #[test]
    fn nothing_leads_to_another_site() {
        let long = format!("/?customer={}", "a".repeat(LONGEST));
        for wrong in [
            "",
            "profile",
            "?request=1",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/.//evil.example",
            "/..//evil.example",
            "/../evil",
            "/\tevil",
            "/\n/evil.example",
            "/a?b\r\nset-cookie: x",
            "https://evil.example",
            "https:evil.example",
            "javascript:alert(1)",
            " //evil.example",
            "/?next=\\evil.example",
            &long,
        ] {
            assert_eq!(way_back(wrong), None, "{wrong:?}");
            let named = format!("next={}", utf8_percent_encode(wrong, NON_ALPHANUMERIC));
            assert_eq!(named_in(&named), None, "{named}");
        }
        assert_eq!(named_in("next=%FF"), None);
        assert_eq!(named_in("nextx=/profile"), None);
    }
}
