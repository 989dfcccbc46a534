//! Passwords that are guessed first: the commonest ones, and the words of the desk itself
//! (NIST SP 800-63B, 3.1.1.2).

use domain::text;

/// Sorted, in lower case, of eight characters or more.
static COMMON: &str = include_str!("common_passwords.txt");

/// Of a password that contains words of the desk, so many characters have to be something else.
const LEFT_AT_LEAST: usize = 5;
/// Shorter words are part of too many others.
const SHORTEST_WORD: usize = 3;
/// Different characters that a password has to have.
const DIFFERENT_AT_LEAST: usize = 4;
const OUR_OWN: &str = "deskbell";

/// Whether many people have it, whatever they write in capitals or put behind it.
pub(super) fn is_common(password: &str) -> bool {
    let folded = text::searchable(password);
    let bare = letters(&folded);
    let core = folded.trim_matches(|c: char| !c.is_alphabetic());
    let trimmed = folded.trim_end_matches(|c: char| c.is_ascii_punctuation());
    [folded.as_str(), core, trimmed, once(&bare)]
        .into_iter()
        .any(is_listed)
        || is_monotonous(&password.to_lowercase())
}

/// Whether little is left of it without the words that anybody would try here: names, addresses and
/// what the program is called.
pub(super) fn is_own(password: &str, texts: &[&str]) -> bool {
    let mut rest = letters(password);
    let mut words: Vec<String> = texts
        .iter()
        .flat_map(|text| {
            let parts = text.split(|c: char| !c.is_alphanumeric());
            parts.map(letters).chain([letters(text)])
        })
        .chain([OUR_OWN.to_owned()])
        .filter(|word| word.chars().count() >= SHORTEST_WORD)
        .collect();
    // The longest first: a part would leave the rest of the whole behind.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let before = rest.len();
    for word in &words {
        rest = rest.replace(word.as_str(), "");
    }
    rest.len() < before && rest.chars().count() < LEFT_AT_LEAST
}

fn is_listed(form: &str) -> bool {
    // As text of lines, so that the program carries no second copy of it.
    let mut begin = 0;
    let mut end = COMMON.len();
    while begin < end {
        let middle = begin + (end - begin) / 2;
        let from = COMMON[..middle].rfind('\n').map_or(0, |place| place + 1);
        let to = COMMON[middle..]
            .find('\n')
            .map_or(COMMON.len(), |place| middle + place);
        match COMMON[from..to].cmp(form) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => begin = to + 1,
            std::cmp::Ordering::Greater => end = from,
        }
    }
    false
}

/// A few characters repeated, or one after the other as they stand in the alphabet.
fn is_monotonous(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    let mut different = characters.clone();
    different.sort_unstable();
    different.dedup();
    let runs_by = |step: i64| {
        characters
            .windows(2)
            .all(|pair| i64::from(u32::from(pair[1])) - i64::from(u32::from(pair[0])) == step)
    };
    different.len() < DIFFERENT_AT_LEAST || runs_by(1) || runs_by(-1)
}

/// Of what is only said twice, one half.
fn once(text: &str) -> &str {
    match text.split_at_checked(text.len() / 2) {
        Some((first, second)) if first == second => first,
        _ => text,
    }
}

fn letters(text: &str) -> String {
    let mut letters = text::searchable(text);
    letters.retain(char::is_alphanumeric);
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_so_that_everything_in_it_is_found() {
        let lines: Vec<_> = COMMON.lines().collect();
        assert_eq!(lines.len(), 10_000);
        assert!(lines.is_sorted());
        for line in lines {
            assert!(is_listed(line), "{line}");
            assert!(line.len() >= 8, "{line}");
        }
        for not in ["", "\n", "ring-the-bell", "zzzzzzzzzzzzzzzzzzz", "!"] {
            assert!(!is_listed(not), "{not}");
        }
    }

    #[test]
    fn what_many_people_have_is_common_however_it_is_dressed_up() {
        for password in [
            "password",
            "12345678",
            "PassWord",
            "password1",
            "Password123!",
            "qwertyuiop",
            "sunshine2026",
            "iloveyou!!",
            "p a s s w o r d",
            "pa\u{ad}ssword",
            "\u{ff50}assword",
            "p\u{e4}ssword",
            "passwordpassword",
            "1234567890",
            "aaaaaaaaaaaa",
            "abababababab",
            "abcdefghijkl",
            "987654321",
            "ßßßßßßßßß",
        ] {
            assert!(is_common(password), "{password}");
        }
        for password in [
            "ring-the-bell",
            "correct horse battery staple",
            "not-the-bell-2",
            "Xk7#pq9Lm",
            "contraseña-de-ana",
            "пароль-подлиннее",
        ] {
            assert!(!is_common(password), "{password}");
        }
    }

    #[test]
    fn the_desks_own_words_are_no_password() {
        let own = ["Acme Support", "Ana Torres", "ana.torres@acme.example"];
        for password in [
            "deskbell",
            "Deskbell2026!",
            "acmesupport",
            "Acme-Support-1",
            "anatorres",
            "Torres.Ana.99",
            "ana.torres@acme.example",
            "deskbell-acme",
            "example-acme",
        ] {
            assert!(is_own(password, &own), "{password}");
        }
        for password in [
            "ring-the-bell",
            "banana-split-x",
            "acme-runs-on-coffee",
            "deskbell-purple-rain",
        ] {
            assert!(!is_own(password, &own), "{password}");
        }
        assert!(!is_own(
            "ring-the-bell",
            &["demo", "Ana Torres", "ana@demo.example"]
        ));
        assert!(is_own("deskbell99", &[]));
        assert!(is_own("josepena1", &["José Peña"]));
        assert!(is_own("JOSÉPEÑA1", &["Jose Pena"]));
    }
}
