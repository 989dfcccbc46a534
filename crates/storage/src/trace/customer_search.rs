//! A customer that somebody looks for: by what they remember of the name, the address or the number.

use domain::{customer::Customer, email, text};

const LONG: usize = 7;

/// Read once, compared with every customer that is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerSearch {
    words: Vec<Word>,
    digits: Vec<String>,
}

/// The ways to write one word: any of them will do.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    spellings: Vec<String>,
    /// Of a word with hyphens: other people write the two names apart.
    parts: Vec<String>,
}

impl CustomerSearch {
    /// `digits`: of which a number has some, if `typed` may be one. What they are depends on the desk's
    /// country, so the caller knows.
    pub fn new(typed: &str, digits: Vec<String>) -> Self {
        let typed = email::readable(typed);
        Self {
            words: typed.split_whitespace().map(Word::new).collect(),
            digits,
        }
    }

    /// Every word is found somewhere, however it is written and in whatever order, or some digits are
    /// in the number.
    pub fn finds(&self, customer: &Customer) -> bool {
        let phone = customer.phone.as_deref().unwrap_or_default();
        if self.digits.iter().any(|digits| phone.contains(digits)) {
            return true;
        }
        let email = customer.email.as_deref().unwrap_or_default();
        let name = customer.name.as_deref().unwrap_or_default();
        let texts: Vec<String> = [name, email, phone]
            .into_iter()
            .flat_map(|text| spellings(&email::readable(text)))
            .collect();
        // Of two names people may write one: Garcialopez, Mcdonald, Vanderberg.
        let joined = texts.iter().filter(|text| text.contains(['-', ' ']));
        let joined: Vec<_> = joined.map(|text| text.replace(['-', ' '], "")).collect();
        self.words
            .iter()
            .all(|word| word.is_in(&texts) || word.is_long() && word.is_in(&joined))
    }
}

impl Word {
    fn new(typed: &str) -> Self {
        let spellings = spellings(typed);
        let parts: Vec<String> = spellings[0].split('-').map(str::to_owned).collect();
        let are_names = parts.len() > 1 && parts.iter().all(|part| !part.is_empty());
        Self {
            parts: if are_names { parts } else { Vec::new() },
            spellings,
        }
    }

    /// Shorter ones would be found where one name ends and the next begins.
    fn is_long(&self) -> bool {
        self.spellings[0].chars().count() >= LONG
    }

    fn is_in(&self, texts: &[String]) -> bool {
        let found = |part: &String| texts.iter().any(|text| text.contains(part));
        self.spellings.iter().any(found) || !self.parts.is_empty() && self.parts.iter().all(found)
    }
}

/// As it is, and as it is typed where a keyboard lacks letters with dots and rings. Nobody is sure of
/// apostrophes, so none has any.
fn spellings(text: &str) -> Vec<String> {
    let mut spellings = vec![searchable(text)];
    let spelt_out = text::spelt_out(text);
    if spelt_out != text {
        spellings.push(searchable(&spelt_out));
    }
    spellings
}

fn searchable(text: &str) -> String {
    text::searchable(text).replace('\'', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jose() -> Customer {
        Customer {
            name: Some("José Peña O’Neill".to_owned()),
            phone: Some("+442079460018".to_owned()),
            email: Some("jose@xn--bcher-kva.example".to_owned()),
            ..Customer::default()
        }
    }

    fn finds(typed: &str) -> bool {
        CustomerSearch::new(typed, vec![]).finds(&jose())
    }

    #[test]
    fn a_customer_is_found_by_what_people_type() {
        for typed in [
            "jose pena",
            "JOSÉ PEÑA",
            "Jose\u{301} Pen\u{303}a",
            "peña josé",
            "o'neill",
            "O´Neill",
            "oneill",
            "o neill",
            "pe",
            "  jose   pena ",
            "ｊｏｓｅ",
            "jos\u{200B}é",
            "jose@bücher.example",
            "JOSE@XN--BCHER-KVA.example",
            "bucher",
            "xn--bcher-kva",
            "+4420794",
            "jose 0018",
        ] {
            assert!(finds(typed), "{typed}");
        }
        for typed in ["Mario", "pena maria", "jose 601", "-x", "bocher"] {
            assert!(!finds(typed), "{typed}");
        }
    }

    #[test]
    fn a_customer_kept_with_accents_of_their_own_is_found() {
        let older = Customer {
            name: Some("Jose\u{301} Pen\u{303}a".to_owned()),
            email: Some("jose@bücher.example".to_owned()),
            ..Customer::default()
        };
        for typed in ["josé peña", "jose pena", "jose@xn--bcher-kva.example"] {
            assert!(CustomerSearch::new(typed, vec![]).finds(&older), "{typed}");
        }
    }

    #[test]
    fn a_name_is_found_however_a_keyboard_makes_one_write_it() {
        let names = [
            ("O'Brien", vec!["obrien", "O’Brien", "o`brien", "O‘BRIEN"]),
            (
                "Müller",
                vec!["muller", "Mueller", "MÜLLER", "Mu\u{308}ller"],
            ),
            ("Mueller", vec!["müller", "Muell"]),
            (
                "Søren Åberg",
                vec!["soren aberg", "Soeren Aaberg", "sören åberg"],
            ),
            ("Weiß", vec!["weiss", "WEISS"]),
            (
                "Ana García-López",
                vec!["garcia lopez", "garcialopez", "Garcia‐Lopez"],
            ),
            ("Ronald Mc Donald", vec!["mcdonald", "mc donald"]),
            ("Ana van der Berg", vec!["vanderberg"]),
            ("Ana Garcia Lopez", vec!["garcía-lópez", "lopez-garcia"]),
        ];
        for (name, typed) in names {
            let customer = Customer {
                name: Some(name.to_owned()),
                ..Customer::default()
            };
            for typed in typed {
                let search = CustomerSearch::new(typed, vec![]);
                assert!(search.finds(&customer), "{typed} for {name}");
            }
            for typed in ["-", "brien-x", "-lopez-x", "muxller"] {
                let search = CustomerSearch::new(typed, vec![]);
                let dash = typed == "-" && name.contains('-');
                assert_eq!(search.finds(&customer), dash, "{typed} for {name}");
            }
        }
    }

    #[test]
    fn a_customer_is_found_by_digits_of_the_number() {
        let search = |digits: &str| CustomerSearch::new("020 7946", vec![digits.to_owned()]);
        assert!(search("44207946").finds(&jose()));
        assert!(!search("44307946").finds(&jose()));
    }
}
