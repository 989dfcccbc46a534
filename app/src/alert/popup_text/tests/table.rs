//! How the popup of each kind reads, in every language and at every level of privacy.

use std::collections::BTreeSet;

use domain::{preferences::Privacy, request::Kind};

use super::{telling, texts};
use crate::text::Language;

/// For each kind: title, then the bodies at the levels full and name.
type Table = [(Kind, [&'static str; 3]); 6];

const ENGLISH: Table = [
    (
        Kind::NewRequest,
        [
            "New request",
            "Maria Silva · Sales · waiting 1:07",
            "Maria Silva · Sales · waiting 1:07",
        ],
    ),
    (
        Kind::InboundCall,
        [
            "Inbound call",
            "Maria Silva is calling Sales",
            "Maria Silva is calling Sales",
        ],
    ),
    (
        Kind::InboundChat,
        [
            "New chat",
            "Maria Silva: \"Is the 2 TB plan back?\"",
            "Maria Silva wants to chat with Sales",
        ],
    ),
    (
        Kind::ScheduledByAgent,
        [
            "Scheduled call, now",
            "You planned a call with Maria Silva for 15:06 UTC (15:06 in Lisbon)",
            "You planned a call with Maria Silva for 15:06 UTC",
        ],
    ),
    (
        Kind::ScheduledByCustomer,
        [
            "Scheduled call, now",
            "Maria Silva asked to be called at 15:06 UTC",
            "Maria Silva asked to be called at 15:06 UTC",
        ],
    ),
    (
        Kind::CallMeBack,
        [
            "Call back, now",
            "Maria Silva · attempt 2 of 3 · first asked at 15:06 UTC",
            "Call Maria Silva back",
        ],
    ),
];

const SPANISH: Table = [
    (
        Kind::NewRequest,
        [
            "Solicitud nueva",
            "Maria Silva · Sales · esperando 1:07",
            "Maria Silva · Sales · esperando 1:07",
        ],
    ),
    (
        Kind::InboundCall,
        [
            "Llamada entrante",
            "Maria Silva está llamando a Sales",
            "Maria Silva está llamando a Sales",
        ],
    ),
    (
        Kind::InboundChat,
        [
            "Chat nuevo",
            "Maria Silva: «Is the 2 TB plan back?»",
            "Maria Silva quiere chatear con Sales",
        ],
    ),
    (
        Kind::ScheduledByAgent,
        [
            "Llamada programada, ahora",
            "Tenías programada una llamada con Maria Silva a las 15:06 UTC (15:06 en Lisboa)",
            "Tenías programada una llamada con Maria Silva a las 15:06 UTC",
        ],
    ),
    (
        Kind::ScheduledByCustomer,
        [
            "Llamada programada, ahora",
            "Maria Silva pidió que le llamaran a las 15:06 UTC",
            "Maria Silva pidió que le llamaran a las 15:06 UTC",
        ],
    ),
    (
        Kind::CallMeBack,
        [
            "Devolver llamada, ahora",
            "Maria Silva · intento 2 de 3 · lo pidió a las 15:06 UTC",
            "Devuelve la llamada a Maria Silva",
        ],
    ),
];

const TABLES: &[(Language, Table, &str)] = &[
    (Language::En, ENGLISH, "A customer"),
    (Language::Es, SPANISH, "Un cliente"),
];

#[test]
fn each_kind_says_at_each_level_no_more_than_it_may() {
    for &(language, table, hidden) in TABLES {
        for (kind, [title, full, name]) in table {
            let row = telling(kind);
            for (privacy, body) in [
                (Privacy::Full, full),
                (Privacy::Name, name),
                (Privacy::Hidden, hidden),
            ] {
                assert_eq!(
                    texts(&row, privacy, language),
                    (title.to_owned(), body.to_owned()),
                    "{kind:?} {privacy:?} {language:?}"
                );
            }
        }
    }
}

#[test]
fn every_kind_and_language_is_in_the_table() {
    let languages: Vec<_> = TABLES.iter().map(|(language, ..)| *language).collect();
    assert_eq!(languages, Language::ALL);
    for (_, table, _) in TABLES {
        let kinds = BTreeSet::from(table.map(|(kind, _)| kind));
        assert_eq!(kinds, BTreeSet::from(Kind::ALL));
    }
}
