//! The notification trace as a file for spreadsheets and programs: CSV after RFC 4180, in UTF-8, with
//! times after RFC 3339. `docs/trace.md` describes the columns.

use app::{
    server::signed_in::SignedIn,
    text::{Trace, iso},
    wire::{
        trace::{DeviceDelivery, DeviceName, EXPORTED, Ending, PATH, TraceEntry, TraceSearch},
        way_back::sign_in_address,
    },
};
use axum::{
    Extension,
    body::Body,
    extract::{Query, RawQuery},
    response::{IntoResponse, Response},
};
use domain::{
    notification::{Decision, Report},
    time::Timestamp,
    trace::{Route, Stage},
};
use engine::TraceFilter;
use futures::{Stream, stream};
use http::{HeaderMap, StatusCode, header};
use serde::Serialize;
use serde_json::Value;

use super::{
    context,
    csv::{BYTE_ORDER_MARK, text},
    see_other::see_other,
};

/// Lines asked of the desk at once: what is sent is made as it is read, and never held as a whole.
const AT_ONCE: usize = 500;

const COLUMNS: [&str; 22] = [
    "decided_at",
    "request",
    "kind",
    "customer",
    "agent",
    "agent_id",
    "decision",
    "reason",
    "channel",
    "device",
    "sent_at",
    "received_at",
    "in_page_at",
    "shown_at",
    "dismissed_at",
    "clicked_at",
    "failed_at",
    "failure",
    "answered_at",
    "answer",
    "ended_at",
    "end",
];

/// Columns that may have any text; the others have ids, times and words of ours.
const WRITTEN_BY_PEOPLE: [&str; 4] = ["customer", "agent", "device", "end"];

