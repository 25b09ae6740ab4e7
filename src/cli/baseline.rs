//! `check --baseline` and `--write-baseline`: what a team has accepted is not reported again.

use std::path::Path;

use super::options::{BaselineUse, Verbosity};
use super::report::{Findings, counted};
use super::stdio;
use crate::diagnostic::baseline::{Baseline, Compared};
use crate::diagnostic::{Code, Diagnostic, visible_line};
use crate::disk;

/// How many outdated entries are named.
const MOST_NAMED: usize = 5;

/// Removes the accepted problems from the findings, and returns what the closing line says about them.
pub(super) fn apply(wanted: &BaselineUse, findings: &mut Findings<'_>, verbosity: Verbosity) -> Result<String, Box<Diagnostic>> {
    let baseline = match wanted {
        BaselineUse::Compare(file) => read(file)?,
        BaselineUse::Write(file) => write(file, findings, verbosity)?,
    };
    let Compared { fresh, accepted, outdated } = baseline.compare(std::mem::take(&mut findings.problems));
    findings.problems = fresh;
    if let (BaselineUse::Compare(file), true, Some(_)) = (wanted, verbosity != Verbosity::Quiet, outdated.first()) {
        tell_outdated(file, &outdated);
    }
    Ok(if accepted == 0 { String::new() } else { format!(", {} accepted", counted(accepted, "problem")) })
}

fn read(file: &Path) -> Result<Baseline, Box<Diagnostic>> {
    let text = disk::read_text(file).map_err(|reason| refused(file, &format!("cannot be read: {reason}"), WRITE))?;
    Baseline::parse(&text).map_err(|why| refused(file, &why, WRITE))
}

const WRITE: &str = "write it with `journeybook check --baseline FILE --write-baseline`";

/// Writes a baseline of the findings. An existing file is replaced only if it is a baseline.
fn write(file: &Path, findings: &Findings<'_>, verbosity: Verbosity) -> Result<Baseline, Box<Diagnostic>> {
    if let Ok(text) = disk::read_text(file)
        && Baseline::parse(&text).is_err()
    {
        return Err(refused(file, "is there already, and is not a baseline", "name another file"));
    }
    let baseline = Baseline::from_problems(&findings.problems);
    let help = "name a file in a folder that is there and may be written to";
    disk::write_text(file, &baseline.text()).map_err(|reason| refused(file, &format!("cannot be written: {reason}"), help))?;
    if verbosity != Verbosity::Quiet {
        let problems = counted(baseline.count(), "problem");
        stdio::tell(format_args!("wrote `{}`, which accepts {problems}", visible_line(&file.to_string_lossy())));
    }
    Ok(baseline)
}

fn tell_outdated(file: &Path, outdated: &[String]) {
    let file = file.to_string_lossy();
    let file = visible_line(&file);
    match outdated.len() {
        1 => stdio::tell(format_args!("1 entry of `{file}` is outdated, since its problem is gone:")),
        count => stdio::tell(format_args!("{count} entries of `{file}` are outdated, since their problems are gone:")),
    }
    for entry in outdated.iter().take(MOST_NAMED) {
        stdio::tell(format_args!("  {}", visible_line(entry)));
    }
    if outdated.len() > MOST_NAMED {
        stdio::tell(format_args!("  and {} more", outdated.len() - MOST_NAMED));
    }
    stdio::tell("help: `--write-baseline` takes them out\n");
}

fn refused(file: &Path, why: &str, help: &str) -> Box<Diagnostic> {
    let name = file.to_string_lossy();
    Box::new(Diagnostic::new(Code::Io, format!("`{}` {why}", visible_line(&name))).subject(&*name).help(help))
}
