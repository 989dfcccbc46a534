//! Which browser on which system, as far as the `User-Agent` header tells: the ways to allow
//! notifications differ by both.

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserAgent {
    pub family: Family,
    /// The major version.
    pub version: Option<String>,
    pub system: System,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Chrome,
    Edge,
    Firefox,
    Safari,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    Windows,
    MacOs,
    Linux,
    Android,
    Ios,
    Other,
}

impl UserAgent {
    pub fn read(header: &str) -> Self {
        // Edge and Chrome also call themselves Safari, Edge also Chrome: the most particular first.
        // On phones some have a mark of their own.
        const MARKS: [(&str, Family); 9] = [
            ("Edg/", Family::Edge),
            ("EdgA/", Family::Edge),
            ("EdgiOS/", Family::Edge),
            ("Firefox/", Family::Firefox),
            ("FxiOS/", Family::Firefox),
            ("CriOS/", Family::Chrome),
            ("HeadlessChrome/", Family::Chrome),
            ("Chrome/", Family::Chrome),
            ("Version/", Family::Safari),
        ];
        let found = MARKS
            .into_iter()
            .find_map(|(mark, family)| Some((family, header.split_once(mark)?.1)));
        let (family, version) = match found {
            Some((family, rest)) => (
                family,
                rest.split(['.', ' '])
                    .next()
                    .filter(|version| !version.is_empty())
                    .map(str::to_owned),
            ),
            None => (Family::Other, None),
        };
        Self {
            family,
            version,
            system: System::read(header),
        }
    }

    /// What the system's own settings call this browser.
    pub fn app_name(&self) -> Option<&'static str> {
        match (self.family, self.system) {
            (Family::Chrome, System::Windows | System::MacOs) => Some("Google Chrome"),
            (Family::Edge, System::Windows | System::MacOs | System::Linux) => {
                Some("Microsoft Edge")
            }
            (family, _) => family.name(),
        }
    }
}

impl System {
    fn read(header: &str) -> Self {
        // Android calls itself Linux as well, an iPhone Mac OS X.
        const MARKS: [(&str, System); 6] = [
            ("Android", System::Android),
            ("iPhone", System::Ios),
            ("iPad", System::Ios),
            ("Windows", System::Windows),
            ("Macintosh", System::MacOs),
            ("Linux", System::Linux),
        ];
        MARKS
            .into_iter()
            .find(|(mark, _)| header.contains(mark))
            .map_or(Self::Other, |(_, system)| system)
    }

    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Windows => Some("Windows"),
            Self::MacOs => Some("macOS"),
            Self::Linux => Some("Linux"),
            Self::Android => Some("Android"),
            Self::Ios => Some("iOS"),
            Self::Other => None,
        }
    }
}

impl Family {
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Chrome => Some("Chrome"),
            Self::Edge => Some("Edge"),
            Self::Firefox => Some("Firefox"),
            Self::Safari => Some("Safari"),
            Self::Other => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str) -> (Family, Option<String>, System) {
        let UserAgent {
            family,
            version,
            system,
        } = UserAgent::read(header);
        (family, version, system)
    }

    #[test]
    fn browsers_that_pose_as_each_other_are_told_apart() {
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        assert_eq!(
            read(&format!(
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {webkit} Chrome/156.0.0.0 Safari/537.36"
            )),
            (Family::Chrome, Some("156".to_owned()), System::MacOs)
        );
        assert_eq!(
            read(&format!(
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) {webkit} Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0"
            )),
            (Family::Edge, Some("156".to_owned()), System::Windows)
        );
        assert_eq!(
            read("Mozilla/5.0 (X11; Linux x86_64; rv:151.0) Gecko/20100101 Firefox/151.0"),
            (Family::Firefox, Some("151".to_owned()), System::Linux)
        );
        assert_eq!(
            read(
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15"
            ),
            (Family::Safari, Some("26".to_owned()), System::MacOs)
        );
        let android = "Mozilla/5.0 (Linux; Android 10; K)";
        assert_eq!(
            read(&format!(
                "{android} {webkit} Chrome/156.0.0.0 Mobile Safari/537.36 EdgA/156.0.0.0"
            )),
            (Family::Edge, Some("156".to_owned()), System::Android)
        );
        assert_eq!(
            read("Mozilla/5.0 (Android 16; Mobile; rv:151.0) Gecko/151.0 Firefox/151.0"),
            (Family::Firefox, Some("151".to_owned()), System::Android)
        );
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
        for (mark, family) in [
            ("CriOS/156.0.0.0", Family::Chrome),
            ("FxiOS/151.0", Family::Firefox),
            ("EdgiOS/156.0.0.0 Version/26.0", Family::Edge),
            ("Version/26.1", Family::Safari),
        ] {
            let (found, _, system) = read(&format!("{iphone} {mark} Mobile/15E148 Safari/604.1"));
            assert_eq!((found, system), (family, System::Ios), "{mark}");
        }
        // An app of the home screen names no browser.
        assert_eq!(
            read(&format!("{iphone} Mobile/15E148")),
            (Family::Other, None, System::Ios)
        );
        assert_eq!(read("curl/8"), (Family::Other, None, System::Other));
    }
}
