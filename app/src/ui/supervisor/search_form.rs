//! The form of a search: sent as the query of an address, so that a search can be kept and passed on.

use domain::{agent_ref::AgentRef, notification::Decision, request::Kind, trace::Route};
use leptos::{html, prelude::*};

use crate::{
    text::{Facts, Trace, own_zone, use_language},
    wire::trace::{PATH, SearchProblem, TraceSearch},
};

#[component]
pub fn SearchForm(
    search: TraceSearch,
    agents: Vec<AgentRef>,
    problem: Option<SearchProblem>,
) -> impl IntoView {
    let language = use_language();
    let wrong = problem.map(SearchProblem::field);
    let agents = agents
        .into_iter()
        .map(|AgentRef { id, name }| (id.to_string(), name));
    let decisions = Decision::all().map(|decision| {
        let name = language.say(Trace::Reason(decision));
        (decision.as_str().to_owned(), name)
    });
    let kinds = Kind::ALL.map(|kind| {
        (
            kind.as_str().to_owned(),
            language.say(Facts::KindChoice(kind)),
        )
    });
    let channels = Route::ALL.map(|channel| {
        let name = language.say(Trace::Channel(channel));
        (channel.as_str().to_owned(), name)
    });
    let everything = !search.is_for_everything();
    view! {
        <form class="card plan trace-search" role="search" method="get" action=PATH novalidate
            aria-label=language.say(Trace::Search)
        >
            <p id="search-problem" class="problem" role="alert">
                {problem.map(|problem| language.say(Trace::Problem(problem)))}
            </p>
            <div class="plan-fields">
                <Chosen name="agent" label=language.say(Facts::Agent) options=agents.collect() chosen=search.agent wrong/>
                <Chosen
                    name="decision"
                    label=language.say(Trace::DecisionLabel)
                    options=decisions.collect()
                    chosen=search.decision
                    wrong
                />
                <Chosen
                    name="kind"
                    label=language.say(Facts::KindLabel)
                    options=kinds.to_vec()
                    chosen=search.kind
                    wrong
                />
                <Chosen
                    name="channel"
                    label=language.say(Trace::ChannelLabel)
                    options=channels.to_vec()
                    chosen=search.channel
                    wrong
                />
                <Typed name="customer" label=language.say(Trace::CustomerOrNumber) value=search.customer wrong/>
                <Typed name="request" label=language.say(Trace::RequestNumber) value=search.request wrong/>
                <Typed name="from" kind="datetime-local" label=language.say(Trace::From) value=search.from wrong/>
                <Typed name="until" kind="datetime-local" label=language.say(Trace::Until) value=search.until wrong/>
                <ZoneField value=search.zone wrong/>
            </div>
            <div class="bar">
                <button type="submit" class="button primary">{language.say(Trace::Find)}</button>
                {everything.then(|| view! {
                    <a class="button quiet-button" href=PATH>{language.say(Trace::Everything)}</a>
                })}
            </div>
        </form>
    }
}

#[component]
fn Chosen(
    name: &'static str,
    label: String,
    options: Vec<(String, String)>,
    chosen: String,
    wrong: Option<&'static str>,
) -> impl IntoView {
    let language = use_language();
    let options = options
        .into_iter()
        .map(|(value, text)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect_view();
    view! {
        <label class="field">
            <span>{label}</span>
            <select
                name=name
                aria-describedby="search-problem"
                aria-invalid=(wrong == Some(name)).then_some("true")
            >
                <option value="">{language.say(Trace::All)}</option>
                {options}
            </select>
        </label>
    }
}

#[component]
fn Typed(
    name: &'static str,
    label: String,
    #[prop(default = "text")] kind: &'static str,
    value: String,
    wrong: Option<&'static str>,
) -> impl IntoView {
    let is_wrong = wrong == Some(name);
    // What is no time would not be shown in a field that only takes times.
    let kind = if is_wrong { "text" } else { kind };
    view! {
        <label class="field">
            <span>{label}</span>
            <input
                type=kind
                name=name
                value=value
                maxlength="200"
                autocomplete="off"
                autofocus=is_wrong
                aria-describedby="search-problem"
                aria-invalid=is_wrong.then_some("true")
            />
        </label>
    }
}

#[component]
fn ZoneField(value: String, wrong: Option<&'static str>) -> impl IntoView {
    let language = use_language();
    let input = NodeRef::<html::Input>::new();
    // Mostly one's own, which only a browser knows.
    Effect::new(move |_| {
        if let Some(input) = input.get()
            && input.value().is_empty()
            && let Some(own) = own_zone()
        {
            input.set_value(&own);
        }
    });
    view! {
        <label class="field">
            <span>{language.say(Trace::Zone)}</span>
            <input
                type="text"
                name="zone"
                value=value
                placeholder="UTC"
                autocomplete="off"
                spellcheck="false"
                aria-describedby="search-problem"
                aria-invalid=(wrong == Some("zone")).then_some("true")
                node_ref=input
            />
        </label>
    }
}
