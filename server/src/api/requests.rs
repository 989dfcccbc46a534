//! The four calls: queue a request, read it, cancel it, move it to another time.

use axum::{
    Json,
    extract::{FromRequestParts, Path},
    response::{IntoResponse, Response},
};
use domain::{
    command::Command,
    id::RequestId,
    rejection::Rejection,
    request::{Request, State},
};
use engine::{DeskHandle, Receipt, Received};
use http::{HeaderValue, StatusCode, header, request::Parts};

use super::{
    answer::RequestBody,
    body::JsonBody,
    caller::Caller,
    idempotency::{IDEMPOTENCY_REPLAYED, IdempotencyKey, fingerprint},
    problem::Problem,
    specification::{BodyProblems, Problems, StateConflict, UnknownRequest},
    state::ApiState,
    submission::{NewTime, Submission},
};

/// Queue a request
///
/// It rings with the agents of its team at once, or when it is due. The answer means that it is stored
/// for good.
#[utoipa::path(
    post,
    path = "/requests",
    tag = "requests",
    operation_id = "queue_request",
    params((
        "Idempotency-Key" = Option<String>, Header, max_length = 255, pattern = "^[!-~]+$",
        description = "Makes it safe to send the same request again: for 24 hours it is answered as the first time."
    )),
    request_body = Submission,
    responses(
        (
            status = 201, description = "Queued", body = RequestBody,
            headers(
                ("Location" = String, description = "Where the request can be read"),
                ("Idempotency-Replayed" = String, description = "`true` when this key was answered before")
            )
        ),
        Problems,
        BodyProblems
    )
)]
pub async fn create(
    caller: Caller,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(body): JsonBody,
) -> Result<Response, Problem> {
    let desk = &caller.desk;
    let profile = desk.read(|desk| desk.profile().clone());
    let new = Submission::read(&body, &profile)?.into_new_request(desk.fresh_id());
    let receipt = key.map(|key| Receipt {
        api_key: caller.key,
        key,
        body_hash: fingerprint(&body),
    });
    match desk.receive(caller.actor(), new, receipt).await? {
        Received::New(request) => Ok(created(desk, &request)),
        Received::Replayed(request) => {
            let replayed = (IDEMPOTENCY_REPLAYED, HeaderValue::from_static("true"));
            Ok(([replayed], created(desk, &request)).into_response())
        }
        Received::Conflict => Err(Problem::KeyReused),
    }
}

/// Read a request
#[utoipa::path(
    get,
    path = "/requests/{id}",
    tag = "requests",
    operation_id = "read_request",
    params(("id" = String, Path, format = "uuid")),
    responses((status = 200, description = "As it stands", body = RequestBody), Problems, UnknownRequest)
)]
pub async fn read(caller: Caller, Wanted(id): Wanted) -> Result<Json<RequestBody>, Problem> {
    let request = find(&caller.desk, id).await?;
    Ok(Json(shown(&caller.desk, &request)))
}

/// Cancel a request
///
/// It stops ringing everywhere. Cancelling it again is no error; once an agent has the customer it is too
/// late.
#[utoipa::path(
    post,
    path = "/requests/{id}/cancel",
    tag = "requests",
    operation_id = "cancel_request",
    params(("id" = String, Path, format = "uuid")),
    responses(
        (status = 200, description = "Cancelled", body = RequestBody),
        Problems,
        UnknownRequest,
        StateConflict
    )
)]
pub async fn cancel(caller: Caller, Wanted(id): Wanted) -> Result<Json<RequestBody>, Problem> {
    let request = change(&caller, id, Command::Cancel { request: id }).await;
    match request {
        Err(Problem::NotFound) => {
            let ended = find(&caller.desk, id).await?;
            match ended.state {
                State::Cancelled { .. } => Ok(Json(shown(&caller.desk, &ended))),
                other => Err(Rejection::Ended(other.name()).into()),
            }
        }
        decided => decided.map(Json),
    }
}

/// Move a request to another time
///
/// For the scheduled kinds and `call_me_back`, as long as no agent has the customer.
#[utoipa::path(
    post,
    path = "/requests/{id}/reschedule",
    tag = "requests",
    operation_id = "reschedule_request",
    params(("id" = String, Path, format = "uuid")),
    request_body = NewTime,
    responses(
        (status = 200, description = "Moved", body = RequestBody),
        Problems,
        UnknownRequest,
        StateConflict,
        BodyProblems
    )
)]
pub async fn reschedule(
    caller: Caller,
    Wanted(id): Wanted,
    JsonBody(body): JsonBody,
) -> Result<Json<RequestBody>, Problem> {
    let NewTime { scheduled_at } = NewTime::read(&body)?;
    let command = Command::Reschedule {
        request: id,
        due_at: scheduled_at,
    };
    match change(&caller, id, command).await {
        Err(Problem::NotFound) => {
            let ended = find(&caller.desk, id).await?;
            Err(Rejection::Ended(ended.state.name()).into())
        }
        decided => decided.map(Json),
    }
}

/// The id in the address. One that can't be an id names no request.
pub struct Wanted(RequestId);

impl FromRequestParts<ApiState> for Wanted {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let Path(id) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::NotFound)?;
        id.parse().map(Self).map_err(|_| Problem::NotFound)
    }
}

/// Commands the desk and shows what became of the request. A desk forgets requests some time after
/// they ended, so *not found* may also mean that it is over: the callers look.
async fn change(caller: &Caller, id: RequestId, command: Command) -> Result<RequestBody, Problem> {
    caller.desk.execute(caller.actor(), command).await?;
    let request = find(&caller.desk, id).await?;
    Ok(shown(&caller.desk, &request))
}

async fn find(desk: &DeskHandle, id: RequestId) -> Result<Request, Problem> {
    desk.request(id).await?.ok_or(Problem::NotFound)
}

fn created(desk: &DeskHandle, request: &Request) -> Response {
    (
        StatusCode::CREATED,
        [(header::LOCATION, format!("/api/v1/requests/{}", request.id))],
        Json(shown(desk, request)),
    )
        .into_response()
}

fn shown(desk: &DeskHandle, request: &Request) -> RequestBody {
    desk.read(|desk| RequestBody::new(request, desk))
}
