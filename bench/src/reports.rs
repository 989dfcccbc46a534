//! What a browser tells the server of each offer: that it has received it, and that it has shown it.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use tokio::sync::mpsc;

use crate::{
    BenchError,
    http::{KeptAlive, Repeat},
    session::Session,
};

/// Offers in one call. A browser sends what has come together, too.
const LARGEST: usize = 32;
/// In their order.
pub const STAGES: [&str; 2] = ["received", "shown"];

/// Of all agents.
#[derive(Clone, Debug, Default)]
pub struct ReportsSent {
    reports: Arc<AtomicU64>,
    calls: Arc<AtomicU64>,
}

impl ReportsSent {
    pub fn reports(&self) -> u64 {
        self.reports.load(Ordering::Relaxed)
    }

    pub fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }
}

/// Reports offers as they come, one call at a time, until there can be no more.
pub async fn send(
    mut connection: KeptAlive,
    session: &Session,
    mut offers: mpsc::UnboundedReceiver<String>,
    sent: &ReportsSent,
) -> Result<(), BenchError> {
    let mut batch = Vec::with_capacity(LARGEST);
    while offers.recv_many(&mut batch, LARGEST).await > 0 {
        let body = body(&batch);
        let call = session.report_request(&body);
        let answer = connection.call(&call, Repeat::Harmless).await?;
        if answer.head.status != 200 {
            return Err(BenchError::Report(answer.head.status));
        }
        sent.calls.fetch_add(1, Ordering::Relaxed);
        let reports = u64::try_from(batch.len()).unwrap_or(0) * 2;
        sent.reports.fetch_add(reports, Ordering::Relaxed);
        batch.clear();
    }
    Ok(())
}

/// That each of these was received and shown.
pub fn body(offers: &[String]) -> String {
    let reports: Vec<_> = offers
        .iter()
        .flat_map(|offer| STAGES.map(|stage| (offer.as_str(), stage)))
        .collect();
    stages(&reports)
}

/// That this offer has come to this stage.
pub fn stage_body(offer: &str, stage: &str) -> String {
    stages(&[(offer, stage)])
}

fn stages(reports: &[(&str, &str)]) -> String {
    let reports: Vec<_> = reports
        .iter()
        .map(|(offer, stage)| serde_json::json!([offer, { "stage": stage }]))
        .collect();
    serde_json::json!({ "reports": reports }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_offer_is_received_before_it_is_shown() {
        assert_eq!(
            body(&["a".to_owned(), "b".to_owned()]),
            r#"{"reports":[["a",{"stage":"received"}],["a",{"stage":"shown"}],["b",{"stage":"received"}],["b",{"stage":"shown"}]]}"#
        );
    }
}
