//! Looking at everything once: after a start, and after more happened than could be listened to.

use domain::{device::PushResult, offer::OfferState, time::Span};
use engine::StoreError;

use super::{Escalation, due::Subject, ledger::Told};

/// No team rings longer, so what was decided before that is of no use to anybody now.
const LONGEST_RING: Span = Span::minutes(10);

/// What has to be read from the database before everything is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// Just started: what an earlier server has sent.
    Everything,
    /// Too much happened to listen to: what could be offered to nobody.
    Happenings,
    Nothing,
}

impl Escalation {
    /// Looks at everything there is, as if nothing had been known.
    pub(super) async fn catch_up(&mut self) -> Result<(), StoreError> {
        let store = self.post.engine.store().clone();
        for desk in self.post.engine.desks() {
            let id = desk.id();
            if self.behind == Behind::Everything {
                for attempt in store.standing_popups(id).await? {
                    let Ok(tag) = attempt.tag.parse() else {
                        continue;
                    };
                    let told = match attempt.result {
                        PushResult::Sent => Told::PerhapsBefore,
                        PushResult::Accepted | PushResult::Failed(_) => Told::Standing,
                    };
                    let place = (attempt.agent, attempt.device);
                    self.ledger.put((id, tag), attempt.request, place, told);
                }
            }
            for unoffered in store.unoffered(id, desk.now() - LONGEST_RING).await? {
                let decisions = unoffered.decisions;
                self.watch_unoffered(id, unoffered.request, unoffered.at, &decisions);
            }
            let pending = desk.read(|desk| {
                let pending = desk.offers().filter(|it| it.state == OfferState::Pending);
                pending.map(|it| (it.id, it.request)).collect::<Vec<_>>()
            });
            for (offer, request) in pending {
                self.watch(id, Subject::Offer { offer, request });
            }
        }
        let open: Vec<_> = self.ledger.open().collect();
        for ((desk, tag), request) in open {
            self.watch(desk, Subject::of(tag, request));
        }
        self.touched.extend(self.watches.keys());
        self.behind = Behind::Nothing;
        Ok(())
    }
}
