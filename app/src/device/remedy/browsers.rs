//! The browsers and systems for which tests ask what is to be done, here and where it is said.

use crate::device::user_agent::{Family, System, UserAgent};

/// Every browser on every system that it exists for.
pub const PAIRS: [(Family, System); 17] = [
    (Family::Chrome, System::Windows),
    (Family::Chrome, System::MacOs),
    (Family::Chrome, System::Linux),
    (Family::Chrome, System::Android),
    (Family::Chrome, System::Ios),
    (Family::Edge, System::Windows),
    (Family::Edge, System::MacOs),
    (Family::Edge, System::Linux),
    (Family::Edge, System::Android),
    (Family::Edge, System::Ios),
    (Family::Firefox, System::Windows),
    (Family::Firefox, System::MacOs),
    (Family::Firefox, System::Linux),
    (Family::Firefox, System::Android),
    (Family::Firefox, System::Ios),
    (Family::Safari, System::MacOs),
    (Family::Safari, System::Ios),
];

pub fn browser((family, system): (Family, System)) -> UserAgent {
    UserAgent {
        family,
        version: None,
        system,
    }
}
