//! The path below which another system's site is published, according to its configuration.

use serde_json::Value;

use super::front::toml_value;
use super::js;
use crate::yaml;

/// Where each configuration has it, by the beginning of the file's name: a key, or a path of keys separated by `/`.
const KEYS: [(&str, &[&str]); 11] = [
    ("mkdocs.", &["site_url"]),
    ("zensical.", &["project/site_url"]),
    ("docusaurus.config.", &["baseUrl"]),
    ("astro.config.", &["base"]),
    ("_config.", &["baseurl"]),
    ("book.", &["output/html/site-url"]),
    ("zola.", &["base_url"]),
    ("hugo.", &["baseURL"]),
    ("next.config.", &["basePath"]),
    // VitePress, Hugo and Zola have files with this name, in different formats.
    ("config.", &["base", "baseURL", "base_url"]),
    ("antora-playbook.", &["site/url"]),
];

/// Whether a file with this name may be a configuration that says where its site is published.
#[must_use]
pub fn may_say_base_path(file: &str) -> bool {
    KEYS.iter().any(|(start, _)| file.starts_with(start))
}

/// The path below which a configuration publishes the site, without slashes around it; `None` if that is the root of a host, or if
/// the file does not say. `file` is the file's name, `text` its text. No code is run: in JavaScript only literals are read.
#[must_use]
pub fn base_path(file: &str, text: &str) -> Option<String> {
    let (_, keys) = KEYS.iter().find(|(start, _)| file.starts_with(start))?;
    let config = match file.rsplit('.').next()? {
        "toml" => toml_value(toml::Value::Table(text.parse().ok()?)),
        "json" => serde_json::from_str(text).ok()?,
        "yml" | "yaml" => yaml::read(text, 0..text.len()).root?.to_json(),
        _ => js::config(text),
    };
    let written = keys.iter().find_map(|key| at(&config, key)?.as_str())?;
    let path = match written.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => written,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_matches(['/', '.', ' ']);
    (!path.is_empty() && !path.contains(['{', '$'])).then(|| path.to_owned())
}

/// The value at a path of keys, whose case is ignored, as in Hugo's files.
fn at<'v>(config: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('/').try_fold(config, |value, key| {
        let map = value.as_object()?;
        map.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value)
    })
}

#[cfg(test)]
mod tests {
    use super::base_path;

    #[test]
    fn each_configuration_says_where_its_site_is() {
        for (file, text, expected) in [
            ("mkdocs.yml", "site_name: Tides\nsite_url: https://harbour.example/tides/\n", Some("tides")),
            ("mkdocs.yml", "site_url: https://harbour.example\n", None),
            ("mkdocs.yml", "site_url: !ENV [URL, x]\n", None),
            ("zensical.toml", "[project]\nsite_url = \"https://harbour.example/a/b\"\n", Some("a/b")),
            (
                "docusaurus.config.ts",
                "const config: Config = { title: 'T', baseUrl: '/tides/' };\nexport default config;\n",
                Some("tides"),
            ),
            ("docusaurus.config.js", "module.exports = { baseUrl: '/' };\n", None),
            ("astro.config.mjs", "export default defineConfig({ site: 'https://x.example', base: 'tides' });\n", Some("tides")),
            ("config.mts", "export default defineConfig({ base: '/tides/' })\n", Some("tides")),
            ("_config.yml", "title: T\nbaseurl: \"/tides\"\n", Some("tides")),
            ("_config.yml", "baseurl: \"\"\n", None),
            ("book.toml", "[output.html]\nsite-url = \"/tides/\"\n", Some("tides")),
            ("hugo.toml", "baseURL = \"https://harbour.example/tides/\"\n", Some("tides")),
            ("config.toml", "baseurl = \"https://harbour.example/tides/\"\n", Some("tides")),
            ("config.toml", "base_url = \"https://harbour.example/tides\"\n", Some("tides")),
            ("next.config.mjs", "const nextConfig = { basePath: '/tides' }\nexport default nextConfig\n", Some("tides")),
            ("next.config.js", "module.exports = { basePath: process.env.BASE }\n", None),
            ("hugo.toml", "baseURL = ", None),
            ("package.json", "{\"base\": \"/x/\"}", None),
        ] {
            assert_eq!(base_path(file, text).as_deref(), expected, "{file}: {text}");
        }
    }
}
