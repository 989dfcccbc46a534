//! What a language is called, in the reader's own.

use super::Language;

/// `Spanish` of `es-ES`: whoever is called wants to know what to speak. None where the browser does not know it, and
/// on the server, which has no such names.
pub fn language_name(tag: &str, reader: Language) -> Option<String> {
    let spoken = tag.split('-').next()?;
    browsers_name(spoken, reader)
}

#[cfg(feature = "hydrate")]
fn browsers_name(spoken: &str, reader: Language) -> Option<String> {
    use js_sys::{Array, Function, Object, Reflect, global};
    use wasm_bindgen::{JsCast, JsValue};

    fn member(of: &JsValue, name: &str) -> Option<JsValue> {
        Reflect::get(of, &name.into()).ok()
    }

    let options = Object::new();
    Reflect::set(&options, &"type".into(), &"language".into()).ok()?;
    // Through `Reflect`, because older browsers have none, and a tag of no language throws.
    let names: Function = member(&member(&global(), "Intl")?, "DisplayNames")?
        .dyn_into()
        .ok()?;
    let arguments = Array::of2(&reader.code().into(), &options);
    let names = Reflect::construct(&names, &arguments).ok()?;
    let of: Function = member(&names, "of")?.dyn_into().ok()?;
    of.call1(&names, &spoken.into()).ok()?.as_string()
}

#[cfg(not(feature = "hydrate"))]
fn browsers_name(_: &str, _: Language) -> Option<String> {
    None
}
