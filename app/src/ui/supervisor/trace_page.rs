//! For supervisors: whom the desk told of what, whom not, and why.

use domain::agent_ref::AgentRef;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::search_form::SearchForm;
use crate::{
    api,
    reactive::memo,
    text::{Facts, History, PageZone, Pages, Trace, day_and_time, iso, undirected, use_language},
    ui::{
        account::signed_in::signed_in,
        kit::answered::{answered, loading, refused},
        kit::{
            course::{FoldedCourse, TimesIn},
            page_title::PageTitle,
        },
    },
    wire::{
        history::{Delivery, verdict},
        trace::{self, CSV_PATH, Cut, EXPORTED, PATH, TraceAnswer, TraceEntry, TraceSearch},
    },
};

#[component]
pub fn TracePage() -> impl IntoView {
    signed_in(|_| view! { <Page/> })
}

#[component]
fn Page() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let search = memo(move || query.with(TraceSearch::read));
    let answer = answered(
        move || search.get(),
        |search| async move { (api::trace(search.clone()).await, search) },
        loading,
        move |(answer, search)| match answer {
            Ok(answer) => view! { <Answer search answer/> }.into_any(),
            Err(problem) => refused(&problem, language),
        },
    );
    view! {
        <PageTitle name=language.say(Pages::Trace)/>
        <main id="content" class="sheet wide-sheet" tabindex="-1">
            <header>
                <p class="quiet small"><a href="/">{language.say(Pages::Desktop)}</a></p>
                <h1>{language.say(Pages::Trace)}</h1>
                <p class="quiet">{language.say(Trace::Lead)}</p>
                <TimesIn/>
            </header>
            {answer}
        </main>
    }
}

#[component]
fn Answer(search: TraceSearch, answer: TraceAnswer) -> impl IntoView {
    let TraceAnswer { agents, found } = answer;
    let problem = found.as_ref().err().copied();
    let searched = search.clone();
    view! {
        <SearchForm search agents problem/>
        {found.ok().map(|page| view! { <Found search=searched page/> })}
    }
}

#[component]
fn Found(search: TraceSearch, page: trace::TracePage) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<PageZone>>();
    let trace::TracePage {
        entries,
        older,
        cut,
    } = page;
    let nothing = entries.is_empty().then(|| {
        let from_the_start = search.is_for_everything();
        language.say(if from_the_start {
            Trace::Empty
        } else {
            Trace::NothingFound
        })
    });
    let newest = (!search.after.is_empty()).then(|| search.newest().address(PATH));
    let csv = search.newest().address(CSV_PATH);
    let older = older.map(|after| {
        let next = TraceSearch {
            after,
            ..search.clone()
        };
        next.address(PATH)
    });
    let rows = entries
        .into_iter()
        .map(|entry| view! { <Line entry zone_of_search=search.zone.clone()/> })
        .collect_view();
    view! {
        <div class="card table-card">
            <table class="history trace" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{language.say(Facts::Time)}</th>
                        <th scope="col" role="columnheader">{language.say(Facts::Agent)}</th>
                        <th scope="col" role="columnheader">{language.say(Facts::Customer)}</th>
                        <th scope="col" role="columnheader">{language.say(History::Result)}</th>
                        <th scope="col" role="columnheader">{language.say(Facts::Devices)}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
            {nothing.map(|text| view! { <p class="quiet empty">{text}</p> })}
        </div>
        {cut.map(|Cut { rows, until }| view! {
            <p class="quiet" role="status">
                {move || language.say(Trace::SearchedUntil {
                    rows,
                    at: &day_and_time(until, zone.get()),
                })}
            </p>
        })}
        <div class="bar">
            {newest.map(|address| view! {
                <a class="button" href=address>{language.say(Trace::Newest)}</a>
            })}
            {older.map(|address| view! {
                <a class="button" rel="next" href=address>{language.say(Trace::Older)}</a>
            })}
            <a class="button" href=csv download="notification-trace.csv">
                {language.say(Trace::Csv)}
            </a>
        </div>
        <p class="quiet small">{language.say(Trace::CsvHelp { lines: EXPORTED })}</p>
    }
}

#[component]
fn Line(entry: TraceEntry, zone_of_search: String) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<PageZone>>();
    let TraceEntry {
        at,
        request,
        kind,
        customer,
        agent: AgentRef { id, name },
        decision,
        course,
    } = entry;
    let customer = customer.map_or_else(
        || language.say(Facts::Customer),
        |customer| undirected(&customer).into_owned(),
    );
    let only = |search: TraceSearch| {
        let zone = zone_of_search.clone();
        TraceSearch { zone, ..search }.address(PATH)
    };
    let of_agent = only(TraceSearch {
        agent: id.to_string(),
        ..TraceSearch::default()
    });
    let of_request = only(TraceSearch {
        request: request.to_string(),
        ..TraceSearch::default()
    });
    let delivery = Delivery::best_of(&course);
    let result = Trace::Result { decision, delivery };
    view! {
        <tr role="row">
            <td class="history-time" role="cell">
                <time datetime=iso(at)>{move || day_and_time(at, zone.get())}</time>
            </td>
            <th scope="row" role="rowheader">
                <a href=of_agent title=language.say(Trace::OnlyAgent(&name))><bdi>{name.clone()}</bdi></a>
            </th>
            <td role="cell">
                <a href=of_request title=language.say(Trace::OnlyRequest(&customer))>
                    <bdi>{customer.clone()}</bdi>
                </a>
                <span class="quiet small history-advice">{language.say(Facts::Kind(kind))}</span>
            </td>
            <td role="cell">
                <span class="history-result" data-verdict=verdict(decision, delivery)>{language.say(result)}</span>
                <span class="quiet small history-advice">{language.say(Trace::Reason(decision))}</span>
            </td>
            <td role="cell">
                <FoldedCourse course/>
            </td>
        </tr>
    }
}
