//! What the form of the notification settings says, field by field, and which preferences that means. The server reads
//! a form that was posted, the browser the one in front of the agent, both by these rules.

use domain::{
    preferences::{Preferences, Privacy},
    quiet_hours::QuietHours,
    sound::{Chime, NotAVolume, Sound, Tune, Volume},
    switch::Switch,
    zone::MinuteOfDay,
};

use crate::{
    device::sound::{SoundChoice, tune_name},
    wire::{
        error::AppError,
        form::FormState,
        switches::{KIND_SWITCHES, kinds_of, muted_kinds},
    },
};

/// What the button of this form says.
pub const SAVE: &str = "save";
/// Whether this device is reached when Deskbell is closed: of the device, not of the agent.
pub const WEB_PUSH: &str = "web_push";

/// What is posted for a box that is ticked.
pub const TICKED: &str = "on";
/// What quiet hours are at first.
const EVENING: &str = "20:00";
const MORNING: &str = "08:00";
/// Where nobody said which, and no browser either.
const UTC: &str = "UTC";

/// Names and values, as a form has them: nothing for a box that is not ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingsFields(Vec<(String, String)>);

/// All that the form asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wishes {
    pub preferences: Preferences,
    pub web_push: Switch,
}

impl From<Vec<(String, String)>> for SettingsFields {
    fn from(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }
}

impl SettingsFields {
    /// What the form says when it shows this.
    pub fn of(wishes: &Wishes) -> Self {
        let Wishes {
            preferences: saved,
            web_push,
        } = wishes;
        let chime = match saved.sound {
            Sound::Chime(chime) => chime,
            Sound::System | Sound::Off => Chime::default(),
        };
        let quiet = saved.quiet_hours.as_ref();
        let mut fields = Self::default();
        for (name, on) in [
            ("desktop_notifications", saved.desktop_notifications),
            ("while_looking", saved.while_looking),
            ("click_connects", saved.click_connects),
            ("upcoming", saved.upcoming),
            ("missed", saved.missed),
            ("repeat", chime.repeat),
            ("quiet", Switch::from(quiet.is_some())),
            (WEB_PUSH, *web_push),
        ] {
            fields.tick(name, on.is_on());
        }
        for switch in KIND_SWITCHES {
            let rings = |kind| !saved.muted_kinds.contains(kind);
            fields.tick(switch.field, switch.kinds.iter().any(rings));
            let comes = |kind| quiet.is_some_and(|quiet| quiet.breaks_through.contains(kind));
            fields.tick(switch.through, switch.kinds.iter().any(comes));
        }
        fields.say("sound", SoundChoice::from(saved.sound).name());
        fields.say("tune", tune_name(chime.tune));
        fields.say("volume", &chime.volume.percent().to_string());
        fields.say("privacy", privacy_name(saved.privacy));
        let time = |time: Option<MinuteOfDay>, usual: &str| {
            time.map_or_else(|| usual.to_owned(), |time| time.to_string())
        };
        fields.say("quiet_from", &time(quiet.map(|quiet| quiet.from), EVENING));
        fields.say(
            "quiet_until",
            &time(quiet.map(|quiet| quiet.until), MORNING),
        );
        fields.say("quiet_zone", quiet.map_or("", |quiet| &quiet.zone));
        fields
    }

    /// What the page shows: what is saved or, when the form came back unsaved, what was chosen in it. What a form leaves
    /// out that always says something is as it is saved.
    pub fn shown(saved: &Wishes, posted: &FormState) -> Self {
        let saved = Self::of(saved);
        if !posted.is_of(SAVE) {
            return saved;
        }
        let mut shown: Vec<_> = posted.fields.clone().into_iter().collect();
        let left_out = saved.0.into_iter().filter(|(name, value)| {
            let is_a_box = value == TICKED;
            !is_a_box && posted.field(name).is_none()
        });
        shown.extend(left_out);
        Self(shown)
    }

