//! What can be seen of a text that somebody else wrote: the one list of characters that draw nothing.
//!
//! Written down here and not asked of Unicode's tables, because what a browser shows of a customer goes
//! through it, and the tables would come along in the WebAssembly. [`text`](crate::text) has them: it asks
//! here first, adds what only they know (a mark alone, a format character), and its tests hold this list
//! against them.

/// The text, if anything of it can be seen. A name of spaces, joiners and fillers is no name: nobody
/// could read it, click it or be told it.
pub fn visible(text: &str) -> Option<&str> {
    text.chars().any(draws).then_some(text)
}

/// Whether a character draws anything. `White_Space`, controls and what Unicode calls
/// `Default_Ignorable_Code_Point` draw nothing, nor do the blank of Braille and the null note head,
/// which are symbols by their category.
pub(crate) fn draws(c: char) -> bool {
    let ignorable = matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    );
    let blank = matches!(c, '\u{2800}' | '\u{1D159}');
    !ignorable && !blank && !c.is_whitespace() && !c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_draws_nothing_is_not_seen() {
        for nothing in [
            "",
            " \u{A0}\u{3000}",
            "\u{200B}\u{200D}\u{2060}",
            "\u{202E}\u{2066}\u{2069}",
            "\u{3164}\u{115F}\u{1160}\u{FFA0}",
            "\u{2800}",
            "\u{FE0F}\u{E0001}\u{E007F}",
            "\u{AD}\u{34F}\u{61C}\u{FEFF}",
            "\u{7F}\u{85}",
        ] {
            assert_eq!(visible(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn one_letter_among_them_is_enough() {
        for name in [
            "\u{200F}\u{5D3}\u{5DC}\u{5D9}\u{5D4}",
            " a ",
            "👩\u{200D}🚀",
            "۱",
            "٠",
            "?",
        ] {
            assert_eq!(visible(name), Some(name));
        }
    }
}
