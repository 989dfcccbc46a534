//! The form of a search: sent as the query of an address, so that a search can be kept and passed on.

use domain::{agent_ref::AgentRef, notification::Decision, request::Kind, trace::Route};
use leptos::{html, prelude::*};

use crate::{
    reactive::effect,
    text::{Facts, Language, PageZone, Trace, isolated, own_zone, use_language},
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
        .map(|AgentRef { id, name }| (id.to_string(), name))
        .collect::<Vec<_>>();
    let chips = if problem.is_none() {
        active(&search, &agents, language)
    } else {
        Vec::new()
    };
    let chips = chips
        .into_iter()
        .map(|(filter, without)| {
            let remove = language.say(Trace::RemoveFilter(&filter));
            view! {
                <li>
                    <a class="chip" href=without.address(PATH) title=remove.clone() aria-label=remove>
                        {filter} " ×"
                    </a>
                </li>
            }
        })
        .collect::<Vec<_>>();
    // What is set, or wrong, is not hidden.
    let open = [
        &search.request,
        &search.kind,
        &search.channel,
        &search.from,
        &search.until,
    ]
    .into_iter()
    .any(|field| !field.is_empty())
        || wrong.is_some();
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
    view! {
        <form class="card plan trace-search" role="search" method="get" action=PATH novalidate
            aria-label=language.say(Trace::Search)
        >
            <p id="search-problem" class="problem" role="alert">
                {problem.map(|problem| language.say(Trace::Problem(problem)))}
            </p>
            <div class="trace-filters">
                <Typed name="customer" label=language.say(Trace::CustomerOrNumber) value=search.customer wrong/>
                <Chosen name="agent" label=language.say(Facts::Agent) options=agents chosen=search.agent wrong/>
                <Chosen
                    name="decision"
                    label=language.say(Trace::DecisionLabel)
                    options=decisions.collect()
                    chosen=search.decision
                    wrong
                />
                <button type="submit" class="button primary">{language.say(Trace::Find)}</button>
            </div>
            <details class="trace-more" open=open>
                <summary>{language.say(Trace::MoreFilters)}</summary>
                <div class="plan-fields">
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
                <Typed name="request" label=language.say(Trace::RequestNumber) value=search.request wrong/>
                <Typed name="from" kind="datetime-local" label=language.say(Trace::From) value=search.from wrong/>
                <Typed name="until" kind="datetime-local" label=language.say(Trace::Until) value=search.until wrong/>
                <ZoneField value=search.zone wrong/>
                </div>
            </details>
            {(!chips.is_empty()).then(|| view! {
                <div class="bar">
                    <ul class="filter-chips" aria-label=language.say(Trace::Filters)>{chips}</ul>
                    <a class="button quiet-button" href=PATH>{language.say(Trace::Everything)}</a>
                </div>
            })}
        </form>
    }
}

/// What is searched for, filter by filter in words, and the search without each.
fn active(
    search: &TraceSearch,
    agents: &[(String, String)],
    language: Language,
) -> Vec<(String, TraceSearch)> {
    let search = search.newest();
    let agent = agents.iter().find(|(id, _)| *id == search.agent);
    let decision = Decision::all().find(|decision| decision.as_str() == search.decision);
    let kind = Kind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == search.kind);
    let channel = Route::ALL
        .into_iter()
        .find(|channel| channel.as_str() == search.channel);
    let said = |label: String, value: &str| format!("{label}: {}", isolated(value));
    let typed = |label: Trace<'_>, value: &str| {
        (!value.is_empty()).then(|| said(language.say(label), value))
    };
    let with = |change: fn(&mut TraceSearch)| {
        let mut without = search.clone();
        change(&mut without);
        without
    };
    [
        (
            typed(Trace::CustomerOrNumber, &search.customer),
            with(|without| without.customer.clear()),
        ),
        (
            agent.map(|(_, name)| said(language.say(Facts::Agent), name)),
            with(|without| without.agent.clear()),
        ),
        (
            decision.map(|decision| language.say(Trace::Reason(decision))),
            with(|without| without.decision.clear()),
        ),
        (
            kind.map(|kind| language.say(Facts::KindChoice(kind))),
            with(|without| without.kind.clear()),
        ),
        (
            channel.map(|channel| {
                said(
                    language.say(Trace::ChannelLabel),
                    &language.say(Trace::Channel(channel)),
                )
            }),
            with(|without| without.channel.clear()),
        ),
        (
            typed(Trace::RequestNumber, &search.request),
            with(|without| without.request.clear()),
        ),
        (
            typed(Trace::From, &search.from.replace('T', " ")),
            with(|without| without.from.clear()),
        ),
        (
            typed(Trace::Until, &search.until.replace('T', " ")),
            with(|without| without.until.clear()),
        ),
    ]
    .into_iter()
    .filter_map(|(filter, without)| Some((filter?, without)))
    .collect()
}

/// Another search, mostly one that was gone back to, is shown in fields that say what was entered since: they are told.
/// What somebody has entered while the page was loading stays.
fn say_again(tell: impl Fn() + 'static) {
    let zone = expect_context::<RwSignal<PageZone>>();
    if zone.get_untracked() != PageZone::Utc {
        effect(tell);
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
    let field = NodeRef::<html::Select>::new();
    let asked_for = chosen.clone();
    say_again(move || {
        if let Some(field) = field.get() {
            field.set_value(&asked_for);
        }
    });
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
                autocomplete="off"
                node_ref=field
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
    let field = NodeRef::<html::Input>::new();
    let asked_for = value.clone();
    say_again(move || {
        if let Some(field) = field.get() {
            field.set_value(&asked_for);
        }
    });
    view! {
        <label class="field">
            <span>{label}</span>
            <input
                type=kind
                name=name
                value=value
                node_ref=field
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
    let asked_for = value.clone();
    say_again(move || {
        if let Some(input) = input.get() {
            input.set_value(&asked_for);
        }
    });
    // Mostly one's own, which only a browser knows.
    effect(move || {
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
