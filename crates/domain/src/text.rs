//! Text that people typed, in one form: what looks the same is the same.
//!
//! What is kept is composed (NFC), as [RFC 5198](https://www.rfc-editor.org/rfc/rfc5198) asks of text
//! on the net. What must be unique is compared without regard to case and width ([`folded`]), and what
//! is looked for without regard to accents either ([`searchable`]).

use std::borrow::Cow;

use icu_casemap::{CaseMapper, CaseMapperBorrowed};
use icu_normalizer::{
    ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed,
    properties::CanonicalCombiningClassMapBorrowed,
};
use icu_properties::{
    CodePointMapData, CodePointMapDataBorrowed, CodePointSetData, CodePointSetDataBorrowed,
    props::{DefaultIgnorableCodePoint, GeneralCategory},
};
use thiserror::Error;
use unicode_security::confusable_detection::skeleton;

use crate::visible;

const NFC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfc();
const NFKC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfkc();
const NFD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfd();
const NFKD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfkd();
const CASE: CaseMapperBorrowed<'static> = CaseMapper::new();
const CLASS: CanonicalCombiningClassMapBorrowed<'static> =
    CanonicalCombiningClassMapBorrowed::new();
const CATEGORY: CodePointMapDataBorrowed<'static, GeneralCategory> =
    CodePointMapData::<GeneralCategory>::new();
const IGNORABLE: CodePointSetDataBorrowed<'static> =
    CodePointSetData::new::<DefaultIgnorableCodePoint>();

/// Looks like a dash, and stands for one where there is nothing to be taken away.
pub const MINUS: char = '\u{2212}';

/// Combining classes of marks that are no accents: of voiced kana, and the one that takes away a vowel
/// in the scripts of India.
const LETTERS_OF_THEIR_OWN: [u8; 2] = [8, 9];

/// Why a text can't be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Unfit {
    #[error("too long")]
    TooLong,
    #[error("has control characters")]
    Control,
}

/// One line, at most `longest` characters: a name. `None`: there is nothing to be seen in it.
///
/// Marks that turn the direction of the text around them are left out: they are no part of a name, and
/// what stands beside it would turn as well.
pub fn line(text: &str, longest: usize) -> Result<Option<String>, Unfit> {
    if text.chars().any(char::is_control) {
        return Err(Unfit::Control);
    }
    let one_line: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
        .map(|c| match c {
            '\u{2028}' | '\u{2029}' => ' ',
            c => c,
        })
        .collect();
    let composed = composed(&one_line);
    bounded(composed.trim_matches(is_edge), longest)
}

/// Several lines, at most `longest` characters. `None`: there is nothing to be seen in it.
pub fn lines(text: &str, longest: usize) -> Result<Option<String>, Unfit> {
    let text = text.replace("\r\n", "\n");
    let strange = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if text.chars().any(strange) {
        return Err(Unfit::Control);
    }
    bounded(&composed(&text), longest)
}

/// As somebody typed or pasted it, without the control characters that came along: they can't be seen, so
/// nobody could take them out.
pub fn typed(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect()
}

/// Letters and their accents as one character where there is one (NFC).
pub fn composed(text: &str) -> Cow<'_, str> {
    NFC.normalize(text)
}

/// Letters and their accents as characters of their own (NFD).
pub fn decomposed(text: &str) -> Cow<'_, str> {
    NFD.normalize(text)
}

/// Characters that are the same but for their width or shape as one (NFKC).
pub fn unified(text: &str) -> Cow<'_, str> {
    NFKC.normalize(text)
}

/// What names are compared by: two that people would read as the same one are the same. Accents count.
pub fn folded(text: &str) -> String {
    let unified = NFKD.normalize(text);
    let visible: String = CASE
        .fold_string(&unified)
        .chars()
        .filter(|c| !is_ignorable(*c))
        .collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    NFKC.normalize(&words.join(" ")).into_owned()
}

/// What texts are searched by: no case, no accents, no difference between one dash or apostrophe and
/// another, and of letters that a keyboard may lack those that people type instead.
pub fn searchable(text: &str) -> String {
    // An accent of its own is typed for an apostrophe, and would be taken apart into a space and a mark.
    let text = text.replace('\u{B4}', "'");
    let lower = CASE.fold_string(&NFKD.normalize(&text)).into_owned();
    let mut searchable = String::with_capacity(lower.len());
    for c in NFKD.normalize(&lower).chars() {
        match c {
            c if is_ignorable(c) || is_accent(c) => {}
            'ł' => searchable.push('l'),
            'ø' => searchable.push('o'),
            'đ' | 'ð' => searchable.push('d'),
            'ħ' => searchable.push('h'),
            'ŧ' => searchable.push('t'),
            'ı' => searchable.push('i'),
            'æ' => searchable.push_str("ae"),
            'œ' => searchable.push_str("oe"),
            'þ' => searchable.push_str("th"),
            '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02BC}' | '\u{02BB}' | '\u{2032}' | '`' => {
                searchable.push('\'');
            }
            c if c == MINUS || is_dash(c) => searchable.push('-'),
            c => searchable.push(c),
        }
    }
    searchable
}

