//! The schema of `pages.json`.

use serde_json::{Value, json};

/// The whole file.
pub(super) fn schema() -> Value {
    let text = |what: &str| json!({ "type": "string", "description": what });
    let or_none = |what: &str| json!({ "type": ["string", "null"], "description": what });
    let day = |what: &str| json!({ "type": ["string", "null"], "format": "date", "description": what });
    let texts = |what: &str| json!({ "type": "array", "items": { "type": "string" }, "description": what });
    let owners = json!({
        "type": "array",
        "description": "Who keeps the page.",
        "items": {
            "type": "object",
            "required": ["id", "name"],
            "properties": {
                "id": or_none("The owner's id, where `handbook.yaml` lists owners."),
                "name": text("The name that readers see."),
            },
        },
    });
    let properties = json!({
        "file": text("The page's file, relative to the content folder."),
        "address": text("The address, percent-encoded, from the site's root; empty for the home page."),
        "title": text("The title."),
        "description": or_none("The description, else the first sentences."),
        "stages": texts("The ids of the page's stages, home first."),
        "needs": texts("The ids of its needs."),
        "kind": or_none("The kind."),
        "owners": owners,
        "audience": { "enum": ["public", "internal"], "description": "For whom the page is." },
        "draft": { "type": "boolean", "description": "Whether it is a draft." },
        "created": day("The day of its first commit."),
        "updated": day("The day on which its text last changed."),
        "reviewed": day("The day of its last review."),
        "due": day("The day by which it is to be reviewed."),
        "words": { "type": "integer", "minimum": 0, "description": "The number of words; code does not count." },
        "links_to": texts("The addresses of the pages that it links to."),
        "linked_from": texts("The addresses of the pages that link to it."),
    });
    // What some handbooks have alone is not required.
    let mut properties = properties;
    let required: Vec<String> = properties.as_object().map(|fields| fields.keys().cloned().collect()).unwrap_or_default();
    properties["status"] = text("The status, where the handbook has statuses.");
    properties["replaced_by"] = texts("The addresses of the pages that have taken its place.");
    properties["decided"] = day("The day of a decision.");
    properties["labels"] = json!({
        "type": "object",
        "additionalProperties": texts("The ids of its values."),
        "description": "Its tags and its values of each facet, by the keys of front matter.",
    });
    let page = json!({ "type": "object", "required": required, "properties": properties });
    json!({
        "type": "object",
        "required": ["version", "pages"],
        "properties": {
            "version": { "const": 1, "description": "The version of the format; new fields leave it as it is." },
            "pages": { "type": "array", "items": page },
        },
    })
}
