//! What an agent entered about a customer and the desk does not have yet: kept by the browser, so that it
//! outlives the page, the sign-in and the connection. What the desk has is not kept here.

use domain::{
    id::{AgentId, RequestId},
    request::Draft,
};
use serde::Serialize;
use unpack::Unpack;

const KEY: &str = "deskbell-draft";

/// What was entered, and about whom: when it is found again, the customer may be in nobody's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Unpack)]
pub struct Unsent {
    #[serde(default)]
    pub customer: String,
    #[serde(flatten)]
    pub draft: Draft,
}

fn key(agent: AgentId, request: RequestId) -> String {
    format!("{KEY}:{agent}:{request}")
}

/// Of this agent, and about which request.
fn request_of(key: &str, agent: AgentId) -> Option<RequestId> {
    let mut parts = key.strip_prefix(KEY)?.strip_prefix(':')?.split(':');
    let (by, request) = (parts.next()?, parts.next()?);
    (by == agent.to_string()).then(|| request.parse().ok())?
}

/// ## Server-Side Rendering
/// Nobody enters anything there: does nothing.
pub fn keep(agent: AgentId, request: RequestId, unsent: &Unsent) {
    #[cfg(feature = "hydrate")]
    if let (Some(storage), Ok(json)) = (browser::storage(), serde_json::to_string(unsent)) {
        // Full or forbidden: then the desk alone has it, a second later.
        let _ = storage.set_item(&key(agent, request), &json);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (key(agent, request), unsent);
}

/// What is kept of this request.
///
/// ## Server-Side Rendering
/// There is nothing.
pub fn kept(agent: AgentId, request: RequestId) -> Option<Draft> {
    #[cfg(feature = "hydrate")]
    return browser::kept(&key(agent, request)).map(|unsent| unsent.draft);
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = (agent, request);
        None
    }
}

/// The desk has this. What another tab kept since is not touched.
pub fn settle(agent: AgentId, request: RequestId, draft: &Draft) {
    if kept(agent, request).as_ref() == Some(draft) {
        forget(agent, request);
    }
}

/// Nobody wants it any more.
///
/// ## Server-Side Rendering
/// Does nothing.
pub fn forget(agent: AgentId, request: RequestId) {
    #[cfg(feature = "hydrate")]
    if let Some(storage) = browser::storage() {
        let _ = storage.remove_item(&key(agent, request));
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = key(agent, request);
}

/// Everything that this agent entered here and that was not sent.
///
/// ## Server-Side Rendering
/// There is nothing.
pub fn all(agent: AgentId) -> Vec<(RequestId, Unsent)> {
    #[cfg(feature = "hydrate")]
    return browser::all(agent);
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = request_of("", agent);
        Vec::new()
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::{AgentId, RequestId, Unsent, request_of};
    use web_sys::Storage;

    pub fn storage() -> Option<Storage> {
        web_sys::window()?.local_storage().ok().flatten()
    }

    pub fn all(agent: AgentId) -> Vec<(RequestId, Unsent)> {
        let Some(storage) = storage() else {
            return Vec::new();
        };
        let count = storage.length().unwrap_or_default();
        (0..count)
            .filter_map(|index| {
                let key = storage.key(index).ok().flatten()?;
                let request = request_of(&key, agent)?;
                Some((request, kept(&key)?))
            })
            .collect()
    }

    pub fn kept(key: &str) -> Option<Unsent> {
        let json = storage()?.get_item(key).ok().flatten()?;
        unpack::from_str(&json).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::sample_view::{offer, request};

    #[test]
    fn what_one_agent_entered_is_no_other_agents() {
        let (ana, ben) = (AgentId(offer(1).0), AgentId(offer(2).0));
        let kept = key(ana, request(3));
        assert_eq!(request_of(&kept, ana), Some(request(3)));
        assert_eq!(request_of(&kept, ben), None);
        assert_eq!(request_of("deskbell-other", ana), None);
        assert_eq!(request_of("deskbell-draft:x", ana), None);
    }
}
