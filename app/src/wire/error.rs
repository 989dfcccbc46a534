//! What a server function can answer besides yes. Written for the person at the desk: each variant
//! has a sentence in the catalogue.

use domain::serving::Full;
use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use serde::Serialize;
use thiserror::Error;
use unpack::Unpack;

use super::{answer::Written, plan::PlanProblem};

#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Unpack)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum AppError {
    #[error("sign in first")]
    SignedOut,
    #[error("{name} has already taken this customer")]
    TakenBy { name: String },
    #[error("you are with a customer: finish first")]
    FinishFirst,
    #[error("a call needs you to yourself: finish your chats first")]
    FinishChats,
    #[error("you have as many chats as you take at once: finish one first")]
    ChatsFull,
    #[error("nobody is waiting")]
    NobodyWaits,
    #[error("this call is not due yet; until then only its owner can connect")]
    NotDueYet,
    #[error("this request is over")]
    Over,
    #[error("only supervisors and admins may do that")]
    Forbidden,
    #[error("finish every open session or hand the customer back before you sign out")]
    SessionOpen,
    /// A refusal that the screen never offers: an old page, or somebody else's program.
    #[error("the desk refused: {reason}")]
    Refused { reason: String },
    /// A call that can't be planned so.
    #[error("{}: {problem:?}", .problem.field().name())]
    Plan { problem: PlanProblem },
    #[error("{field}: {expected}")]
    Invalid { field: String, expected: String },
    /// Too much at once, or the database does not answer. Worth trying again.
    #[error("the desk can't answer at the moment; try again in a few seconds")]
    Unavailable,
    /// The request did not reach the server, or its answer not the browser.
    #[error("the server could not be reached")]
    Transport,
}

impl FromServerFnError for AppError {
    type Encoder = Written;

    /// In the browser: something went wrong on the way.
    #[cfg(not(feature = "ssr"))]
    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        Self::Transport
    }

    /// On the server: the arguments are not those of the function, mostly.
    #[cfg(feature = "ssr")]
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        answered(match error {
            ServerFnErrorErr::Args(problem)
            | ServerFnErrorErr::Deserialization(problem)
            | ServerFnErrorErr::MissingArg(problem) => Self::Invalid {
                field: missing(&problem).unwrap_or("arguments").to_owned(),
                expected: problem,
            },
            other => {
                tracing::error!(error = %other, "a server function can't be called or answered");
                Self::Unavailable
            }
        })
    }
}

impl From<Full> for AppError {
    fn from(full: Full) -> Self {
        match full {
            Full::InCall => Self::FinishFirst,
            Full::InChats => Self::FinishChats,
            Full::NoMoreChats => Self::ChatsFull,
        }
    }
}

#[cfg(feature = "ssr")]
impl AppError {
    pub fn status(&self) -> http::StatusCode {
        use http::StatusCode as Code;
        match self {
            Self::SignedOut => Code::UNAUTHORIZED,
            Self::TakenBy { .. }
            | Self::FinishFirst
            | Self::FinishChats
            | Self::ChatsFull
            | Self::NobodyWaits
            | Self::NotDueYet
            | Self::Over
            | Self::SessionOpen
            | Self::Refused { .. } => Code::CONFLICT,
            Self::Forbidden => Code::FORBIDDEN,
            Self::Invalid { .. } | Self::Plan { .. } => Code::UNPROCESSABLE_ENTITY,
            Self::Unavailable | Self::Transport => Code::SERVICE_UNAVAILABLE,
        }
    }
}

/// Leptos answers every error with 500 unless told otherwise.
#[cfg(feature = "ssr")]
pub(crate) fn answered(error: AppError) -> AppError {
    if let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(error.status());
    }
    error
}

/// The argument that is not there.
#[cfg(feature = "ssr")]
fn missing(problem: &str) -> Option<&str> {
    problem.strip_prefix("missing field `")?.split('`').next()
}
