//! Devices that answer heartbeats and receive nothing.

use domain::{
    agent::Reachability,
    command::Command,
    event::Event,
    id::{AgentId, RequestId},
    notification::{Decision, Report, Suppression},
    time::Span,
};

use crate::office::Office;

/// A12, G10: a device that answers heartbeats and receives nothing.
#[test]
fn who_receives_nothing_is_left_alone_for_longer_each_time_and_the_trace_says_unreachable() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.request();
    office.passes(Span::seconds(20));
    assert_eq!(office.state(request), "offered", "once is forgiven");
    let happened = office.passes(Span::seconds(20));
    assert_eq!(office.state(request), "waiting");
    assert_eq!(
        why_not(&happened, request, ana),
        Some(Decision::Suppress(Suppression::Unreachable))
    );
    for minutes in [2, 5, 15, 30] {
        office.passes(Span::minutes(minutes) - Span::seconds(1));
        assert_eq!(office.state(request), "waiting", "{minutes} min");
        office.passes(Span::seconds(1));
        assert_eq!(office.state(request), "offered", "{minutes} min");
        office.passes(Span::seconds(20));
    }
}

#[test]
fn a_word_of_a_device_or_a_new_page_makes_them_reachable_at_once() {
    for word in ["report", "page", "heartbeats"] {
        let (mut office, sales) = Office::with_sales();
        let ana = office.agent("ana", &[sales]);
        let request = office.request();
        let offer = office.ringing(request).id;
        office.passes(Span::seconds(20));
        office.passes(Span::seconds(20));
        assert_eq!(office.state(request), "waiting");
        match word {
            "report" => {
                office.does(Command::Report {
                    agent: ana,
                    device: crate::office::device(ana),
                    offer,
                    report: Report::Received,
                });
            }
            "page" => {
                office.does(Command::Hear { agent: ana });
            }
            _ => {
                office.reachable(ana, Reachability::Unreachable);
                office.reachable(ana, Reachability::Reachable);
            }
        }
        assert_eq!(office.state(request), "offered", "{word}");
    }
}

fn why_not(happened: &[Event], of: RequestId, agent: AgentId) -> Option<Decision> {
    happened.iter().rev().find_map(|event| match event {
        Event::NotificationsDecided {
            request, decisions, ..
        } if *request == of => decisions.about(agent),
        _ => None,
    })
}
