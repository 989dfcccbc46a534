//! Which agents an event of the journal concerns, and what each of them is told.
//!
//! A function of the event alone: what is sent live and what a replay sends are the same bytes. An
//! agent gets at most one message an event, so the event's number can stand for the message.

mod agent;
mod offer;
mod reminder;
mod request;
mod session;
mod team;
mod told;

use self::told::Told;
use super::{me::Attendance, row::Phase};
use crate::{
    agent::{Intent, Presence},
    event::{Event, Recorded, SessionStart},
};

/// What the event says to whom. A viewer takes the first that includes them.
#[expect(
    clippy::too_many_lines,
    reason = "one arm an event: the table of who is told what reads best in one piece"
)]
pub fn project(recorded: &Recorded) -> Told<'_> {
    let at = recorded.at;
    match &recorded.event {
        Event::TeamAdded { team } => team::added(team),
        Event::RuleSet { team, rule } => team::rule_set(*team, rule.as_ref()),
        Event::AgentSignedIn { agent } => {
            agent::presence(*agent, Presence::SignedIn(Intent::Available))
        }
        Event::AgentSignedOut { agent } => agent::presence(*agent, Presence::SignedOut),
        Event::IntentChanged { agent, intent } => {
            agent::presence(*agent, Presence::SignedIn(*intent))
        }
        Event::AgentStoppedResponding { agent } => {
            agent::attendance(*agent, Attendance::NotResponding)
        }
        Event::AgentResponded { agent } => agent::attendance(*agent, Attendance::Responding),
        Event::PreferencesChanged { agent, preferences } => agent::preferences(*agent, preferences),
        Event::RequestReceived { request } => request::arrived(request),
        Event::RequestDue {
            request,
            team,
            since,
            ..
        } => request::moved(
            *team,
            *request,
            Phase::Waiting {
                since: *since,
                rings_at: None,
            },
        ),
        Event::RequestRests {
            request,
            team,
            until,
            since,
        } => request::rests(*team, *request, *since, Some(*until)),
        Event::RequestRoused {
            request,
            team,
            since,
        } => request::rests(*team, *request, *since, None),
        Event::RequestRescheduled {
            request,
            team,
            due_at,
            ..
        } => request::moved(*team, *request, Phase::Scheduled { due_at: *due_at }),
        Event::OfferMade {
            offer,
            request,
            team,
            since,
            deadline,
            decisions,
        } => offer::made(*offer, *request, *team, *since, *deadline, decisions),
        Event::OfferJoined {
            offer,
            request,
            since,
            deadline,
            agent,
            decision,
            ..
        } => offer::joined(*offer, *request, *since, *deadline, *agent, *decision),
        Event::OfferLeft {
            offer,
            request,
            agent,
            why,
        } => offer::left(*offer, *request, *agent, *why),
        Event::OfferTimedOut {
            offer,
            request,
            team,
            since,
            then,
        } => offer::timed_out(*offer, *request, *team, *since, then),
        Event::OfferWithdrawn {
            offer,
            request,
            team,
            since,
            why,
            back,
        } => offer::withdrawn(*offer, *request, *team, *since, *why, *back),
        Event::NotificationsDecided {
            request,
            team,
            decisions,
        } => offer::decided(*request, *team, decisions),
        Event::NotificationReported {
            offer,
            request,
            agent,
            device,
            report,
        } => offer::reported(*offer, *request, *agent, *device, *report),
        Event::CallAhead {
            request,
            agent,
            due_at,
            decision,
        } => reminder::upcoming(*agent, *decision, *request, *due_at),
        Event::DigestGiven {
            agent,
            waiting,
            oldest,
            decision,
        } => reminder::digest(*agent, *decision, *waiting, *oldest),
        Event::RequestMissed {
            request,
            agent,
            after,
            taken_by,
            decision,
        } => reminder::missed(*agent, *decision, *request, *after, taken_by.as_ref()),
        Event::SupervisorTold {
            supervisor,
            agent,
            requests,
            decision,
        } => reminder::agent_missed(*supervisor, *decision, agent, requests),
        Event::RequestConnected {
            request,
            team,
            agent,
            offer,
            session,
        } => session::connected(*request, *team, agent, *offer, *session, at),
        Event::SessionBridged {
            request,
            agent,
            draft,
            ..
        } => {
            let stage = session::stage(SessionStart::Bridged, at, draft.clone());
            session::at_stage(*agent, *request, stage)
        }
        Event::SessionNoted {
            request,
            agent,
            session,
            since,
            draft,
        } => {
            let stage = session::stage(*session, *since, draft.clone());
            session::at_stage(*agent, *request, stage)
        }
        Event::SessionEnded {
            request,
            agent,
            closes_at,
            draft,
            ..
        }
        | Event::WrapUpExtended {
            request,
            agent,
            closes_at,
            draft,
        } => session::wraps_up(*agent, *request, *closes_at, draft.clone()),
        Event::RequestHandedBack {
            request,
            team,
            agent,
            since,
            ..
        } => session::handed_back(*agent, *request, *team, *since),
        Event::RequestClosed {
            request,
            team,
            agent,
            outcome,
            ..
        } => session::closed(*agent, *request, *team, *outcome),
        Event::RequestAbandoned { request, team, .. }
        | Event::RequestCancelled { request, team }
        | Event::RequestExpired { request, team } => request::moved(*team, *request, Phase::Over),
        // Of reachability, the device that answers, or doesn't, is the only one that could be told. When
        // the clock was set, streams begin anew: so many times moved that a snapshot says it best.
        Event::DeskOpened { .. }
        | Event::AgentAdded { .. }
        | Event::AgentDisabled { .. }
        | Event::AgentEnabled { .. }
        | Event::PasswordChanged { .. }
        | Event::KeyRevoked { .. }
        | Event::ReachabilityChanged { .. }
        | Event::HoursSet { .. }
        | Event::CallsForbidden { .. }
        | Event::CallsAllowed { .. }
        | Event::AgentHears { .. }
        | Event::AgentTriedAgain { .. }
        | Event::AgentMissed { .. }
        | Event::OwnerTimeOver { .. }
        | Event::RingPlanned { .. }
        | Event::RequestStays { .. }
        | Event::RequestPutOff { .. }
        | Event::RequestBack { .. }
        | Event::QuietHoursOver { .. }
        | Event::NoteLeft { .. }
        | Event::OutcomeFiled { .. }
        | Event::ClockStepped { .. } => vec![],
    }
}
