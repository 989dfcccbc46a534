//! What those who look after others see while they serve nobody: their teams, and who waits there.

use domain::{
    agent::Role,
    id::TeamId,
    time::Timestamp,
    view::{AgentView, Distribution, Group},
};
use leptos::prelude::*;

use crate::{
    desk::context::DeskContext,
    reactive::memo,
    text::{Pages, Sessions, duration, use_language},
};

#[derive(Clone, Debug, PartialEq, Eq)]
struct Glance {
    team: TeamId,
    name: String,
    distribution: Distribution,
    waiting: usize,
    /// Since when whoever waits longest.
    since: Option<Timestamp>,
}

#[component]
pub fn TeamsAtAGlance(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    if desk.with_untracked(|view| view.me.role == Role::Agent) {
        return ().into_any();
    }
    let teams = memo(move || {
        let now = desk.now.get();
        desk.with(|view| glances(view, now))
    });
    let rows = move || {
        let row = |glance: Glance| {
            let longest = move || {
                glance.since.map_or_else(
                    || "–".to_owned(),
                    |since| duration(desk.now.get().since(since)),
                )
            };
            view! {
                <tr>
                    <th scope="row">
                        <bdi>{glance.name}</bdi>
                        {(glance.distribution == Distribution::NoRule)
                            .then(|| view! { <p class="quiet small">{language.say(Sessions::TeamHasNoRule)}</p> })}
                    </th>
                    <td>{glance.waiting}</td>
                    <td>{move || longest()}</td>
                </tr>
            }
        };
        teams.get().into_iter().map(row).collect_view()
    };
    view! {
        <section class="card glance" aria-labelledby="glance-title">
            <h2 id="glance-title">{language.say(Sessions::Teams)}</h2>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{language.say(Sessions::Team)}</th>
                        <th scope="col">{language.say(Sessions::TeamWaiting)}</th>
                        <th scope="col">{language.say(Sessions::TeamLongest)}</th>
                    </tr>
                </thead>
                <tbody>{move || rows()}</tbody>
            </table>
            <p class="bar">
                <a href="/supervisor/devices">{language.say(Pages::AgentsDevices)}</a>
                <a href="/supervisor/notifications">{language.say(Pages::Trace)}</a>
            </p>
        </section>
    }
    .into_any()
}

fn glances(view: &AgentView, now: Timestamp) -> Vec<Glance> {
    let mut waiting = view.listed(Group::Pending, now);
    waiting.extend(view.listed(Group::TimedOut, now));
    view.teams
        .iter()
        .map(|(id, team)| {
            let waiting = waiting.iter().filter(|row| row.team == *id);
            Glance {
                team: *id,
                name: team.name.clone(),
                distribution: team.distribution,
                waiting: waiting.clone().count(),
                since: waiting.map(|row| row.since()).min(),
            }
        })
        .collect()
}
