//! Every key of `handbook.yaml`, with its meaning and the type of its value.

use crate::yaml::ValueType::{
    Choice, Date, Duration, Flag, IdsOrMaps, Labels, Levels, Map, MapOf, Maps, Needs, Options, Period, Size, Stages, Synonyms,
    Text, TextOrMap, TextOrMapOf, Texts, TextsOrMaps,
};
use crate::yaml::known_keys;

use crate::promises::Audience;

use super::labels::{FacetKey, LabelKey, StatusKey};
use super::owners::OwnerKey;
use super::publish::{CARDS, HISTORY, LINKS, PRINT};
use super::reading_paths::PathKey;
use super::words::WordKey;

known_keys! {
    /// The keys at the top of `handbook.yaml`.
    pub enum ConfigKey {
        Title = "title", Text, "the handbook's name";
        Description = "description", Text, "one sentence on the handbook";
        Url = "url", Text, "where the site is published; only absolute addresses need it";
        Language = "language", Text, "the language of the text, as a tag of BCP 47";
        Content = "content", Text, "the folder with the pages";
        Pages = "pages", Texts, "the extensions of the files that are read as pages, `mdx` among them for what is plain Markdown in it";
        Output = "output", Text, "the folder that the site is written to";
        Theme = "theme", TextOrMap(ThemeKey::FACTS), "the theme, by its name or with its options";
        Repository = "repository", TextOrMap(RepositoryKey::FACTS), "the repository that holds the handbook";
        Journey = "journey", TextOrMap(JourneyKey::FACTS), "the journey: `default`, or what differs from it";
        Assign = "assign", Maps(AssignKey::FACTS), "what pages are given by their paths: stage, needs, owner, reviews, audience";
        Owners = "owners", TextOrMapOf(OwnerKey::FACTS), "who can keep pages: owners by their ids, or `codeowners`";
        Audience = "audience", Choice(&Audience::WORDS), "for whom the site is built: a public one leaves internal pages out";
        PrivateLinks = "private_links", Texts, "hosts that ask readers for a login";
        Exclude = "exclude", Texts, "globs of files to leave out";
        External = "external", Texts, "root-absolute prefixes that other sites answer";
        Beside = "beside", Texts, "folders of this site's address that another build fills, such as `guide/`, or `../` for the site around this one";
        ExternalLinks = "external_links", Map(ExternalLinksKey::FACTS), "how links to other sites are checked";
        Checks = "checks", Levels, "how serious each kind of problem is";
        Kinds = "kinds", Texts, "the kinds that a page can be of";
        Statuses = "statuses", Labels(StatusKey::FACTS), "the statuses that a page can have, or `default` for proposed, accepted, outdated and retired";
        Tags = "tags", Labels(LabelKey::FACTS), "the tags that a page can have";
        Facets = "facets", MapOf(FacetKey::FACTS), "up to three keys of your own for front matter, each with its values, such as product and region";
        Paths = "paths", MapOf(PathKey::FACTS), "reading lists over pages, sections and folders, each with a page of its own";
        PageLimit = "page_limit", Size, "the largest page that is read";
        History = "history", Choice(&HISTORY), "how much is told of the pages' past";
        Changes = "changes", Flag, "whether the site tells what is new, what changed and what is gone, by the commits";
        Links = "links", Choice(&LINKS), "how the addresses of folders are written";
        Cards = "cards", Choice(&CARDS), "which pages have a picture of their own for previews elsewhere";
        Synonyms = "synonyms", Synonyms, "words that stand for one another in the search: lists both ways, maps one way";
        BuiltInSynonyms = "built_in_synonyms", Flag, "whether the search knows what developer relations calls by more than one name";
        Words = "words", TextsOrMaps(WordKey::FACTS), "words to avoid and what to write instead: maps, files of them, and `inclusive` for a list that is built in";
        Print = "print", Choice(&PRINT), "what is published as one document too, to be printed: each stage, or the whole handbook as well";
        PagesJson = "pages_json", Flag, "whether `pages.json` is published: what is known of every page, for programs";
        Announcement = "announcement", TextOrMap(AnnouncementKey::FACTS), "a line above every page";
        Searches = "searches", Text, "a file with the queries that readers typed, one a line, for the check `unanswered-search`";
        Domain = "domain", Text, "the site's own domain, for a `CNAME` file";
    }
}

