//! Texts of any direction in what the desk writes. A name that is read from right to left stays in
//! its place and moves nothing around it, in plain text too: popups, titles, names of buttons.

use std::borrow::Cow;

/// FIRST STRONG ISOLATE: what follows has the direction of its own first letter.
const ISOLATE: char = '\u{2068}';
/// POP DIRECTIONAL ISOLATE.
const END: char = '\u{2069}';
/// LEFT-TO-RIGHT MARK: all catalogues are read from left to right.
const LEFT_TO_RIGHT: char = '\u{200E}';

/// Without the controls by which a text sets directions for itself. One that is left open, or closed
/// once too often, would go on in what stands around it.
pub fn undirected(text: &str) -> Cow<'_, str> {
    if text.contains(is_control) {
        text.replace(is_control, "").into()
    } else {
        text.into()
    }
}

/// Somebody's words for the middle of a sentence. Those that are read like the sentence stay as they
/// are.
pub fn isolated(text: &str) -> Cow<'_, str> {
    let text = undirected(text);
    if text.contains(is_right_to_left) {
        format!("{ISOLATE}{text}{END}").into()
    } else {
        text
    }
}

/// A sentence that stands alone, as in a popup: its direction is its own, not that of the name with
/// which it begins.
pub fn directed(sentence: String) -> String {
    if sentence.contains(ISOLATE) {
        format!("{LEFT_TO_RIGHT}{sentence}")
    } else {
        sentence
    }
}

/// Embeddings, overrides and isolates, with their ends.
fn is_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The blocks of scripts that are read from right to left, their digits among them, and their marks.
fn is_right_to_left(c: char) -> bool {
    matches!(
        c,
        '\u{590}'..='\u{8FF}'
            | '\u{200F}'
            | '\u{FB1D}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFE}'
            | '\u{10800}'..='\u{10FFF}'
            | '\u{1E800}'..='\u{1EFFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Dina, in Hebrew.
    const DINA: &str = "\u{5D3}\u{5D9}\u{5E0}\u{5D4}";

    #[test]
    fn what_is_read_like_the_sentence_stays_as_it_is() {
        for name in [
            "Maria Silva",
            "李小龍",
            "Ωμέγα",
            "+34 600",
            "👩\u{200D}🚀",
            "e\u{301}",
        ] {
            assert_eq!(isolated(name), name);
        }
        let sentence = "Maria Silva is calling Sales".to_owned();
        assert_eq!(directed(sentence.clone()), sentence);
    }

    #[test]
    fn what_is_read_the_other_way_is_isolated_and_the_sentence_keeps_its_direction() {
        let sentence = format!("{} is calling Sales", isolated(DINA));
        assert_eq!(
            directed(sentence),
            format!("\u{200E}\u{2068}{DINA}\u{2069} is calling Sales")
        );
        for name in [
            "\u{627}\u{644}\u{64A}",
            "\u{7CA}",
            "\u{1E900}",
            "a \u{200F}b",
            "\u{661}",
        ] {
            assert!(isolated(name).starts_with(ISOLATE), "{name}");
        }
    }

    #[test]
    fn a_name_can_not_reach_beyond_itself() {
        for (name, shown) in [
            ("\u{202E}aliS", "aliS"),
            ("Ana\u{2069}\u{2069}", "Ana"),
            ("\u{2067}\u{202B}\u{5D0}", "\u{2068}\u{5D0}\u{2069}"),
        ] {
            assert_eq!(isolated(name), shown);
        }
    }
}
