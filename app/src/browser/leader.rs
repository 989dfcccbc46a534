//! Which tab leads: it alone holds the event stream, raises popups and makes sounds.
//!
//! The browser's lock decides, so there is never a vote. A leader that is closed or crashes loses the
//! lock by itself; one that the browser has frozen keeps it and says nothing, so it is stolen.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::{
    platform::{Claim, LockManager, Lost},
    tab::Tab,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Follower,
    Leader,
}

/// Takes part: this tab leads when its turn comes.
pub fn stand(tab: &Rc<Tab>) {
    let Some(locks) = LockManager::of(&tab.window) else {
        // Then each tab streams for itself; popups of the same offer still replace each other.
        tab.lead();
        return;
    };
    // Nobody waits for this one. A page that holds a lock is not frozen to save energy.
    let own = format!("deskbell:tab:{}", tab.id);
    let own_locks = locks.clone();
    spawn_local(async move {
        own_locks.hold(&own, Claim::InTurn, || {}).await;
    });
    claim(tab, locks, Claim::InTurn);
}

/// Takes the lead from a leader that is frozen.
pub fn take_over(tab: &Rc<Tab>) {
    if let Some(locks) = LockManager::of(&tab.window) {
        claim(tab, locks, Claim::Steal);
    }
}

fn claim(tab: &Rc<Tab>, locks: LockManager, how: Claim) {
    if how == Claim::InTurn && tab.in_line.replace(true) {
        return;
    }
    let tab = tab.clone();
    spawn_local(async move {
        let name = format!("deskbell:leader:{}", tab.agent);
        let winner = tab.clone();
        let lost = locks
            .hold(&name, how, move || {
                if how == Claim::InTurn {
                    winner.in_line.set(false);
                }
                winner.lead();
            })
            .await;
        match lost {
            Lost::Stolen => {
                tab.follow();
                claim(&tab, locks, Claim::InTurn);
            }
            Lost::Refused => tab.lead(),
        }
    });
}
