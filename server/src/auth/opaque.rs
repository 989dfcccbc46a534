//! Passwords in the one form of RFC 8265 (*OpaqueString*), so that the same letters are the same
//! password from every keyboard: accents composed, every space the usual one, capitals as typed.

use domain::text;

/// What is hashed of a new password.
pub fn enforced(password: &str) -> String {
    let spaced: String = password
        .chars()
        .map(|c| {
            if c.is_whitespace() && !c.is_control() {
                ' '
            } else {
                c
            }
        })
        .collect();
    text::composed(&spaced).into_owned()
}

/// What the hash may be of, the usual one first. Passwords were once hashed as they were typed: with
/// accents of their own, or with spaces of other kinds. Plain letters have one form, so that looking
/// costs no more than it did.
pub fn forms(password: &str) -> Vec<String> {
    let enforced = enforced(password);
    let decomposed = text::decomposed(&enforced).into_owned();
    let mut forms = vec![enforced];
    for other in [password.to_owned(), decomposed] {
        if !forms.contains(&other) {
            forms.push(other);
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_letters_have_one_form() {
        assert_eq!(forms("ring-the-bell"), ["ring-the-bell"]);
    }

    #[test]
    fn accents_are_composed_and_spaces_usual() {
        assert_eq!(enforced("A\u{308}h\u{2003}ß"), "Äh ß");
        assert_eq!(forms("Äh"), ["Äh", "A\u{308}h"]);
        assert_eq!(
            forms("A\u{308}\u{A0}h"),
            ["Ä h", "A\u{308}\u{A0}h", "A\u{308} h"]
        );
    }
}
