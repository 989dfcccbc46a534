//! E-mail addresses in one form, whoever wrote them: a browser sends `xn--bcher-kva.example` where a
//! person typed `bücher.example`.

use std::{borrow::Cow, fmt, str::FromStr};

use thiserror::Error;

use crate::text;

/// Bytes: the longest address that RFC 5321 lets a mail server accept.
const LONGEST: usize = 254;
/// Bytes before the @ (RFC 5321), and of a label of the domain (RFC 1035).
const LONGEST_LOCAL: usize = 64;
const LONGEST_LABEL: usize = 63;

/// An address by which an agent is known: without regard to case, the domain in letters that people
/// read (UTS #46).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not an e-mail address such as ana@example.org")]
pub struct NoEmail;

impl Email {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = NoEmail;

    fn from_str(text: &str) -> Result<Self, NoEmail> {
        let text = tidy(text);
        let (local, domain) = parts(&text).ok_or(NoEmail)?;
        let local = text::unified(&local.to_lowercase()).into_owned();
        let domain = readable_domain(domain).ok_or(NoEmail)?;
        let email = format!("{local}@{domain}");
        (email.len() <= LONGEST)
            .then_some(Self(email))
            .ok_or(NoEmail)
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

/// The address of a customer, as they write it themselves.
pub fn as_written(text: &str) -> Option<String> {
    let text = tidy(text);
    let (local, domain) = parts(&text)?;
    let arrives =
        text.len() <= LONGEST && is_deliverable(local, domain) && readable_domain(domain).is_some();
    arrives.then_some(text)
}

/// What mail servers refuse, and what is only pasted along: `<ana@example.org>`, `mailto:`.
fn is_deliverable(local: &str, domain: &str) -> bool {
    let is_plain = |part: &str| !part.contains(['<', '>', '(', ')', ',', ';', '"', '\\']);
    let is_label = |label: &str| {
        label.len() <= LONGEST_LABEL && !label.starts_with('-') && !label.ends_with('-')
    };
    local.len() <= LONGEST_LOCAL
        && local.split('.').all(|atom| !atom.is_empty())
        && is_plain(local)
        && !local.contains([':', '[', ']'])
        && is_plain(domain)
        && domain.split('.').all(is_label)
}

/// Whether both are the same address. What is none, as old rows may have it, is compared by its letters.
pub fn is_same(one: &str, other: &str) -> bool {
    one == other || canonical(one) == canonical(other)
}

/// An address, or a part of one, with the domain in letters that people read.
pub fn readable(text: &str) -> Cow<'_, str> {
    if !text.to_ascii_lowercase().contains("xn--") {
        return Cow::Borrowed(text);
    }
    let domain_at = text.rfind('@').map_or(0, |at| at + 1);
    let (local, domain) = text.split_at(domain_at);
    match idna::domain_to_unicode(domain) {
        (readable, Ok(())) => Cow::Owned(format!("{local}{readable}")),
        (_, Err(_)) => Cow::Borrowed(text),
    }
}

/// What addresses are compared by.
pub(crate) fn canonical(text: &str) -> String {
    text.parse::<Email>()
        .map_or_else(|NoEmail| text.trim().to_lowercase(), String::from)
}

/// Without what is pasted along with an address and can't be seen.
fn tidy(text: &str) -> String {
    let unified = text::unified(text.trim_matches(text::is_blank));
    let is_kept = |c: &char| c.is_whitespace() || c.is_control() || !text::is_blank(*c);
    unified.chars().filter(is_kept).collect()
}

/// The shape only: whether mail arrives there, only mail can tell.
fn parts(text: &str) -> Option<(&str, &str)> {
    let (local, domain) = text.split_once('@')?;
    let plausible = !local.is_empty()
        && !domain.contains('@')
        && domain.split('.').all(|label| !label.is_empty())
        && !text.chars().any(text::is_blank);
    plausible.then_some((local, domain))
}

fn readable_domain(domain: &str) -> Option<String> {
    let lower = domain.to_ascii_lowercase();
    if lower.is_ascii() && !lower.contains("xn--") {
        return Some(lower);
    }
    let ascii = idna::domain_to_ascii(domain).ok()?;
    let (readable, read) = idna::domain_to_unicode(&ascii);
    read.is_ok().then_some(readable)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("uta@bücher.example", "uta@bücher.example")]
    #[case("uta@xn--bcher-kva.example", "uta@bücher.example")]
    #[case("Uta@XN--BCHER-KVA.Example", "uta@bücher.example")]
    #[case("uta@bu\u{308}cher.example", "uta@bücher.example")]
    #[case("uta@BÜCHER.example", "uta@bücher.example")]
    #[case("u\u{308}ta@example.org", "üta@example.org")]
    #[case(" ana@demo.example\u{200B}", "ana@demo.example")]
    #[case("ana\u{2060}@demo.example", "ana@demo.example")]
    #[case("ａｎａ＠demo.example", "ana@demo.example")]
    #[case("ana@例え。テスト", "ana@例え.テスト")]
    #[case("ana@straße.example", "ana@straße.example")]
    fn an_address_has_one_form(#[case] typed: &str, #[case] form: &str) {
        assert_eq!(typed.parse::<Email>().unwrap().as_str(), form);
        assert!(is_same(typed, form));
    }

    #[rstest]
    #[case("<ana@demo.example>")]
    #[case("mailto:ana@demo.example")]
    #[case("a..b@demo.example")]
    #[case(".a@demo.example")]
    #[case("a.@demo.example")]
    #[case("a@-demo.example")]
    #[case("a@demo-.example")]
    #[case(&format!("{}@demo.example", "a".repeat(65)))]
    #[case(&format!("a@{}.example", "a".repeat(64)))]
    fn what_no_server_would_deliver(#[case] text: &str) {
        assert_eq!(as_written(text), None);
    }

    #[rstest]
    #[case("")]
    #[case("ana")]
    #[case("@demo.example")]
    #[case("ana@")]
    #[case("ana@@demo.example")]
    #[case("a@b@c")]
    #[case("ana@demo..example")]
    #[case("ana @demo.example")]
    #[case("ana\u{0}@demo.example")]
    #[case("ana@xn--a-ecp.ru\u{3002}")]
    fn what_is_no_address(#[case] text: &str) {
        assert_eq!(text.parse::<Email>(), Err(NoEmail));
        assert_eq!(as_written(text), None);
    }

    #[test]
    fn an_address_is_not_longer_than_mail_servers_take() {
        let longest = format!("{}@demo.example", "a".repeat(LONGEST - 13));
        assert!(longest.parse::<Email>().is_ok());
        assert_eq!(format!("a{longest}").parse::<Email>(), Err(NoEmail));
        assert_eq!(as_written(&format!("a{longest}")), None);
    }

    #[test]
    fn a_customer_writes_their_address_as_they_like() {
        for address in [
            "Maria+desk@Example.com",
            "maria@xn--bcher-kva.example",
            "a@[127.0.0.1]",
        ] {
            assert_eq!(as_written(address).as_deref(), Some(address));
        }
    }

    #[rstest]
    #[case("uta@xn--bcher-kva.example", "uta@bücher.example")]
    #[case("xn--bcher-kva", "bücher")]
    #[case("xn--zzzzzzzzz-", "xn--zzzzzzzzz-")]
    #[case("ana@demo.example", "ana@demo.example")]
    fn a_part_of_an_address_is_readable(#[case] text: &str, #[case] shown: &str) {
        assert_eq!(readable(text), shown);
    }
}
