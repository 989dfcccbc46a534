//! A test that a supervisor sends: shown whatever the agent is doing, and answered.

use std::rc::Rc;

use domain::{
    device::{Permission, TestResult},
    id::TestId,
};
use wasm_bindgen_futures::spawn_local;

use super::{
    device,
    popups::{Popup, raise},
    tab::Tab,
};
use crate::{
    alert::{plan::TEST_TAG, popup_text::test_text},
    api,
    device::state::DeviceState,
    text::Text,
};

pub fn show(tab: &Rc<Tab>, test: TestId, by: &str) {
    device::read_again(tab);
    let (title, _) = test_text(tab.language);
    let popup = Popup {
        tag: TEST_TAG.to_owned(),
        title,
        body: tab.language.say(Text::TestFrom(by)),
        about: None,
    };
    let tab = tab.clone();
    spawn_local(async move {
        let state = device::state(&tab.window);
        let result = if state == DeviceState::Granted {
            match raise(&tab, &popup).await {
                Ok(()) => TestResult::Shown,
                Err(_) => TestResult::Failed(Permission::Unsupported),
            }
        } else {
            TestResult::Failed(state.into())
        };
        // Who sent it sees that no answer came.
        let _ = api::report_test(test, result).await;
    });
}
