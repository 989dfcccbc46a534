//! What the server is to be told of each offer on this device, for as long as it matters: one batch at a
//! time, so that it hears everything in its order.

use domain::{
    id::OfferId,
    notification::Report,
    sorted::SortedSet,
    time::{Span, Timestamp},
};

use super::question::Question;

/// An answer that takes longer than this is not waited for any more: one batch that hangs may not keep
/// back what is said of other offers, for which the desk waits three seconds.
const HANGS_AFTER: Span = Span::seconds(2);

pub type Batch = Vec<(OfferId, Report)>;

#[derive(Debug)]
pub struct Reports {
    waiting: Batch,
    sent: Question,
}

impl Default for Reports {
    fn default() -> Self {
        Self {
            waiting: Batch::new(),
            sent: Question::that_hangs_after(HANGS_AFTER),
        }
    }
}

impl Reports {
    pub fn add(&mut self, offer: OfferId, report: Report) {
        self.waiting.push((offer, report));
    }

    /// What to send now, known by its time; nothing while another batch is on its way.
    pub fn next(&mut self, now: Timestamp) -> Option<(Timestamp, Batch)> {
        if self.waiting.is_empty() {
            return None;
        }
        let sent = self.sent.ask(now)?;
        Some((sent, std::mem::take(&mut self.waiting)))
    }

    pub fn answered(&mut self, sent: Timestamp) {
        self.sent.answered(sent);
    }

    /// A batch did not arrive: it goes before what was added since. Once an offer is over, nobody waits
    /// for its reports.
    pub fn keep(&mut self, batch: Batch, ringing: &SortedSet<OfferId>) {
        let newer = std::mem::take(&mut self.waiting);
        let kept = batch
            .into_iter()
            .filter(|(offer, _)| ringing.contains(offer));
        self.waiting = kept.chain(newer).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::sample_view::{NOW, offer};

    fn received(number: u8) -> (OfferId, Report) {
        (offer(number), Report::Received)
    }

    fn with(reported: impl IntoIterator<Item = (OfferId, Report)>) -> Reports {
        let mut reports = Reports::default();
        for (offer, report) in reported {
            reports.add(offer, report);
        }
        reports
    }

    #[test]
    fn one_batch_is_on_its_way_at_a_time() {
        let mut reports = with([received(1), received(2)]);
        let (sent, batch) = reports.next(NOW).unwrap();
        assert_eq!(batch, [received(1), received(2)]);
        reports.add(offer(3), Report::Received);
        assert_eq!(reports.next(NOW + Span(1)), None);
        reports.answered(sent);
        assert_eq!(
            reports.next(NOW + Span(1)).unwrap().1,
            [received(3)],
            "the first ones are not said twice"
        );
    }

    #[test]
    fn a_batch_that_hangs_keeps_no_other_back() {
        let mut reports = with([received(1)]);
        reports.next(NOW).unwrap();
        reports.add(offer(2), Report::Received);
        assert!(reports.next(NOW + Span::seconds(2)).is_some());
    }

    #[test]
    fn what_did_not_arrive_is_said_again_in_its_order_while_it_rings() {
        let mut reports = with([received(3)]);
        reports.keep(
            vec![received(1), received(2)],
            &SortedSet::from([offer(2), offer(3)]),
        );
        assert_eq!(reports.next(NOW).unwrap().1, [received(2), received(3)]);
    }

    #[test]
    fn nothing_to_say_is_not_sent() {
        assert_eq!(Reports::default().next(NOW), None);
    }
}
