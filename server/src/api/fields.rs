//! Reads a JSON object field by field and remembers everything that is wrong with it, so that a
//! caller learns of all mistakes at once and each by its name.

use std::borrow::Cow;

use domain::text;
use serde_json::{Map, Value};

use super::problem::{FieldError, Problem};

/// The longest text of a field, in characters.
pub const TEXT: usize = 200;

/// An object being read.
pub struct Fields<'json> {
    object: &'json Map<String, Value>,
    /// Of the object in the body: empty, or ends with a dot.
    prefix: &'static str,
    read: Vec<&'static str>,
    errors: Vec<FieldError>,
}

impl<'json> Fields<'json> {
    /// Those of a whole body.
    ///
    /// # Errors
    /// It is no object.
    pub fn of(body: &'json Value) -> Result<Self, Problem> {
        body.as_object()
            .map(|object| Self::new(object, ""))
            .ok_or_else(|| Problem::field("body", "a JSON object"))
    }

    fn new(object: &'json Map<String, Value>, prefix: &'static str) -> Self {
        Self {
            object,
            prefix,
            read: vec![],
            errors: vec![],
        }
    }

    /// The field's value; `None` when it is absent, null or, which is noted, not as expected.
    pub fn optional<T>(
        &mut self,
        name: &'static str,
        expected: impl Into<Cow<'static, str>>,
        parse: impl FnOnce(&'json Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.take(name)?;
        let parsed = parse(value);
        if parsed.is_none() {
            self.wrong(name, expected);
        }
        parsed
    }

    /// Like [`optional`](Self::optional); absent and null are not as expected either.
    pub fn required<T>(
        &mut self,
        name: &'static str,
        expected: impl Into<Cow<'static, str>>,
        parse: impl FnOnce(&'json Value) -> Option<T>,
    ) -> Option<T> {
        let parsed = self.take(name).and_then(parse);
        if parsed.is_none() {
            self.wrong(name, expected);
        }
        parsed
    }

    /// One line of text, in the form in which it is kept. Of nothing but invisible characters it is
    /// absent: there is nothing to be shown.
    pub fn text(&mut self, name: &'static str) -> Option<String> {
        self.optional(
            name,
            "text of 1 to 200 characters, not of spaces alone, without control characters",
            |value| {
                let text = value.as_str().filter(|text| !text.trim().is_empty())?;
                text::line(text, TEXT).ok()
            },
        )
        .flatten()
    }

    /// Like [`optional`](Self::optional); what is expected depends on what is wrong.
    pub fn parsed<T>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&'json Value) -> Result<T, Cow<'static, str>>,
    ) -> Option<T> {
        match parse(self.take(name)?) {
            Ok(value) => Some(value),
            Err(expected) => {
                self.wrong(name, expected);
                None
            }
        }
    }

    /// Notes that a field is not as expected.
    pub fn refuse(&mut self, name: &'static str, expected: impl Into<Cow<'static, str>>) {
        self.wrong(name, expected);
    }

    /// An object inside this one. `prefix`: its name and a dot.
    pub fn object<T>(
        &mut self,
        name: &'static str,
        prefix: &'static str,
        read: impl FnOnce(&mut Fields<'json>) -> T,
    ) -> Option<T> {
        let object = self.optional(name, "an object", Value::as_object)?;
        let mut inner = Fields::new(object, prefix);
        let value = read(&mut inner);
        self.errors.extend(inner.into_errors());
        Some(value)
    }

    /// What was read, if there was nothing wrong, not even a field that nobody asked for.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Problem> {
        let errors = self.into_errors();
        value
            .filter(|_| errors.is_empty())
            .ok_or(Problem::InvalidFields(errors))
    }

    fn take(&mut self, name: &'static str) -> Option<&'json Value> {
        self.read.push(name);
        self.object.get(name).filter(|value| !value.is_null())
    }

    fn wrong(&mut self, name: &str, expected: impl Into<Cow<'static, str>>) {
        self.errors.push(FieldError {
            field: format!("{}{name}", self.prefix),
            expected: expected.into(),
        });
    }

    fn into_errors(mut self) -> Vec<FieldError> {
        let known = self.read.join(", ");
        let unknown = self
            .object
            .keys()
            .filter(|name| !self.read.contains(&name.as_str()))
            .collect::<Vec<_>>();
        for name in unknown {
            self.wrong(
                name,
                format!("one of {known}: there is no field of this name"),
            );
        }
        self.errors
    }
}

/// One line, neither blank nor too long.
pub fn is_line(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= TEXT && !text.chars().any(char::is_control)
}
