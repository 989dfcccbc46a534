//! The OpenAPI description of the interface: what the code can't say by its types alone.

use std::collections::BTreeMap;

use domain::request::{Kind, Outcome};
use utoipa::{
    IntoResponses, OpenApi, ToSchema,
    openapi::{
        Content, Object, ObjectBuilder, Ref, RefOr, Response, ResponseBuilder, Type,
        schema::SchemaType,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use super::problem::ProblemBody;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Deskbell",
        version = "1",
        description = "Queue requests that ring on the agents' desktops, follow, move and cancel them.",
        license(name = "Apache-2.0 OR MIT", identifier = "Apache-2.0 OR MIT"),
        contact()
    ),
    servers((url = "/api/v1")),
    tags(
        (name = "requests", description = "A request is one customer need waiting for a person."),
        (name = "do-not-call", description = "Numbers that nobody calls unless the customer chose the time.")),
    components(schemas(ProblemBody)),
    security(("key" = [])),
)]
struct Preamble;

/// Everything but the routes.
pub fn preamble() -> utoipa::openapi::OpenApi {
    let mut description = Preamble::openapi();
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("A key made by `deskbell key add`."))
        .build();
    description
        .components
        .get_or_insert_default()
        .add_security_scheme("key", SecurityScheme::Http(bearer));
    description
}

/// What every call may be refused for.
pub struct Problems;

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[
            ("401", "No valid key"),
            (
                "429",
                "The key has used up its calls; wait as Retry-After says",
            ),
            ("503", "Nothing can be stored now; wait as Retry-After says"),
        ])
    }
}

/// What a call about a request may be refused for besides.
pub struct UnknownRequest;

impl IntoResponses for UnknownRequest {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[("404", "No such request on the key's desk")])
    }
}

/// What a call that changes a request may be refused for besides.
pub struct StateConflict;

impl IntoResponses for StateConflict {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[("409", "Not possible in the request's state")])
    }
}

/// What a call with a body may be refused for besides.
pub struct BodyProblems;

impl IntoResponses for BodyProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[
            ("400", "The body is not JSON"),
            ("408", "The body took too long to come"),
            ("413", "The body is larger than 32 KB"),
            ("415", "The body is not declared as JSON"),
            (
                "422",
                "A field is wrong, and named; or the Idempotency-Key was used with another body",
            ),
        ])
    }
}

fn problems(described: &[(&str, &str)]) -> BTreeMap<String, RefOr<Response>> {
    let schema = Ref::from_schema_name(ProblemBody::name());
    described
        .iter()
        .map(|(status, description)| {
            let response = ResponseBuilder::new()
                .description(*description)
                .content(
                    "application/problem+json",
                    Content::new(Some(schema.clone())),
                )
                .build();
            ((*status).to_owned(), response.into())
        })
        .collect()
}

/// The kinds of requests.
pub fn kind() -> Object {
    names(Kind::ALL.map(Kind::as_str))
}

/// How a customer is served.
pub fn channel() -> Object {
    names(["voice", "chat"])
}

/// The states of a request.
pub fn state() -> Object {
    names([
        "scheduled",
        "waiting",
        "offered",
        "connecting",
        "in_session",
        "wrap_up",
        "closed",
        "timed_out",
        "abandoned",
        "expired",
        "cancelled",
    ])
}

/// Null, or a result: one that an agent picks, or that the desk sets.
pub fn outcome() -> Object {
    let set_by_the_desk = [Outcome::CustomerNoAnswer, Outcome::NoOutcomeGiven];
    let results = Outcome::PICKABLE.into_iter().chain(set_by_the_desk);
    let values = results.map(|outcome| Some(outcome.as_str())).chain([None]);
    ObjectBuilder::new()
        .schema_type(SchemaType::Array(vec![Type::String, Type::Null]))
        .enum_values(Some(values))
        .build()
}

fn names<const N: usize>(names: [&'static str; N]) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(names))
        .build()
}
