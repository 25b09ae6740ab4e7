//! Addresses of the old site and the new one.

use super::tree::{folder, name, stem};

/// An address in a form in which its different spellings are equal.
pub(super) fn key(address: &str) -> String {
    let address = address.trim_start_matches('/');
    let address = address.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/')).unwrap_or(address);
    address.strip_suffix(".html").unwrap_or(address).trim_matches('/').to_owned()
}

/// The address of a page of the new site, from its path.
pub(super) fn new_address(to: &str) -> String {
    let bare = stem(to);
    let last = name(bare).to_ascii_lowercase();
    let address = if matches!(&*last, "index" | "_index" | "readme") { folder(bare) } else { bare };
    if address.is_empty() { String::new() } else { format!("{}/", crate::path::nfc(address)) }
}

/// The file that a static host serves for an address.
pub(super) fn output(address: &str) -> String {
    let address = crate::path::nfc(address.trim_start_matches('/'));
    match &*address {
        "" => "index.html".to_owned(),
        folder if folder.ends_with('/') => format!("{folder}index.html"),
        file if name(file).contains('.') => file.to_owned(),
        folder => format!("{folder}/index.html"),
    }
}
