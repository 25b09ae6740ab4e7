//! The project folder: where it is, what its `handbook.yaml` says, and which repository it belongs to.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{LARGEST, read_regular, reason};
use crate::config::{self, Config, FILE_NAME as CONFIG_NAME, SideFile, TEMPLATES, template_path};
use crate::diagnostic::{Code, Diagnostic};
use crate::path::{ProjectPath, SourcePath};
use crate::source::Roots;

/// A domain has at most 253 characters; the rest is room for white space.
const LARGEST_CNAME: u64 = 1024;

/// A handbook's project folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// The folder, absolute and without symlinks.
    pub dir: PathBuf,
    /// The nearest folder at or above the project folder that contains `.git`, otherwise the project folder. Without symlinks.
    pub repository_root: PathBuf,
    /// The text of `handbook.yaml` without a byte order mark, if the file exists.
    pub config_text: Option<Arc<str>>,
    /// The files beside it that it is made from: those of words that it names, and the templates of pages.
    pub side_files: Vec<SideFile>,
}

impl Project {
    /// The bytes of `handbook.yaml` as they are on disk now, a byte order mark included; `None` when it cannot be read.
    pub fn config_bytes(&self) -> Option<Vec<u8>> {
        read_regular(&self.dir.join(CONFIG_NAME), LARGEST).ok()
    }

    /// Whether the project folder still exists.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.dir.is_dir()
    }

    /// The path of a source file.
    pub fn source_file(&self, roots: &Roots, path: &SourcePath) -> PathBuf {
        self.dir.join(roots.project_path(path))
    }
}

/// The text of the `CNAME` file in the project folder or at the content root, from which hosts read the site's own domain.
pub fn cname(project: &Project, config: &Config) -> Option<String> {
    let content = project.dir.join(config.content.as_deref().unwrap_or("content"));
    [content, project.dir.clone()].into_iter().find_map(|folder| domain_in(&folder))
}

fn domain_in(folder: &Path) -> Option<String> {
    let bytes = read_regular(&folder.join("CNAME"), LARGEST_CNAME).ok()?;
    String::from_utf8(bytes).ok()
}

/// Why a project could not be opened; the command ends with exit code 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenError {
    /// There is nothing at this path.
    Missing(PathBuf),
    /// What is at this path is not a folder.
    NotAFolder(PathBuf),
    /// The folder cannot be read, for this reason.
    Unreadable(PathBuf, String),
    /// `handbook.yaml` cannot be read, for this reason.
    ConfigUnreadable(String),
    /// `handbook.yaml` is not valid UTF-8: the offset of the first wrong byte.
    ConfigNotUtf8(usize),
    /// There is a configuration under another name, which would be silently ignored.
    ConfigMisnamed(&'static str),
}

impl OpenError {
    /// The error as it is shown to people.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let message = self.to_string();
        match self {
            Self::Missing(path) => Diagnostic::new(Code::Io, message)
                .subject(path.to_string_lossy())
                .help("name the folder that holds your Markdown files; `journeybook init` makes a new handbook"),
            Self::NotAFolder(path) => {
                Diagnostic::new(Code::Io, message).subject(path.to_string_lossy()).help("name the folder that the file is in")
            }
            Self::Unreadable(path, _) => Diagnostic::new(Code::Io, message)
                .subject(path.to_string_lossy())
                .help("allow reading the folder, or name another"),
            Self::ConfigUnreadable(_) => {
                in_config(message).help("make `handbook.yaml` a readable file, or remove it: no configuration is needed")
            }
            Self::ConfigNotUtf8(_) => in_config(message).help("save `handbook.yaml` as UTF-8"),
            Self::ConfigMisnamed(name) => Diagnostic::new(Code::Config, message)
                .in_project(*name)
                .subject(*name)
                .help("rename it to `handbook.yaml`")
                .suggest(CONFIG_NAME),
        }
    }
}

fn in_config(message: String) -> Diagnostic {
    Diagnostic::new(Code::Config, message).in_project(ProjectPath::from(CONFIG_NAME))
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(path) => write!(f, "there is no folder `{}`", path.display()),
            Self::NotAFolder(path) => write!(f, "`{}` is not a folder", path.display()),
            Self::Unreadable(path, reason) => write!(f, "`{}` cannot be read: {reason}", path.display()),
            Self::ConfigUnreadable(reason) => write!(f, "`{CONFIG_NAME}` cannot be read: {reason}"),
            Self::ConfigNotUtf8(offset) => write!(f, "`{CONFIG_NAME}` is not valid UTF-8: byte {offset} is wrong"),
            Self::ConfigMisnamed(name) => write!(f, "`{name}` is not read: the configuration is called `{CONFIG_NAME}`"),
        }
    }
}

