//! Which commands are a sign of life.

use crate::{
    command::Command,
    desk::Desk,
    id::{AgentId, RequestId},
    notification::Report,
};

/// The agent who gives a sign of life with this command.
pub(super) fn in_person(desk: &Desk, command: &Command) -> Option<AgentId> {
    match command {
        // What comes when the customer has left, a page brings by itself.
        Command::KeepDraft { agent, request, .. } => {
            serves(desk, *agent, *request).then_some(*agent)
        }
        Command::Touch { agent }
        | Command::SignOut { agent }
        | Command::SetIntent { agent, .. }
        | Command::SetPreferences { agent, .. }
        | Command::ChangePreferences { agent, .. }
        | Command::Later { agent, .. }
        | Command::Connect { agent, .. }
        | Command::AttendNext { agent }
        | Command::Answered { agent, .. }
        | Command::NoAnswer { agent, .. }
        | Command::EndSession { agent, .. }
        | Command::ExtendWrapUp { agent, .. }
        | Command::Finish { agent, .. }
        | Command::HandBack { agent, .. }
        | Command::Report {
            agent,
            report: Report::Clicked | Report::Dismissed,
            ..
        } => Some(*agent),
        Command::OpenDesk { .. }
        | Command::AddTeam { .. }
        | Command::SetRule { .. }
        | Command::SetHours { .. }
        | Command::AddAgent { .. }
        | Command::DisableAgent { .. }
        | Command::EnableAgent { .. }
        | Command::NotePassword { .. }
        | Command::NoteRevokedKey { .. }
        | Command::SignIn { .. }
        | Command::SetReachability { .. }
        | Command::Hear { .. }
        | Command::ReceiveRequest(_)
        | Command::PlanCall(_)
        | Command::Reschedule { .. }
        | Command::Cancel { .. }
        | Command::ForbidCalls { .. }
        | Command::AllowCalls { .. }
        | Command::Report { .. }
        | Command::StepClock { .. }
        | Command::Tick => None,
    }
}

fn serves(desk: &Desk, agent: AgentId, request: RequestId) -> bool {
    let known = desk.agent(agent);
    known.is_some_and(|known| known.serving.includes(request))
}
