//! What a device says became of an offer.

use super::{decided::Decided, presence::heard};
use crate::{
    desk::Desk,
    event::Event,
    id::{AgentId, DeviceId, OfferId},
    notification::Report,
    rejection::Rejection,
};

pub(super) fn report_delivery(
    desk: &Desk,
    agent: AgentId,
    device: DeviceId,
    offer: OfferId,
    report: Report,
) -> Decided {
    let known = desk.agent(agent).ok_or(Rejection::UnknownAgent)?;
    let about = desk
        .told(offer, agent, device)
        .ok_or(Rejection::UnknownOffer)?;
    if !known.teams.contains(&about.team) {
        return Err(Rejection::UnknownOffer);
    }
    // A repetition, or something that a later report has overtaken.
    if about.furthest.is_some_and(|known| known >= report) {
        return Ok(vec![]);
    }
    let reported = Event::NotificationReported {
        offer,
        request: about.request,
        agent,
        device,
        report,
    };
    Ok([reported].into_iter().chain(heard(known)).collect())
}
