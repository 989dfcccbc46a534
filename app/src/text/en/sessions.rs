//! English: sessions.

use domain::request::Outcome;

use crate::{
    text::{Sessions, duration, isolated, length},
    wire::contacts::ContactEnd,
};

pub fn say(text: Sessions<'_>) -> String {
    match text {
        Sessions::Heading => "Session",
        Sessions::Dialling => "Connecting",
        Sessions::Bridged => "Connected",
        Sessions::InChat => "Chat",
        Sessions::WrapUp => "Wrap-up",
        Sessions::YouAreReady => "You",
        Sessions::DialHint => "Dial the number, then say whether the customer answered.",
        Sessions::NoNumber => "No phone number is known for this customer.",
        Sessions::ChatHint => "Reply to the customer by the means below.",
        Sessions::Call(number) => return format!("Call {number}"),
        Sessions::WriteTo(address) => return format!("Write to {address}", address = isolated(address)),
        Sessions::Message => "Message",
        Sessions::Answered => "Answered",
        Sessions::NoAnswer => "No answer",
        Sessions::End => "End",
        Sessions::HandBack => "Hand back",
        Sessions::OutcomeLabel => "Outcome",
        Sessions::ChooseOutcome => "Choose an outcome",
        Sessions::OutcomeNeeded => "Choose an outcome first.",
        Sessions::Outcome(outcome) => self::outcome(outcome),
        Sessions::NoteHint => "What a colleague should know next time.",
        Sessions::ClosesIn(span) => return format!("closes automatically in {}", length(span)),
        Sessions::MoreTime => "More time",
        Sessions::NotFiled => "The session ended before this could be saved:",
        Sessions::Finish => "Finish",
        Sessions::ScheduleThis => "Schedule this customer",
        Sessions::DidNotAnswer(customer) => return format!("{customer} did not answer.", customer = isolated(customer)),
        Sessions::NoMoreCalls(customer) => {
            return format!("{customer} did not answer. No further call is planned.", customer = isolated(customer));
        }
        Sessions::CallBackPlanned {
            customer,
            at,
            attempt,
            of,
        } => {
            return format!(
                "{customer} did not answer. A call back is planned for {at}, attempt {attempt} of {of}.",
                customer = isolated(customer)
            );
        }
        Sessions::ComesBack(customer) => {
            return format!(
                "{customer} comes back to you in two minutes, unless a colleague takes them first.",
                customer = isolated(customer)
            );
        }
        Sessions::NothingRingsNow => {
            "While you are with a customer, new requests stay listed but do not ring."
        }
        Sessions::OnlyChatsRingNow => {
            "While you chat, calls stay listed but do not ring. Chats ring as long as you can take another."
        }
        Sessions::Open => "Customers with you",
        Sessions::CustomerFacts => "Customer",
        Sessions::Earlier => "History",
        Sessions::EarlierUnknown => "The history of this customer can't be read now.",
        Sessions::EndOf(end) => match end {
            ContactEnd::Closed(outcome) => self::outcome(outcome),
            ContactEnd::Abandoned => "Not served",
            ContactEnd::Expired => "Nobody took it",
            ContactEnd::Cancelled => "Cancelled",
            ContactEnd::HandedBack => "Handed back",
        },
        Sessions::IdleTitle => "Ready when a customer is",
        Sessions::IdleLead => {
            "Go on with your other work. A new request rings here and, with notifications on, as a \
             popup of your system. Connect opens the customer in this place."
        }
        Sessions::IdleMany => "Customers are waiting",
        Sessions::IdleWaiting(1) => "A customer is waiting",
        Sessions::IdleWaiting(count) => return format!("{count} customers are waiting"),
        Sessions::IdleWaits { count: 1, longest } => return format!("For {}.", duration(longest)),
        Sessions::IdleWaits { longest, .. } => return format!("The longest for {}.", duration(longest)),
        Sessions::IdleRests(time) => return format!("The team is closed: it rings at {time}."),
        Sessions::Today => "Today",
        Sessions::TodaysCalls => "Calls",
        Sessions::TodaysChats => "Chats",
        Sessions::TodaysLast => "Last one ended",
        Sessions::IdleRinging => "Press Connect in the list.",
        Sessions::NextCustomer => "Next customer",
        Sessions::HasWaited(span) => return format!("waiting for {}", duration(span)),
        Sessions::Teams => "Teams",
        Sessions::Team => "Team",
        Sessions::TeamWaiting => "Waiting",
        Sessions::TeamLongest => "Longest wait",
        Sessions::TeamHasNoRule => "No distribution rule: its requests are listed and ring for nobody",
        Sessions::IdleTurnOn => "Desktop notifications are off. Turn them on to be called from other windows:",
        Sessions::IdleTest => "Desktop notifications are on. See whether they reach you:",
        Sessions::IdleBusy => "Your status is Busy: requests stay listed but do not ring.",
        Sessions::IdleAway => "You are on a break: requests stay listed but do not ring.",
    }
    .to_owned()
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Resolved => "Resolved",
        Outcome::Sale => "Sale",
        Outcome::NoSale => "No sale",
        Outcome::FollowUp => "Follow-up needed",
        Outcome::NotReachable => "Not reachable",
        Outcome::DoNotCall => "Don't call again",
        Outcome::CustomerNoAnswer => "Customer did not answer",
        Outcome::NoOutcomeGiven => "No outcome given",
    }
}
