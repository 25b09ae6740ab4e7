//! How long each phase takes, cold and after one edit, on generated handbooks: `cargo bench --bench phases -- 1000 10000 --runs 9`.
//!
//! Numbers are sizes in pages (1,000 when none is given), `--runs` how often each is measured (5), `--words` how many words a page
//! has (900). Times are medians. Each size has a process of its own, so that the peak of memory is its own; the processor's time is
//! the number to go by on a machine that does other things, too.
//!
//! Below the phases stands the floor: what reading the pages, running pulldown-cmark over them and writing as many bytes takes, in
//! the same run. The ratio of a cold build to it is the number to compare over time and between machines.
//!
//! `--into FOLDER` writes the handbook of the first size there, for other measurements, and measures nothing.

#![allow(clippy::print_stdout, reason = "a table is what a benchmark is for")]
#![allow(clippy::disallowed_methods, reason = "a benchmark makes handbooks on disk, and starts itself for each size")]
#![allow(clippy::cast_precision_loss, reason = "times and sizes are shown with three digits")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use cpu_time::ProcessTime;

mod floor;
mod generate;
mod measure;

use generate::Size;
use measure::{PHASES, Times};

/// Tells the process for one size where its handbook is.
const FOLDER: &str = "JOURNEYBOOK_BENCH_FOLDER";

#[derive(Debug, Clone)]
struct Arguments {
    sizes: Vec<usize>,
    runs: usize,
    words: usize,
    into: Option<PathBuf>,
}

fn main() -> ExitCode {
    let Some(arguments) = arguments() else {
        println!("usage: cargo bench --bench phases -- [PAGES]... [--runs N] [--words N] [--into FOLDER]");
        return ExitCode::from(2);
    };
    if let Some(folder) = &arguments.into {
        generate::handbook(folder, arguments.sizes[0], arguments.words);
        return ExitCode::SUCCESS;
    }
    match std::env::var(FOLDER) {
        Ok(folder) => measure_one(Path::new(&folder), arguments.sizes[0], &arguments),
        Err(_) => arguments.sizes.iter().for_each(|pages| measure_apart(*pages, &arguments)),
    }
    ExitCode::SUCCESS
}

/// The arguments; `None` when they cannot be understood. Cargo adds `--bench`.
fn arguments() -> Option<Arguments> {
    let mut arguments = Arguments { sizes: Vec::new(), runs: 5, words: 900, into: None };
    let mut words = std::env::args().skip(1).filter(|word| word != "--bench");
    while let Some(word) = words.next() {
        match word.as_str() {
            "--runs" => arguments.runs = words.next()?.parse().ok().filter(|runs| *runs > 0)?,
            "--words" => arguments.words = words.next()?.parse().ok()?,
            "--into" => arguments.into = Some(words.next()?.into()),
            pages => arguments.sizes.push(pages.parse().ok().filter(|pages| *pages > 0)?),
        }
    }
    if arguments.sizes.is_empty() {
        arguments.sizes.push(1000);
    }
    Some(arguments)
}

/// Generates a handbook and measures it in another process.
fn measure_apart(pages: usize, arguments: &Arguments) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let Size { pages, bytes, links } = generate::handbook(folder.path(), pages, arguments.words);
    let megabytes = bytes as f64 / 1e6;
    println!("\n{pages} pages, {links} links, {megabytes:.1} MB of Markdown; median of {} runs", arguments.runs);
    let status = Command::new(std::env::current_exe().expect("this program"))
        .env(FOLDER, folder.path())
        .args([pages.to_string(), "--runs".to_owned(), arguments.runs.to_string()])
        .args(["--words".to_owned(), arguments.words.to_string()])
        .status()
        .expect("the process of one size");
    assert!(status.success(), "the process of one size failed");
}

fn measure_one(folder: &Path, pages: usize, arguments: &Arguments) {
    let output = folder.join("public");
    let mut cold = Vec::new();
    let mut processor = Vec::new();
    let mut floors = Vec::new();
    let mut built = None;
    for _ in 0..arguments.runs {
        drop(built.take());
        let _ = fs::remove_dir_all(&output);
        let clock = ProcessTime::now();
        let (next, times) = measure::cold(folder, &output);
        processor.push(clock.elapsed());
        cold.push(times);
        built = Some(next);
        floors.push(floor::floor(&folder.join("content"), &folder.join("floor"), floor::page_size(&output)));
    }
    let peak = peak_memory();
    let mut warm = Vec::new();
    for run in 0..arguments.runs {
        let Some(before) = built.take() else { break };
        let (next, times) = before.warm(run * 7 % pages, pages, arguments.words);
        warm.push(times);
        built = Some(next);
    }
    let totals: Vec<Duration> = cold.iter().map(|times| times.values().sum()).collect();
    let ratios = totals.iter().zip(&floors).map(|(total, floor)| total.as_secs_f64() / floor.as_secs_f64());
    let mut ratios: Vec<f64> = ratios.collect();
    ratios.sort_by(f64::total_cmp);
    let ratio = ratios[ratios.len() / 2];
    print_table(&medians(&cold), &medians(&warm));
    println!("{:<10}{:>12}   a cold build takes {ratio:.1} times as long", "floor", spoken(Some(&median(floors))));
    println!("bytes of a page: {}", floor::page_size(&output));
    println!("processor time of a cold build, all threads together: {}", spoken(Some(&median(processor))));
    match peak {
        Some(bytes) => println!("peak memory of a cold build: {:.0} MB", bytes as f64 / 1e6),
        None => println!("peak memory of a cold build: this system does not say"),
    }
}

fn print_table(cold: &Times, warm: &Times) {
    println!("{:<10}{:>12}{:>16}", "", "cold", "after an edit");
    for phase in PHASES {
        println!("{phase:<10}{:>12}{:>16}", spoken(cold.get(phase)), spoken(warm.get(phase)));
    }
    println!("{:<10}{:>12}{:>16}", "all", spoken(Some(&cold.values().sum())), spoken(Some(&warm.values().sum())));
}

fn spoken(time: Option<&Duration>) -> String {
    time.map_or_else(|| "-".to_owned(), |time| format!("{:.2} ms", time.as_secs_f64() * 1e3))
}

fn medians(runs: &[Times]) -> Times {
    let mut all: BTreeMap<&'static str, Vec<Duration>> = BTreeMap::new();
    for (phase, time) in runs.iter().flatten() {
        all.entry(phase).or_default().push(*time);
    }
    all.into_iter().map(|(phase, times)| (phase, median(times))).collect()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The most memory that this process had at once, in bytes, where the system tells (Linux).
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
