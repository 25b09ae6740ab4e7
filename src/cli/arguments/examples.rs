//! The examples in `--help`.

pub(super) const BUILD_EXAMPLES: &str = "\
Examples:
  journeybook build                                the handbook in this folder, to public/
  journeybook build docs -d site                   the handbook in docs/, to site/
  journeybook build --base-url https://acme.example/handbook/
  journeybook build --warn all                     write the site despite broken links
  journeybook build --csp                          also print a Content-Security-Policy for it
  journeybook build --format epub --stage adoption   adoption.epub, a book of one stage
  journeybook build --strict --format github       in CI: warnings are errors, shown on their lines";

pub(super) const CHECK_EXAMPLES: &str = "\
Examples:
  journeybook check                                every problem in this folder's handbook
  journeybook check --stages                       which stages and needs each page has, and why
  journeybook check --external                     links to other sites as well
  journeybook check --against https://acme.example/handbook/urls.json
  journeybook check --deny orphan-page             switch on a check that is off by default
  journeybook check --format json | jq .file       for scripts and editors";

pub(super) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  journeybook completions bash > ~/.local/share/bash-completion/completions/journeybook
  journeybook completions fish > ~/.config/fish/completions/journeybook.fish
  journeybook completions zsh  > ~/.zfunc/_journeybook
  journeybook completions zsh --project > ~/.zfunc/_journeybook   with the stages, needs and kinds of this handbook";