impl std::error::Error for OpenError {}

/// The project that the folder `here` belongs to, as a path relative to it: the nearest folder at or above it with a
/// `handbook.yaml`, up to the root of the repository or, outside repositories, of the file system. A folder that belongs to none is
/// itself the project.
#[must_use]
pub fn find(here: &Path) -> PathBuf {
    let Ok(canonical) = fs::canonicalize(here) else { return here.to_path_buf() };
    let Some(folder) = handbook_around(&canonical) else { return here.to_path_buf() };
    let steps = canonical.ancestors().take_while(|above| *above != folder).count();
    let up: PathBuf = std::iter::repeat_n("..", steps).collect();
    match steps {
        0 => here.to_path_buf(),
        _ if here == Path::new(".") => up,
        _ => here.join(up),
    }
}

/// The nearest folder with a `handbook.yaml` at or above a path without symlinks, up to the root of the repository.
#[must_use]
pub fn handbook_around(path: &Path) -> Option<PathBuf> {
    for folder in path.ancestors() {
        if folder.join(CONFIG_NAME).symlink_metadata().is_ok() {
            return Some(folder.to_path_buf());
        }
        if folder.join(".git").exists() {
            break;
        }
    }
    None
}

/// A path with symlinks and dots resolved as far as it exists, followed by the rest as given.
#[must_use]
pub fn resolved(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => {
                plain.pop();
            }
            std::path::Component::CurDir => {}
            part => plain.push(part),
        }
    }
    let found = plain.ancestors().find_map(|folder| Some((fs::canonicalize(folder).ok()?, folder)));
    match found {
        Some((canonical, folder)) => match plain.strip_prefix(folder) {
            Ok(rest) if rest.as_os_str().is_empty() => canonical,
            Ok(rest) => canonical.join(rest),
            Err(_) => plain,
        },
        None => plain,
    }
}

/// Opens the project at exactly `dir`; [`find`] looks for it.
pub fn open(dir: &Path) -> Result<Project, OpenError> {
    let unreadable = |error: &io::Error| OpenError::Unreadable(dir.to_path_buf(), reason(error));
    let canonical = match fs::canonicalize(dir) {
        Ok(canonical) => canonical,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(OpenError::Missing(dir.to_path_buf())),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Err(OpenError::NotAFolder(dir.to_path_buf())),
        Err(error) => return Err(unreadable(&error)),
    };
    if !canonical.is_dir() {
        return Err(OpenError::NotAFolder(dir.to_path_buf()));
    }
    fs::read_dir(&canonical).map_err(|error| unreadable(&error))?;
    let config_text = read_config(&canonical)?;
    let repository_root = canonical.ancestors().find(|parent| parent.join(".git").exists()).unwrap_or(&canonical).to_path_buf();
    let side_files = side_files(&canonical, config_text.as_deref().unwrap_or_default());
    Ok(Project { dir: canonical, repository_root, config_text, side_files })
}

fn read_config(dir: &Path) -> Result<Option<Arc<str>>, OpenError> {
    let path = dir.join(CONFIG_NAME);
    match fs::metadata(&path) {
        // Something other than a regular file, such as a FIFO, is not opened, since reading it might never end.
        Ok(metadata) if !metadata.is_file() => return Err(OpenError::ConfigUnreadable("it is not a file".to_owned())),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return find_misnamed(dir).map_or(Ok(None), Err),
        Err(error) => return Err(OpenError::ConfigUnreadable(reason(&error))),
    }
    let bytes = read_regular(&path, LARGEST).map_err(|error| OpenError::ConfigUnreadable(reason(&error)))?;
    let text = str::from_utf8(&bytes).map_err(|error| OpenError::ConfigNotUtf8(error.valid_up_to()))?;
    Ok(Some(Arc::from(text.strip_prefix('\u{feff}').unwrap_or(text))))
}

