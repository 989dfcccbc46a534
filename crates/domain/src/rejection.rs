//! Why a desk refuses a command. Each names what would have been accepted.

use thiserror::Error;

use crate::{
    agent_ref::AgentRef,
    request::{Kind, Outcome},
    serving::Full,
};

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Rejection {
    #[error("a desk of that name is already open")]
    DeskAlreadyOpen,
    #[error("no such agent on this desk")]
    UnknownAgent,
    #[error("the name or the id of a team of this desk; {0} is none")]
    UnknownTeam(String),
    #[error("no such request on this desk")]
    UnknownRequest,
    #[error("no such offer on this desk")]
    UnknownOffer,
    #[error("a team of that name exists, or of one that looks the same")]
    TeamExists,
    #[error("an agent with that e-mail address exists")]
    AgentExists,
    #[error(
        "the name or the id of a team: the desk has several, and none takes requests that name none"
    )]
    TeamRequired,
    #[error("the e-mail address or the id of an agent of this desk; {0} is none")]
    UnknownOwner(String),
    #[error("a time in the future, in RFC 3339: {} needs one", .0.as_str())]
    ScheduleRequired(Kind),
    #[error("no time: {} takes none, so leave scheduled_at out", .0.as_str())]
    ScheduleRefused(Kind),
    #[error("{0} is not an IANA time zone such as Europe/Madrid")]
    UnknownZone(String),
    #[error("a number that is not on the do-not-call list: this customer asked not to be called")]
    DoNotCall,
    #[error(
        "an agent of the team {team}; {} is not in it, so the call can't be theirs", .owner.name
    )]
    OwnerOutsideTeam { owner: AgentRef, team: String },
    #[error(
        "a time: within a week the team is not open at any hour at which the customer may be called"
    )]
    NoOpening,
    #[error("a time in the future: the one that was given is over")]
    ScheduleInPast,
    #[error("only a request that is scheduled, waits or timed out can be moved; this one is {0}")]
    NotReschedulable(&'static str),
    #[error("this agent may not sign in")]
    AgentDisabled,
    #[error("sign in first")]
    NotSignedIn,
    #[error("you are with a customer: finish first")]
    FinishFirst,
    #[error("a call needs you to yourself: finish your chats first")]
    FinishChats,
    #[error("you have as many chats as you take at once: finish one first")]
    ChatsFull,
    #[error("finish every open session or hand the customer back before you sign out")]
    SessionOpen,
    #[error("{} has already taken this customer", .0.name)]
    TakenBy(AgentRef),
    #[error("this request is over: {0}")]
    Ended(&'static str),
    #[error("this call is not due yet; until then only its owner can connect")]
    NotDueYet,
    #[error("what a conversation can end with: {} says that there was none", .0.as_str())]
    NoConversation(Outcome),
    #[error("this request is not in your hands")]
    NotYours,
    #[error("this request is {0}, so that can't be done with it now")]
    WrongState(&'static str),
    #[error("nobody is waiting")]
    NobodyWaits,
}

impl From<Full> for Rejection {
    fn from(full: Full) -> Self {
        match full {
            Full::InCall => Self::FinishFirst,
            Full::InChats => Self::FinishChats,
            Full::NoMoreChats => Self::ChatsFull,
        }
    }
}
