//! What to do about a device, step by step, in words.

use super::{Language, Remedies};
use crate::device::{remedy::Step, user_agent::UserAgent};

impl Language {
    pub fn say_steps(self, steps: &[Step], browser: &UserAgent) -> Vec<String> {
        steps
            .iter()
            .map(|step| {
                self.say(Remedies::Step {
                    step: *step,
                    browser,
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::device::{
        remedy::{
            browsers::{PAIRS, browser},
            remedies, steps,
        },
        state::DeviceState,
        user_agent::{Family, System},
    };

    /// What a person reads from the block to the last remedy.
    fn words(pair: (Family, System), language: Language) -> String {
        let browser = browser(pair);
        let steps: Vec<_> = [steps(DeviceState::Denied, &browser)]
            .into_iter()
            .chain(remedies(&browser))
            .flatten()
            .collect();
        language.say_steps(&steps, &browser).join("\n")
    }

    #[test]
    fn nobody_reads_of_another_system() {
        // What names a system in each language: only its own users may read it.
        let names = [
            (
                System::Windows,
                ["Settings › System", "Configuración › Sistema"],
            ),
            (System::MacOs, ["System Settings", "Ajustes del Sistema"]),
            (
                System::Linux,
                ["your desktop's settings", "ajustes del escritorio"],
            ),
            (
                System::Android,
                ["Settings › Apps", "Ajustes › Aplicaciones"],
            ),
            (
                System::Ios,
                [
                    "Settings › Notifications › Deskbell",
                    "Ajustes › Notificaciones › Deskbell",
                ],
            ),
        ];
        for pair in PAIRS {
            for (index, language) in Language::ALL.into_iter().take(2).enumerate() {
                let words = words(pair, language);
                for (system, named) in names {
                    assert_eq!(
                        words.contains(named[index]),
                        system == pair.1,
                        "{pair:?} {language:?} {}: {words}",
                        named[index]
                    );
                }
            }
        }
    }

    #[test]
    fn both_entries_of_chromium_on_macos_are_named() {
        for (family, app, helper) in [
            (
                Family::Chrome,
                "Google Chrome",
                "Google Chrome Helper (Alerts)",
            ),
            (
                Family::Edge,
                "Microsoft Edge",
                "Microsoft Edge Helper (Alerts)",
            ),
        ] {
            for language in Language::ALL {
                let words = words((family, System::MacOs), language);
                assert!(words.contains(&format!("› {app} ")), "{words}");
                assert!(words.contains(helper), "{words}");
            }
        }
        let firefox = words((Family::Firefox, System::MacOs), Language::En);
        assert!(!firefox.contains("Helper"), "{firefox}");
    }

    #[test]
    fn no_two_browsers_of_one_system_read_the_same() {
        for language in Language::ALL {
            for system in [
                System::Windows,
                System::MacOs,
                System::Linux,
                System::Android,
            ] {
                let pairs: Vec<_> = PAIRS.into_iter().filter(|pair| pair.1 == system).collect();
                let read: BTreeSet<_> = pairs.iter().map(|pair| words(*pair, language)).collect();
                assert_eq!(read.len(), pairs.len(), "{system:?} {language:?}");
            }
        }
    }
}
