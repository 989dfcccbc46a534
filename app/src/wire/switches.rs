//! The switches of *Ring me for*, as the form of the notification settings posts them.

use domain::{request::Kind, sorted::SortedSet};

/// One switch, on unless the agent wants no popups for these kinds.
#[derive(Clone, Copy, Debug)]
pub struct KindSwitch {
    /// The name of its checkbox; posted while it is on.
    pub field: &'static str,
    /// The name of the checkbox that lets these kinds through quiet hours.
    pub through: &'static str,
    pub kinds: &'static [Kind],
}

/// To the agent a scheduled call is a scheduled call, whoever scheduled it.
pub const KIND_SWITCHES: [KindSwitch; 5] = [
    KindSwitch {
        field: "ring_new_request",
        through: "through_new_request",
        kinds: &[Kind::NewRequest],
    },
    KindSwitch {
        field: "ring_inbound_call",
        through: "through_inbound_call",
        kinds: &[Kind::InboundCall],
    },
    KindSwitch {
        field: "ring_inbound_chat",
        through: "through_inbound_chat",
        kinds: &[Kind::InboundChat],
    },
    KindSwitch {
        field: "ring_scheduled",
        through: "through_scheduled",
        kinds: &[Kind::ScheduledByAgent, Kind::ScheduledByCustomer],
    },
    KindSwitch {
        field: "ring_call_me_back",
        through: "through_call_me_back",
        kinds: &[Kind::CallMeBack],
    },
];

/// The kinds whose switch is off.
pub fn muted_kinds(is_on: impl Fn(&KindSwitch) -> bool) -> SortedSet<Kind> {
    kinds_of(KIND_SWITCHES.iter().filter(|switch| !is_on(switch)))
}

/// The kinds of these switches.
pub fn kinds_of<'switch>(switches: impl Iterator<Item = &'switch KindSwitch>) -> SortedSet<Kind> {
    switches
        .flat_map(|switch| switch.kinds.iter().copied())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_exactly_one_switch() {
        let mut switched: Vec<_> = KIND_SWITCHES
            .iter()
            .flat_map(|switch| switch.kinds.iter().copied())
            .collect();
        switched.sort();
        let mut kinds = Kind::ALL.to_vec();
        kinds.sort();
        assert_eq!(switched, kinds);
    }
}
