//! What one device does about the requests that ring: which popup it shows, what it tells the
//! server, which popups it takes away. Decisions only; the browser carries them out.
//!
//! The server has already decided whether the agent is to be notified. Here is the rest: whether
//! somebody looks at this device, whether it may show popups, and that it never does so twice.

use domain::{
    agent::Intent,
    id::{OfferId, RequestId},
    notification::{Decision, DeviceFailure, Report},
    request::Channel,
    sorted::SortedSet,
    time::{Span, Timestamp},
    view::{AgentView, Receipt, Ring},
};
use serde::Serialize;
use unpack::Unpack;

use super::notice;
use crate::device::state::DeviceState;

/// The tag of the test popup. Notes have tags of their own, all other popups their offer's id.
pub const TEST_TAG: &str = "test";

/// An offer this long after its end is one that the server has forgotten to end, or a clock is wrong.
const GRACE: Span = Span::seconds(5);

/// Whether a desktop of this device is visible and has the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum Attention {
    LookedAt,
    Elsewhere,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reaction {
    Report(OfferId, Report),
    Show { request: RequestId, offer: OfferId },
    Chime(OfferId),
}

/// What to do about every ring that this device has not dealt with yet (`handled`). One whose row comes only with
/// the next snapshot waits for that: nobody could be told who it is.
pub fn plan(
    view: &AgentView,
    now: Timestamp,
    attention: Attention,
    device: DeviceState,
    handled: &SortedSet<OfferId>,
) -> Vec<Reaction> {
    let more_comes = view.has_run_short();
    view.rings
        .iter()
        .filter(|(request, ring)| {
            may_ring(view, **request)
                && (!more_comes || view.requests.contains_key(request))
                && ring.receipt == Receipt::New
                && ring.deadline + GRACE > now
                && !handled.contains(&ring.offer)
        })
        .flat_map(|(request, ring)| reactions(view, *request, ring, attention, device))
        .collect()
}

/// The popups to take away: those of offers that don't ring any more, or ring for somebody who is
/// not free any more, and notes that are no longer true.
pub fn leftovers<'tags>(
    view: &AgentView,
    now: Timestamp,
    tags: &'tags [String],
) -> Vec<&'tags str> {
    let ringing = ringing(view);
    let is_note = |tag: &str| may_remind(view) && notice::stands(tag, view, now);
    tags.iter()
        .map(String::as_str)
        .filter(|tag| *tag != TEST_TAG)
        .filter(|tag| !tag.parse().is_ok_and(|offer| ringing.contains(&offer)) && !is_note(tag))
        .collect()
}

/// The offers for which a popup may stand.
pub fn ringing(view: &AgentView) -> SortedSet<OfferId> {
    view.rings
        .iter()
        .filter(|(request, _)| may_ring(view, **request))
        .map(|(_, ring)| ring.offer)
        .collect()
}

/// Those of them that the server wants the agent to be told of.
pub fn notified(view: &AgentView) -> SortedSet<OfferId> {
    let ringing = ringing(view);
    view.rings
        .values()
        .filter(|ring| ring.decision == Decision::Notify)
        .map(|ring| ring.offer)
        .filter(|offer| ringing.contains(offer))
        .collect()
}

/// Whether the agent's status and the customers in their hands leave room for it. How many chats
/// are enough is for the server to say: it ends what rings beyond.
fn may_ring(view: &AgentView, request: RequestId) -> bool {
    let is_chat = |request| {
        let row = view.requests.get(&request);
        row.is_some_and(|row| row.channel == Channel::Chat)
    };
    view.intent() == Some(Intent::Available)
        && view
            .sessions
            .iter()
            .all(|session| is_chat(session.request) && is_chat(request))
}

/// Whether a popup that does not ring may stand: not while the agent is busy, with whatever it is. The
/// page lists it all the same.
pub fn may_remind(view: &AgentView) -> bool {
    view.intent() == Some(Intent::Available) && view.sessions.is_empty()
}

