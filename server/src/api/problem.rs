//! Everything that a call can be refused for, as the body of RFC 9457 that tells the caller.
//!
//! The `type` is what programs compare: it never changes. `title` and `detail` are for people.

use std::{borrow::Cow, time::Duration};

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use domain::rejection::Rejection;
use engine::CommandError;
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use thiserror::Error;
use utoipa::ToSchema;

/// Why a call is refused, said so that whoever made it can put it right.
#[derive(Debug, Error)]
pub enum Problem {
    #[error("the body is not JSON: {0}")]
    MalformedJson(String),
    #[error("send `Authorization: Bearer KEY` with a key of this installation")]
    Unauthorized,
    #[error("there is nothing here for this key")]
    NotFound,
    #[error("this address takes other methods: see the Allow header")]
    MethodNotAllowed,
    #[error("{0}")]
    Conflict(String),
    #[error("a body has at most {0} bytes")]
    TooLarge(usize),
    #[error("the body took too long to come")]
    TooSlow,
    #[error("send `Content-Type: application/json`")]
    UnsupportedMediaType,
    #[error("{}", sentence(.0))]
    InvalidFields(Vec<FieldError>),
    #[error("this Idempotency-Key was used with another body within the last 24 hours")]
    KeyReused,
    #[error("this key has used up its calls: wait {} s", seconds(*.0))]
    RateLimited(Duration),
    #[error("more requests are coming in than can be stored: try again")]
    Overloaded,
    #[error("nothing can be stored at the moment: try again, with the same Idempotency-Key")]
    Unavailable,
}

/// One field that is wrong, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// A nested field is named with dots.
    #[schema(example = "customer.phone")]
    pub field: String,
    #[schema(value_type = String, example = "a phone number in E.164")]
    pub expected: Cow<'static, str>,
}

/// RFC 9457, with the field that is wrong.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// Stable, and relative to the server.
    #[serde(rename = "type")]
    #[schema(example = "/problems/invalid-field")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    detail: String,
    /// The first field that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "customer.phone")]
    field: Option<String>,
    /// Every field that is wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
}

impl Problem {
    /// One field is wrong.
    pub fn field(name: &str, expected: impl Into<Cow<'static, str>>) -> Self {
        Self::InvalidFields(vec![FieldError {
            field: name.to_owned(),
            expected: expected.into(),
        }])
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::MalformedJson(_) => StatusCode::BAD_REQUEST,
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::InvalidFields(_) | Self::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::RateLimited(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Overloaded | Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn kind_and_title(&self) -> (&'static str, &'static str) {
        match self {
            Self::MalformedJson(_) => ("/problems/malformed-json", "Malformed JSON"),
            Self::Unauthorized => ("/problems/unauthorized", "No valid key"),
            Self::NotFound => ("/problems/not-found", "Not found"),
            Self::MethodNotAllowed => ("/problems/method-not-allowed", "Method not allowed"),
            Self::Conflict(_) => ("/problems/conflict", "Not possible in this state"),
            Self::TooLarge(_) => ("/problems/too-large", "Body too large"),
            Self::TooSlow => ("/problems/too-slow", "Body too slow"),
            Self::UnsupportedMediaType => {
                ("/problems/unsupported-media-type", "Unsupported media type")
            }
            Self::InvalidFields(_) => ("/problems/invalid-field", "Invalid field"),
            Self::KeyReused => ("/problems/idempotency-key-reused", "Idempotency-Key reused"),
            Self::RateLimited(_) => ("/problems/rate-limited", "Too many calls"),
            Self::Overloaded => ("/problems/overloaded", "Overloaded"),
            Self::Unavailable => ("/problems/unavailable", "Unavailable"),
        }
    }

    fn header(&self) -> Option<(header::HeaderName, HeaderValue)> {
        match self {
            Self::Unauthorized => Some((
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer realm=\"deskbell\""),
            )),
            Self::RateLimited(wait) => Some((header::RETRY_AFTER, seconds(*wait).into())),
            Self::Overloaded => Some((header::RETRY_AFTER, 1.into())),
            Self::Unavailable => Some((header::RETRY_AFTER, 5.into())),
            _ => None,
        }
    }

    fn body(&self) -> ProblemBody {
        let (kind, title) = self.kind_and_title();
        let errors = match self {
            Self::InvalidFields(errors) => errors.clone(),
            _ => vec![],
        };
        ProblemBody {
            kind,
            title,
            status: self.status().as_u16(),
            detail: self.to_string(),
            field: match self {
                Self::KeyReused => Some("Idempotency-Key".to_owned()),
                _ => errors.first().map(|error| error.field.clone()),
            },
            errors,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status(), Json(self.body())).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.extend(self.header());
        response
    }
}

impl From<CommandError> for Problem {
    fn from(error: CommandError) -> Self {
        match error {
            CommandError::Rejected(rejection) => rejection.into(),
            CommandError::Overloaded => Self::Overloaded,
            CommandError::Unavailable => Self::Unavailable,
        }
    }
}

impl From<Rejection> for Problem {
    fn from(rejection: Rejection) -> Self {
        let expected = rejection.to_string();
        match rejection {
            Rejection::TeamRequired | Rejection::UnknownTeam(_) => Self::field("team", expected),
            Rejection::UnknownOwner(_) | Rejection::OwnerOutsideTeam { .. } => {
                Self::field("owner", expected)
            }
            Rejection::DoNotCall => Self::field("customer.phone", expected),
            Rejection::NoOpening
            | Rejection::ScheduleRequired(_)
            | Rejection::ScheduleRefused(_)
            | Rejection::ScheduleInPast => Self::field("scheduled_at", expected),
            Rejection::UnknownRequest => Self::NotFound,
            _ => Self::Conflict(expected),
        }
    }
}

/// Whole seconds, rounded up: a caller who waits that long is let in.
fn seconds(wait: Duration) -> u64 {
    wait.as_millis()
        .div_ceil(1_000)
        .max(1)
        .try_into()
        .unwrap_or(u64::MAX)
}

fn sentence(errors: &[FieldError]) -> String {
    errors
        .iter()
        .map(|error| format!("{}: {}", error.field, error.expected))
        .collect::<Vec<_>>()
        .join("; ")
}

#[cfg(test)]
mod tests {
    use domain::request::Kind;

    use super::*;

    #[test]
    fn of_a_field_it_is_said_what_is_expected_and_not_what_is_wrong() {
        for rejection in [
            Rejection::TeamRequired,
            Rejection::UnknownTeam("Sails".to_owned()),
            Rejection::UnknownOwner("nobody@demo.example".to_owned()),
            Rejection::DoNotCall,
            Rejection::NoOpening,
            Rejection::ScheduleRequired(Kind::ScheduledByAgent),
            Rejection::ScheduleRefused(Kind::InboundCall),
            Rejection::ScheduleInPast,
        ] {
            let Problem::InvalidFields(errors) = Problem::from(rejection.clone()) else {
                panic!("{rejection:?} is about a field");
            };
            let expected = &errors[0].expected;
            let thing = ["a ", "an ", "the ", "no "];
            assert!(
                thing.iter().any(|article| expected.starts_with(article)),
                "{expected}"
            );
        }
    }
}
