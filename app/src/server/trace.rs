//! What a supervisor looks up in the notification trace.

use std::{collections::BTreeMap, str::FromStr};

use domain::{
    agent_ref::AgentRef,
    id::{AgentId, DeviceId},
    notification::Decision,
    request::Kind,
    time::{Span, Timestamp},
    trace::{End, Route},
    zone::{Day, MinuteOfDay, Zone},
};
use engine::{CustomerSearch, TRACE_LOOKED_THROUGH, TraceCursor, TraceFilter, TraceLine};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use super::{phone, signed_in::SignedIn};
use crate::wire::{
    error::{AppError, answered},
    trace::{
        Course, Cut, DeviceDelivery, DeviceName, Ending, ListField, PAGE, SearchProblem,
        TraceAnswer, TraceEntry, TracePage, TraceSearch,
    },
};

/// As long as a customer's fields are.
const LONGEST_TEXT: usize = 200;

impl SignedIn {
    pub async fn trace(&self, search: &TraceSearch) -> Result<TraceAnswer, AppError> {
        self.supervises()?;
        let found = match self.read_search(search) {
            Ok(filter) => Ok(self.trace_page(&filter).await?),
            Err(problem) => {
                if let Some(response) = use_context::<ResponseOptions>() {
                    response.set_status(http::StatusCode::UNPROCESSABLE_ENTITY);
                }
                Err(problem)
            }
        };
        let mut agents: Vec<AgentRef> = self
            .desk
            .read(|desk| desk.agents().map(domain::agent::Agent::reference).collect());
        agents.sort_by_key(|agent| (agent.name.to_lowercase(), agent.id));
        Ok(TraceAnswer { agents, found })
    }

    /// Lines of the trace and where the next ones begin, for a file.
    pub async fn trace_entries(
        &self,
        filter: &TraceFilter,
        limit: usize,
    ) -> Result<(Vec<TraceEntry>, Option<TraceCursor>), AppError> {
        self.supervises()?;
        let page = self.desk.trace(filter, limit).await;
        let page = page.map_err(|error| answered(error.into()))?;
        Ok((self.entries(page.lines), page.next))
    }

