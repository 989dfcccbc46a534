//! The locks of the tabs: which of them leads, and that none is frozen.

use domain::id::AgentId;

use crate::{
    browser::{
        ear::Ear,
        ports::locks::{self, LockManager, Lost},
    },
    reactive::spawn_local,
    tab::{heard::Heard, leadership::Claim},
};

/// Takes part: the tab leads when its turn comes.
pub fn stand(id: &str, ear: &Ear) {
    let Some(locks) = LockManager::of_browser() else {
        ear.hear(Heard::LeadRefused);
        return;
    };
    // Nobody waits for this one. A page that holds a lock is not frozen to save energy.
    let own = format!("deskbell:tab:{id}");
    spawn_local(async move {
        locks.hold(&own, locks::Claim::InTurn, || {}).await;
    });
    ear.hear(Heard::LocksWork);
}

pub fn claim(agent: AgentId, claim: Claim, ear: Ear) {
    let Some(locks) = LockManager::of_browser() else {
        return;
    };
    let how = match claim {
        Claim::InTurn => locks::Claim::InTurn,
        Claim::Steal => locks::Claim::Steal,
    };
    spawn_local(async move {
        let name = format!("deskbell:leader:{agent}");
        let winner = ear.clone();
        let granted = move || winner.hear(Heard::LeadGranted(claim));
        ear.hear(match locks.hold(&name, how, granted).await {
            Lost::Stolen => Heard::LeadStolen,
            Lost::Refused => Heard::LeadRefused,
        });
    });
}
