//! Addresses by which a customer is reached outside Deskbell.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What may stand in such an address as it is. A comma would begin another recipient, a question mark
/// a hidden copy.
const OUTSIDE_ADDRESS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'+')
    .remove(b'@');

/// RFC 3966.
pub fn tel(phone: &str) -> String {
    format!("tel:{}", utf8_percent_encode(phone, OUTSIDE_ADDRESS))
}

/// RFC 6068.
pub fn mailto(address: &str) -> String {
    format!("mailto:{}", utf8_percent_encode(address, OUTSIDE_ADDRESS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_address_stays_readable() {
        assert_eq!(tel("+34600123456"), "tel:+34600123456");
        assert_eq!(
            mailto("maria.silva+shop@example.com"),
            "mailto:maria.silva+shop@example.com"
        );
    }

    #[test]
    fn an_address_is_one_recipient_and_nothing_else() {
        for (address, link) in [
            (
                "a@b.example?bcc=c@d.example",
                "mailto:a@b.example%3Fbcc%3Dc@d.example",
            ),
            (
                "a@b.example,c@d.example",
                "mailto:a@b.example%2Cc@d.example",
            ),
            ("a&b%3F@c.example", "mailto:a%26b%253F@c.example"),
            ("a b#c@d.example", "mailto:a%20b%23c@d.example"),
            ("josé@example.com", "mailto:jos%C3%A9@example.com"),
        ] {
            assert_eq!(mailto(address), link);
        }
        assert_eq!(tel("+1415;isub=9?x"), "tel:+1415%3Bisub%3D9%3Fx");
    }
}