/// German and Scandinavian letters as people write them who don't have them: ue for ü, aa for å.
pub fn spelt_out(text: &str) -> String {
    let mut spelt_out = String::with_capacity(text.len());
    for c in composed(text).chars() {
        match c {
            'ä' | 'Ä' => spelt_out.push_str("ae"),
            'ö' | 'Ö' | 'ø' | 'Ø' => spelt_out.push_str("oe"),
            'ü' | 'Ü' => spelt_out.push_str("ue"),
            'å' | 'Å' => spelt_out.push_str("aa"),
            c => spelt_out.push(c),
        }
    }
    spelt_out
}

/// Whether nobody can tell two names apart on a screen, whatever scripts their letters are of
/// ([UTS 39](https://www.unicode.org/reports/tr39/#Confusable_Detection)). Letters look like others in
/// capitals than they do small: a Greek Ν like an N, ν like a v.
pub fn look_alike(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        // Whoever writes `Level 1` knows it from `Level I`.
        return folded(one) == folded(other);
    }
    let drawn = |text: &str| folded(&skeleton(&unified(text)).collect::<String>());
    let drawn_small = |text: &str| folded(&skeleton(&folded(text)).collect::<String>());
    drawn(one) == drawn(other) || drawn_small(one) == drawn_small(other)
}

/// Whether a person sees anything of it. A mark without a letter to stand on counts for nothing.
pub fn is_visible(text: &str) -> bool {
    let is_seen = |c: char| visible::draws(c) && !is_format(c) && !is_mark(c);
    text.chars().any(is_seen)
}

/// White space, and what has no width at all.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_ignorable(c) || is_format(c)
}

/// Hyphens and dashes of every length. A minus is a sign of mathematics.
pub fn is_dash(c: char) -> bool {
    CATEGORY.get(c) == GeneralCategory::DashPunctuation
}

/// The value of a decimal digit of any script.
pub fn digit(c: char) -> Option<u8> {
    let is_digit = |c: char| CATEGORY.get(c) == GeneralCategory::DecimalNumber;
    if !is_digit(c) {
        return None;
    }
    // Unicode has the ten digits of a script in order and together, so counting back finds the zero.
    // Only the shapes of mathematics stand five times in a row.
    let before = (0..u32::from(c))
        .rev()
        .take_while(|code| char::from_u32(*code).is_some_and(is_digit))
        .count();
    u8::try_from(before % 10).ok()
}

fn bounded(text: &str, longest: usize) -> Result<Option<String>, Unfit> {
    if text.chars().count() > longest {
        return Err(Unfit::TooLong);
    }
    Ok(is_visible(text).then(|| text.to_owned()))
}

/// What can be cut off at either end without a change of what is read. Joiners can't.
fn is_edge(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{00AD}'
                | '\u{061C}'
                | '\u{180E}'
                | '\u{200B}'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{2060}'
                | '\u{FEFF}'
        )
}

fn is_ignorable(c: char) -> bool {
    IGNORABLE.contains(c)
}

fn is_accent(c: char) -> bool {
    let class = CLASS.get_u8(c);
    class != 0 && !LETTERS_OF_THEIR_OWN.contains(&class)
}

fn is_format(c: char) -> bool {
    CATEGORY.get(c) == GeneralCategory::Format
}

