//! Drawings by their sources, so that an edit beside a diagram does not draw it anew.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Diagram, Drawing, Undrawn, parse};
use crate::fingerprint::Fingerprint;

/// How many drawings are kept; when there are more, all are forgotten.
const MOST: usize = 1_000;

/// A diagram and its drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// What the source says.
    pub diagram: Diagram,
    /// How it looks.
    pub drawing: Drawing,
}

/// The drawings that were made, by the fingerprints of their sources. It is cheap to clone, and clones share what they keep.
#[derive(Debug, Clone, Default)]
pub struct Drawings(Arc<Mutex<HashMap<Fingerprint, Arc<Drawn>>>>);

impl Drawings {
    /// Draws a source in Mermaid's language, or takes the drawing that was made of the same.
    ///
    /// # Errors
    /// Why it cannot be drawn, and the line.
    pub fn draw(&self, source: &str) -> Result<Arc<Drawn>, Undrawn> {
        let of_source = Fingerprint::from_bytes(source.as_bytes());
        // Nothing is drawn while the lock is held.
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&of_source).cloned();
        if let Some(drawn) = kept {
            return Ok(drawn);
        }
        let diagram = parse(source)?;
        let drawing = diagram.draw();
        let drawn = Arc::new(Drawn { diagram, drawing });
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(of_source, Arc::clone(&drawn));
        Ok(drawn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_sources_are_drawn_once() {
        let drawings = Drawings::default();
        let draw = |source| drawings.clone().draw(source);
        let (first, again, other) = (draw("graph TD\na --> b"), draw("graph TD\na --> b"), draw("graph TD\na --> c"));
        let (first, again, other) = (first.expect("a drawing"), again.expect("a drawing"), other.expect("a drawing"));
        assert!(Arc::ptr_eq(&first, &again) && !Arc::ptr_eq(&first, &other));
        assert!(draw("pie").is_err());
    }
}
