//! The do-not-call list: numbers that nobody calls, unless the customer chose the time themselves.

use app::server::phone::{self, PhoneProblem};
use axum::{
    Json,
    extract::{FromRequestParts, Path},
};
use domain::command::Command;
use http::{StatusCode, request::Parts};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    body::JsonBody,
    caller::Caller,
    fields::Fields,
    problem::Problem,
    specification::{BodyProblems, Problems},
    state::ApiState,
    submission::read_phone,
};

/// A number that is not to be called.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DoNotCall)]
pub struct NumberBody {
    /// E.164, or national with the desk's country; answered in E.164.
    #[schema(max_length = 200, example = "+34600123456")]
    phone: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DoNotCallList)]
pub struct ListBody {
    /// In E.164, sorted.
    phones: Vec<String>,
}

/// Put a number on the do-not-call list
///
/// Call-backs that the desk has planned for it by itself are cancelled at once. Calls at a time that the
/// customer chose are kept. Doing it again is no error.
#[utoipa::path(
    post,
    path = "/do-not-call",
    tag = "do-not-call",
    operation_id = "forbid_calls",
    request_body = NumberBody,
    responses((status = 200, description = "On the list", body = NumberBody), Problems, BodyProblems)
)]
pub async fn add(caller: Caller, JsonBody(body): JsonBody) -> Result<Json<NumberBody>, Problem> {
    let profile = caller.desk.read(|desk| desk.profile().clone());
    let mut fields = Fields::of(&body)?;
    let phone = read_phone(&mut fields, &profile);
    if body["phone"].is_null() {
        let missing = PhoneProblem::NotUnderstood.expected(&profile.country);
        fields.refuse("phone", missing);
    }
    let phone = fields.finish(phone)?;
    let command = Command::ForbidCalls {
        phone: phone.clone(),
    };
    caller.desk.execute(caller.actor(), command).await?;
    Ok(Json(NumberBody { phone }))
}

/// Read the do-not-call list
#[utoipa::path(
    get,
    path = "/do-not-call",
    tag = "do-not-call",
    operation_id = "read_do_not_call_list",
    responses((status = 200, description = "All numbers", body = ListBody), Problems)
)]
pub async fn list(caller: Caller) -> Json<ListBody> {
    let phones = caller
        .desk
        .read(|desk| desk.do_not_call().iter().cloned().collect());
    Json(ListBody { phones })
}

/// Take a number off the do-not-call list
///
/// A number that is not on it is no error.
#[utoipa::path(
    delete,
    path = "/do-not-call/{phone}",
    tag = "do-not-call",
    operation_id = "allow_calls",
    params(("phone" = String, Path, description = "E.164, or national with the desk's country")),
    responses((status = 204, description = "Not on the list"), Problems)
)]
pub async fn remove(caller: Caller, Number(text): Number) -> Result<StatusCode, Problem> {
    // What is on the list is known by its letters: an older version may have read a number otherwise.
    let (country, is_listed) = caller.desk.read(|desk| {
        let country = desk.profile().country.clone();
        (country, desk.do_not_call().contains(&text))
    });
    let phone = if is_listed {
        text
    } else {
        phone::parse(&text, &country)
            .map_err(|problem| Problem::field("phone", problem.expected(&country)))?
    };
    caller
        .desk
        .execute(caller.actor(), Command::AllowCalls { phone })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The number in the address.
pub struct Number(String);

impl FromRequestParts<ApiState> for Number {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let Path(text) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::NotFound)?;
        Ok(Self(text))
    }
}
