//! A list as columns, as JSON and as Markdown.

use serde_json::{Map, Value};
use unicode_width::UnicodeWidthStr;

use crate::cli::options::ListFormat;
use crate::diagnostic::visible_line;

/// Rows of named values. People see the first `shown` columns; programs get all.
pub(super) struct Table {
    columns: Vec<&'static str>,
    shown: usize,
    rows: Vec<Vec<Value>>,
}

impl Table {
    /// An empty table.
    pub(super) fn new(columns: &[&'static str], shown: usize) -> Self {
        Self { columns: columns.to_vec(), shown, rows: Vec::new() }
    }

    /// Adds a row with a value for each column.
    pub(super) fn add(&mut self, row: Vec<Value>) {
        self.rows.push(row);
    }

    /// Whether it has no rows.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table in a format, each line ended.
    pub(super) fn written(&self, format: ListFormat) -> String {
        match format {
            ListFormat::Human => self.columns(),
            ListFormat::Json => self.json(),
            ListFormat::Markdown => self.markdown(),
        }
    }

    fn json(&self) -> String {
        let object = |row: &Vec<Value>| {
            let fields: Map<String, Value> =
                self.columns.iter().zip(row).map(|(column, value)| ((*column).to_owned(), value.clone())).collect();
            format!("{}\n", Value::Object(fields))
        };
        self.rows.iter().map(object).collect()
    }

    fn columns(&self) -> String {
        let cells: Vec<Vec<String>> = self.cells(|text| visible_line(text).into_owned());
        let width = |column: usize| cells.iter().map(|row| row[column].width()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.shown).map(width).collect();
        let line = |row: &Vec<String>| {
            let padded = row.iter().zip(&widths).filter(|(_, width)| **width > 0);
            let padded = padded.map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width())));
            format!("{}\n", padded.collect::<Vec<_>>().join("  ").trim_end())
        };
        cells.iter().map(line).collect()
    }

    fn markdown(&self) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let names: Vec<String> = self.columns[..self.shown].iter().map(|column| column.replace('_', " ")).collect();
        let rule = vec!["---".to_owned(); self.shown];
        let escaped = |text: &str| {
            let mut cell = String::new();
            for letter in visible_line(text).chars() {
                if matches!(letter, '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>') {
                    cell.push('\\');
                }
                cell.push(letter);
            }
            cell
        };
        let rows: String = self.cells(escaped).iter().map(|row| line(row)).collect();
        format!("{}{}{rows}", line(&names), line(&rule))
    }

    fn cells(&self, written: impl Fn(&str) -> String) -> Vec<Vec<String>> {
        let cell = |value: &Value| written(&text(value));
        self.rows.iter().map(|row| row[..self.shown].iter().map(cell).collect()).collect()
    }
}

/// A value in words: lists are joined, and an absent value is empty.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(text).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => fields.get("name").map(text).unwrap_or_default(),
        other => other.to_string(),
    }
}
