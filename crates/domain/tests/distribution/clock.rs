//! Somebody sets the clock: what runs has as long to go as before, what is due at a time of day is due
//! at that time.

use domain::{
    command::Command,
    event::Event,
    request::{Outcome, State},
    time::{Span, Step},
};

use crate::office::Office;

const HOUR: i64 = 60 * 60 * 1_000;
const BOTH_WAYS: [Step; 2] = [Step(HOUR), Step(-HOUR)];

#[test]
fn an_offer_rings_as_long_as_it_would_have() {
    for by in BOTH_WAYS {
        let (mut office, sales) = Office::with_sales();
        let ana = office.agent("ana", &[sales]);
        let request = office.request();
        office.receipt(ana, request);
        office.passes(Span::seconds(8));

        set(&mut office, by);

        assert_eq!(office.passes(Span::seconds(11)), [], "{by:?}: not before");
        office.passes(Span::seconds(1));
        let state = office.found(request).state.clone();
        assert!(matches!(state, State::TimedOut { .. }), "{by:?}: {state:?}");
    }
}

#[test]
fn wrap_up_lasts_as_long_as_it_would_have() {
    for by in BOTH_WAYS {
        let (mut office, sales) = Office::with_sales();
        let ana = office.agent("ana", &[sales]);
        let served = office.request();
        for command in [
            Command::Connect {
                agent: ana,
                request: served,
            },
            Command::Answered {
                agent: ana,
                request: served,
            },
            Command::EndSession {
                agent: ana,
                request: served,
            },
        ] {
            office.does(command);
        }
        office.passes(Span::seconds(30));

        set(&mut office, by);

        assert_eq!(office.passes(Span::seconds(29)), [], "{by:?}: not before");
        let closed = office.passes(Span::seconds(1));
        let by_itself = closed.iter().any(|event| {
            matches!(event, Event::RequestClosed { outcome, .. } if *outcome == Outcome::NoOutcomeGiven)
        });
        assert!(by_itself, "{by:?}: {closed:?}");
    }
}

#[test]
fn a_planned_call_is_due_at_its_time_by_the_clock_as_it_is_now() {
    for by in BOTH_WAYS {
        let (mut office, sales) = Office::with_sales();
        office.agent("ana", &[sales]);
        let due_at = office.now + Span::minutes(90);
        let request = office.scheduled(Span::minutes(90), None);
        // Something runs, or the desk would not even take notice.
        office.request();

        set(&mut office, by);

        let due = office.found(request).state.clone();
        let planned = State::Scheduled {
            due_at,
            reminds_at: None,
        };
        assert_eq!(due, planned, "{by:?}");
        office.now = due_at;
        office.does(Command::Tick);
        let rings = office.found(request).waiting_since();
        assert_eq!(rings, Some(due_at), "{by:?}");
    }
}

#[test]
fn who_waits_has_waited_as_long_as_before() {
    for by in BOTH_WAYS {
        let (mut office, _) = Office::with_sales();
        let request = office.request();
        office.passes(Span::minutes(3));

        set(&mut office, by);

        let since = office.found(request).waiting_since().unwrap();
        assert_eq!(office.now.since(since), Span::minutes(3), "{by:?}");
    }
}

/// What rests until the morning rings in the morning by the clock as it is then, and at once where it
/// is day again.
#[test]
fn what_comes_back_when_the_team_opens_keeps_to_its_hours() {
    for by in BOTH_WAYS {
        let (mut office, sales) = Office::with_sales();
        let ana = office.agent("ana", &[sales]);
        office.opens_daily(sales, 7, 9);
        // It was eight, and is a minute to nine.
        office.passes(Span::minutes(59));
        let request = office.request();
        office.rings_in_vain(&[ana], request);
        let opening = office.rings_again_at(request);
        assert!(opening > Some(office.now + Span::minutes(60)));

        set(&mut office, by);

        let expected = if by.0 > 0 {
            opening
        } else {
            Some(office.now + Span::minutes(2))
        };
        assert_eq!(office.rings_again_at(request), expected, "{by:?}");
    }
}

#[test]
fn where_nothing_runs_nothing_is_written() {
    let (mut office, sales) = Office::with_sales();
    office.agent("ana", &[sales]);
    office.scheduled(Span::minutes(90), None);
    assert_eq!(office.does(Command::StepClock { by: Step(HOUR) }), []);
}

fn set(office: &mut Office, by: Step) {
    office.now = office.now + by;
    office.does(Command::StepClock { by });
}
