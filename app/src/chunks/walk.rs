//! The way to a page whose file could not be loaded, of whoever is there already by the address: they went back to it, or
//! on. A link is followed by [`super::lead`].

use std::cell::Cell;

use leptos::prelude::*;
use leptos_router::{hooks::use_location, location::Location};

use super::wait_a_moment;
use crate::browser;

/// Somebody is on it.
pub struct Walk {
    location: Location,
    path: String,
    address: String,
    /// The server has answered once since: then the file may be there as well.
    answered: Cell<bool>,
}

impl Walk {
    pub fn begin() -> Self {
        let location = use_location();
        let path = location.pathname.get_untracked();
        let query = location.search.get_untracked();
        let query = query.trim_start_matches('?');
        let address = if query.is_empty() {
            path.clone()
        } else {
            format!("{path}?{query}")
        };
        Self {
            location,
            path,
            address,
            answered: Cell::new(false),
        }
    }

    /// Waits until it is worth another try. Over is the walk when they have gone elsewhere meanwhile, or when the server
    /// answers and still has no such file: then the whole page is asked for.
    pub async fn is_over(&self) -> bool {
        loop {
            let answers = browser::answers().await;
            if self.is_elsewhere() {
                return true;
            }
            if answers {
                break;
            }
            wait_a_moment().await;
        }
        let is_gone = self.answered.replace(true);
        if is_gone {
            browser::go_to(&self.address);
        }
        is_gone
    }

    fn is_elsewhere(&self) -> bool {
        self.location.pathname.try_get_untracked().as_ref() != Some(&self.path)
    }
}
