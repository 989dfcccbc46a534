//! What callers send: the bodies of requests, checked field by field.
//!
//! Whether the desk takes it (the team exists, the time lies ahead) is the desk's to say.

use std::{borrow::Cow, str::FromStr};

use app::server::phone::{self, PhoneProblem};
use chrono::DateTime;
use domain::{
    command::{Choice, NewRequest},
    customer::Customer,
    desk::Profile,
    email,
    id::RequestId,
    request::Kind,
    text,
    time::Timestamp,
    zone::{self, Zone},
};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    answer::CustomerBody,
    fields::{Fields, TEXT, is_line},
    problem::Problem,
    specification,
};

/// The longest message, in characters.
const MESSAGE: usize = 2_000;

/// A request to be queued.
#[derive(Debug, PartialEq, Eq, ToSchema)]
#[schema(as = NewRequest)]
pub struct Submission {
    #[schema(schema_with = specification::kind)]
    kind: Kind,
    #[schema(value_type = Option<CustomerBody>)]
    customer: Customer,
    /// Name or id. May be left out when the desk has one team, or one that takes what names none.
    #[schema(max_length = 200, example = "Sales")]
    team: Option<String>,
    /// Any Unicode text; of the control characters only tab and newline.
    #[schema(max_length = 2000)]
    message: Option<String>,
    /// RFC 3339, in the future. Required for the scheduled kinds, optional for `call_me_back`, refused for
    /// the others.
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-12-01T09:30:00+01:00")]
    scheduled_at: Option<Timestamp>,
    /// E-mail address or id of the agent whom a scheduled call belongs to.
    #[schema(max_length = 200)]
    owner: Option<String>,
    /// Higher ones are attended first; 0 is usual.
    #[schema(value_type = Option<u8>, minimum = 0, maximum = 9)]
    priority: u8,
}

/// A new time for a request.
#[derive(Debug, PartialEq, Eq, ToSchema)]
#[schema(as = NewTime)]
pub struct NewTime {
    /// RFC 3339, in the future.
    #[schema(value_type = String, format = DateTime, example = "2026-12-01T09:30:00+01:00")]
    pub scheduled_at: Timestamp,
}

impl Submission {
    /// # Errors
    /// Every field that is wrong.
    pub fn read(body: &Value, desk: &Profile) -> Result<Self, Problem> {
        let mut fields = Fields::of(body)?;
        let kind = fields.required("kind", kinds(), |value| Kind::from_name(value.as_str()?));
        let customer = fields.object("customer", "customer.", |customer| {
            read_customer(customer, desk)
        });
        let team = fields.text("team");
        let message = fields.optional(
            "message",
            "text of 1 to 2000 characters, of control characters only tab and newline",
            |value| {
                let text = value.as_str().filter(|text| !text.trim().is_empty())?;
                text::lines(text, MESSAGE).ok()
            },
        );
        let scheduled_at = fields.optional("scheduled_at", TIME, read_time);
        let owner = fields.text("owner");
        let priority = fields.optional("priority", "a whole number from 0 to 9", |value| {
            value
                .as_u64()
                .and_then(|number| u8::try_from(number).ok())
                .filter(|number| *number <= 9)
        });
        let submission = fields.finish(kind.map(|kind| Self {
            kind,
            customer: customer.unwrap_or_default(),
            team,
            message: message.flatten(),
            scheduled_at,
            owner,
            priority: priority.unwrap_or(0),
        }))?;
        if submission.kind != Kind::InboundChat && is_nobody(&submission.customer) {
            return Err(Problem::field("customer", SOMEBODY));
        }
        Ok(submission)
    }

    /// What the desk is told. `id`: of the request that is made of it.
    pub fn into_new_request(self, id: RequestId) -> NewRequest {
        NewRequest {
            id,
            kind: self.kind,
            customer: self.customer,
            team: self.team.map(choice),
            message: self.message,
            scheduled_at: self.scheduled_at,
            owner: self.owner.map(choice),
            priority: self.priority,
        }
    }
}

impl NewTime {
    /// # Errors
    /// Every field that is wrong.
    pub fn read(body: &Value) -> Result<Self, Problem> {
        let mut fields = Fields::of(body)?;
        let scheduled_at = fields.required("scheduled_at", TIME, read_time);
        fields.finish(scheduled_at.map(|scheduled_at| Self { scheduled_at }))
    }
}

/// A chat brings its customer along; everybody else has to be called or written to.
const SOMEBODY: &str =
    "a customer with at least a name, a phone or an email: without any, nobody can be reached";

const TIME: &str = "a time in RFC 3339 with its offset, such as 2026-12-01T09:30:00+01:00";

fn read_customer(fields: &mut Fields<'_>, desk: &Profile) -> Customer {
    let name = fields.text("name");
    let phone = read_phone(fields, desk);
    Customer {
        name,
        phone_written: phone.as_deref().and_then(phone::written),
        phone,
        email: fields.optional(
            "email",
            "an e-mail address of at most 200 characters",
            |value| {
                let text = value.as_str().filter(|text| is_line(text))?;
                email::as_written(text).filter(|email| email.chars().count() <= TEXT)
            },
        ),
        locale: owned(
            fields.optional("locale", "a language tag, such as es-ES", |value| {
                value.as_str().filter(|text| is_locale(text))
            }),
        ),
        time_zone: fields.parsed("time_zone", |value| {
            let name = value.as_str().unwrap_or_default();
            Zone::from_str(name)
                .map(|zone| zone.to_string())
                .map_err(|_| match zone::suggestion(name) {
                    Some(meant) => format!("an IANA time zone; did you mean {meant}?").into(),
                    None => "an IANA time zone, such as Europe/Madrid".into(),
                })
        }),
    }
}

/// A number of a customer or of the list of those who want no calls.
pub fn read_phone(fields: &mut Fields<'_>, desk: &Profile) -> Option<String> {
    fields.parsed("phone", |value| {
        value
            .as_str()
            .ok_or(PhoneProblem::NotUnderstood)
            .and_then(|text| phone::parse(text, &desk.country))
            .map_err(|problem| Cow::Owned(problem.expected(&desk.country)))
    })
}

/// Whether nothing is said by which a customer could be found again.
fn is_nobody(customer: &Customer) -> bool {
    customer.name.is_none() && customer.phone.is_none() && customer.email.is_none()
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

fn read_time(value: &Value) -> Option<Timestamp> {
    DateTime::parse_from_rfc3339(value.as_str()?)
        .ok()
        .map(|time| Timestamp(time.timestamp_millis()))
}

fn choice<Id: From<Uuid>>(text: String) -> Choice<Id> {
    match Uuid::parse_str(text.trim()) {
        Ok(id) => Choice::Id(id.into()),
        Err(_) => Choice::Name(text),
    }
}

fn kinds() -> String {
    format!("one of {}", Kind::ALL.map(Kind::as_str).join(", "))
}

/// The shape of BCP 47: subtags of 1 to 8 letters and digits, the first one a language.
fn is_locale(text: &str) -> bool {
    let mut subtags = text.split('-');
    is_line(text)
        && subtags.next().is_some_and(|language| {
            (2..=8).contains(&language.len())
                && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        })
        && subtags.all(|subtag| {
            (1..=8).contains(&subtag.len())
                && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests;
