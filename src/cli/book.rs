//! `journeybook build --format epub`: a book in one file.

use super::clock::Clock;
use super::options::BuildOptions;
use super::prepare::{Prepared, prepare};
use super::progress::Phase;
use super::project::from_here;
use super::report::{self, Ending, Findings, counted};
use super::{Exit, facts, refusal};
use crate::disk::{self, Packed, Project};
use crate::journey::StageIndex;
use crate::parse::slug;
use crate::render::Renderer;
use crate::render::book::epub::{Book, BookContent, epub};
use crate::render::highlight::Highlighter;
use crate::scaffold::Refusal;
use crate::suggest::nearest;

pub(super) fn run(options: &BuildOptions, project: Project, stage: Option<&str>, mut clock: Clock) -> Exit {
    let prepared = prepare(project, &options.handbook, None, &mut clock);
    facts::tell(&prepared, options.report.verbosity);
    if prepared.has_errors() {
        return report::conclude(&Findings::new(&prepared), &Ending::NotWritten, &clock, options.report);
    }
    let stage = match stage.map(|id| named(&prepared, id)).transpose() {
        Ok(stage) => stage,
        Err(problem) => return refusal::tell(&[problem]),
    };
    let handbook = &prepared.handbook;
    let progress = clock.progress(Phase { verb: "rendering", of: "the book", all: 0 });
    let highlighter = Highlighter::new();
    let book = epub(&Renderer::new(&handbook.site, &handbook.theme, &handbook.plan, &highlighter), stage);
    drop(progress);
    clock.ended("render");
    let name = options.output.clone().unwrap_or_else(|| {
        let name = slug::slug(&book.title);
        format!("{}.epub", if name.is_empty() { "handbook" } else { &name }).into()
    });
    match disk::pack(&from_here(&name), &packed(&prepared, &book)) {
        Ok(()) => {
            let chapters = counted(book.chapters, "chapter");
            let done = format!("built a book of {chapters} into {} in {}", name.display(), clock.total());
            report::conclude(&Findings::new(&prepared), &Ending::Done(done), &clock, options.report)
        }
        Err(reason) => refusal::tell(&[Refusal {
            message: format!("`{}` cannot be written: {reason}", name.display()),
            help: "name another file by `--output`".to_owned(),
        }]),
    }
}

/// The stage with an id.
fn named(prepared: &Prepared, id: &str) -> Result<StageIndex, Refusal> {
    let site = &prepared.handbook.site;
    let stages = if site.index.shows_journey { &site.config.journey.stages[..] } else { &[] };
    if let Some(position) = stages.iter().position(|stage| *stage.id == *id) {
        return Ok(StageIndex(position));
    }
    let ids: Vec<&str> = stages.iter().map(|stage| &*stage.id).collect();
    let help = match nearest(id, ids.iter().copied()) {
        Some(near) => format!("a stage with a similar id exists: `{near}`"),
        None if ids.is_empty() => "leave `--stage` out: this handbook shows no journey".to_owned(),
        None => format!("the stages are {}", ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")),
    };
    Err(Refusal { message: format!("there is no stage `{id}`"), help })
}

/// The files, with the places of their bytes.
fn packed<'b>(prepared: &Prepared, book: &'b Book) -> Vec<(&'b str, Packed<'b>)> {
    let roots = &prepared.handbook.site.sources.roots;
    let pack = |content: &'b BookContent| match content {
        BookContent::Bytes(bytes) => Packed::Bytes(bytes),
        BookContent::Asset(path) => Packed::File(prepared.project.source_file(roots, path)),
    };
    book.files.iter().map(|file| (&*file.path, pack(&file.content))).collect()
}