fn is_mark(c: char) -> bool {
    matches!(
        CATEGORY.get(c),
        GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark
    )
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn what_looks_the_same_is_kept_the_same() {
        let one = line("Jose\u{301} Pen\u{303}a", 200);
        assert_eq!(one, line("José Peña", 200));
        assert_eq!(one, Ok(Some("José Peña".to_owned())));
        assert_eq!(
            lines("Cafe\u{301}\r\n2", 200),
            Ok(Some("Café\n2".to_owned()))
        );
    }

    #[test]
    fn a_length_is_that_of_what_is_kept() {
        let decomposed = "e\u{301}".repeat(200);
        assert!(line(&decomposed, 200).is_ok());
        assert_eq!(line(&"é".repeat(201), 200), Err(Unfit::TooLong));
        assert_eq!(lines(&"é".repeat(201), 200), Err(Unfit::TooLong));
    }

    #[rstest]
    #[case::spaces("  \u{3000}")]
    #[case::no_width("\u{200B}\u{2060}\u{FEFF}")]
    #[case::directions("\u{200F}\u{202E}\u{2066}\u{2069}\u{61C}")]
    #[case::fillers("\u{3164}\u{115F}\u{FFA0}")]
    #[case::blank_braille("\u{2800}\u{2800}")]
    #[case::tags("\u{E0041}\u{E007F}")]
    #[case::marks_alone("\u{301}\u{20DD}")]
    #[case::soft_hyphen("\u{AD}")]
    #[case::selectors("\u{FE0F}\u{E0100}")]
    fn a_name_of_which_nothing_is_seen_is_none(#[case] text: &str) {
        assert_eq!(line(text, 200), Ok(None));
        assert!(!is_visible(text));
    }

    /// The list of [`visible`] is written by hand: nothing is missing, nothing too much.
    #[test]
    fn what_draws_nothing_is_what_unicode_says_and_two_symbols() {
        let blank_symbols = ['\u{2800}', '\u{1D159}'];
        for c in char::MIN..=char::MAX {
            let nothing = c.is_whitespace() || c.is_control() || is_ignorable(c);
            let annotation = ('\u{FFF9}'..='\u{FFFB}').contains(&c);
            let draws = !nothing && !annotation && !blank_symbols.contains(&c);
            assert_eq!(visible::draws(c), draws, "U+{:04X}", u32::from(c));
        }
    }

    #[rstest]
    #[case("\u{200B}Ana\u{FEFF} ", "Ana")]
    #[case("\u{202E}anA\u{202C}", "anA")]
    #[case("Ana\u{2028}Torres", "Ana Torres")]
    #[case::joined_emoji("👩‍👩‍👧", "👩‍👩‍👧")]
    #[case::joined_persian("می\u{200C}خواهم", "می\u{200C}خواهم")]
    #[case::heart("❤\u{FE0F}", "❤\u{FE0F}")]
    fn a_name_keeps_what_is_seen(#[case] text: &str, #[case] kept: &str) {
        assert_eq!(line(text, 200), Ok(Some(kept.to_owned())));
    }

    #[test]
    fn what_nobody_can_see_and_take_out_is_taken_out() {
        assert_eq!(typed("a\u{B}b\r\n\tc\u{0}\u{85}"), "ab\n\tc");
    }

    #[test]
    fn control_characters_are_refused() {
        for text in ["a\nb", "a\u{0}", "\u{7F}", "a\u{85}", "a\t"] {
            assert_eq!(line(text, 200), Err(Unfit::Control), "{text:?}");
        }
        assert_eq!(lines("a\r", 200), Err(Unfit::Control));
        assert!(lines("a\n\tb", 200).is_ok());
    }

    #[rstest]
    #[case("Atención", "ATENCIO\u{301}N")]
    #[case("Straße", "STRASSE")]
    #[case("Ｓａｌｅｓ", "sales")]
    #[case(" Sales \u{200B} Team", "sales team")]
    #[case("ΣΊΣΥΦΟΣ", "σίσυφος")]
    #[case("ﬁnance", "Finance")]
    fn names_that_read_alike_are_one(#[case] one: &str, #[case] other: &str) {
        assert_eq!(folded(one), folded(other));
    }

    #[rstest]
    #[case::cyrillic("Sales", "Ѕаlеѕ")]
    #[case::mixed("Support", "Suррort")]
    #[case::greek("Norte", "Νorte")]
    fn names_of_other_letters_look_alike(#[case] one: &str, #[case] other: &str) {
        assert_ne!(folded(one), folded(other));
        assert!(look_alike(one, other));
    }

    #[rstest]
    #[case("Peña", "Pena")]
    #[case("Tier 1", "Tier 2")]
    #[case("Level II", "Level 11")]
    #[case("Modem", "Modern")]
    #[case("Продажи", "Поддержка")]
    #[case("営業", "営業二課")]
    fn names_that_can_be_told_apart_do_not_look_alike(#[case] one: &str, #[case] other: &str) {
        assert!(!look_alike(one, other));
    }

    #[rstest]
    #[case("Peña", "Pena")]
    #[case("Norte", "Nord")]
    fn names_that_read_differently_are_two(#[case] one: &str, #[case] other: &str) {
        assert_ne!(folded(one), folded(other));
    }

    #[rstest]
    #[case("José Peña", "jose pena")]
    #[case("Łukasz Żółć", "lukasz zolc")]
    #[case("Søren Ærø", "soren aero")]
    #[case("O’Brien", "o'brien")]
    #[case("Jean‑Luc", "jean-luc")]
    #[case("İstanbul", "istanbul")]
    #[case("ISPARTA ırmak", "isparta irmak")]
    #[case("Nguyễn", "nguyen")]
    #[case("ＴＡＮＡＫＡ", "tanaka")]
    #[case("Ёлкин", "елкин")]
    #[case("مُحَمَّد", "محمد")]
    fn what_people_type_finds_what_is_meant(#[case] kept: &str, #[case] typed: &str) {
        assert_eq!(searchable(kept), searchable(typed));
    }

    #[test]
    fn a_voiced_kana_is_a_letter_of_its_own() {
        assert_ne!(searchable("ガ"), searchable("カ"));
    }

    #[test]
    fn digits_of_every_script_have_their_value() {
        for zero in [
            '0', '٠', '۰', '०', '০', '０', '𝟎', '𝟘', '𝟶', '๐', '߀', '᠐', '𑁦',
        ] {
            let nine = char::from_u32(u32::from(zero) + 9).unwrap();
            assert_eq!((digit(zero), digit(nine)), (Some(0), Some(9)), "{zero}");
        }
        for other in ['a', '²', '①', '½', '+', '一'] {
            assert_eq!(digit(other), None, "{other}");
        }
    }
}
