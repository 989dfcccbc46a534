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

#[test]
fn each_wrong_input_names_its_field() {
    let control = json!("Ma\u{0}ria");
    let too_long = json!("n".repeat(201));
    for (field, values) in [
        (
            "kind",
            vec![
                json!(null),
                json!("fax"),
                json!("New_Request"),
                json!(7),
                json!(""),
            ],
        ),
        ("customer", vec![json!("Maria"), json!([]), json!(true)]),
        (
            "customer.name",
            vec![
                json!(""),
                json!("  "),
                json!(7),
                json!({}),
                control.clone(),
                json!("a\nb"),
                too_long.clone(),
            ],
        ),
        (
            "customer.phone",
            vec![
                json!(""),
                json!(600_123_456),
                json!("call me"),
                json!("12"),
                json!("+34"),
            ],
        ),
        (
            "customer.email",
            vec![
                json!("maria"),
                json!("@example.com"),
                json!("a@"),
                json!("a b@example.com"),
                json!("a@b@c"),
                json!("a@b..c"),
                json!(["a@example.com"]),
                json!(format!("{}@example.com", "a".repeat(200))),
            ],
        ),
        (
            "customer.locale",
            vec![
                json!("es_ES"),
                json!("e"),
                json!("es-"),
                json!("not a tag"),
                json!(1),
            ],
        ),
        (
            "customer.time_zone",
            vec![
                json!("Madrid"),
                json!("Mars/Olympus"),
                json!("+01:00"),
                json!(1),
            ],
        ),
        ("customer.nickname", vec![json!("Mari")]),
        ("team", vec![json!(1), json!(""), control, too_long]),
        (
            "message",
            vec![
                json!(""),
                json!(1),
                json!("bell \u{7}"),
                json!("alone \r"),
                json!("m".repeat(2001)),
            ],
        ),
        (
            "scheduled_at",
            vec![
                json!("tomorrow"),
                json!("2026-12-01"),
                json!("2026-12-01T09:30:00"),
                json!("2026-13-01T09:30:00Z"),
                json!(1_796_000_000),
            ],
        ),
        ("owner", vec![json!({"id": 1}), json!(""), json!(false)]),
        (
            "priority",
            vec![json!(10), json!(-1), json!(1.5), json!("1"), json!(true)],
        ),
        ("colour", vec![json!("red"), json!(null)]),
    ] {
        for value in values {
            let body = with(field, value);
            assert_eq!(wrong_fields(&body), [field], "{body}");
        }
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
    for (field, values) in [
        ("kind", Kind::ALL.map(|kind| json!(kind.as_str())).to_vec()),
        ("customer", vec![json!(null), json!({})]),
        (
            "customer.name",
            vec![
                json!(null),
                json!("<b>Maria</b> & \"Söhne\""),
                json!("李小龙 👩‍👩‍👧"),
                json!("مريم"),
                json!("é".repeat(200)),
            ],
        ),
        (
            "customer.phone",
            vec![
                json!("+34600123456"),
                json!("600 123 456"),
                json!("+1 (212) 555-0123"),
            ],
        ),
        (
            "customer.email",
            vec![
                json!("maria@example.com"),
                json!("maria+desk@xn--bcher-kva.example"),
                json!("maria@localhost"),
            ],
        ),
        (
            "customer.locale",
            vec![
                json!("es"),
                json!("es-ES"),
                json!("zh-Hant-TW"),
                json!("ca-ES-valencia"),
            ],
        ),
        (
            "customer.time_zone",
            vec![
                json!("Europe/Madrid"),
                json!("UTC"),
                json!("America/Argentina/Buenos_Aires"),
            ],
        ),
        (
            "message",
            vec![
                json!("one\n\ttwo"),
                json!("one\r\ntwo"),
                json!("👩".repeat(2000)),
                json!("<script>"),
            ],
        ),
        (
            "scheduled_at",
            vec![
                json!("2026-12-01T09:30:00Z"),
                json!("2026-12-01T09:30:00.123+05:30"),
            ],
        ),
        ("priority", vec![json!(0), json!(9), json!(null)]),
    ] {
        for value in values {
            let body = with(field, value);
            assert!(read(&body).is_ok(), "{body}");
        }
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