fn reactions(
    view: &AgentView,
    request: RequestId,
    ring: &Ring,
    attention: Attention,
    device: DeviceState,
) -> Vec<Reaction> {
    let offer = ring.offer;
    let mut reactions = vec![Reaction::Report(offer, Report::Received)];
    if ring.decision != Decision::Notify {
        // No popup and no sound, but it blinks under somebody's eyes.
        if attention == Attention::LookedAt {
            reactions.push(Reaction::Report(offer, Report::InPage));
        }
        return reactions;
    }
    if attention == Attention::LookedAt && !view.me.preferences.while_looking.is_on() {
        reactions.push(Reaction::Report(offer, Report::InPage));
        reactions.push(Reaction::Chime(offer));
    } else {
        reactions.push(match failure(device) {
            None => Reaction::Show { request, offer },
            Some(reason) => Reaction::Report(offer, Report::Failed(reason)),
        });
    }
    reactions
}

fn failure(device: DeviceState) -> Option<DeviceFailure> {
    match device {
        DeviceState::Granted => None,
        DeviceState::NotAsked => Some(DeviceFailure::PermissionNotAsked),
        DeviceState::Denied => Some(DeviceFailure::PermissionDenied),
        DeviceState::InsecureOrigin => Some(DeviceFailure::InsecureOrigin),
        DeviceState::Embedded | DeviceState::Unsupported | DeviceState::Unknown => {
            Some(DeviceFailure::Unsupported)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::sample_view::{NOW, desktop, offer, request, ring, row};
    use domain::{
        agent::Presence,
        notification::Suppression,
        request::{Draft, Kind},
        switch::Switch,
        view::{Session, SessionStage, Sessions},
    };

    fn planned(view: &AgentView, attention: Attention, device: DeviceState) -> Vec<Reaction> {
        plan(view, NOW, attention, device, &SortedSet::new())
    }

    #[test]
    fn a_device_nobody_looks_at_shows_the_popup() {
        assert_eq!(
            planned(
                &desktop([ring(1)]),
                Attention::Elsewhere,
                DeviceState::Granted
            ),
            [
                Reaction::Report(offer(1), Report::Received),
                Reaction::Show {
                    request: request(1),
                    offer: offer(1)
                },
            ]
        );
    }

    #[test]
    fn a_ring_whose_row_comes_with_the_next_snapshot_waits_for_it() {
        let mut view = desktop([ring(1)]);
        view.requests.clear();
        view.beyond = 1;
        assert_eq!(
            planned(&view, Attention::Elsewhere, DeviceState::Granted),
            []
        );
        view.beyond = 0;
        assert!(!planned(&view, Attention::Elsewhere, DeviceState::Granted).is_empty());
    }

    #[test]
    fn a_desktop_that_is_looked_at_rings_in_the_page() {
        assert_eq!(
            planned(
                &desktop([ring(1)]),
                Attention::LookedAt,
                DeviceState::Denied
            ),
            [
                Reaction::Report(offer(1), Report::Received),
                Reaction::Report(offer(1), Report::InPage),
                Reaction::Chime(offer(1)),
            ]
        );
    }

    #[test]
    fn a_desktop_that_is_looked_at_shows_the_popup_too_when_the_agent_wishes_so() {
        let mut view = desktop([ring(1)]);
        view.me.preferences.while_looking = Switch::On;
        assert!(
            planned(&view, Attention::LookedAt, DeviceState::Granted).contains(&Reaction::Show {
                request: request(1),
                offer: offer(1)
            })
        );
    }

    #[test]
    fn a_device_that_may_not_says_why() {
        for (state, reason) in [
            (DeviceState::Denied, DeviceFailure::PermissionDenied),
            (DeviceState::NotAsked, DeviceFailure::PermissionNotAsked),
            (DeviceState::InsecureOrigin, DeviceFailure::InsecureOrigin),
            (DeviceState::Embedded, DeviceFailure::Unsupported),
        ] {
            assert_eq!(
                planned(&desktop([ring(1)]), Attention::Elsewhere, state),
                [
                    Reaction::Report(offer(1), Report::Received),
                    Reaction::Report(offer(1), Report::Failed(reason)),
                ]
            );
        }
    }

    #[test]
    fn a_suppressed_notification_is_received_and_nothing_more() {
        let (id, mut ring) = ring(1);
        ring.decision = Decision::Suppress(Suppression::TurnedOff);
        assert_eq!(
            planned(
                &desktop([(id, ring)]),
                Attention::Elsewhere,
                DeviceState::Granted
            ),
            [Reaction::Report(offer(1), Report::Received)]
        );
    }

    #[test]
    fn what_blinks_under_somebodys_eyes_was_put_before_them_without_a_popup() {
        let (id, mut ring) = ring(1);
        ring.decision = Decision::Suppress(Suppression::TurnedOff);
        assert_eq!(
            planned(
                &desktop([(id, ring)]),
                Attention::LookedAt,
                DeviceState::Granted
            ),
            [
                Reaction::Report(offer(1), Report::Received),
                Reaction::Report(offer(1), Report::InPage),
            ]
        );
    }

    #[test]
    fn an_offer_is_dealt_with_once() {
        let (id, mut acknowledged) = ring(2);
        acknowledged.receipt = Receipt::Acknowledged;
        let view = desktop([ring(1), (id, acknowledged)]);
        assert_eq!(
            plan(
                &view,
                NOW,
                Attention::Elsewhere,
                DeviceState::Granted,
                &SortedSet::from([offer(1)])
            ),
            []
        );
    }

    #[test]
    fn nothing_is_shown_long_after_the_deadline() {
        let view = desktop([ring(1)]);
        let late = NOW + Span::minutes(10);
        assert_eq!(
            plan(
                &view,
                late,
                Attention::Elsewhere,
                DeviceState::Granted,
                &SortedSet::new()
            ),
            []
        );
    }

    #[test]
    fn who_is_not_free_gets_no_popup_and_keeps_none() {
        let mut view = desktop([ring(1)]);
        for presence in [
            Presence::SignedIn(Intent::Busy),
            Presence::SignedIn(Intent::Break),
            Presence::SignedOut,
        ] {
            view.me.presence = presence;
            assert_eq!(
                planned(&view, Attention::Elsewhere, DeviceState::Granted),
                []
            );
            assert_eq!(leftovers(&view, NOW, &[offer(1).to_string()]).len(), 1);
        }
    }

    #[test]
    fn beside_a_chat_another_chat_may_ring_and_nothing_beside_a_call() {
        for (open, rings, may) in [
            (Kind::InboundChat, Kind::InboundChat, true),
            (Kind::InboundChat, Kind::InboundCall, false),
            (Kind::InboundCall, Kind::InboundChat, false),
            (Kind::NewRequest, Kind::InboundCall, false),
        ] {
            let mut view = desktop([ring(1)]);
            view.requests = [row(1, rings), row(2, open)]
                .map(|row| (row.id, row))
                .into();
            view.sessions = Sessions::from_iter([Session {
                request: request(2),
                stage: SessionStage::Bridged {
                    since: NOW,
                    draft: Draft::default(),
                },
            }]);
            let shown = planned(&view, Attention::Elsewhere, DeviceState::Granted);
            assert_eq!(!shown.is_empty(), may, "{rings:?} beside {open:?}");
            assert_eq!(
                leftovers(&view, NOW, &[offer(1).to_string()]).is_empty(),
                may
            );
        }
    }

    #[test]
    fn what_is_not_notified_rings_all_the_same() {
        let (id, mut suppressed) = ring(2);
        suppressed.decision = Decision::Suppress(Suppression::TurnedOff);
        let mut view = desktop([ring(1), (id, suppressed)]);
        assert_eq!(ringing(&view), SortedSet::from([offer(1), offer(2)]));
        assert_eq!(notified(&view), SortedSet::from([offer(1)]));
        view.me.presence = Presence::SignedIn(Intent::Busy);
        assert_eq!(notified(&view), SortedSet::new());
    }

    #[test]
    fn becoming_busy_takes_notes_away() {
        let tags = [format!("missed-{}", request(1)), "signing-out".to_owned()];
        let mut view = desktop([]);
        assert!(leftovers(&view, NOW, &tags).is_empty());
        view.me.presence = Presence::SignedIn(Intent::Busy);
        assert_eq!(leftovers(&view, NOW, &tags), tags);
        assert!(!may_remind(&view));
    }

    #[test]
    fn only_popups_of_what_rings_stay_and_the_test_popup() {
        let tags = [
            offer(1).to_string(),
            offer(2).to_string(),
            TEST_TAG.to_owned(),
        ];
        assert_eq!(
            leftovers(&desktop([ring(1)]), NOW, &tags),
            [offer(2).to_string()]
        );
    }
}
