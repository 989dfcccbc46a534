//! Each wrong input names its field, and nothing is refused that the interface promises to take.

use serde_json::json;

use super::*;

fn spain() -> Profile {
    Profile {
        name: "demo".to_owned(),
        country: "ES".to_owned(),
    }
}

fn read(body: &Value) -> Result<Submission, Problem> {
    Submission::read(body, &spain())
}

fn wrong_fields(body: &Value) -> Vec<String> {
    match read(body) {
        Err(Problem::InvalidFields(errors)) => {
            errors.into_iter().map(|error| error.field).collect()
        }
        other => panic!("{body} was taken as {other:?}"),
    }
}

/// A good request with one field replaced or added.
fn with(field: &str, value: Value) -> Value {
    let mut body = json!({"kind": "new_request", "customer": {"name": "Maria Silva"}});
    match field.split_once('.') {
        Some((outer, inner)) => body[outer][inner] = value,
        None => body[field] = value,
    }
    body
}

/// Each row: a field and an array of values for it.
fn each(rows: Vec<(&'static str, Value)>) -> impl Iterator<Item = (&'static str, Value)> {
    rows.into_iter().flat_map(|(field, values)| {
        let values = values.as_array().unwrap().clone();
        values
            .into_iter()
            .map(move |value| (field, with(field, value)))
    })
}

#[test]
fn each_wrong_input_names_its_field() {
    let long = "n".repeat(201);
    let long_email = format!("{}@example.com", "a".repeat(200));
    let long_message = "m".repeat(2001);
    for (field, body) in each(vec![
        ("kind", json!([null, "fax", "New_Request", 7, ""])),
        ("customer", json!(["Maria", [], true])),
        (
            "customer.name",
            json!(["", "  ", 7, {}, "Ma\u{0}ria", "a\nb", "a\u{85}", long]),
        ),
        (
            "customer.phone",
            json!([
                "",
                600_123_456,
                "call me",
                "12",
                "+34",
                "+34600123456 ext. 5"
            ]),
        ),
        (
            "customer.email",
            json!(["", "maria", "@example.com", "a@", "a b@example.com"]),
        ),
        (
            "customer.email",
            json!(["a@b@c", "a@b..c", ["a@example.com"], long_email]),
        ),
        (
            "customer.locale",
            json!(["", "es_ES", "e", "es-", "not a tag", 1]),
        ),
        (
            "customer.time_zone",
            json!(["", "Madrid", "Mars/Olympus", "+01:00", 1]),
        ),
        ("customer.nickname", json!(["Mari"])),
        ("team", json!([1, "", "Sa\tles", long])),
        (
            "message",
            json!(["", 1, "bell \u{7}", "alone \r", long_message]),
        ),
        (
            "scheduled_at",
            json!(["", "tomorrow", "2026-12-01", "2026-12-01T09:30:00"]),
        ),
        (
            "scheduled_at",
            json!(["2026-13-01T09:30:00Z", 1_796_000_000]),
        ),
        ("owner", json!([{"id": 1}, "", false])),
        ("priority", json!([10, -1, 1.5, "1", true])),
        ("colour", json!(["red", null])),
    ]) {
        assert_eq!(wrong_fields(&body), [field], "{body}");
    }
}

#[test]
fn all_that_is_wrong_is_named_at_once() {
    let body = json!({
        "kind": "fax",
        "customer": {"name": 1, "phone": "x", "colour": "red"},
        "priority": 10,
        "urgent": true,
    });
    assert_eq!(
        wrong_fields(&body),
        [
            "kind",
            "customer.name",
            "customer.phone",
            "customer.colour",
            "priority",
            "urgent"
        ]
    );
}

#[test]
fn a_body_that_is_no_object_is_a_wrong_value() {
    for body in [json!([]), json!("new_request"), json!(null), json!(1)] {
        assert_eq!(wrong_fields(&body), ["body"]);
    }
}

#[test]
fn everything_that_the_interface_promises_is_taken() {
    let longest = "é".repeat(200);
    let longest_message = "👩".repeat(2000);
    for (_, body) in each(vec![
        ("kind", json!(Kind::ALL.map(Kind::as_str))),
        (
            "customer.name",
            json!(["<b>Maria</b> & \"Söhne\"", "李小龙 👩‍👩‍👧", "مريم", longest]),
        ),
        (
            "customer.phone",
            json!([
                "+34600123456",
                "600 123 456",
                "+1 (212) 555-0123",
                "\u{202A}+34\u{2013}600123456\u{202C}",
                "٦٠٠١٢٣٤٥٦"
            ]),
        ),
        (
            "customer.email",
            json!(["maria@example.com", "maria+desk@xn--bcher-kva.example"]),
        ),
        (
            "customer.locale",
            json!(["es", "es-ES", "zh-Hant-TW", "ca-ES-valencia"]),
        ),
        (
            "customer.time_zone",
            json!([
                "Europe/Madrid",
                "UTC",
                "America/Argentina/Buenos_Aires",
                "europe/madrid",
                "America/New York"
            ]),
        ),
        (
            "message",
            json!(["one\n\ttwo", "one\r\ntwo", "<script>", longest_message]),
        ),
        (
            "scheduled_at",
            json!(["2026-12-01T09:30:00Z", "2026-12-01T09:30:00.123+05:30"]),
        ),
        ("priority", json!([0, 9, null])),
    ]) {
        assert!(read(&body).is_ok(), "{body}");
    }
}

#[test]
fn somebody_can_be_reached_or_has_come_by_themselves() {
    for kind in Kind::ALL {
        let due = matches!(kind, Kind::ScheduledByAgent | Kind::ScheduledByCustomer);
        let mut body = json!({"kind": kind.as_str()});
        if due {
            body["scheduled_at"] = json!("2999-01-01T00:00:00Z");
        }
        for nobody in [
            json!(null),
            json!({}),
            json!({"name": null}),
            json!({"name": "\u{200B}"}),
            json!({"locale": "es-ES", "time_zone": "Europe/Madrid"}),
        ] {
            body["customer"] = nobody;
            if kind == Kind::InboundChat {
                assert!(read(&body).is_ok(), "{body}");
            } else {
                assert_eq!(wrong_fields(&body), ["customer"], "{body}");
            }
        }
        for somebody in [
            json!({"name": "Maria"}),
            json!({"phone": "600123456"}),
            json!({"email": "maria@example.com"}),
        ] {
            body["customer"] = somebody;
            assert!(read(&body).is_ok(), "{body}");
        }
    }
}

#[test]
fn text_is_kept_in_one_form_and_what_is_not_seen_is_absent() {
    let body = json!({
        "kind": "new_request",
        "customer": {
            "name": "\u{202E}Jose\u{301} Pen\u{303}a\u{200B}",
            "phone": "+49 (0)30 1234567",
            "email": "jose\u{301}@example.com\u{200B}",
            "time_zone": "europe/madrid",
        },
        "message": "Cafe\u{301}",
    });
    let new = read(&body).unwrap().into_new_request(Uuid::nil().into());
    assert_eq!(new.customer.name.as_deref(), Some("José Peña"));
    assert_eq!(new.customer.phone.as_deref(), Some("+49301234567"));
    assert_eq!(new.customer.email.as_deref(), Some("josé@example.com"));
    assert_eq!(new.customer.time_zone.as_deref(), Some("Europe/Madrid"));
    assert_eq!(new.message.as_deref(), Some("Café"));

    let unseen = json!({
        "kind": "new_request",
        "customer": {"name": "\u{200B}\u{2060}\u{3164}", "phone": "600123456"},
        "message": "\u{200B}",
    });
    let new = read(&unseen).unwrap().into_new_request(Uuid::nil().into());
    assert_eq!((new.customer.name, new.message), (None, None));
}

#[test]
fn what_is_expected_says_what_would_do() {
    let expected = |body: &Value| match read(body) {
        Err(Problem::InvalidFields(errors)) => errors[0].expected.to_string(),
        other => panic!("{body} was taken as {other:?}"),
    };
    for (field, value, says) in [
        ("customer.phone", "+34600123456x5", "without its extension"),
        (
            "customer.phone",
            "call me",
            "in E.164, such as +34600123456, or as dialled inside ES",
        ),
        (
            "customer.time_zone",
            "Madrid",
            "did you mean Europe/Madrid?",
        ),
        ("customer.time_zone", "Mars", "such as Europe/Madrid"),
    ] {
        let expected = expected(&with(field, json!(value)));
        assert!(expected.contains(says), "{expected}");
    }
}

#[test]
fn what_was_sent_reaches_the_desk() {
    let team = "01890000-0000-7000-8000-000000000001";
    let body = json!({
        "kind": "scheduled_by_agent",
        "customer": {
            "name": "Maria Silva", "phone": "600 123 456", "email": "maria@example.com",
            "locale": "es-ES", "time_zone": "Europe/Madrid",
        },
        "team": team,
        "message": "one\r\ntwo",
        "scheduled_at": "2026-12-01T09:30:00.250+01:00",
        "owner": "ana@demo.example",
        "priority": 3,
    });

    let new = read(&body).unwrap().into_new_request(Uuid::nil().into());

    assert_eq!(new.kind, Kind::ScheduledByAgent);
    assert_eq!(new.customer.phone.as_deref(), Some("+34600123456"));
    assert_eq!(new.customer.time_zone.as_deref(), Some("Europe/Madrid"));
    assert_eq!(new.team, Some(Choice::Id(team.parse().unwrap())));
    assert_eq!(new.message.as_deref(), Some("one\ntwo"));
    assert_eq!(new.scheduled_at, Some(Timestamp(1_796_113_800_250)));
    assert_eq!(new.owner, Some(Choice::Name("ana@demo.example".to_owned())));
    assert_eq!(new.priority, 3);
}

#[test]
fn a_new_time_needs_a_time_and_nothing_else() {
    let time = json!({"scheduled_at": "2026-12-01T08:30:00Z"});
    assert_eq!(
        NewTime::read(&time).unwrap().scheduled_at,
        Timestamp(1_796_113_800_000)
    );
    for (body, field) in [
        (json!({}), "scheduled_at"),
        (json!({"scheduled_at": null}), "scheduled_at"),
        (json!({"scheduled_at": "soon"}), "scheduled_at"),
        (
            json!({"scheduled_at": "2026-12-01T08:30:00Z", "kind": "x"}),
            "kind",
        ),
    ] {
        let Err(Problem::InvalidFields(errors)) = NewTime::read(&body) else {
            panic!("{body} was taken");
        };
        assert_eq!(errors[0].field, field, "{body}");
    }
}
