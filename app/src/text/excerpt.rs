//! The beginning of a text, cut where a reader would cut it.

use super::signs;

/// A sign may be made of many characters, a few of them on average. Without a bound one sign with
/// thousands of accents would be a popup of its own.
const CHARACTERS_A_SIGN: usize = 8;

/// The first signs of what a customer wrote, on one line: an emoji or a letter with its accents is
/// there as a whole or not at all.
pub fn excerpt(message: &str, longest: usize) -> String {
    let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let room = longest * CHARACTERS_A_SIGN;
    // One more than there is room for says whether it fits.
    let looked_at = line
        .char_indices()
        .nth(room + 1)
        .map_or(line.len(), |(at, _)| at);
    let (mut cut, mut characters) = (0, 0);
    for (count, end) in signs::ends(&line[..looked_at]).enumerate() {
        characters += line[cut..end].chars().count();
        if count == longest || characters > room {
            return format!("{}…", line[..cut].trim_end());
        }
        cut = end;
    }
    line
}

/// The first sign of a word.
pub fn initial(word: &str) -> Option<&str> {
    signs::ends(word).next().map(|end| &word[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_line_and_cut_between_signs() {
        assert_eq!(
            excerpt("Is the 2 TB\n plan back?", 80),
            "Is the 2 TB plan back?"
        );
        assert_eq!(excerpt("ñandú ñandú", 6), "ñandú…");
        assert_eq!(excerpt("12345", 5), "12345");
        assert_eq!(excerpt("", 5), "");
    }

    #[test]
    fn a_sign_of_several_characters_is_there_as_a_whole_or_not_at_all() {
        let family = "👩\u{200D}👩\u{200D}👧\u{200D}👦";
        let flag = "🇲🇽";
        let accent = "e\u{301}";
        let skin = "👍🏽";
        for sign in [family, flag, accent, skin] {
            let three = sign.repeat(3);
            assert_eq!(excerpt(&three, 2), format!("{}…", sign.repeat(2)));
            assert_eq!(excerpt(&three, 3), three);
        }
    }

    #[test]
    fn stacked_accents_do_not_make_it_long() {
        let stacked = format!("a{} and more", "\u{301}".repeat(5_000));
        assert!(excerpt(&stacked, 80).chars().count() <= 80 * CHARACTERS_A_SIGN + 1);
        let many = format!("a{}", "\u{301}".repeat(20)).repeat(80);
        let cut = excerpt(&many, 80);
        assert!(cut.chars().count() <= 80 * CHARACTERS_A_SIGN + 1);
        assert!(cut.ends_with("\u{301}…"));
    }

    #[test]
    fn an_initial_is_a_whole_sign() {
        assert_eq!(initial("e\u{301}mile"), Some("e\u{301}"));
        assert_eq!(initial("👩\u{200D}🚀 Ada"), Some("👩\u{200D}🚀"));
        assert_eq!(initial(""), None);
    }
}
