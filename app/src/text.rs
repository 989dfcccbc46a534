//! Everything a person reads, in every language: one variant a sentence, one exhaustive `match` an area and language,
//! so that a missing translation does not compile. The `catalogue` has the variants, a file an area; the words of an
//! area are in the file of the same name in each language's folder.

mod calendar;
mod catalogue;
mod clock;
mod contact;
mod direction;
mod elsewhere;
mod en;
mod es;
mod excerpt;
mod language;
mod language_name;
mod names;
mod signs;
mod spoken;
mod steps;
mod wall_time;
mod zones;

pub use self::{
    calendar::{Day, LocalDay, Wall, day_heading, full_moment, moment, moment_in_sentence},
    catalogue::{
        Announcements, Appearance, Courses, Devices, Facts, Forms, Frame, Front, History, Lists,
        Notes, Pages, Planning, Popups, Reach, Remedies, Sessions, Settings, Shortcuts, Trace,
    },
    clock::{
        PageZone, Weekday, begin_of_day, day_and_time, duration, iso, length, own_zone,
        second_of_day, time_of_day,
    },
    contact::{mailto, tel},
    direction::{directed, isolated, undirected},
    elsewhere::{day_and_time_in, time_ahead, time_in, time_since},
    excerpt::{excerpt, initial},
    language::{Language, use_language},
    language_name::language_name,
    names::{called, customer_name, customer_of},
    spoken::{Spoken, Tongue, english, spanish},
    wall_time::{WallTime, wall_time},
    zones::{known_zones, place, zone_of},
};

#[cfg(feature = "chunks")]
pub use self::spoken::speak;

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use domain::request::Kind;

    use super::*;

    /// Texts that are rightly the same as in English, by the code of the language.
    const SHARED: &[(&str, &[&str])] = &[("es", &["Chat", "Chats", "No", "Web Push"])];

    #[test]
    fn nothing_is_left_in_english() {
        let english = literals(Language::En);
        assert!(english.contains("Sign in"), "{english:?}");
        for language in Language::ALL {
            if language == Language::En {
                continue;
            }
            let shared = SHARED
                .iter()
                .find(|(code, _)| *code == language.code())
                .map_or(&[][..], |(_, texts)| *texts);
            let left = literals(language)
                .intersection(&english)
                .cloned()
                .collect::<Vec<_>>();
            assert_eq!(left, shared, "{}", language.own_name());
        }
    }

    #[test]
    fn each_kind_has_words_of_its_own_to_be_chosen_by() {
        for language in Language::ALL {
            let words = Kind::ALL.map(|kind| language.say(Facts::KindChoice(kind)));
            let different: BTreeSet<_> = words.iter().collect();
            assert_eq!(different.len(), words.len(), "{words:?}");
            for (kind, words) in Kind::ALL.into_iter().zip(&words) {
                assert!(
                    words.starts_with(&language.say(Facts::Kind(kind))),
                    "{words}"
                );
            }
        }
    }

    #[test]
    fn a_language_is_found_by_its_code_and_no_code_means_two() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.code()), Some(language));
            let regional = format!("{}-XX", language.code().to_uppercase());
            assert_eq!(Language::from_tag(&regional), Some(language));
        }
        assert_eq!(Language::from_tag("tlh"), None);
    }

    /// A name of any direction must not move what the desk writes around it.
    #[test]
    fn what_somebody_else_wrote_is_isolated_wherever_it_is_inserted() {
        for language in Language::ALL {
            let source = sources(language).concat();
            for name in [
                "customer", "by", "owner", "agent", "device", "team", "message", "words", "address",
            ] {
                let inserted = source.matches(&format!("{{{name}}}")).count();
                let isolated = source.matches(&format!(" {name} = isolated(")).count();
                assert_eq!(inserted, isolated, "{name} in {}", language.own_name());
            }
        }
    }

    /// The files of a language as they are written, one an area.
    fn sources(language: Language) -> Vec<String> {
        // From the folder of the crate, where tests run.
        let text = Path::new("src/text");
        let mut paths: Vec<_> = fs::read_dir(text.join(language.code()))
            .expect("the folder of a language is named after its code")
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        paths
            .iter()
            .map(|path| fs::read_to_string(path).unwrap())
            .collect()
    }

    /// What a language says in words: its string literals, without what is filled in. Names of
    /// browsers and systems are filled in too, so they don't count.
    fn literals(language: Language) -> BTreeSet<String> {
        sources(language)
            .iter()
            .flat_map(|source| literals_of(source))
            .collect()
    }

    fn literals_of(source: &str) -> BTreeSet<String> {
        // What stands above, reasons of lints among it, is for who reads the code.
        let (_, mut rest) = source
            .split_once("pub fn say(")
            .expect("each area begins with what it says");
        let mut found = BTreeSet::new();
        while let Some(at) = rest.find(['"', '/']) {
            if rest[at..].starts_with("//") {
                rest = rest[at..].split_once('\n').map_or("", |(_, after)| after);
                continue;
            }
            let is_text = rest[at..].starts_with('"');
            rest = &rest[at + 1..];
            if is_text {
                let (literal, after) = closed(rest);
                rest = after;
                let words = without_placeholders(&literal);
                if words.chars().any(char::is_alphabetic) {
                    found.insert(literal);
                }
            }
        }
        found
    }

    /// The literal that has just been opened, and what follows it.
    fn closed(rest: &str) -> (String, &str) {
        let mut literal = String::new();
        let mut characters = rest.char_indices();
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => return (literal, &rest[at + 1..]),
                // Of what is escaped, nothing is a word.
                '\\' => drop(characters.next()),
                _ => literal.push(character),
            }
        }
        (literal, "")
    }

    fn without_placeholders(literal: &str) -> String {
        literal
            .split('{')
            .map(|part| part.split_once('}').map_or(part, |(_, after)| after))
            .collect()
    }
}
