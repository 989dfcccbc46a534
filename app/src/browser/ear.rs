//! Where everything that happens in the browser is told to the tab: all that whoever listens knows of it.

use std::rc::Rc;

use crate::tab::heard::Heard;

#[derive(Clone)]
pub struct Ear(Rc<dyn Fn(Heard)>);

impl Ear {
    pub fn new(hear: impl Fn(Heard) + 'static) -> Self {
        Self(Rc::new(hear))
    }

    pub fn hear(&self, heard: Heard) {
        (self.0)(heard);
    }
}
