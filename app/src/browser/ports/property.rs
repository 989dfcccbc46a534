//! What browsers have or have not.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// A property that may be missing.
pub fn property(object: &JsValue, name: &str) -> Option<JsValue> {
    let name = name.into();
    if !Reflect::has(object, &name).unwrap_or(false) {
        return None;
    }
    Reflect::get(object, &name)
        .ok()
        .filter(|value| !value.is_undefined() && !value.is_null())
}
