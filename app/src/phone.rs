//! Telephone numbers as people write them, kept as E.164.

use phonenumber::{Mode, PhoneNumber, country, metadata::DATABASE};

/// What people put between the digits to read them more easily.
const SEPARATORS: [char; 6] = ['-', '.', '(', ')', '/', '\u{2011}'];

/// Reads an international number, or a national one of the desk's country. `None` for everything
/// that no telephone network would route.
pub fn parse(text: &str, country: Option<country::Id>) -> Option<String> {
    let dialled: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !SEPARATORS.contains(c))
        .collect();
    let digits = dialled.strip_prefix('+').unwrap_or(&dialled);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = phonenumber::parse(country, &dialled).ok()?;
    is_routable(&number).then(|| number.format().mode(Mode::E164).to_string())
}

/// Numbering plans grow faster than their copies, so a number counts that is valid or at least as
/// long as numbers of its country are.
fn is_routable(number: &PhoneNumber) -> bool {
    number.is_valid() || has_possible_length(number)
}

fn has_possible_length(number: &PhoneNumber) -> bool {
    let Ok(length) = u16::try_from(number.national().to_string().len()) else {
        return false;
    };
    DATABASE
        .by_code(&number.code().value())
        .into_iter()
        .flatten()
        .any(|region| {
            let kinds = region.descriptors();
            [kinds.fixed_line(), kinds.mobile()]
                .into_iter()
                .flatten()
                .any(|kind| kind.possible_length().contains(&length))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_spain(text: &str) -> Option<String> {
        parse(text, Some(country::ES))
    }

    #[test]
    fn a_number_is_kept_as_e164_however_it_is_written() {
        for text in [
            "+34600123456",
            "+34 600 12 34 56",
            "600123456",
            "600 123 456",
            "(600) 123-456",
            "0034 600 123 456",
        ] {
            assert_eq!(in_spain(text).as_deref(), Some("+34600123456"), "{text}");
        }
        assert_eq!(
            in_spain("+1 (212) 555-0123").as_deref(),
            Some("+12125550123")
        );
        assert_eq!(
            in_spain("+39 06 698 12345").as_deref(),
            Some("+390669812345")
        );
    }

    #[test]
    fn a_number_of_a_range_nobody_knows_yet_is_accepted() {
        assert_eq!(in_spain("+15555550123").as_deref(), Some("+15555550123"));
    }

    #[test]
    fn what_no_network_would_route_is_refused() {
        for text in [
            "",
            "+",
            "abc",
            "12",
            "+34",
            "+34 600",
            "600123",
            "+346001234567890123",
            "+999600123456",
            "600123456x",
            "+34600123456 ext. 5",
            "1-800-FLOWERS",
            "<b>600123456</b>",
        ] {
            assert_eq!(in_spain(text), None, "{text}");
        }
    }

    #[test]
    fn a_national_number_needs_a_country() {
        assert_eq!(parse("600123456", None), None);
        assert!(parse("+34600123456", None).is_some());
    }
}
