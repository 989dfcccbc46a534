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
