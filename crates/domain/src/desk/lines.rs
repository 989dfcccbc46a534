//! Which requests of a team wait, ring, or have rung in vain, so that nobody has to look for them among
//! all that live.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    id::{AgentId, RequestId, TeamId},
    request::{InLine, Request, State},
    time::Timestamp,
};

/// What is derived from a request that lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    pub timer: Option<Timestamp>,
    /// Whose it is alone.
    pub kept_for: Option<AgentId>,
    pub place: Option<Place>,
}

/// Where a request stands that nobody has in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    team: TeamId,
    stage: Stage,
    in_line: InLine,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Waits,
    Rings,
    RangInVain,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lines(BTreeMap<TeamId, Line>);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Line {
    rings: BTreeSet<RequestId>,
    idle: BTreeSet<RequestId>,
    /// In the order in which they are served: those that rang in vain when nobody else waits.
    order: BTreeSet<(bool, InLine)>,
}

impl Marks {
    pub fn of(request: &Request) -> Self {
        let stage = match request.state {
            State::Waiting { .. } => Some(Stage::Waits),
            State::Offered { .. } => Some(Stage::Rings),
            State::TimedOut { .. } => Some(Stage::RangInVain),
            _ => None,
        };
        Self {
            timer: request.timer(),
            kept_for: request.kept_for(),
            place: stage.zip(request.in_line()).map(|(stage, in_line)| Place {
                team: request.team,
                stage,
                in_line,
            }),
        }
    }
}

impl Place {
    fn in_order(&self) -> (bool, InLine) {
        (self.stage == Stage::RangInVain, self.in_line)
    }
}

impl Lines {
    pub fn add(&mut self, place: Place) {
        let line = self.0.entry(place.team).or_default();
        line.order.insert(place.in_order());
        line.staged(place.stage).insert(place.in_line.id());
    }

    pub fn remove(&mut self, place: Place) {
        let Some(line) = self.0.get_mut(&place.team) else {
            return;
        };
        line.order.remove(&place.in_order());
        line.staged(place.stage).remove(&place.in_line.id());
        if line.order.is_empty() {
            self.0.remove(&place.team);
        }
    }

    /// The teams for which somebody waits.
    pub fn teams(&self) -> impl Iterator<Item = TeamId> {
        self.0.keys().copied()
    }

    /// All of a team's, in the order in which they are served; whether each rang in vain.
    pub fn in_order(&self, team: TeamId) -> impl Iterator<Item = (bool, InLine)> {
        self.0
            .get(&team)
            .into_iter()
            .flat_map(|line| &line.order)
            .copied()
    }

    /// What rings in these teams, by id.
    pub fn ringing<'team>(&self, teams: impl IntoIterator<Item = &'team TeamId>) -> Vec<RequestId> {
        self.of_teams(teams, |line| line.rings.iter())
    }

    /// What waits in these teams, rings, or rang in vain, by id.
    pub fn all<'team>(&self, teams: impl IntoIterator<Item = &'team TeamId>) -> Vec<RequestId> {
        self.of_teams(teams, |line| line.rings.iter().chain(&line.idle))
    }

    fn of_teams<'line, 'team, I: Iterator<Item = &'line RequestId>>(
        &'line self,
        teams: impl IntoIterator<Item = &'team TeamId>,
        pick: impl Fn(&'line Line) -> I,
    ) -> Vec<RequestId> {
        let lines = teams.into_iter().filter_map(|team| self.0.get(team));
        let mut ids: Vec<RequestId> = lines.flat_map(pick).copied().collect();
        // Made of a few parts that are in order: this joins them.
        ids.sort();
        ids
    }
}

impl Line {
    fn staged(&mut self, stage: Stage) -> &mut BTreeSet<RequestId> {
        match stage {
            Stage::Rings => &mut self.rings,
            Stage::Waits | Stage::RangInVain => &mut self.idle,
        }
    }
}
