//! A press of a form: the same one is done once.

use domain::id::AgentId;

/// One press of a form by an agent, however often the form is sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Press {
    pub agent: AgentId,
    /// Of the form and of everything that was sent with it.
    pub key: String,
}
