//! Looking at everything once: after a start, and after more happened than could be listened to.

use domain::{device::PushResult, offer::OfferState, time::Span};
use engine::{Engine, StoreError};

use super::{board::Board, ledger::Told, subject::Subject};

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

/// Looks at everything there is, as if nothing had been known.
///
/// # Errors
/// The database does not answer. What was learnt by then is on the board.
pub async fn catch_up(
    engine: &Engine,
    board: &mut Board,
    behind: Behind,
) -> Result<(), StoreError> {
    let store = engine.store().clone();
    for desk in engine.desks() {
        let id = desk.id();
        if behind == Behind::Everything {
            for attempt in store.standing_popups(id).await? {
                let Ok(tag) = attempt.tag.parse() else {
                    continue;
                };
                let told = match attempt.result {
                    PushResult::Sent => Told::PerhapsBefore,
                    PushResult::Accepted | PushResult::Failed(_) => Told::Standing,
                };
                let place = (attempt.agent, attempt.device);
                board.ledger.put((id, tag), attempt.request, place, told);
            }
        }
        for unoffered in store.unoffered(id, desk.now() - LONGEST_RING).await? {
            let decisions = unoffered.decisions;
            board.watch_unoffered(id, unoffered.request, unoffered.at, &decisions);
        }
        let pending = desk.read(|desk| {
            let pending = desk.offers().filter(|it| it.state == OfferState::Pending);
            pending.map(|it| (it.id, it.request)).collect::<Vec<_>>()
        });
        for (offer, request) in pending {
            board.watch(id, Subject::Offer { offer, request });
        }
    }
    board.touch_all();
    Ok(())
}
