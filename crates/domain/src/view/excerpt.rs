//! Which requests a snapshot has when there are more than anybody looks at.
//!
//! A page with forty thousand rows would be fifty megabytes. Of each place where a request can stand a
//! snapshot has the first in line, and how many there are beyond. What arrives later comes with its row
//! as always. As rows leave, the view runs short, and who reads it asks for a new snapshot.

use std::collections::BTreeMap;

use crate::{
    agent::Agent,
    desk::Desk,
    request::{InLine, Request, State},
};

/// Rows that a snapshot has of each place.
pub const LISTED: usize = 200;
/// Where a request stands for one agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// In their hands, or planned for them: all of these are needed.
    Mine,
    /// It rings for them.
    Rings,
    Pending,
    Planned,
    TimedOut,
    /// With a colleague.
    Taken,
}

pub(super) struct Excerpt<'desk> {
    pub requests: Vec<&'desk Request>,
    pub beyond: usize,
}

/// The first `rows` of each place, in the order of the lists.
pub(super) fn excerpt<'desk>(desk: &'desk Desk, agent: &Agent, rows: usize) -> Excerpt<'desk> {
    let mut places: BTreeMap<Place, Vec<&Request>> = BTreeMap::new();
    let visible = desk
        .live_requests()
        .filter(|request| agent.sees(request.team));
    for request in visible {
        let place = place(desk, agent, request);
        places.entry(place).or_default().push(request);
    }
    let mut all = Excerpt {
        requests: Vec::new(),
        beyond: 0,
    };
    for (place, mut requests) in places {
        if place != Place::Mine && requests.len() > rows {
            requests.select_nth_unstable_by_key(rows, |request| in_line(request));
            all.beyond += requests.len() - rows;
            requests.truncate(rows);
        }
        all.requests.append(&mut requests);
    }
    all
}

fn place(desk: &Desk, agent: &Agent, request: &Request) -> Place {
    let owned = request.owner.as_ref().is_some_and(|it| it.id == agent.id);
    match &request.state {
        State::Scheduled { .. } if owned => Place::Mine,
        State::Scheduled { .. } => Place::Planned,
        State::Offered { offer, .. }
            if agent.teams.contains(&request.team)
                && desk.offer(*offer).is_some_and(|it| it.rings_for(agent.id)) =>
        {
            Place::Rings
        }
        State::Waiting { .. } | State::Offered { .. } => Place::Pending,
        State::TimedOut { .. } => Place::TimedOut,
        _ if request.agent() == Some(agent.id) => Place::Mine,
        _ => Place::Taken,
    }
}

/// As [`Row::in_line`](super::row::Row::in_line).
fn in_line(request: &Request) -> InLine {
    request.in_line().unwrap_or_else(|| {
        let at = match &request.state {
            State::Scheduled { due_at, .. } => *due_at,
            _ => request.created_at,
        };
        InLine::timed(at, request.id)
    })
}
