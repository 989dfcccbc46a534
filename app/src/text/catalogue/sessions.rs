//! Customers in an agent's hands, from *Connect* to the end of the wrap-up, and what stands there in between.

use domain::{request::Outcome, time::Span};

use crate::wire::contacts::ContactEnd;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sessions<'a> {
    Heading,
    Dialling,
    Bridged,
    InChat,
    WrapUp,
    YouAreReady,
    DialHint,
    NoNumber,
    ChatHint,
    Call(&'a str),
    WriteTo(&'a str),
    Message,
    Answered,
    NoAnswer,
    End,
    HandBack,

    // The wrap-up.
    OutcomeLabel,
    ChooseOutcome,
    OutcomeNeeded,
    Outcome(Outcome),
    NoteHint,
    ClosesIn(Span),
    MoreTime,
    NotFiled,
    Finish,
    /// A link, to plan a call with the customer in hand.
    ScheduleThis,

    // What came of it, once the customer has left the screen.
    DidNotAnswer(&'a str),
    NoMoreCalls(&'a str),
    CallBackPlanned {
        customer: &'a str,
        at: &'a str,
        attempt: u8,
        of: u8,
    },
    ComesBack(&'a str),

    // What rings meanwhile, and who else is in hand.
    NothingRingsNow,
    OnlyChatsRingNow,
    /// The list of those in hand, when there are several.
    Open,
    CustomerFacts,
    /// The list of what this customer wanted before.
    Earlier,
    EarlierUnknown,
    EndOf(ContactEnd),

    // While nobody is in hand.
    IdleTitle,
    IdleLead,
    IdleWaiting(usize),
    IdleMany,
    /// For how long the only one waits, or whoever waits longest.
    IdleWaits {
        count: usize,
        longest: Span,
    },
    /// Nobody of those who wait rings before then.
    IdleRests(&'a str),
    IdleRinging,
    Today,
    TodaysCalls,
    TodaysChats,
    TodaysLast,
    NextCustomer,
    HasWaited(Span),
    IdleTurnOn,
    IdleTest,
    IdleBusy,
    IdleAway,

    // For those who look after others.
    Teams,
    Team,
    TeamWaiting,
    TeamLongest,
    TeamHasNoRule,
}