    pub fn read_search(&self, search: &TraceSearch) -> Result<TraceFilter, SearchProblem> {
        let customer = search.customer.trim();
        if customer.chars().count() > LONGEST_TEXT {
            return Err(SearchProblem::CustomerTooLong);
        }
        let zone = match search.zone.trim() {
            "" => Zone::UTC,
            name => name.parse().map_err(|_| SearchProblem::ZoneUnknown)?,
        };
        let minute = |text: &str, problem| match text.trim() {
            "" => Ok(None),
            text => wall_time(text, zone).map(Some).ok_or(problem),
        };
        let from = minute(&search.from, SearchProblem::FromNotUnderstood)?;
        let until = minute(&search.until, SearchProblem::UntilNotUnderstood)?;
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            return Err(SearchProblem::UntilBeforeFrom);
        }
        Ok(TraceFilter {
            agent: chosen(&search.agent, ListField::Agent, |id| self.agent_of(id))?,
            request: match search.request.trim() {
                "" => None,
                id => Some(
                    id.parse()
                        .map_err(|_| SearchProblem::RequestNotUnderstood)?,
                ),
            },
            customer: (!customer.is_empty()).then(|| self.customer_search(customer)),
            decision: chosen(&search.decision, ListField::Decision, |name| {
                Decision::all().find(|decision| decision.as_str() == name)
            })?,
            kind: chosen(&search.kind, ListField::Kind, Kind::from_name)?,
            channel: chosen(&search.channel, ListField::Channel, |name| {
                let mut channels = Route::ALL.into_iter();
                channels.find(|channel| channel.as_str() == name)
            })?,
            from,
            // The minute that was named is included.
            until: until.map(|until| until + Span::minutes(1)),
            after: chosen(&search.after, ListField::After, |place| place.parse().ok())?,
            ..TraceFilter::default()
        })
    }

    /// What became of each line, with the names of devices and agents.
    pub(super) fn courses(&self, lines: &[TraceLine]) -> Vec<Course> {
        let mut devices: BTreeMap<AgentId, BTreeMap<DeviceId, DeviceName>> = BTreeMap::new();
        lines
            .iter()
            .map(|line| {
                let named = devices
                    .entry(line.agent)
                    .or_insert_with(|| self.device_names(line.agent));
                let deliveries = line.deliveries.iter().map(|delivery| DeviceDelivery {
                    device: named
                        .get(&delivery.device)
                        .cloned()
                        .unwrap_or(DeviceName::Removed),
                    channel: delivery.channel,
                    steps: delivery.steps.clone(),
                });
                Course {
                    deliveries: deliveries.collect(),
                    end: line.end.map(|(at, end)| (at, self.ending(end))),
                }
            })
            .collect()
    }

    async fn trace_page(&self, filter: &TraceFilter) -> Result<TracePage, AppError> {
        let (entries, next) = self.trace_entries(filter, PAGE).await?;
        let cut_short = entries.len() < PAGE;
        Ok(TracePage {
            cut: next.filter(|_| cut_short).map(|next| Cut {
                rows: TRACE_LOOKED_THROUGH,
                until: next.at,
            }),
            older: next.map(|next| next.to_string()),
            entries,
        })
    }

    fn entries(&self, lines: Vec<TraceLine>) -> Vec<TraceEntry> {
        let courses = self.courses(&lines);
        lines
            .into_iter()
            .zip(courses)
            .map(|(line, course)| TraceEntry {
                at: line.at,
                request: line.request,
                kind: line.kind,
                customer: line.customer,
                agent: self.named(line.agent),
                decision: line.decision,
                course,
            })
            .collect()
    }

    fn ending(&self, end: End) -> Ending {
        match end {
            End::Taken(by) => Ending::Taken(self.named(by)),
            End::TimedOut => Ending::TimedOut,
            End::Left(why) => Ending::Left(why),
            End::Withdrawn(why) => Ending::Withdrawn(why),
        }
    }

    fn device_names(&self, agent: AgentId) -> BTreeMap<DeviceId, DeviceName> {
        let known = self.desk.devices(agent).into_iter();
        known
            .map(|known| {
                let device = known.device;
                let browser = DeviceName::Browser(device.page.user_agent);
                (device.id, device.name.map_or(browser, DeviceName::Given))
            })
            .collect()
    }

    fn named(&self, agent: AgentId) -> AgentRef {
        let known = self.desk.read(|desk| {
            let agent = desk.agent(agent)?;
            Some(agent.reference())
        });
        known.unwrap_or(AgentRef {
            id: agent,
            name: String::new(),
        })
    }

    fn customer_search(&self, typed: &str) -> CustomerSearch {
        CustomerSearch::new(typed, phone::sought(typed, &self.country()))
    }

    fn agent_of(&self, id: &str) -> Option<AgentId> {
        let id: AgentId = id.parse().ok()?;
        self.desk.read(|desk| desk.agent(id).map(|agent| agent.id))
    }
}

fn chosen<T>(
    text: &str,
    field: ListField,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, SearchProblem> {
    match text.trim() {
        "" => Ok(None),
        text => read(text)
            .map(Some)
            .ok_or(SearchProblem::NotInTheList(field)),
    }
}

/// `2026-11-22T14:05`, as browsers send it; a space does as well, and seconds may follow.
fn wall_time(text: &str, zone: Zone) -> Option<Timestamp> {
    let (day, time) = text.split_once(['T', ' '])?;
    let minute = match time.match_indices(':').nth(1) {
        Some((end, _)) => {
            let seconds: f32 = time[end + 1..].parse().ok()?;
            (0.0..60.0).contains(&seconds).then(|| &time[..end])?
        }
        None => time,
    };
    let day = Day::from_str(day).ok()?;
    Some(zone.instant(day, MinuteOfDay::from_str(minute).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_that_of_the_wall_in_the_zone() {
        let madrid: Zone = "Europe/Madrid".parse().unwrap();
        let at = Timestamp(1_795_352_700_000);
        for text in [
            "2026-11-22T14:05",
            "2026-11-22 14:05",
            "2026-11-22T14:05:30",
            "2026-11-22T14:05:30.5",
        ] {
            assert_eq!(wall_time(text, madrid), Some(at), "{text}");
        }
        let nine = wall_time("2026-11-22T09:05", madrid);
        assert!(nine.is_some());
        assert_eq!(wall_time("2026-11-22 9:05", madrid), nine);
        for wrong in [
            "2026-11-22",
            "2026-11-22T14:05:60",
            "2026-11-22T14:05:",
            "22.11.2026 14:05",
            "2026-11-22T25:00",
            "2026-11-22T14:05x",
        ] {
            assert_eq!(wall_time(wrong, madrid), None, "{wrong}");
        }
    }
}
