//! The schema of a problem in JSON.

use serde_json::{Value, json};

use crate::diagnostic::Code;

/// One object for each line.
pub(super) fn schema() -> Value {
    let text = |what: &str| json!({ "type": ["string", "null"], "description": what });
    let number = |what: &str| json!({ "type": ["integer", "null"], "minimum": 1, "description": what });
    let place = json!({ "type": "integer", "minimum": 1 });
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    let fix = json!({
        "type": ["object", "null"],
        "description": "What resolves the problem: a text, and the place that it takes.",
        "properties": {
            "text": { "type": "string" }, "line": place, "column": place, "end_line": place, "end_column": place,
        },
        "required": ["text", "line", "column", "end_line", "end_column"],
    });
    let related = json!({
        "type": "array",
        "description": "Other places that have to do with the problem.",
        "items": { "type": "object" },
    });
    let properties = json!({
        "code": { "enum": codes, "description": "The kind of problem." },
        "severity": { "enum": ["error", "warning", "note"] },
        "file": text("The file, relative to the handbook's folder."),
        "line": number("Where the problem begins, from 1."),
        "column": number("Where it begins in its line, from 1, in Unicode scalar values."),
        "end_line": number("Where it ends."),
        "end_column": number("Where it ends in that line, exclusive."),
        "message": { "type": "string", "description": "What is wrong." },
        "subject": text("The text at fault, exactly as written."),
        "help": text("What to do about it."),
        "suggestion": text("The text that would mend it in place of the subject."),
        "applicability": { "enum": ["safe", "unsafe", "display-only", null], "description": "Who may apply the fix." },
        "fix": fix,
        "related": related,
    });
    let required: Vec<&String> = properties.as_object().map(|fields| fields.keys().collect()).unwrap_or_default();
    json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
}
