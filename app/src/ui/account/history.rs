//! Profile > Notifications > Notification history: for every event shown, or why not, and the one
//! thing to do about it.

use leptos::prelude::*;

use super::signed_in::signed_in;
use crate::{
    api,
    text::{PageZone, Text, day_and_time, iso, undirected, use_language},
    ui::kit::{
        course::{CourseList, TimesIn},
        page_title::PageTitle,
    },
    wire::history::HistoryEntry,
};

#[component]
pub fn HistoryPage() -> impl IntoView {
    signed_in(|_| view! { <History/> })
}

#[component]
fn History() -> impl IntoView {
    let language = use_language();
    let entries = Resource::new_blocking(|| (), |()| api::history());
    view! {
        <PageTitle name=language.say(Text::History)/>
        <main id="content" class="sheet wide-sheet" tabindex="-1">
            <header>
                <p class="quiet small">
                    <a href="/">{language.say(Text::DesktopTitle)}</a> " / "
                    <a href="/profile/notifications">{language.say(Text::Notifications)}</a>
                </p>
                <h1>{language.say(Text::History)}</h1>
                <p class="quiet">{language.say(Text::HistoryLead)}</p>
                <TimesIn/>
            </header>
            <Suspense fallback=move || {
                view! { <p class="quiet" role="status">{language.say(Text::HistoryLoading)}</p> }
            }>
                {move || Suspend::new(async move {
                    match entries.await {
                        Ok(entries) => view! { <HistoryTable entries/> }.into_any(),
                        Err(problem) => view! {
                            <p class="problem" role="alert">{language.say(Text::Problem(&problem))}</p>
                        }
                            .into_any(),
                    }
                })}
            </Suspense>
        </main>
    }
}

#[component]
fn HistoryTable(entries: Vec<HistoryEntry>) -> impl IntoView {
    let language = use_language();
    let empty = entries.is_empty();
    view! {
        <div class="card table-card">
            <table class="history">
                <thead>
                    <tr>
                        <th scope="col">{language.say(Text::HistoryTime)}</th>
                        <th scope="col">{language.say(Text::Customer)}</th>
                        <th scope="col">{language.say(Text::HistoryKind)}</th>
                        <th scope="col">{language.say(Text::HistoryResult)}</th>
                    </tr>
                </thead>
                <tbody>
                    {entries
                        .into_iter()
                        .map(|entry| view! { <HistoryRow entry/> })
                        .collect_view()}
                </tbody>
            </table>
            {empty.then(|| view! { <p class="quiet empty">{language.say(Text::HistoryEmpty)}</p> })}
        </div>
    }
}

#[component]
fn HistoryRow(entry: HistoryEntry) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<PageZone>>();
    let result = language.say(Text::HistoryEntry(&entry));
    let advice = language.say(Text::HistoryAdvice(&entry));
    let HistoryEntry {
        at,
        kind,
        customer,
        course,
        ..
    } = entry;
    view! {
        <tr>
            <td class="history-time">
                <time datetime=iso(at)>{move || day_and_time(at, zone.get())}</time>
            </td>
            <td>
                <bdi>
                    {customer.map_or_else(
                        || language.say(Text::Customer),
                        |customer| undirected(&customer).into_owned(),
                    )}
                </bdi>
            </td>
            <td>{language.say(Text::Kind(kind))}</td>
            <td>
                <span class="history-result">{result}</span>
                <span class="quiet small history-advice">{advice}</span>
                <CourseList course/>
            </td>
        </tr>
    }
}
