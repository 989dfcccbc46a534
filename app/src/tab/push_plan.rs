//! What becomes of this browser's subscription with its push service.

use crate::{
    device::state::{DeviceState, PushState},
    wire::devices::PushTerms,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// All is as it should be.
    Keep,
    /// A new one, in place of the one there is.
    Subscribe,
    /// None; the page shows this then.
    End { shows: PushState, server: Server },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    /// It still has an address of this device.
    IsToBeTold,
    Knows,
}

/// Whether this device can have a subscription at all.
pub fn is_possible(permission: DeviceState) -> bool {
    !matches!(
        permission,
        DeviceState::InsecureOrigin | DeviceState::Embedded | DeviceState::Unsupported
    )
}

/// `existing` is the address of the subscription that the browser has.
pub fn plan(terms: &PushTerms, permission: DeviceState, existing: Option<&str>) -> Plan {
    if !terms.wanted.is_on() || permission != DeviceState::Granted {
        return Plan::End {
            shows: if terms.wanted.is_on() {
                PushState::NotAllowed
            } else {
                PushState::Off
            },
            server: if terms.endpoint.is_some() {
                Server::IsToBeTold
            } else {
                Server::Knows
            },
        };
    }
    // Another one was made for somebody else, or with keys that are no more.
    if existing.is_some() && terms.endpoint.as_deref() == existing {
        Plan::Keep
    } else {
        Plan::Subscribe
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::switch::Switch;

    fn terms(wanted: Switch, endpoint: Option<&str>) -> PushTerms {
        PushTerms {
            wanted,
            key: "key".to_owned(),
            endpoint: endpoint.map(str::to_owned),
        }
    }

    #[test]
    fn a_subscription_that_the_server_knows_is_kept() {
        let terms = terms(Switch::On, Some("here"));
        assert_eq!(plan(&terms, DeviceState::Granted, Some("here")), Plan::Keep);
    }

    #[test]
    fn one_that_it_does_not_know_or_that_is_gone_is_made_anew() {
        for (known, existing) in [
            (None, None),
            (Some("here"), None),
            (None, Some("here")),
            (Some("there"), Some("here")),
        ] {
            let terms = terms(Switch::On, known);
            assert_eq!(
                plan(&terms, DeviceState::Granted, existing),
                Plan::Subscribe
            );
        }
    }

    #[test]
    fn who_does_not_want_it_or_may_show_no_popups_has_none_and_the_server_forgets_its_address() {
        for (wanted, permission, shows) in [
            (Switch::Off, DeviceState::Granted, PushState::Off),
            (Switch::Off, DeviceState::Denied, PushState::Off),
            (Switch::On, DeviceState::Denied, PushState::NotAllowed),
            (Switch::On, DeviceState::NotAsked, PushState::NotAllowed),
        ] {
            for (known, server) in [(Some("here"), Server::IsToBeTold), (None, Server::Knows)] {
                let planned = plan(&terms(wanted, known), permission, Some("here"));
                assert_eq!(planned, Plan::End { shows, server });
            }
        }
    }

    #[test]
    fn a_device_without_notifications_can_have_none() {
        assert!(!is_possible(DeviceState::InsecureOrigin));
        assert!(is_possible(DeviceState::Denied), "it may have one to end");
    }
}