/// What the search of the page finds, a line for each device and channel; one without them for a
/// decision that reached no device.
pub async fn file(
    who: Option<Extension<SignedIn>>,
    Query(search): Query<TraceSearch>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let Some(Extension(who)) = who else {
        // To the page of the search, which leads to its file.
        let page = query.map_or_else(|| PATH.to_owned(), |query| format!("{PATH}?{query}"));
        return see_other(&sign_in_address(&page));
    };
    let language = context::language(&headers);
    if let Err(error) = who.supervises() {
        return (error.status(), language.say(&error)).into_response();
    }
    let filter = match who.read_search(&search) {
        Ok(filter) => filter,
        Err(problem) => {
            let text = language.say(Trace::Problem(problem));
            return (StatusCode::UNPROCESSABLE_ENTITY, text).into_response();
        }
    };
    let headers = [
        (
            header::CONTENT_TYPE,
            "text/csv; charset=utf-8; header=present",
        ),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"notification-trace.csv\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, Body::from_stream(parts(who, filter))).into_response()
}

/// Where the file goes on, and how many lines of the trace it may still take.
struct Rest {
    filter: TraceFilter,
    left: usize,
}

/// A part that can't be read ends the file in the middle, which the browser reports as a failure.
fn parts(who: SignedIn, filter: TraceFilter) -> impl Stream<Item = Result<String, std::io::Error>> {
    let begin = Rest {
        filter,
        left: EXPORTED,
    };
    let head = stream::iter([Ok(format!("{BYTE_ORDER_MARK}{}\r\n", COLUMNS.join(",")))]);
    let rows = stream::try_unfold((who, Some(begin)), |(who, rest)| async move {
        let Some(Rest { filter, left }) = rest.filter(|rest| rest.left > 0) else {
            return Ok(None);
        };
        let read = who.trace_entries(&filter, left.min(AT_ONCE)).await;
        let (entries, next) = read.map_err(std::io::Error::other)?;
        let rest = next.map(|next| Rest {
            filter: TraceFilter {
                after: Some(next),
                ..filter
            },
            left: left - entries.len(),
        });
        let text: String = entries.iter().flat_map(records).collect();
        Ok(Some((text, (who, rest))))
    });
    futures::StreamExt::chain(head, rows)
}

fn records(entry: &TraceEntry) -> Vec<String> {
    if entry.course.deliveries.is_empty() {
        return vec![line(entry, None)];
    }
    let deliveries = entry.course.deliveries.iter();
    deliveries
        .map(|delivery| line(entry, Some(delivery)))
        .collect()
}

fn line(entry: &TraceEntry, delivery: Option<&DeviceDelivery>) -> String {
    let (decision, reason) = match entry.decision {
        Decision::Notify => ("notify", ""),
        Decision::Suppress(reason) | Decision::Unheard(reason) => ("suppress", reason.as_str()),
    };
    let at = |wanted: fn(Stage) -> bool| {
        let mut steps = delivery.into_iter().flat_map(|delivery| &delivery.steps);
        let step = steps.find(|step| wanted(step.stage));
        step.map(|step| instant(step.at)).unwrap_or_default()
    };
    let stages = delivery.into_iter().flat_map(|delivery| &delivery.steps);
    let failure = stages.clone().find_map(|step| match step.stage {
        Stage::Reported(Report::Failed(failure)) => Some(word(failure)),
        _ => None,
    });
    let answer = stages.clone().find_map(|step| match step.stage {
        Stage::Answered(result) => Some(word(result)),
        _ => None,
    });
    let (ended_at, end) = match &entry.course.end {
        Some((at, ending)) => (instant(*at), end_word(ending)),
        None => (String::new(), String::new()),
    };
    record(&[
        instant(entry.at),
        entry.request.to_string(),
        entry.kind.as_str().to_owned(),
        entry.customer.clone().unwrap_or_default(),
        entry.agent.name.clone(),
        entry.agent.id.to_string(),
        decision.to_owned(),
        reason.to_owned(),
        delivery
            .map(|delivery| delivery.channel)
            .map_or("", Route::as_str)
            .to_owned(),
        delivery
            .map(|delivery| device(&delivery.device))
            .unwrap_or_default(),
        at(|stage| stage == Stage::Sent),
        at(|stage| stage == Stage::Reported(Report::Received)),
        at(|stage| stage == Stage::Reported(Report::InPage)),
        at(|stage| stage == Stage::Reported(Report::Shown)),
        at(|stage| stage == Stage::Reported(Report::Dismissed)),
        at(|stage| stage == Stage::Reported(Report::Clicked)),
        at(|stage| matches!(stage, Stage::Reported(Report::Failed(_)))),
        failure.unwrap_or_default(),
        at(|stage| matches!(stage, Stage::Answered(_))),
        answer.unwrap_or_default(),
        ended_at,
        end,
    ])
}

/// To the millisecond: what a device does takes few of them.
fn instant(at: Timestamp) -> String {
    let seconds = iso(at);
    let millis = at.0.rem_euclid(1_000);
    format!("{}.{millis:03}Z", seconds.trim_end_matches('Z'))
}

/// What the agent calls the device, else what its browser calls itself.
fn device(name: &DeviceName) -> String {
    match name {
        DeviceName::Given(name) | DeviceName::Browser(name) => name.clone(),
        DeviceName::Removed => "removed".to_owned(),
    }
}

fn end_word(ending: &Ending) -> String {
    match ending {
        Ending::Taken(by) => format!("taken by {}", by.name),
        Ending::TimedOut => "timed_out".to_owned(),
        Ending::Left(why) => word(why),
        Ending::Withdrawn(why) => word(why),
    }
}

/// A value of the stream in one word: its reason where it has one, else its own name.
fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        Ok(Value::Object(fields)) => ["reason", "stage"]
            .iter()
            .find_map(|name| fields.get(*name)?.as_str())
            .unwrap_or_default()
            .to_owned(),
        _ => String::new(),
    }
}

fn record(fields: &[String; COLUMNS.len()]) -> String {
    let mut line = String::new();
    for (column, field) in COLUMNS.iter().zip(fields) {
        if !line.is_empty() {
            line.push(',');
        }
        if WRITTEN_BY_PEOPLE.contains(column) {
            line.push_str(&text(field));
        } else {
            line.push_str(field);
        }
    }
    line + "\r\n"
}

#[cfg(test)]
mod tests {
    use domain::device::{PushFailure, PushResult};

    use super::*;

    #[test]
    fn a_time_is_utc_to_the_millisecond() {
        let at = Timestamp(1_795_359_967_042);
        assert_eq!(instant(at), "2026-11-22T15:06:07.042Z");
    }

    #[test]
    fn an_answer_is_one_word() {
        assert_eq!(word(PushResult::Accepted), "accepted");
        assert_eq!(word(PushResult::Failed(PushFailure::Busy)), "busy");
    }
}
