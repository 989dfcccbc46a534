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
/// A word of the list with no more than this around it is guessed with it: a year and two signs.
const MOST_AROUND: usize = 6;
/// Shorter ones are part of too much in the list.
const SHORTEST_CORE: usize = 4;
/// More digits in a row are a number.
const MOST_LETTERS_AT_THE_END: usize = 2;
/// Numbers that are shorter are tried one after the other.
const SHORTEST_NUMBER: usize = 15;
const OUR_OWN: &str = "deskbell";

/// Whether many people have it, whatever they write in capitals or backwards, put a digit for or put
/// behind it.
pub(super) fn is_common(password: &str) -> bool {
    readings(password).iter().any(|reading| {
        let bare = letters(reading);
        let core = reading.trim_matches(|c: char| !c.is_alphabetic());
        let trimmed = reading.trim_end_matches(|c: char| c.is_ascii_punctuation());
        let forms = [reading, core, trimmed, once(&bare), once(core)];
        forms.into_iter().any(is_listed) || is_decorated(reading, core)
    }) || is_monotonous(&password.to_lowercase())
        || is_short_number(password)
}

/// Whether little is left of it without the words that anybody would try here: names, addresses and
/// what the program is called.
pub(super) fn is_own(password: &str, texts: &[&str]) -> bool {
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
    readings(password).iter().any(|reading| {
        let whole = letters(reading);
        let rest = words
            .iter()
            .fold(whole.clone(), |rest, word| rest.replace(word.as_str(), ""));
        rest.len() < whole.len() && rest.chars().count() < LEFT_AT_LEAST
    })
}

/// What a password may be meant as: itself, with the letters that its digits and signs stand for, and
/// each of them backwards.
fn readings(password: &str) -> Vec<String> {
    let plain = text::searchable(password);
    let mut readings = vec![spelt(&plain, 'l'), spelt(&plain, 'i'), plain];
    readings.extend(
        readings
            .clone()
            .iter()
            .map(|reading| reading.chars().rev().collect::<String>()),
    );
    readings
}

/// With letters for the digits and signs that look like them: a one is an `l` to some and an `i` to
/// others. Those at the end stay: they are a year, or what is put there to please a rule.
fn spelt(text: &str, one: char) -> String {
    let end = text.trim_end_matches(|c: char| !c.is_alphabetic()).len();
    let (word, rest) = text.split_at(end);
    // What stands for the last letters of the word looks like what is put behind it, but has no gap.
    let also = rest.len()
        - rest
            .trim_start_matches(['0', '1', '3', '4', '5', '7'])
            .len();
    let also = if also <= MOST_LETTERS_AT_THE_END {
        also
    } else {
        0
    };
    let (tail, rest) = rest.split_at(also);
    let letter = |c| match c {
        '0' => 'o',
        '1' | '!' | '|' => one,
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' | '+' => 't',
        c => c,
    };
    word.chars()
        .chain(tail.chars())
        .map(letter)
        .collect::<String>()
        + rest
}

/// Whether it is a word of the list with digits and signs around it, such as a year: what stands there
/// instead of those that the list has makes it no better.
fn is_decorated(text: &str, core: &str) -> bool {
    let around = text.chars().count() - core.chars().count();
    let is_word = core.chars().all(char::is_alphabetic) && core.len() >= SHORTEST_CORE;
    is_word && around <= MOST_AROUND && {
        let from = first_not_before(core);
        let mut alike = COMMON[from..]
            .lines()
            .take_while(|line| line.starts_with(core));
        alike.any(|line| !line[core.len()..].contains(char::is_alphabetic))
    }
}

/// A date, a telephone number or a PIN said twice: a few hours of guessing.
fn is_short_number(password: &str) -> bool {
    let mut digits = password.chars().filter(|c| !c.is_ascii_punctuation());
    password.chars().count() < SHORTEST_NUMBER && digits.all(|c| text::digit(c).is_some())
}

fn is_listed(form: &str) -> bool {
    COMMON[first_not_before(form)..].lines().next() == Some(form)
}

/// Where the first line begins that does not stand before this one. As text of lines, so that the
/// program carries no second copy of it.
fn first_not_before(form: &str) -> usize {
    let mut begin = 0;
    let mut end = COMMON.len();
    while begin < end {
        let middle = begin + (end - begin) / 2;
        let from = COMMON[..middle].rfind('\n').map_or(0, |place| place + 1);
        let to = COMMON[middle..]
            .find('\n')
            .map_or(COMMON.len(), |place| middle + place);
        if &COMMON[from..to] < form {
            begin = (to + 1).min(COMMON.len());
        } else {
            end = from;
        }
    }
    begin
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
            "summer2026",
            "Welcome2026!",
            "qwerty2026",
            "2026dragon!",
            "Letmein#2026",
            "Passw0rd!",
            "p@$$w0rd2026",
            "Dr4g0n2026",
            "drowssap1",
            "1drowssap",
            "We1come!!99",
            "12341234",
            "20261126",
            "24-12-1984",
            "passwordpassword1",
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
            "monday-8153-7741",
            "purple2026rain",
            "tr4ktor-4-2b-4",
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
            "deskbe11",
            "D3skb3ll!",
            "llebksed",
            "2026llebksed",
            "4cm3Supp0rt",
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
