//! Signs as a reader counts them: an emoji, or a letter with its accents, is one.

/// Where each sign ends, the first ones first.
///
/// Browsers know where that is; for the server the tables of Unicode are compiled in, which would be much to load.
#[cfg(feature = "hydrate")]
pub fn ends(text: &str) -> impl Iterator<Item = usize> {
    let known = ask(text).unwrap_or_else(|| text.chars().map(char::len_utf8).collect());
    known.into_iter().scan(0, |end, length| {
        *end += length;
        Some(*end)
    })
}

#[cfg(not(feature = "hydrate"))]
pub fn ends(text: &str) -> impl Iterator<Item = usize> {
    use unicode_segmentation::UnicodeSegmentation;

    text.grapheme_indices(true)
        .map(|(at, sign)| at + sign.len())
}

/// The lengths of the signs. None: this browser can't say.
#[cfg(feature = "hydrate")]
fn ask(text: &str) -> Option<Vec<usize>> {
    use js_sys::{Array, Function, Reflect};
    use wasm_bindgen::{JsCast, JsValue};

    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
    let intl = get(&js_sys::global(), "Intl")?;
    let segmenter = get(&intl, "Segmenter")?.dyn_into::<Function>().ok()?;
    let segmenter = Reflect::construct(&segmenter, &Array::new()).ok()?;
    let segment = get(&segmenter, "segment")?.dyn_into::<Function>().ok()?;
    let segments = segment.call1(&segmenter, &text.into()).ok()?;
    js_sys::try_iter(&segments)
        .ok()??
        .map(|sign| Some(get(&sign.ok()?, "segment")?.as_string()?.len()))
        .collect()
}
