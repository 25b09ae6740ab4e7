//! `page_limit:`, a number of bytes.

use crate::yaml::{Node, Problem};

/// Reads `64MB`, `512kB`, `1MiB` or plain bytes; kB is 1000 bytes and KiB 1024 (IEC 80000-13), in any case.
pub(super) fn bytes(node: &Node) -> Result<u64, Problem> {
    let written = node.text("page_limit")?;
    let digits = written.find(|character: char| !character.is_ascii_digit()).unwrap_or(written.len());
    let unit: Option<u64> = match &*written[digits..].trim().to_ascii_lowercase() {
        "" | "b" => Some(1),
        "kb" | "k" => Some(1000),
        "mb" | "m" => Some(1_000_000),
        "gb" | "g" => Some(1_000_000_000),
        "kib" => Some(1 << 10),
        "mib" => Some(1 << 20),
        "gib" => Some(1 << 30),
        _ => None,
    };
    let count = written[..digits].parse::<u64>().ok();
    let bytes = count.zip(unit).and_then(|(count, unit)| count.checked_mul(unit)).filter(|&bytes| bytes > 0);
    bytes.ok_or_else(|| {
        let message = format!("`{written}` is not a size");
        Problem::new(node.span.clone(), message, "write a whole number and a unit, such as `64MB` or `512kB`")
    })
}
