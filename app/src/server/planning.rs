//! What an agent does with calls for later: plans, moves and cancels them.

use std::str::FromStr;

use domain::{
    command::{Choice, Command, NewRequest},
    customer::Customer,
    desk::Desk,
    email,
    id::{RequestId, TeamId},
    rejection::Rejection,
    request::Kind,
    text,
    time::Timestamp,
    zone::{Day, MinuteOfDay, Zone},
};
use engine::CommandError;

use super::{
    phone::{self, PhoneProblem},
    signed_in::SignedIn,
};
use crate::wire::{
    error::{AppError, answered},
    plan::{PlanOwner, PlanProblem},
};

const LONGEST_TEXT: usize = 200;
const LONGEST_NOTE: usize = 2_000;

/// The form as it was filled in.
#[derive(Clone, Debug, Default)]
pub struct PlannedCall<'form> {
    pub name: &'form str,
    pub phone: &'form str,
    pub email: &'form str,
    pub when: When<'form>,
    pub note: &'form str,
    pub owner: PlanOwner,
    /// By id; empty when the agent has one team only.
    pub team: &'form str,
}

/// A day and a time of the wall clock in a zone.
#[derive(Clone, Copy, Debug, Default)]
pub struct When<'form> {
    pub date: &'form str,
    pub time: &'form str,
    pub zone: &'form str,
}

impl When<'_> {
    fn instant(self) -> Result<Timestamp, PlanProblem> {
        let day = Day::from_str(self.date.trim()).map_err(|_| PlanProblem::DateNeeded)?;
        let time = MinuteOfDay::from_str(self.time.trim()).map_err(|_| PlanProblem::TimeNeeded)?;
        let zone = self.zone()?;
        if zone.skips(day, time) {
            return Err(PlanProblem::TimeSkipped);
        }
        Ok(zone.instant(day, time))
    }

    fn zone(self) -> Result<Zone, PlanProblem> {
        let zone = self.zone.trim();
        zone.parse()
            .ok()
            .or_else(|| Zone::of_city(zone))
            .ok_or(PlanProblem::ZoneUnknown)
    }
}

impl SignedIn {
    /// Returns the call that is planned now, also when this was pressed before.
    pub async fn plan_call(&self, call: PlannedCall<'_>) -> Result<Option<RequestId>, AppError> {
        let new = self.read_call(&call).map_err(refused)?;
        let (customer, due_at) = (new.customer.clone(), new.scheduled_at);
        self.execute(Command::PlanCall(Box::new(new))).await?;
        Ok(self.desk.read(|desk| {
            desk.live_requests()
                .filter(|known| known.scheduled_at == due_at && known.customer == customer)
                .map(|known| known.id)
                .max()
        }))
    }

    pub async fn move_call(&self, request: RequestId, when: When<'_>) -> Result<(), AppError> {
        self.must_see(request)?;
        let due_at = when.instant().map_err(refused)?;
        self.execute(Command::Reschedule { request, due_at }).await
    }

    pub async fn cancel_call(&self, request: RequestId) -> Result<(), AppError> {
        self.must_see(request)?;
        self.execute(Command::Cancel { request }).await
    }

    /// What to call the customer of a request that the agent sees.
    pub fn customer_of(&self, request: RequestId) -> Option<String> {
        self.must_see(request).ok()?;
        let label = |desk: &Desk| desk.request(request)?.customer.label().map(str::to_owned);
        self.desk.read(label)
    }

    fn read_call(&self, call: &PlannedCall<'_>) -> Result<NewRequest, PlanProblem> {
        let phone = match call.phone.trim() {
            "" => return Err(PlanProblem::PhoneNeeded),
            text => phone::parse(text, &self.country())?,
        };
        let owner = (call.owner == PlanOwner::Me).then_some(Choice::Id(self.agent));
        Ok(NewRequest {
            id: self.desk.fresh_id(),
            kind: Kind::ScheduledByAgent,
            customer: Customer {
                name: line(call.name, PlanProblem::NameTooLong)?,
                phone_written: phone::written(&phone),
                phone: Some(phone),
                email: match call.email.trim() {
                    "" => None,
                    text => Some(address(text)?),
                },
                locale: None,
                time_zone: Some(call.when.zone()?.to_string()),
            },
            team: self.team_of(call)?.map(Choice::Id),
            message: note(call.note)?,
            scheduled_at: Some(call.when.instant()?),
            owner,
            priority: 0,
        })
    }

    /// One of the agent's own teams, or one that a supervisor sees. Unnamed: the only one.
    fn team_of(&self, call: &PlannedCall<'_>) -> Result<Option<TeamId>, PlanProblem> {
        let seen: Vec<TeamId> = self.desk.read(|desk| {
            let agent = desk.agent(self.agent);
            desk.teams()
                .map(|team| team.id)
                .filter(|team| agent.is_some_and(|agent| agent.sees(*team)))
                .collect()
        });
        match (call.team.trim(), seen.as_slice()) {
            ("", [only]) => Ok(Some(*only)),
            ("", _) => Err(PlanProblem::TeamNeeded),
            (id, _) => id
                .parse()
                .ok()
                .filter(|team| seen.contains(team))
                .map(Some)
                .ok_or(PlanProblem::TeamNeeded),
        }
    }

    fn must_see(&self, request: RequestId) -> Result<(), AppError> {
        let sees = self.desk.read(|desk| {
            let request = desk.request(request)?;
            Some(desk.agent(self.agent)?.sees(request.team))
        });
        match sees {
            Some(true) => Ok(()),
            _ => Err(answered(AppError::Over)),
        }
    }

    async fn execute(&self, command: Command) -> Result<(), AppError> {
        match self.ask(command).await {
            Ok(()) => Ok(()),
            Err(CommandError::Rejected(rejection)) => Err(match problem_of(&rejection) {
                Some(problem) => refused(problem),
                None => answered(rejection.into()),
            }),
            Err(error) => Err(answered(error.into())),
        }
    }
}

fn problem_of(rejection: &Rejection) -> Option<PlanProblem> {
    Some(match rejection {
        Rejection::ScheduleInPast => PlanProblem::InThePast,
        Rejection::DoNotCall => PlanProblem::CustomerWantsNoCalls,
        Rejection::OwnerOutsideTeam { .. } => PlanProblem::NotInThatTeam,
        _ => return None,
    })
}

fn refused(problem: PlanProblem) -> AppError {
    answered(AppError::Plan { problem })
}

fn line(text: &str, problem: PlanProblem) -> Result<Option<String>, PlanProblem> {
    text::line(text.trim(), LONGEST_TEXT).map_err(|_| problem)
}

fn address(text: &str) -> Result<String, PlanProblem> {
    email::as_written(text)
        .filter(|email| email.chars().count() <= LONGEST_TEXT)
        .ok_or(PlanProblem::EmailNotUnderstood)
}

fn note(text: &str) -> Result<Option<String>, PlanProblem> {
    text::lines(text::typed(text).trim(), LONGEST_NOTE).map_err(|_| PlanProblem::NoteTooLong)
}

impl From<PhoneProblem> for PlanProblem {
    fn from(problem: PhoneProblem) -> Self {
        match problem {
            PhoneProblem::NotUnderstood => Self::PhoneNotUnderstood,
            PhoneProblem::Extension => Self::PhoneHasExtension,
            PhoneProblem::TwoMeanings => Self::PhoneNeedsCountry,
        }
    }
}