    /// The first of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    pub fn is_ticked(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// `known`: for what this form leaves out.
    ///
    /// # Errors
    /// What was typed, or posted, is no such thing: the field, and what is expected there.
    pub fn wishes(&self, known: &Preferences) -> Result<Wishes, AppError> {
        Ok(Wishes {
            preferences: Preferences {
                desktop_notifications: self.switch("desktop_notifications"),
                while_looking: self.switch("while_looking"),
                muted_kinds: muted_kinds(|switch| self.is_ticked(switch.field)),
                sound: self.sound(known.sound)?,
                privacy: self
                    .one_of("privacy", Privacy::ALL, privacy_name)?
                    .unwrap_or(known.privacy),
                click_connects: self.switch("click_connects"),
                upcoming: self.switch("upcoming"),
                missed: self.switch("missed"),
                quiet_hours: self.quiet_hours(known.quiet_hours.as_ref())?,
            },
            web_push: self.switch(WEB_PUSH),
        })
    }

    /// What is described of the chime, whether it is chosen or not.
    ///
    /// # Errors
    /// See [`Self::wishes`].
    pub fn chime(&self) -> Result<Chime, AppError> {
        let usual = Chime::default();
        let volume = match self.get("volume") {
            None => Ok(usual.volume),
            Some(percent) => percent
                .parse::<u8>()
                .map_err(|_| NotAVolume)
                .and_then(Volume::try_from),
        };
        Ok(Chime {
            tune: self
                .one_of("tune", Tune::ALL, tune_name)?
                .unwrap_or(usual.tune),
            volume: volume.map_err(|expected| invalid("volume", expected.to_string()))?,
            repeat: self.switch("repeat"),
        })
    }

    /// What is otherwise here than there. A box that is not ticked any more says nothing.
    pub fn changes_from(&self, there: &Self) -> Vec<(String, String)> {
        let changed = self.0.iter().filter(|field| !there.0.contains(field));
        let unticked = there.0.iter().filter(|(name, _)| !self.is_ticked(name));
        changed
            .cloned()
            .chain(unticked.map(|(name, _)| (name.clone(), String::new())))
            .collect()
    }

    fn sound(&self, known: Sound) -> Result<Sound, AppError> {
        match self.one_of("sound", SoundChoice::ALL, SoundChoice::name)? {
            Some(choice) => Ok(choice.with(self.chime()?)),
            None => Ok(known),
        }
    }

    fn quiet_hours(&self, known: Option<&QuietHours>) -> Result<Option<QuietHours>, AppError> {
        if !self.is_ticked("quiet") {
            return Ok(None);
        }
        let time = |name: &str| {
            let written = self.get(name).unwrap_or_default();
            let read = written.parse::<MinuteOfDay>();
            read.map_err(|expected| invalid(name, expected.to_string()))
        };
        let zone = self.get("quiet_zone").unwrap_or_default().trim();
        let zone = Some(zone).filter(|zone| !zone.is_empty());
        Ok(Some(QuietHours {
            zone: zone
                .or(known.map(|known| known.zone.as_str()))
                .unwrap_or(UTC)
                .to_owned(),
            from: time("quiet_from")?,
            until: time("quiet_until")?,
            breaks_through: kinds_of(
                KIND_SWITCHES
                    .iter()
                    .filter(|switch| self.is_ticked(switch.through)),
            ),
        }))
    }

    /// One of a fixed set of words, if it is said.
    fn one_of<T: Copy, const N: usize>(
        &self,
        name: &str,
        all: [T; N],
        word: fn(T) -> &'static str,
    ) -> Result<Option<T>, AppError> {
        let Some(said) = self.get(name) else {
            return Ok(None);
        };
        let meant = all.into_iter().find(|one| word(*one) == said);
        meant
            .map(Some)
            .ok_or_else(|| invalid(name, format!("one of {}", all.map(word).join(", "))))
    }

    fn switch(&self, name: &str) -> Switch {
        Switch::from(self.is_ticked(name))
    }

    fn tick(&mut self, name: &str, on: bool) {
        if on {
            self.say(name, TICKED);
        }
    }

    fn say(&mut self, name: &str, value: &str) {
        self.0.push((name.to_owned(), value.to_owned()));
    }
}

