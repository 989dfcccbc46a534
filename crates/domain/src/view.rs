//! What one agent's browser knows, and how a message changes it.
//!
//! The same code makes the server's snapshot, runs in the browser and is what the tests compare: a
//! snapshot plus the messages after it equals a later snapshot.

mod agent_view;
mod audience;
mod ending;
mod excerpt;
mod hearing;
mod me;
mod message;
mod project;
mod ring;
mod row;
mod sessions;
mod short;
mod snapshot;
mod team;

pub use self::{
    agent_view::{AgentView, Position},
    audience::{Audience, Viewer},
    ending::Ending,
    excerpt::LISTED,
    me::{Attendance, Me},
    message::Message,
    project::project,
    ring::{Receipt, Ring},
    row::{Attempt, Group, Phase, Row},
    sessions::{Session, SessionStage, Sessions},
    team::{Distribution, Membership, TeamView},
};
