//! A customer that somebody looks for: by what they remember of the name, the address or the number.

use domain::{customer::Customer, email, text};

/// Read once, compared with every customer that is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerSearch {
    words: Vec<String>,
    digits: Vec<String>,
}

impl CustomerSearch {
    /// `digits`: of which a number has some, if `typed` may be one. What they are depends on the desk's
    /// country, so the caller knows.
    pub fn new(typed: &str, digits: Vec<String>) -> Self {
        let typed = text::searchable(&email::readable(typed));
        Self {
            words: typed.split_whitespace().map(str::to_owned).collect(),
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
        let texts = [customer.name.as_deref().unwrap_or_default(), email, phone];
        let texts = texts.map(|text| text::searchable(&email::readable(text)));
        self.words
            .iter()
            .all(|word| texts.iter().any(|text| text.contains(word)))
    }
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
    fn a_customer_is_found_by_digits_of_the_number() {
        let search = |digits: &str| CustomerSearch::new("020 7946", vec![digits.to_owned()]);
        assert!(search("44207946").finds(&jose()));
        assert!(!search("44307946").finds(&jose()));
    }
}
