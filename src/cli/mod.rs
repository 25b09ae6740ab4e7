//! The command line: arguments become [`options`], each command composes the phases, and only here is anything printed.

#![allow(clippy::disallowed_methods, reason = "the environment belongs to whoever reads the arguments")]

use std::ffi::OsString;

use interrupt::Interrupt;
use options::Request;

mod address;
mod arguments;
mod asked;
mod baseline;
mod book;
mod build;
mod check;
mod clock;
mod codeowners;
mod colour;
mod completions;
mod exit;
mod explain;
mod facts;
mod fix;
mod hit_format;
mod import;
mod init;
mod interrupt;
mod level_flags;
mod list;
mod lsp;
mod man;
mod memory;
mod editing;
mod mv;
mod new;
pub mod options;
mod other_sites;
mod outputs;
mod policy;
mod prepare;
mod progress;
mod project;
mod refusal;
mod report;
mod schema;
mod search;
mod serve;
mod shell;
mod stages;
mod stdio;
mod summary;
mod theme;
mod threads;
mod today;

pub use exit::Exit;

/// Does what the arguments ask for (the first is the program's name), prints, and returns the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let interrupt = Interrupt::ending_at_once();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    colour::settle(&arguments);
    match arguments::parse(arguments) {
        Ok(request) => perform(request, &interrupt),
        Err(refusal) => {
            if refusal.use_stderr() {
                // If stderr cannot be written to, nobody can be told.
                let _ = refusal.print();
                return Exit::Unusable;
            }
            stdio::answer(refusal.render().ansi());
            Exit::Clean
        }
    }
}

fn perform(request: Request, interrupt: &Interrupt) -> Exit {
    match request {
        Request::Build(options) => threads::on(options.handbook.threads, || build::run(&options, interrupt)),
        Request::Check(options) => threads::on(options.handbook.threads, || check::run(&options, interrupt)),
        Request::Fix(options) => threads::on(options.handbook.threads, || fix::run(&options)),
        Request::Mv(options) => threads::on(options.handbook.threads, || mv::run(&options)),
        Request::Codeowners(options) => threads::on(options.handbook.threads, || codeowners::run(&options)),
        Request::Init(options) => init::run(&options),
        Request::Import(options) => import::run(&options),
        Request::New(options) => new::run(&options),
        Request::Serve(options) => threads::on(options.handbook.threads, || serve::run(&options)),
        Request::Search(options) => threads::on(options.handbook.threads, || search::run(&options)),
        Request::List(options) => threads::on(options.handbook.threads, || list::run(&options)),
        Request::Lsp => lsp::run(),
        Request::Schema(subject, project) => schema::run(subject, project),
        Request::Theme(options) => theme::run(&options),
        Request::Explain(name) => explain::run(name.as_deref()),
        Request::Completions(shell, project) => completions::run(shell, project),
        Request::Man(command) => man::run(command.as_deref()),
    }
}
