//! The flags of `journeybook serve`.

use std::time::Duration;

use clap::Args;

use super::HandbookArguments;
use super::verbosity::VerbosityArguments;
use crate::cli::options::ServeOptions;
use crate::preview::{Editor, Follow, Opening, Watching};

/// The end of the command's help.
pub(super) const SERVE_EXAMPLES: &str = "\
Examples:
  journeybook serve --open                         this folder's handbook, in a browser
  journeybook serve docs --drafts --follow         with drafts; the browser goes to the page you save
  journeybook serve --base-path /handbook/         below the path that GitHub Pages will use
  journeybook serve --editor idea                  links open lines in this editor
  journeybook serve --editor-dir ~/handbook        in a container: where the editor sees the files";

#[derive(Args)]
pub(super) struct ServeArguments {
    #[command(flatten)]
    handbook: HandbookArguments,

    /// The port [default: 3000, or the next free one]
    #[arg(short, long, value_name = "PORT", help_heading = "Serving")]
    port: Option<u16>,

    /// The name or address to listen on
    ///
    /// Anything other than a loopback address lets others read the handbook. Requests must still name this host or the address they reach.
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1", help_heading = "Serving")]
    host: String,

    /// Also answer requests for this name, as proxies and containers send them; `.example.net` means every name below it
    ///
    /// Any web page can send requests to this machine, so unknown names are refused. Loopback names, the host that is listened
    /// on, and the names that Codespaces and Gitpod give to the port are known; if `--host` lets other machines in, so is the machine's
    /// own name. Can be repeated.
    #[arg(long, value_name = "NAME", value_parser = host_name, help_heading = "Serving")]
    allow_host: Vec<String>,

    /// Serve the site below this path, as GitHub Pages does for a project
    #[arg(long, value_name = "PATH", default_value = "/", value_parser = base_path, help_heading = "Serving")]
    base_path: String,

    /// Open a browser
    #[arg(short, long, help_heading = "Serving")]
    open: bool,

    /// Take the browser to the page that was saved last
    #[arg(short, long, help_heading = "Serving")]
    follow: bool,

    /// Check all files every MS milliseconds instead of waiting for change events
    ///
    /// For network drives and containers, which send no such events.
    #[arg(long, value_name = "MS", num_args = 0..=1, default_missing_value = "500", help_heading = "Serving", value_parser = clap::value_parser!(u64).range(50..))]
    poll: Option<u64>,

    /// The editor that links open: its name, or a URL with `{file}`, `{line}` and `{column}` [default: code]
    ///
    /// The names are `code`, `codium`, `cursor`, `emacs`, `idea`, `subl`, `vim` and `zed`. `{path}` is the file's path relative to the handbook's
    /// folder.
    #[arg(long, value_name = "NAME-or-URL", value_parser = Editor::parse, help_heading = "Serving")]
    editor: Option<Editor>,

    /// The handbook's folder as the editor sees it, if the preview runs in a container or on another machine
    #[arg(long, value_name = "DIR", help_heading = "Serving")]
    editor_dir: Option<String>,

    #[command(flatten)]
    verbosity: VerbosityArguments,
}

/// A host name in lower case; with a dot in front, also written `*.`, it stands for all hosts below it.
fn host_name(written: &str) -> Result<String, String> {
    let name = written.strip_prefix('*').filter(|rest| rest.starts_with('.')).unwrap_or(written).to_ascii_lowercase();
    let labels = name.strip_prefix('.').unwrap_or(&name);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if labels.split('.').any(|label| label.is_empty() || !label.chars().all(is_plain)) {
        return Err("a name such as `docs.example.net`, without scheme, port and path, is wanted".to_owned());
    }
    Ok(name)
}

/// A path with a slash at both ends, whose segments need no encoding.
fn base_path(written: &str) -> Result<String, String> {
    let inner = written.trim_matches('/');
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | '/');
    if !inner.chars().all(is_plain) || inner.split('/').any(|segment| matches!(segment, "." | "..")) || inner.contains("//") {
        return Err("the path is not made of letters, digits, `-`, `.`, `_` and `~` between slashes".to_owned());
    }
    if inner.starts_with("__journeybook") {
        return Err("the preview itself is served there".to_owned());
    }
    Ok(if inner.is_empty() { "/".to_owned() } else { format!("/{inner}/") })
}

impl From<ServeArguments> for ServeOptions {
    fn from(arguments: ServeArguments) -> Self {
        Self {
            handbook: arguments.handbook.into(),
            host: arguments.host,
            allowed_hosts: arguments.allow_host,
            port: arguments.port,
            base_path: arguments.base_path,
            opening: if arguments.open { Opening::Browser } else { Opening::Nothing },
            follow: if arguments.follow { Follow::Author } else { Follow::Nobody },
            watching: arguments.poll.map_or(Watching::Events, |poll| Watching::Polling(Duration::from_millis(poll))),
            editor: arguments.editor.unwrap_or_default().seeing_project_at(arguments.editor_dir),
            verbosity: arguments.verbosity.into(),
        }
    }
}
