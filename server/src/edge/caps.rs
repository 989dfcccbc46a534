//! How many connections there may be at once: what was set, as far as the system has descriptors for it.

use super::limits::Limits;

/// Descriptors that are kept for other things than connections: the database, push services, commands. A
/// share of what the system grants, within these bounds.
const KEPT_BACK_SHARE: u64 = 8;
const LEAST_KEPT_BACK: u64 = 32;
const MOST_KEPT_BACK: u64 = 256;
/// Strangers never need more connections than this at once: pages are short.
const MOST_ANONYMOUS: usize = 8_192;
/// A server with fewer is of no use to anybody.
const FEWEST: usize = 16;

/// How many connections there may be at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
    pub total: usize,
    pub anonymous: usize,
    /// Of the anonymous ones.
    pub per_address: usize,
    /// Beside them: those that are being told that there is no place.
    pub refusals: usize,
}

impl Caps {
    /// `descriptors`: what the system lets this process open.
    pub fn of(limits: &Limits, descriptors: u64) -> Self {
        let kept_back = (descriptors / KEPT_BACK_SHARE).clamp(LEAST_KEPT_BACK, MOST_KEPT_BACK);
        let possible = usize::try_from(descriptors.saturating_sub(kept_back))
            .unwrap_or(usize::MAX)
            .max(FEWEST);
        let total = match limits.connections {
            Some(wanted) if wanted > possible => {
                tracing::warn!(
                    wanted,
                    possible,
                    "DESKBELL_CONNECTIONS is more than the limit of open files leaves room for"
                );
                possible
            }
            Some(wanted) => wanted,
            None => possible,
        };
        let anonymous = (total / 2).clamp(1, MOST_ANONYMOUS);
        Self {
            total,
            anonymous,
            per_address: limits.connections_per_address.min(anonymous),
            // The rest of what is kept back is for the database and push services.
            refusals: usize::try_from(kept_back / 2).unwrap_or(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptors_are_kept_back_and_half_of_the_rest_is_for_agents() {
        for (descriptors, total, anonymous) in [
            (64, 32, 16),
            (1_024, 896, 448),
            (20_000, 19_744, 8_192),
            (1_048_576, 1_048_320, 8_192),
        ] {
            let caps = Caps::of(&Limits::default(), descriptors);
            assert_eq!((caps.total, caps.anonymous), (total, anonymous));
            assert!(caps.per_address <= caps.anonymous);
        }
    }

    #[test]
    fn nobody_can_set_more_connections_than_there_are_descriptors() {
        let limits = |connections| Limits {
            connections: Some(connections),
            ..Limits::default()
        };
        assert_eq!(Caps::of(&limits(100), 1_024).total, 100);
        assert_eq!(Caps::of(&limits(5_000), 1_024).total, 896);
    }
}
