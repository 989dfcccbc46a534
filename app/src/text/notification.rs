//! Title and body of a popup.

use domain::{
    request::Kind,
    time::Timestamp,
    view::{AgentView, Row},
};

use super::{Language, Text, Zone, time_of_day};

/// A popup shows at most this much of what a customer wrote.
const EXCERPT: usize = 80;

/// What the popup for this request says now, as `(title, body)`.
pub fn notification_text(
    row: &Row,
    view: &AgentView,
    language: Language,
    now: Timestamp,
    zone: Zone,
) -> (String, String) {
    let team = view
        .teams
        .get(&row.team)
        .map_or("", |team| team.name.as_str());
    ring_text(row, team, language, now, zone)
}

/// The same for who has no view of the desk: the server, which sends it to a device without a page.
pub fn ring_text(
    row: &Row,
    team: &str,
    language: Language,
    now: Timestamp,
    zone: Zone,
) -> (String, String) {
    let nameless = language.say(Text::Customer);
    let customer = row.customer.label().unwrap_or(&nameless);
    let clock = |at| time_of_day(at, zone);
    let planned = row.scheduled_at.unwrap_or(row.created_at);
    let body = match row.kind {
        Kind::NewRequest => language.say(Text::PopupWaiting {
            customer,
            team,
            waiting: now.since(row.order().0),
        }),
        Kind::InboundCall => language.say(Text::PopupCalling { customer, team }),
        Kind::InboundChat => match &row.message {
            Some(message) => language.say(Text::PopupChat {
                customer,
                message: &excerpt(message, EXCERPT),
            }),
            None => language.say(Text::PopupChatEmpty { customer, team }),
        },
        Kind::ScheduledByAgent => {
            let theirs = row
                .customer
                .time_zone
                .as_deref()
                .and_then(|zone| Some((time_in(planned, zone)?, place(zone))));
            language.say(Text::PopupPlannedByAgent {
                customer,
                at: &clock(planned),
                theirs: theirs
                    .as_ref()
                    .map(|(time, place)| (time.as_str(), place.as_str())),
            })
        }
        Kind::ScheduledByCustomer => language.say(Text::PopupPlannedByCustomer {
            customer,
            at: &clock(planned),
        }),
        Kind::CallMeBack => language.say(Text::PopupCallBack {
            customer,
            first_asked: &clock(row.created_at),
        }),
    };
    (language.say(Text::PopupTitle(row.kind)), body)
}

/// The popup of *Send test notification*, as `(title, body)`.
pub fn test_text(language: Language) -> (String, String) {
    (language.say(Text::TestTitle), language.say(Text::TestBody))
}

/// The first characters of what a customer wrote, on one line.
pub fn excerpt(message: &str, longest: usize) -> String {
    let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= longest {
        return line;
    }
    let cut: String = line.chars().take(longest).collect();
    format!("{}…", cut.trim_end())
}

/// `New York` of `America/New_York`.
fn place(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

/// The time of day in another zone; only a browser carries the rules of all zones.
#[cfg(feature = "hydrate")]
fn time_in(at: Timestamp, zone: &str) -> Option<String> {
    use js_sys::{Date, Function, Object, Reflect};
    use wasm_bindgen::{JsCast, JsValue};

    let options = Object::new();
    for (name, value) in [
        ("timeZone", zone),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("hourCycle", "h23"),
    ] {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "instants are far below 2^53 milliseconds"
    )]
    let date = Date::new(&JsValue::from_f64(at.0 as f64));
    // Through `Function`, because a zone that the browser does not know throws.
    Reflect::get(&date, &"toLocaleTimeString".into())
        .ok()?
        .dyn_into::<Function>()
        .ok()?
        .call2(&date, &"en-GB".into(), &options)
        .ok()?
        .as_string()
}

#[cfg(not(feature = "hydrate"))]
fn time_in(_: Timestamp, _: &str) -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_line_and_cut_between_characters() {
        assert_eq!(
            excerpt("Is the 2 TB\n plan back?", 80),
            "Is the 2 TB plan back?"
        );
        assert_eq!(excerpt("ñandú ñandú", 6), "ñandú…");
    }
}
