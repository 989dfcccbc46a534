//! One thing that a person does, so that this browser on this system shows notifications. When, is in `remedy`.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    // How the page was opened.
    AnswerAllow,
    SecureAddress,
    OwnTab,
    CurrentBrowser,
    // Phones and tablets of Apple allow only what is on the home screen.
    IfIpad,
    Share,
    AddToHomeScreen,
    OpenFromHomeScreen,
    // What the browser was told about this site.
    SiteIcon,
    ChromeAllow,
    EdgeAllow,
    FirefoxUnblock,
    AndroidAllowSite,
    AndroidFirefoxAllow,
    SafariAllow,
    OtherAllow,
    SaveAgain,
    // Whether the system lets the browser.
    WindowsAllow,
    MacAllow,
    /// Chromium shows popups that stay until they are answered through a second program.
    MacAllowHelper,
    MacAllowSite,
    LinuxAllow,
    LinuxService,
    AndroidAllow,
    IosAllow,
    SystemAllow,
    // What holds popups back for a while.
    WindowsQuiet,
    WindowsPriority,
    MacQuiet,
    MacFocus,
    MacSharing,
    LinuxQuiet,
    AndroidQuiet,
    IosQuiet,
    SystemQuiet,
    // When all of that is right.
    WindowsCentre,
    MacCentre,
    Restart,
    TellAdmin,
}
