//! Profile > Notifications > Notification history: for every event shown, or why not, and the one
//! thing to do about it.

use leptos::prelude::*;

use super::signed_in::signed_in;
use crate::{
    api,
    text::{Facts, History, Pages, undirected, use_language},
    ui::kit::{
        answered::{answered, loading, refused},
        course::{FoldedCourse, TimesIn},
        day_time::DayTime,
        page_title::PageTitle,
    },
    wire::history::{HistoryEntry, verdict},
};

#[component]
pub fn HistoryPage() -> impl IntoView {
    signed_in(|_| view! { <Page/> })
}

#[component]
fn Page() -> impl IntoView {
    let language = use_language();
    let entries = answered(
        || (),
        |()| api::history(),
        loading,
        move |entries| match entries {
            Ok(entries) => view! { <HistoryTable entries/> }.into_any(),
            Err(problem) => refused(&problem, language),
        },
    );
    view! {
        <PageTitle name=language.say(Pages::History)/>
        <main id="content" class="sheet wide-sheet" tabindex="-1">
            <header>
                <p class="quiet small">
                    <a href="/">{language.say(Pages::Desktop)}</a> " / "
                    <a href="/profile/notifications">{language.say(Pages::Notifications)}</a>
                </p>
                <h1>{language.say(Pages::History)}</h1>
                <p class="quiet">{language.say(History::Lead)}</p>
                <TimesIn/>
            </header>
            {entries}
        </main>
    }
}

#[component]
fn HistoryTable(entries: Vec<HistoryEntry>) -> impl IntoView {
    let language = use_language();
    let empty = entries.is_empty();
    view! {
        <div class="card table-card">
            // On a phone it is laid out as cards, which takes the roles away that are not written down.
            <table class="history" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        {[Facts::Time, Facts::Customer, Facts::KindLabel]
                            .map(|fact| view! {
                                <th scope="col" role="columnheader">{language.say(fact)}</th>
                            })}
                        <th scope="col" role="columnheader">{language.say(History::Result)}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {entries
                        .into_iter()
                        .map(|entry| view! { <HistoryRow entry/> })
                        .collect_view()}
                </tbody>
            </table>
            {empty.then(|| view! { <p class="quiet empty">{language.say(History::Empty)}</p> })}
        </div>
    }
}

#[component]
fn HistoryRow(entry: HistoryEntry) -> impl IntoView {
    let language = use_language();
    let result = language.say(History::Entry(&entry));
    let advice = language.say(History::Advice(&entry));
    let verdict = verdict(entry.decision, entry.delivery);
    let HistoryEntry {
        at,
        kind,
        customer,
        course,
        ..
    } = entry;
    view! {
        <tr role="row">
            <td class="history-time" role="cell">
                <DayTime at/>
            </td>
            <td class="history-who" role="cell">
                <bdi>
                    {customer.map_or_else(
                        || language.say(Facts::Customer),
                        |customer| undirected(&customer).into_owned(),
                    )}
                </bdi>
            </td>
            <td class="history-kind" role="cell">{language.say(Facts::Kind(kind))}</td>
            <td role="cell">
                <span class="history-result" data-verdict=verdict>{result}</span>
                <span class="quiet small history-advice">{advice}</span>
                <FoldedCourse course/>
            </td>
        </tr>
    }
}
