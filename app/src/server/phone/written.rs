//! What somebody typed or pasted, reduced to what can be dialled.

use domain::text;

use super::problem::PhoneProblem;

/// Letters that stand before an extension, and what else does.
const EXTENSIONS: [&str; 20] = [
    "x",
    "ext",
    "extn",
    "extension",
    "extensión",
    "extensao",
    "extensão",
    "poste",
    "interno",
    "int",
    "anexo",
    "dw",
    "durchwahl",
    "toestel",
    "wew",
    "доб",
    "ramal",
    "#",
    ",",
    ";ext",
];

/// Minus, the long vowel mark, tildes, dots and slashes of several widths.
const SEPARATORS: &str = "\u{2212}\u{30FC}\u{FF70}~\u{2053}\u{223C}\u{FF5E}.\u{B7}\u{2022}\u{2024}\u{30FB}\u{FF0E}/\u{2044}\u{2215}\u{FF0F}";

/// A slash stands behind an area code, as in 089/123456.
const SLASHES: &str = "/\u{2044}\u{2215}\u{FF0F}";

/// Digits of an area code at most, with the country's and whatever is dialled before them.
const AREA_CODE: usize = 6;

const TRUNK_ZERO: &str = "(0)";

/// A number has at least so many digits before its extension.
const BEFORE_EXTENSION: usize = 5;

/// Plus, digits, and whether there is a zero in brackets: that is the one dialled only inside the
/// number's own country.
#[derive(Debug, PartialEq, Eq)]
pub struct Written {
    /// Digits, brackets and a plus that leads.
    plain: String,
}

impl Written {
    pub fn read(text: &str) -> Result<Self, PhoneProblem> {
        let text = text.trim_matches(text::is_blank);
        let text = without_scheme(text);
        let mut plain = String::new();
        for (at, c) in text.char_indices() {
            if SLASHES.contains(c) && digits(&plain) > AREA_CODE {
                // Two numbers, or two ends of one.
                return Err(PhoneProblem::NotUnderstood);
            }
            match sign(c) {
                Sign::Digit(digit) => plain.push(digit),
                Sign::Plus if plain.trim_start_matches('(').is_empty() => plain.push('+'),
                Sign::Open => plain.push('('),
                Sign::Close => plain.push(')'),
                Sign::Nothing => {}
                Sign::Plus | Sign::Other => return Err(unreadable(&plain, &text[at..])),
            }
        }
        let zeros = plain.match_indices(TRUNK_ZERO).map(|(at, _)| at);
        let code_at_most = if plain.starts_with('+') { 4 } else { 7 };
        if zeros.clone().count() > 1 || zeros.clone().any(|at| at > code_at_most) {
            // It stands behind a country code, or it is nobody's.
            return Err(PhoneProblem::NotUnderstood);
        }
        if plain.bytes().any(|byte| byte.is_ascii_digit()) {
            Ok(Self { plain })
        } else {
            Err(PhoneProblem::NotUnderstood)
        }
    }

    /// The digits, after a plus if there is one; then, if there is a zero in brackets, without it. With
    /// it comes first: where the zero belongs to the number, as in Italy, it is meant to stay.
    pub fn spellings(&self) -> Vec<String> {
        let dialled = |plain: &str| plain.replace(['(', ')'], "");
        let mut spellings = vec![dialled(&self.plain)];
        if let Some((before, after)) = self.plain.split_once(TRUNK_ZERO)
            && !before.is_empty()
        {
            spellings.push(dialled(&format!("{before}{after}")));
        }
        spellings
    }
}

enum Sign {
    Digit(char),
    Plus,
    Open,
    Close,
    /// Only makes the number easier to read, or can't be seen at all.
    Nothing,
    Other,
}

fn sign(c: char) -> Sign {
    match c {
        '+' | '\u{FE62}' | '\u{FF0B}' => Sign::Plus,
        '(' | '[' | '\u{FF08}' | '\u{FF3B}' => Sign::Open,
        ')' | ']' | '\u{FF09}' | '\u{FF3D}' => Sign::Close,
        c if SEPARATORS.contains(c) || text::is_blank(c) || text::is_dash(c) => Sign::Nothing,
        c => text::digit(c).map_or(Sign::Other, |digit| Sign::Digit(char::from(b'0' + digit))),
    }
}

/// Links to numbers begin so, and are copied as a whole.
fn without_scheme(text: &str) -> &str {
    match text.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => &text[4..],
        _ => text,
    }
}

fn digits(text: &str) -> usize {
    text.chars().filter(|c| text::digit(*c).is_some()).count()
}

fn unreadable(before: &str, rest: &str) -> PhoneProblem {
    let word: String = rest
        .chars()
        .filter(|c| text::digit(*c).is_none() && !text::is_blank(*c))
        .collect();
    let word = word.to_lowercase();
    let word = word.trim_matches(['.', ':', '=', '(', ')', '-']);
    let is_extension = EXTENSIONS.contains(&word) && (1..=11).contains(&digits(rest));
    if is_extension && digits(before) >= BEFORE_EXTENSION {
        PhoneProblem::Extension
    } else {
        PhoneProblem::NotUnderstood
    }
}
