//! Agents are rung at a constant rate, and what came of it.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::mpsc,
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::{
    BenchError,
    agent::{Agent, Desktop},
    door::Door,
    http::Reopened,
    ledger::Ledger,
    load::{self, Load, Plan, Sent},
    process,
    report::Requests,
    reports::ReportsSent,
};

/// How long the last offers may take.
const STRAGGLERS: Duration = Duration::from_secs(5);

/// Whom to ring, and how.
#[derive(Debug)]
pub struct Ringing<'run> {
    pub plan: Plan,
    pub door: &'run Door,
    /// A team, or a stream.
    pub to: &'run str,
    pub requests: Requests,
    /// Present if agents report.
    pub reports: Option<ReportsSent>,
    /// The process of the server.
    pub pid: u32,
    pub reopened: &'run Reopened,
}

/// What came of the ringing.
#[derive(Debug)]
pub struct Rung {
    pub sent: Sent,
    pub ledger: Ledger,
    /// Of the server, for each request.
    pub cpu: Duration,
}

impl Ringing<'_> {
    /// Requests are sent until all their offers were read.
    pub async fn ring(self, agents: Vec<Agent>) -> Result<Rung, BenchError> {
        let (rung, to_cancel) = mpsc::unbounded_channel();
        let desktop = Desktop {
            ledger: Arc::new(Mutex::new(Ledger::new(agents.len()))),
            rung,
            reports: self.reports.clone(),
        };
        let mut others = JoinSet::new();
        for agent in agents {
            others.spawn(agent.work(desktop.clone()));
        }
        match self.requests {
            Requests::LeftRinging => drop(to_cancel),
            Requests::Cancelled => {
                others.spawn(load::cancel(
                    self.door.clone(),
                    to_cancel,
                    self.reopened.clone(),
                ));
            }
        }
        let Desktop { ledger, rung, .. } = desktop;
        let cpu_before = process::cpu_time(self.pid)?;
        let load = Load::new(
            self.plan,
            self.door.clone(),
            self.to,
            Arc::clone(&ledger),
            rung,
            self.reopened.clone(),
        );
        let sent = tokio::select! {
            sent = load.send() => sent?,
            // None of them ends by itself before everything was sent, unless it fails.
            Some(failed) = others.join_next() => {
                failed??;
                return Err(BenchError::Interrupted);
            }
        };
        let all_told = async {
            while !is_all_read(&ledger) || !is_all_reported(&ledger, self.reports.as_ref()) {
                sleep(Duration::from_millis(5)).await;
            }
        };
        // Offers that are still missing then are told in the report.
        let _ = timeout(STRAGGLERS, all_told).await;
        let cpu = process::cpu_time(self.pid)?.saturating_sub(cpu_before);
        others.shutdown().await;
        let ledger = std::mem::replace(&mut *lock(&ledger), Ledger::new(0));
        Ok(Rung {
            sent,
            ledger,
            cpu: cpu / self.plan.requests(),
        })
    }
}

/// So that the server's work for the last reports counts, too.
fn is_all_reported(ledger: &Mutex<Ledger>, reports: Option<&ReportsSent>) -> bool {
    reports.is_none_or(|sent| sent.reports() >= 2 * lock(ledger).figures().offers_read)
}

fn is_all_read(ledger: &Mutex<Ledger>) -> bool {
    let ledger = lock(ledger);
    ledger.figures().offers_read >= ledger.offers_expected()
}

fn lock(ledger: &Mutex<Ledger>) -> MutexGuard<'_, Ledger> {
    ledger.lock().unwrap_or_else(PoisonError::into_inner)
}
