//! The front page, and signing in.

use crate::wire::form::SignInProblem;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Front {
    Title,
    Lead,
    Once,
    OnceHelp,
    Gone,
    GoneHelp,
    Explained,
    ExplainedHelp,

    // Signing in.
    // A popup and a row, as they look.
    ExampleTeam,
    ExampleTime,

    Language,
    SignIn,
    SignInHint,
    Next,
    Password,
    Connect,
    SigningInAs,
    AnotherEmail,
    Problem(SignInProblem),
    FormIsKept,
}