/// The files of words that a configuration names, and the templates of its kinds of pages, each with its text without a byte order mark.
pub fn side_files(dir: &Path, config_text: &str) -> Vec<SideFile> {
    let has_templates = dir.join(TEMPLATES).is_dir();
    // Nothing else in the configuration matters here.
    if !config_text.contains("words") && !has_templates {
        return Vec::new();
    }
    let config = config::read(config_text).value;
    let words = config.words.files.iter().map(|name| name.value.to_string());
    let templates = config.kinds.iter().filter(|_| has_templates).map(|kind| template_path(kind));
    let templates = templates.filter(|path| fs::symlink_metadata(dir.join(path)).is_ok());
    words.chain(templates).map(|path| (ProjectPath::from(&*path), side_file(&dir.join(path)))).collect()
}

/// The folders that hold such files, without symlinks: whatever changes in them, changes an entry of one of them.
pub fn side_folders(project: &Project) -> Vec<PathBuf> {
    let files = project.side_files.iter().filter_map(|(path, _)| project.dir.join(path.as_str()).parent().map(Path::to_path_buf));
    let folders = files.chain([project.dir.join(TEMPLATES)]).filter_map(|folder| fs::canonicalize(folder).ok());
    folders.filter(|folder| folder.is_dir() && *folder != project.dir).collect()
}

fn side_file(path: &Path) -> Result<Arc<str>, String> {
    let bytes = read_regular(path, LARGEST).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => reason(&error),
    })?;
    let text = str::from_utf8(&bytes).map_err(|error| format!("it is not valid UTF-8: byte {} is wrong", error.valid_up_to()))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text).into())
}

fn find_misnamed(dir: &Path) -> Option<OpenError> {
    if dir.join(CONFIG_NAME).symlink_metadata().is_ok() {
        return Some(OpenError::ConfigUnreadable("it is a symlink that leads nowhere".to_owned()));
    }
    ["handbook.yml", "handbook.toml"].into_iter().find(|name| dir.join(name).is_file()).map(OpenError::ConfigMisnamed)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{OpenError, find, open};

    #[test]
    fn a_project_is_a_readable_folder() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let file = dir.path().join("page.md");
        fs::write(&file, "# A").expect("write");
        let missing = dir.path().join("missing");
        assert_eq!(open(&missing), Err(OpenError::Missing(missing)));
        assert_eq!(open(&file), Err(OpenError::NotAFolder(file.clone())));
        assert_eq!(open(&file.join("below")), Err(OpenError::NotAFolder(file.join("below"))));
        assert_eq!(open(dir.path()).map(|project| project.config_text), Ok(None));
    }

    #[test]
    fn a_project_is_found_from_its_subfolders_and_not_beyond_the_repository() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (project, deep) = (dir.path().join("handbook"), dir.path().join("handbook/content/adoption"));
        fs::create_dir_all(&deep).expect("create");
        fs::write(project.join("handbook.yaml"), "title: A").expect("write");
        assert_eq!(find(&deep), deep.join("../.."));
        assert_eq!(find(&project), project);
        assert_eq!(find(dir.path()), dir.path(), "a folder that belongs to no handbook is the project");
        fs::create_dir(project.join("content/.git")).expect("create");
        assert_eq!(find(&deep), deep, "the repository ends below the handbook");
        assert_eq!(find(&dir.path().join("missing")), dir.path().join("missing"));
    }

    #[test]
    fn the_configuration_is_read_or_explained() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        fs::write(dir.path().join("handbook.yml"), "title: A").expect("write");
        assert_eq!(open(dir.path()), Err(OpenError::ConfigMisnamed("handbook.yml")));
        let config = dir.path().join("handbook.yaml");
        fs::write(&config, "\u{feff}title: A").expect("write");
        assert_eq!(open(dir.path()).map(|project| project.config_text), Ok(Some("title: A".into())));
        fs::write(&config, b"title: \xff").expect("write");
        assert_eq!(open(dir.path()), Err(OpenError::ConfigNotUtf8(7)));
        fs::remove_file(&config).expect("remove");
        fs::create_dir(&config).expect("create");
        assert_eq!(open(dir.path()), Err(OpenError::ConfigUnreadable("it is not a file".to_owned())));
    }

    #[test]
    fn the_repository_is_the_nearest_parent_with_git() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let root = dir.path().canonicalize().expect("a real path");
        let project = root.join("docs/handbook");
        fs::create_dir_all(&project).expect("create");
        fs::create_dir(root.join(".git")).expect("create");
        assert_eq!(open(&project).map(|project| project.repository_root), Ok(root.clone()));
        fs::write(root.join("docs/.git"), "gitdir: elsewhere").expect("write");
        assert_eq!(open(&project).map(|project| project.repository_root), Ok(root.join("docs")));
    }
}
