//! Rendered outputs, each kept while its inputs are the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;

use super::generation::Generation;
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Fingerprint;
use crate::path::OutputPath;

/// The most bytes of outputs that are kept.
const MOST_BYTES: usize = 32 << 20;

/// A rendered output.
#[derive(Debug, Clone)]
pub(super) struct Output {
    /// Its bytes.
    pub(super) bytes: Bytes,
    /// The first sixteen hexadecimal digits of their BLAKE3 hash.
    pub(super) version: Arc<str>,
    /// The problem of the current theme, if another had to replace it.
    pub(super) faults: Arc<[Diagnostic]>,
}

/// The recently requested outputs.
#[derive(Default)]
pub(super) struct Cache {
    outputs: BTreeMap<OutputPath, Kept>,
    bytes: usize,
    clock: u64,
}

struct Kept {
    /// The fingerprint of its inputs. Equal ones mean equal bytes.
    inputs: Fingerprint,
    output: Output,
    used: u64,
}

impl Cache {
    /// The output at `path`, if it was rendered from equal inputs.
    pub(super) fn get(&mut self, path: &OutputPath, inputs: Fingerprint) -> Option<Output> {
        self.clock += 1;
        let kept = self.outputs.get_mut(path).filter(|kept| kept.inputs == inputs)?;
        kept.used = self.clock;
        Some(kept.output.clone())
    }

    /// Keeps an output; the least recently requested ones are dropped to make room.
    pub(super) fn keep(&mut self, path: OutputPath, inputs: Fingerprint, output: Output) {
        self.clock += 1;
        self.bytes += output.bytes.len();
        let kept = Kept { inputs, output, used: self.clock };
        if let Some(before) = self.outputs.insert(path, kept) {
            self.bytes -= before.output.bytes.len();
        }
        while self.bytes > MOST_BYTES {
            let Some(oldest) = self.outputs.iter().min_by_key(|(_, kept)| kept.used).map(|(path, _)| path.clone()) else {
                return;
            };
            if let Some(gone) = self.outputs.remove(&oldest) {
                self.bytes -= gone.output.bytes.len();
            }
        }
    }

    /// The outputs that had to be rendered with another theme.
    pub(super) fn faulty_paths(&self) -> impl Iterator<Item = OutputPath> {
        self.outputs.iter().filter(|(_, kept)| !kept.output.faults.is_empty()).map(|(path, _)| path.clone())
    }

    /// The problems of the theme when it was last used, as far as they still exist in `generation`.
    pub(super) fn faults(&self, generation: &Generation) -> Vec<Diagnostic> {
        let faulty = self.outputs.iter().filter(|(path, kept)| {
            let recipe = generation.handbook.plan.outputs.get(*path);
            !kept.output.faults.is_empty()
                && recipe.is_some_and(|recipe| kept.inputs == generation.handbook.output_inputs(recipe))
        });
        faulty.flat_map(|(_, kept)| kept.output.faults.iter().cloned()).collect()
    }
}
