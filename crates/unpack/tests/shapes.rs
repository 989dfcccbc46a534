//! Each shape that serde writes is read as serde reads it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use unpack::{Unpack, Unreadable, from_str};

/// Both read what serde wrote.
#[track_caller]
fn both_read<T>(value: &T)
where
    T: Serialize + for<'de> Deserialize<'de> + Unpack + PartialEq + std::fmt::Debug,
{
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(serde_json::from_str::<T>(&text).unwrap(), *value, "{text}");
    assert_eq!(from_str::<T>(&text).as_ref(), Ok(value), "{text}");
}

/// Both refuse it.
#[track_caller]
fn both_refuse<T>(text: &str)
where
    T: for<'de> Deserialize<'de> + Unpack + PartialEq + std::fmt::Debug,
{
    assert!(serde_json::from_str::<T>(text).is_err(), "{text}");
    assert_eq!(from_str::<T>(text), Err(Unreadable), "{text}");
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Unpack)]
struct Person {
    name: String,
    r#type: Option<u8>,
    #[serde(rename = "born")]
    year: i64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    words: Vec<String>,
    #[serde(default = "forty_two")]
    number: u32,
}

fn forty_two() -> u32 {
    42
}

fn person() -> Person {
    Person {
        name: "Ana “the bell” \n \u{1F514}".to_owned(),
        year: -5,
        number: 1,
        ..Person::default()
    }
}

#[test]
fn a_struct_with_names_and_defaults() {
    both_read(&person());
    both_read(&Person {
        r#type: Some(3),
        words: vec!["a".to_owned(), String::new()],
        ..person()
    });
    let short = r#"{"name":"Ana","born":1}"#;
    assert_eq!(from_str::<Person>(short).unwrap().number, 42);
    both_refuse::<Person>(r#"{"name":"Ana"}"#);
    both_refuse::<Person>(r#"{"name":5,"born":1}"#);
    both_refuse::<Person>(r#"{"name":"Ana","born":1,"type":256}"#);
    both_refuse::<Person>(r#"{"name":"Ana","born":1"#);
    both_refuse::<Person>("7");
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Unpack)]
#[serde(default)]
struct Settings {
    volume: u8,
    label: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            volume: 60,
            label: Some("loud".to_owned()),
        }
    }
}

#[test]
fn a_struct_whose_missing_fields_are_those_of_its_default() {
    assert_eq!(from_str::<Settings>("{}"), Ok(Settings::default()));
    both_read(&Settings {
        volume: 0,
        label: None,
    });
    both_refuse::<Settings>("null");
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Unpack)]
struct Employee {
    #[serde(flatten)]
    person: Person,
    room: (String, u8),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Unpack)]
#[serde(rename_all = "snake_case")]
enum Outside {
    TwoWords,
    Carries(Person),
    Fields { left_hand: u8, right: Option<bool> },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Unpack)]
#[serde(tag = "event", rename_all = "snake_case")]
enum Inside {
    Nothing,
    Carries(Person),
    Fields { left_hand: u8 },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Unpack)]
#[serde(tag = "stage", content = "reason", rename_all = "snake_case")]
enum Beside {
    Nothing,
    Carries(Outside),
    Fields { left_hand: u8 },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Unpack)]
#[serde(untagged)]
enum Untagged {
    Nobody,
    One(u8),
    Many(Vec<u8>),
}

#[test]
fn what_is_spread_into_its_owner() {
    both_read(&Employee {
        person: person(),
        room: ("A".to_owned(), 3),
    });
    both_refuse::<Employee>(r#"{"name":"Ana","born":1,"room":["A"]}"#);
}

#[test]
fn the_variants_of_each_kind_of_enum() {
    both_read(&vec![
        Box::new(Some(Outside::TwoWords)),
        Box::new(Some(Outside::Carries(person()))),
    ]);
    both_read(&Outside::Fields {
        left_hand: 1,
        right: None,
    });
    both_refuse::<Outside>(r#""TwoWords""#);
    both_refuse::<Outside>(r#"{"carries":{"name":"a","born":1},"two_words":null}"#);

    both_read(&vec![
        Inside::Nothing,
        Inside::Carries(person()),
        Inside::Fields { left_hand: 9 },
    ]);
    both_refuse::<Inside>(r#"{"left_hand":1}"#);
    both_refuse::<Inside>(r#"{"event":"fields"}"#);

    both_read(&vec![
        Beside::Nothing,
        Beside::Carries(Outside::TwoWords),
        Beside::Fields { left_hand: 9 },
    ]);
    both_refuse::<Beside>(r#"{"stage":"carries"}"#);

    both_read(&vec![
        Untagged::Nobody,
        Untagged::One(1),
        Untagged::Many(vec![1, 2]),
    ]);
    both_refuse::<Untagged>(r#""no""#);
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Unpack)]
#[serde(transparent)]
struct Key(String);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Unpack)]
#[serde(try_from = "u8", into = "u8")]
struct Small(u8);

impl TryFrom<u8> for Small {
    type Error = &'static str;

    fn try_from(number: u8) -> Result<Self, Self::Error> {
        if number < 10 {
            Ok(Self(number))
        } else {
            Err("too large")
        }
    }
}

impl From<Small> for u8 {
    fn from(small: Small) -> Self {
        small.0
    }
}

#[test]
fn what_is_read_by_way_of_another_type() {
    both_read(&Small(9));
    both_refuse::<Small>("10");
}

#[test]
fn several_of_the_same() {
    let maps = BTreeMap::from([(Key("a".to_owned()), BTreeSet::from([3_u64, 1]))]);
    both_read(&maps);
    both_read(&vec![Ok::<_, String>(5_u16), Err("no".to_owned())]);
    both_read(&Some(()).is_some());
    both_refuse::<Vec<u8>>("[1,-1]");
}

#[test]
fn what_nobody_reads_may_be_any_number() {
    let newer = r#"{"name":"Ana","born":1,"height":1.75,"far":18446744073709551615,"low":-1e300}"#;
    assert_eq!(from_str::<Person>(newer).unwrap().year, 1);
    both_refuse::<Person>(r#"{"name":"Ana","born":1.5}"#);
    both_refuse::<Person>(r#"{"name":"Ana","born":18446744073709551615}"#);
}
