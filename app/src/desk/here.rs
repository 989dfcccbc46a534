//! What the agent asks of this device, in the click itself: only there may a browser be asked for permission,
//! and only there does it let a page sound. The browser's side attaches itself; on the server there is none.

use std::{cell::RefCell, rc::Rc};

use domain::{preference_change::PreferenceChange, sound::Chime, switch::Switch};

#[derive(Clone, Debug)]
pub enum Wish {
    /// *Save* in the notification settings; `web_push` only if it was changed.
    Save {
        change: PreferenceChange,
        web_push: Option<Switch>,
    },
    /// *Turn on here*.
    TurnOn,
    /// *Send test notification*.
    Test,
    /// The chip *Sound is off*.
    EnableSound,
    /// *Listen*.
    Listen(Chime),
    /// The server has answered that nobody is signed in any more.
    SignedOut,
}

type Granting = Rc<dyn Fn(Wish)>;

thread_local! {
    static DEVICE: RefCell<Option<Granting>> = const { RefCell::new(None) };
}

/// From here on wishes are granted.
pub fn attach(grant: impl Fn(Wish) + 'static) {
    DEVICE.set(Some(Rc::new(grant)));
}

pub fn ask(wish: Wish) {
    let device = DEVICE.with_borrow(Clone::clone);
    if let Some(grant) = device {
        grant(wish);
    }
}
