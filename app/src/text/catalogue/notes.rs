//! Notes: popups and messages that come without ringing, such as reminders. Not what an agent writes about a customer.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notes<'a> {
    DigestTitle(u32),
    DigestBody(&'a str),
    UpcomingTitle(i64),
    UpcomingBody {
        customer: &'a str,
        at: &'a str,
    },
    AgentMissedTitle(&'a str),
    AgentMissedBody(&'a str),
    MissedTitle,
    MissedBody {
        customer: &'a str,
        after: &'a str,
        taken_by: Option<&'a str>,
    },
    SigningOutTitle(i64),
    SigningOutBody,
    NotRespondingTitle,
    NotRespondingHelp,

    // How they are shown inside a page.
    Reminders,
    SignInAgain,
    Show,
    Dismiss(&'a str),
}
