//! What somebody changed in a form of preferences. A form is as old as its page: what it shows and its
//! person did not touch may have been changed elsewhere since, and stays as it is now.

use serde::{Deserialize, Serialize};

use crate::{
    preferences::Preferences,
    quiet_hours::QuietHours,
    request::Kind,
    sorted::SortedSet,
    sound::{Chime, Sound},
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreferenceChange {
    /// What the form said when it was made.
    pub from: Preferences,
    /// What it says now.
    pub to: Preferences,
}

impl PreferenceChange {
    /// The preferences of now with what was changed, and nothing else.
    pub fn onto(&self, now: &Preferences) -> Preferences {
        let Self { from, to } = self;
        Preferences {
            desktop_notifications: changed(
                &from.desktop_notifications,
                &to.desktop_notifications,
                &now.desktop_notifications,
            ),
            while_looking: changed(&from.while_looking, &to.while_looking, &now.while_looking),
            muted_kinds: changed_kinds(&from.muted_kinds, &to.muted_kinds, &now.muted_kinds),
            quiet_hours: changed_hours(
                from.quiet_hours.as_ref(),
                to.quiet_hours.as_ref(),
                now.quiet_hours.as_ref(),
            ),
            sound: changed_sound(from.sound, to.sound, now.sound),
            privacy: changed(&from.privacy, &to.privacy, &now.privacy),
            click_connects: changed(
                &from.click_connects,
                &to.click_connects,
                &now.click_connects,
            ),
            upcoming: changed(&from.upcoming, &to.upcoming, &now.upcoming),
            missed: changed(&from.missed, &to.missed, &now.missed),
        }
    }
}

fn changed<T: PartialEq + Clone>(from: &T, to: &T, now: &T) -> T {
    if from == to { now } else { to }.clone()
}

/// Each kind by itself: it has a switch of its own.
fn changed_kinds(
    from: &SortedSet<Kind>,
    to: &SortedSet<Kind>,
    now: &SortedSet<Kind>,
) -> SortedSet<Kind> {
    Kind::ALL
        .into_iter()
        .filter(|kind| {
            changed(
                &from.contains(kind),
                &to.contains(kind),
                &now.contains(kind),
            )
        })
        .collect()
}

fn changed_hours(
    from: Option<&QuietHours>,
    to: Option<&QuietHours>,
    now: Option<&QuietHours>,
) -> Option<QuietHours> {
    let (Some(from), Some(to), Some(now)) = (from, to, now) else {
        return changed(&from, &to, &now).cloned();
    };
    Some(QuietHours {
        zone: changed(&from.zone, &to.zone, &now.zone),
        from: changed(&from.from, &to.from, &now.from),
        until: changed(&from.until, &to.until, &now.until),
        breaks_through: changed_kinds(
            &from.breaks_through,
            &to.breaks_through,
            &now.breaks_through,
        ),
    })
}

fn changed_sound(from: Sound, to: Sound, now: Sound) -> Sound {
    let (Sound::Chime(from), Sound::Chime(to), Sound::Chime(now)) = (from, to, now) else {
        return changed(&from, &to, &now);
    };
    Sound::Chime(Chime {
        tune: changed(&from.tune, &to.tune, &now.tune),
        volume: changed(&from.volume, &to.volume, &now.volume),
        repeat: changed(&from.repeat, &to.repeat, &now.repeat),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        preferences::Privacy,
        sound::{Tune, Volume},
        switch::Switch,
    };

    fn hours(from: &str, until: &str) -> QuietHours {
        QuietHours {
            zone: "Europe/Madrid".to_owned(),
            from: from.parse().unwrap(),
            until: until.parse().unwrap(),
            breaks_through: SortedSet::new(),
        }
    }

    fn chime(tune: Tune, volume: u8) -> Sound {
        Sound::Chime(Chime {
            tune,
            volume: Volume::try_from(volume).unwrap(),
            repeat: Switch::Off,
        })
    }

    /// One of each field, changed from what it is at first.
    fn changes() -> Vec<fn(&mut Preferences)> {
        vec![
            |wishes| wishes.desktop_notifications = Switch::On,
            |wishes| wishes.while_looking = Switch::On,
            |wishes| wishes.muted_kinds = [Kind::InboundChat].into(),
            |wishes| wishes.quiet_hours = Some(hours("20:00", "08:00")),
            |wishes| wishes.sound = Sound::Off,
            |wishes| wishes.privacy = Privacy::Hidden,
            |wishes| wishes.click_connects = Switch::On,
            |wishes| wishes.upcoming = Switch::On,
            |wishes| wishes.missed = Switch::Off,
        ]
    }

    #[test]
    fn two_forms_of_the_same_age_keep_what_was_changed_in_both() {
        let from = Preferences::default();
        for (one, change) in changes().into_iter().enumerate() {
            for (other, elsewhere) in changes().into_iter().enumerate() {
                if one == other {
                    continue;
                }
                let mut to = from.clone();
                change(&mut to);
                let mut now = from.clone();
                elsewhere(&mut now);
                let mut both = now.clone();
                change(&mut both);
                let made = PreferenceChange {
                    from: from.clone(),
                    to,
                };
                assert_eq!(made.onto(&now), both, "{one} beside {other}");
            }
        }
    }

    #[test]
    fn a_form_in_which_nothing_was_changed_changes_nothing() {
        let old = Preferences::default();
        let untouched = PreferenceChange {
            from: old.clone(),
            to: old,
        };
        let mut now = Preferences::default();
        for elsewhere in changes() {
            elsewhere(&mut now);
        }
        assert_eq!(untouched.onto(&now), now);
    }

    #[test]
    fn kinds_hours_and_chimes_are_changed_part_by_part() {
        let from = Preferences {
            muted_kinds: [Kind::InboundCall].into(),
            quiet_hours: Some(hours("20:00", "08:00")),
            sound: chime(Tune::Bells, 70),
            ..Preferences::default()
        };
        let to = Preferences {
            muted_kinds: SortedSet::new(),
            quiet_hours: Some(hours("21:00", "08:00")),
            sound: chime(Tune::Stairs, 70),
            ..from.clone()
        };
        let now = Preferences {
            muted_kinds: [Kind::InboundCall, Kind::NewRequest].into(),
            quiet_hours: Some(hours("20:00", "07:00")),
            sound: chime(Tune::Bells, 40),
            ..from.clone()
        };
        assert_eq!(
            PreferenceChange { from, to }.onto(&now),
            Preferences {
                muted_kinds: [Kind::NewRequest].into(),
                quiet_hours: Some(hours("21:00", "07:00")),
                sound: chime(Tune::Stairs, 40),
                ..Preferences::default()
            }
        );
    }

    #[test]
    fn what_was_switched_off_here_is_off_whatever_became_of_its_parts() {
        let from = Preferences {
            quiet_hours: Some(hours("20:00", "08:00")),
            ..Preferences::default()
        };
        let now = Preferences {
            quiet_hours: Some(hours("20:00", "07:00")),
            ..Preferences::default()
        };
        let made = PreferenceChange {
            from,
            to: Preferences::default(),
        };
        assert_eq!(made.onto(&now).quiet_hours, None);
    }
}
