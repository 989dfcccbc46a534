//! Whose call it becomes: the team, if there is a choice, and for whom it rings first.

use leptos::prelude::*;

use crate::{
    desk::context::DeskContext,
    text::{Planning, use_language},
    wire::plan::PlanField,
};

#[component]
pub fn WhoseFields(
    desk: DeskContext,
    /// By id.
    team: Option<String>,
    mine: bool,
    wrong: Option<PlanField>,
) -> impl IntoView {
    let language = use_language();
    let team = team.unwrap_or_default();
    let teams: Vec<_> = desk.with_untracked(|view| {
        view.teams
            .iter()
            .map(|(id, team)| (id.to_string(), team.name.clone()))
            .collect()
    });
    let several_teams = teams.len() > 1;
    view! {
        {several_teams.then(|| view! {
            <label class="field">
                <span>{language.say(Planning::Team)}</span>
                <select
                    name="team"
                    aria-describedby="plan-problem"
                    aria-invalid=(wrong == Some(PlanField::Team)).then_some("true")
                >
                    {teams
                        .into_iter()
                        .map(|(id, name)| {
                            let selected = id == team;
                            view! { <option value=id selected=selected>{name}</option> }
                        })
                        .collect_view()}
                </select>
            </label>
        })}
        <fieldset class="settings">
            <legend>{language.say(Planning::RingsFirstFor)}</legend>
            <label class="setting">
                <span>{language.say(Planning::ForMe)}</span>
                <input type="radio" name="owner" value="me" checked=mine/>
            </label>
            <label class="setting">
                <span>{language.say(Planning::ForTheTeam)}</span>
                <input type="radio" name="owner" value="team" checked=!mine/>
            </label>
        </fieldset>
    }
}