known_keys! {
    /// The keys below `theme:`.
    pub enum ThemeKey {
        Name = "name", Text, "a folder below `themes/`, or a built-in theme";
        Accent = "accent", Text, "the accent colour, as `#rrggbb`";
        Logo = "logo", Text, "a logo, as a file below the content folder";
        Favicon = "favicon", Text, "a favicon, as a file below the content folder";
        Css = "css", Texts, "style sheets of your own, loaded after the theme's: files below the content folder, or below the theme's `static`";
        Footer = "footer", Maps(ThemeLinkKey::FACTS), "links shown in the footer";
        Social = "social", Maps(ThemeLinkKey::FACTS), "links to where the team is found";
        Options = "options", Options, "the theme's own options";
    }
}

known_keys! {
    /// The keys of a link of the footer.
    pub enum ThemeLinkKey {
        Title = "title", Text, "the words of the link";
        Url = "url", Text, "an absolute address, or a path from the site's root";
    }
}

known_keys! {
    /// The keys below `repository:`.
    pub enum RepositoryKey {
        Url = "url", Text, "the repository's address in a browser";
        Branch = "branch", Text, "the branch that edit links open";
    }
}

known_keys! {
    /// The keys below `journey:`.
    pub enum JourneyKey {
        Stages = "stages", IdsOrMaps(StageKey::FACTS), "the stages, in order";
        Arcs = "arcs", Maps(ArcKey::FACTS), "consecutive runs of stages that together are all of them";
        Needs = "needs", IdsOrMaps(NeedKey::FACTS), "the needs of developers";
        NotApplicable = "not_applicable", Maps(NotApplicableKey::FACTS), "stages and needs that do not go together";
    }
}

known_keys! {
    /// The keys of a stage.
    pub enum StageKey {
        Id = "id", Text, "its id: a folder's name and part of an address";
        Title = "title", Text, "its name";
        Summary = "summary", Text, "one sentence on it";
    }
}

known_keys! {
    /// The keys of a need.
    pub enum NeedKey {
        Id = "id", Text, "its id";
        Title = "title", Text, "its name";
        Summary = "summary", Text, "one sentence on it";
        Offers = "offers", Texts, "what is offered for it";
    }
}

known_keys! {
    /// The keys of an arc.
    pub enum ArcKey {
        Id = "id", Text, "its id; made from `from` and `to` when absent";
        Title = "title", Text, "its name; made from `from` and `to` when absent";
        From = "from", Text, "what it sets out from";
        To = "to", Text, "what it leads to";
        Stages = "stages", Stages, "its stages, in order";
    }
}

known_keys! {
    /// The keys of an entry of `not_applicable:`.
    pub enum NotApplicableKey {
        Stage = "stage", Stages, "the stage";
        Need = "need", Needs, "the need that it does not have";
        Reason = "reason", Text, "why, for readers of the map";
    }
}

known_keys! {
    /// The keys of an entry of `assign:`.
    pub enum AssignKey {
        Paths = "paths", Texts, "globs of pages, from the content folder";
        Stage = "stage", Stages, "the stages that they are given, home first";
        Needs = "needs", Needs, "the needs that they are given";
        Owner = "owner", Texts, "who keeps them";
        ReviewEvery = "review_every", Period, "how long a review of them holds";
        Audience = "audience", Choice(&Audience::WORDS), "for whom they are";
        Tags = "tags", Texts, "the tags that they are given";
        Facets = "facets", Options, "the values that they are given, one or a list of them for each facet by its key";
    }
}

known_keys! {
    /// The keys below `announcement:`.
    pub enum AnnouncementKey {
        Text = "text", Text, "what is announced";
        Url = "url", Text, "where its words lead: an absolute address, or a path from the site's root";
        Until = "until", Date, "the last day on which browsers show it";
    }
}

known_keys! {
    /// The keys below `external_links:`.
    pub enum ExternalLinksKey {
        Skip = "skip", Texts, "globs of addresses that are not asked for";
        Timeout = "timeout", Duration, "how long an answer is waited for";
    }
}
