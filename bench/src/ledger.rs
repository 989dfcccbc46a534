//! Which request was meant to be sent when, and which agent has read its offer when.
//!
//! An offer may be read before the answer to its POST, which is what tells the request's id: then it is noted, and
//! counted once the id is known. Only the first offer of a request counts for an agent.

use std::{
    collections::{HashMap, HashSet},
    time::Instant,
};

use crate::figures::Durations;

#[derive(Debug)]
pub struct Ledger {
    agents: usize,
    requests: HashMap<String, Entry>,
    figures: Figures,
}

/// What became of the measured requests.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    pub accepted: u64,
    pub offers_read: u64,
    /// Further offers of the same request to the same agent, in the warm-up too.
    pub offers_repeated: u64,
    /// From the intended time of sending to an agent having read the offer.
    pub to_offer: Durations,
    /// The same, to the last of all agents.
    pub to_last_offer: Durations,
}

/// Whether a request counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    WarmUp,
    Measured,
}

/// Whether any agent is still to read the offer. `Complete` is said once for each request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Open,
    Complete,
}

#[derive(Debug, Default)]
struct Entry {
    /// Unknown until the POST was answered.
    sent: Option<(Instant, Stage)>,
    readers: HashSet<usize>,
    reads: Vec<Instant>,
}

impl Ledger {
    pub fn new(agents: usize) -> Self {
        Self {
            agents,
            requests: HashMap::new(),
            figures: Figures::default(),
        }
    }

    /// The POST was answered with this request.
    pub fn accepted(&mut self, request: String, intended: Instant, stage: Stage) -> Progress {
        if stage == Stage::Measured {
            self.figures.accepted += 1;
        }
        let entry = self.requests.entry(request).or_default();
        entry.sent = Some((intended, stage));
        entry.count(self.agents, &mut self.figures)
    }

    /// An agent has read an offer of this request.
    pub fn read(&mut self, request: &str, agent: usize, at: Instant) -> Progress {
        let entry = self.requests.entry(request.to_owned()).or_default();
        if !entry.readers.insert(agent) {
            self.figures.offers_repeated += 1;
            return Progress::Open;
        }
        entry.reads.push(at);
        entry.count(self.agents, &mut self.figures)
    }

    pub fn offers_expected(&self) -> u64 {
        self.figures.accepted * u64::try_from(self.agents).unwrap_or(u64::MAX)
    }

    pub fn figures(&self) -> &Figures {
        &self.figures
    }
}

impl Entry {
    /// Counts the reads that are not counted yet.
    fn count(&mut self, agents: usize, figures: &mut Figures) -> Progress {
        let Some((intended, stage)) = self.sent else {
            return Progress::Open;
        };
        let last = self.reads.iter().max().copied();
        for read in self.reads.drain(..) {
            if stage == Stage::Measured {
                figures.offers_read += 1;
                figures
                    .to_offer
                    .record(read.saturating_duration_since(intended));
            }
        }
        match last {
            Some(last) if self.readers.len() == agents => {
                if stage == Stage::Measured {
                    figures
                        .to_last_offer
                        .record(last.saturating_duration_since(intended));
                }
                Progress::Complete
            }
            _ => Progress::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::clock;

    const MILLISECOND: Duration = Duration::from_millis(1);

    fn max(durations: &Durations) -> Duration {
        durations.summary().unwrap().max
    }

    fn about(duration: Duration, millis: u32) -> bool {
        duration.abs_diff(millis * MILLISECOND) < MILLISECOND / 10
    }

    #[test]
    fn an_offer_is_measured_from_when_its_request_was_due() {
        let due = clock::now();
        let mut ledger = Ledger::new(1);
        assert_eq!(
            ledger.accepted("r".to_owned(), due, Stage::Measured),
            Progress::Open
        );
        assert_eq!(
            ledger.read("r", 0, due + 2 * MILLISECOND),
            Progress::Complete
        );
        assert!(about(max(&ledger.figures().to_offer), 2));
        assert_eq!(ledger.offers_expected(), ledger.figures().offers_read);
    }

    #[test]
    fn an_offer_read_before_the_answer_to_its_post_counts_just_the_same() {
        let due = clock::now();
        let mut ledger = Ledger::new(1);
        assert_eq!(ledger.read("r", 0, due + MILLISECOND), Progress::Open);
        assert_eq!(
            ledger.accepted("r".to_owned(), due, Stage::Measured),
            Progress::Complete
        );
        assert!(about(max(&ledger.figures().to_offer), 1));
    }

    #[test]
    fn the_last_of_all_agents_completes_a_request() {
        let due = clock::now();
        let mut ledger = Ledger::new(2);
        ledger.read("r", 1, due + 3 * MILLISECOND);
        assert_eq!(
            ledger.accepted("r".to_owned(), due, Stage::Measured),
            Progress::Open
        );
        assert_eq!(
            ledger.read("r", 0, due + 5 * MILLISECOND),
            Progress::Complete
        );
        assert!(about(max(&ledger.figures().to_last_offer), 5));
        assert_eq!(ledger.offers_expected(), 2);
    }

    #[test]
    fn an_offer_that_comes_again_is_told_but_not_measured() {
        let due = clock::now();
        let mut ledger = Ledger::new(1);
        ledger.accepted("r".to_owned(), due, Stage::Measured);
        ledger.read("r", 0, due + MILLISECOND);
        assert_eq!(
            ledger.read("r", 0, due + 20_000 * MILLISECOND),
            Progress::Open
        );
        assert_eq!(ledger.figures().offers_repeated, 1);
        assert!(about(max(&ledger.figures().to_offer), 1));
    }

    #[test]
    fn the_warm_up_is_not_measured() {
        let due = clock::now();
        let mut ledger = Ledger::new(1);
        ledger.accepted("r".to_owned(), due, Stage::WarmUp);
        assert_eq!(ledger.read("r", 0, due + MILLISECOND), Progress::Complete);
        assert_eq!(ledger.figures().accepted, 0);
        assert_eq!(ledger.figures().to_offer.summary(), None);
    }
}
