// Licence: CC0. Copy it, change it, no need to say where it came from.
use std::{env, fs, path::Path, process::ExitCode};

fn main() -> ExitCode {
    let root = env::args().nth(1).unwrap_or_else(|| "content".into());
    match visit(Path::new(&root)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn visit(folder: &Path) -> Result<(), String> {
    let problem = |path: &Path, error| format!("{}: {error}", path.display());
    for entry in fs::read_dir(folder).map_err(|error| problem(folder, error))? {
        let path = entry.map_err(|error| problem(folder, error))?.path();
        if path.is_dir() {
            visit(&path)?;
        } else if path.extension().is_some_and(|e| e == "md") {
            let page = fs::read_to_string(&path).map_err(|error| problem(&path, error))?;
            if !has_owner(&page) {
                println!("{}", path.display());
            }
        }
    }
    Ok(())
}

/// Is there a line `owner:` in the front matter?
fn has_owner(page: &str) -> bool {
    let mut lines = page.lines();
    lines.next() == Some("---")
        && lines.take_while(|line| *line != "---").any(|line| line.starts_with("owner:"))
}