/// As the stream writes it.
pub fn privacy_name(level: Privacy) -> &'static str {
    match level {
        Privacy::Full => "full",
        Privacy::Name => "name",
        Privacy::Hidden => "hidden",
    }
}

fn invalid(field: &str, expected: String) -> AppError {
    AppError::Invalid {
        field: field.to_owned(),
        expected,
    }
}

#[cfg(test)]
mod tests {
    use domain::{request::Kind, sorted::SortedSet};

    use super::*;

    fn wishes(preferences: Preferences) -> Wishes {
        Wishes {
            preferences,
            web_push: Switch::On,
        }
    }

    fn posted(fields: &[(&str, &str)]) -> FormState {
        FormState {
            fields: fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            ..FormState::default()
        }
    }

    #[test]
    fn an_untouched_form_means_what_is_saved() {
        let chime = Chime {
            tune: Tune::Telephone,
            volume: Volume::try_from(40).unwrap(),
            repeat: Switch::On,
        };
        let quiet_hours = Some(QuietHours {
            zone: "Europe/Madrid".to_owned(),
            from: "21:00".parse().unwrap(),
            until: "07:30".parse().unwrap(),
            breaks_through: [Kind::InboundCall].into(),
        });
        for saved in [
            Preferences::default(),
            Preferences {
                desktop_notifications: Switch::On,
                muted_kinds: [Kind::InboundChat].into(),
                privacy: Privacy::Hidden,
                sound: Sound::Chime(chime),
                quiet_hours,
                ..Preferences::default()
            },
            Preferences {
                sound: Sound::Off,
                muted_kinds: SortedSet::from(Kind::ALL),
                missed: Switch::Off,
                ..Preferences::default()
            },
        ] {
            let saved = wishes(saved);
            let read = SettingsFields::of(&saved).wishes(&Preferences::default());
            assert_eq!(read, Ok(saved));
        }
    }

    #[test]
    fn a_form_that_comes_back_shows_what_was_chosen_in_it() {
        let saved = wishes(Preferences::default());
        let untouched = SettingsFields::of(&saved);
        assert_eq!(
            SettingsFields::shown(&saved, &FormState::default()),
            untouched
        );
        let of_a_device = posted(&[("action", "rename")]);
        assert_eq!(SettingsFields::shown(&saved, &of_a_device), untouched);

        let shown = SettingsFields::shown(
            &saved,
            &posted(&[
                ("action", SAVE),
                ("while_looking", "on"),
                ("privacy", "hidden"),
                ("quiet", "on"),
                ("quiet_from", "late"),
            ]),
        );
        assert!(shown.is_ticked("while_looking"));
        assert!(!shown.is_ticked("missed"), "on unless it is unticked");
        assert_eq!(shown.get("privacy"), Some("hidden"));
        assert_eq!(shown.get("quiet_from"), Some("late"), "as it was typed");
        assert_eq!(shown.get("sound"), Some("system"), "it was not asked for");
    }

    #[test]
    fn what_can_not_be_read_is_named() {
        for (name, value) in [
            ("sound", "loud"),
            ("tune", "march"),
            ("volume", "0"),
            ("privacy", "some"),
            ("quiet_from", ""),
        ] {
            let mut fields = SettingsFields::default();
            fields.tick("quiet", name == "quiet_from");
            fields.say(name, value);
            fields.say("sound", "chime");
            let Err(AppError::Invalid { field, .. }) = fields.wishes(&Preferences::default())
            else {
                panic!("{name} can be {value}");
            };
            assert_eq!(field, name);
        }
    }

    #[test]
    fn a_change_is_kept_field_by_field() {
        let saved = SettingsFields::of(&wishes(Preferences::default()));
        let changed = SettingsFields::of(&wishes(Preferences {
            privacy: Privacy::Name,
            missed: Switch::Off,
            ..Preferences::default()
        }));
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            changed.changes_from(&saved),
            [field("privacy", "name"), field("missed", "")]
        );
        assert_eq!(saved.changes_from(&saved), []);
    }
}
