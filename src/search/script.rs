//! A piece of the index as a script that hands its values to `jbSearch`.

use serde::Serialize;

/// The greatest number of bytes for the call itself and around values.
const ROOM: usize = 64;

/// A call of `jbSearch` that is being written: with the edition of the site, the piece's name, and the piece's values.
pub(super) struct Script(Vec<u8>);

impl Script {
    /// Starts the script of a piece that will have about this many bytes.
    pub(super) fn new(edition: &str, name: &str, bytes: usize) -> Self {
        let mut script = Vec::with_capacity(bytes + ROOM);
        script.extend_from_slice(b"jbSearch(");
        Self(script).written(edition).value(name)
    }

    /// Adds a value.
    pub(super) fn value(mut self, value: &(impl Serialize + ?Sized)) -> Self {
        self.0.push(b',');
        self.written(value)
    }

    fn written(mut self, value: &(impl Serialize + ?Sized)) -> Self {
        // Strings, numbers and lists of them can always be serialised, and writing to a vector cannot fail.
        let _ = serde_json::to_writer(&mut self.0, value);
        self
    }

    /// The whole script.
    pub(super) fn end(mut self) -> String {
        self.0.extend_from_slice(b")\n");
        String::from_utf8(self.0).unwrap_or_default()
    }
}
