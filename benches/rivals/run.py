#!/usr/bin/env python3
"""Builds one handbook with several generators and prints what a page costs its readers, and how long a build takes.

See README.md in this folder.
"""

import argparse
import gzip
import html.parser
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

from handbook import write, write_handbook

RUNS = 3
TIMEOUT = 900  # seconds


class Generator:
    """A generator: how its site is set up, and where it writes."""

    name: str
    output: str
    # Whether the pages are its own design, so that weighing them says something of it.
    has_theme = True

    def __init__(self, command: list[str], version: list[str]):
        self.command = command
        self.version_command = version

    def prepare(self, site: pathlib.Path, pages: int) -> None:
        raise NotImplementedError

    def version(self) -> str:
        told = subprocess.run(self.version_command, capture_output=True, text=True, check=True).stdout
        return re.search(r"\d+\.\d+\.\d+", told).group()


class Journeybook(Generator):
    name, output = "Journeybook", "public"

    def __init__(self, program: pathlib.Path):
        super().__init__([str(program), "build", "--no-cache", "--quiet"], [str(program), "--version"])

    def prepare(self, site, pages):
        write_handbook(site / "content", pages)


class MdBook(Generator):
    name, output = "mdBook", "book"

    def __init__(self, tools: pathlib.Path):
        program = str(tools / "python/bin/mdbook")
        super().__init__([program, "build"], [program, "--version"])

    def prepare(self, site, pages):
        write_handbook(site / "src", pages)
        write(site / "book.toml", '[book]\ntitle = "Handbook"\n')
        chapters = [f"- [Page {number}](part-{number // 50}/page-{number}.md)\n" for number in range(pages)]
        write(site / "src/SUMMARY.md", "# Summary\n\n[Handbook](index.md)\n\n" + "".join(chapters))


class Hugo(Generator):
    name, output, has_theme = "Hugo", "public", False

    def __init__(self, tools: pathlib.Path):
        program = str(tools / "python/bin/hugo")
        super().__init__([program, "--quiet"], [program, "version"])

    def prepare(self, site, pages):
        write_handbook(site / "content", pages, index="_index.md", titles_in_front_matter=True)
        write(site / "hugo.toml", "title = 'Handbook'\nbaseURL = 'https://acme.example/'\n")
        template = "<!doctype html><html lang=en><meta charset=utf-8><title>{{ .Title }}</title><h1>{{ .Title }}</h1>{{ .Content }}</html>"
        for layout in ("page", "home", "section", "taxonomy", "term"):
            write(site / "layouts" / f"{layout}.html", template)


class Material(Generator):
    name, output = "Material for MkDocs", "site"

    def __init__(self, tools: pathlib.Path):
        super().__init__([str(tools / "python/bin/mkdocs"), "build", "--quiet"], [str(tools / "python/bin/pip"), "show", "mkdocs-material"])

    def prepare(self, site, pages):
        write_handbook(site / "docs", pages)
        write(site / "mkdocs.yml", "site_name: Handbook\ntheme: { name: material, font: false }\n")


class Zensical(Generator):
    name, output = "Zensical", "site"

    def __init__(self, tools: pathlib.Path):
        super().__init__([str(tools / "python/bin/zensical"), "build", "--clean"], [str(tools / "python/bin/pip"), "show", "zensical"])

    def prepare(self, site, pages):
        write_handbook(site / "docs", pages)
        write(site / "zensical.toml", '[project]\nsite_name = "Handbook"\n')


class FromNpm(Generator):
    """A generator from npm: its packages are linked into the site's folder."""

    folder: str
    package: str
    arguments: list[str]
    manifest = {"name": "handbook", "type": "module", "private": True}

    def __init__(self, tools: pathlib.Path):
        self.modules = tools / self.folder / "node_modules"
        command = [str(self.modules / ".bin" / self.arguments[0]), *self.arguments[1:]]
        super().__init__(command, ["cat", str(self.modules / self.package / "package.json")])

    def version(self):
        return json.loads((self.modules / self.package / "package.json").read_text())["version"]

    def link(self, site: pathlib.Path) -> None:
        (site / "node_modules").symlink_to(self.modules)
        write(site / "package.json", json.dumps(self.manifest))


class VitePress(FromNpm):
    name, output = "VitePress", ".vitepress/dist"
    folder, package, arguments = "vitepress", "vitepress", ["vitepress", "build", "."]

    def prepare(self, site, pages):
        self.link(site)
        write_handbook(site, pages)
        config = "export default { title: 'Handbook', themeConfig: { search: { provider: 'local' } } }\n"
        write(site / ".vitepress/config.js", config)


class Starlight(FromNpm):
    name, output = "Starlight", "dist"
    folder, package, arguments = "starlight", "@astrojs/starlight", ["astro", "build"]

    def prepare(self, site, pages):
        self.link(site)
        write_handbook(site / "src/content/docs", pages, titles_in_front_matter=True)
        config = "import { defineConfig } from 'astro/config';\nimport starlight from '@astrojs/starlight';\n"
        write(site / "astro.config.mjs", config + "export default defineConfig({ integrations: [starlight({ title: 'Handbook' })] });\n")
        config = "import { defineCollection } from 'astro:content';\nimport { docsLoader } from '@astrojs/starlight/loaders';\n"
        config += "import { docsSchema } from '@astrojs/starlight/schema';\n"
        config += "export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };\n"
        write(site / "src/content.config.ts", config)


class Docusaurus(FromNpm):
    name, output = "Docusaurus", "build"
    folder, package, arguments = "docusaurus", "@docusaurus/core", ["docusaurus", "build"]
    # It takes its own modules for CommonJS when the site says anything of its type.
    manifest = {"name": "handbook", "private": True}

    def prepare(self, site, pages):
        self.link(site)
        write_handbook(site / "docs", pages)
        options = "{ docs: { routeBasePath: '/' }, blog: false }"
        config = f"title: 'Handbook', url: 'https://acme.example', baseUrl: '/', presets: [['classic', {options}]]"
        write(site / "docusaurus.config.js", f"module.exports = {{ {config} }};\n")


RIVALS = (MdBook, Hugo, Material, Zensical, VitePress, Starlight, Docusaurus)


class Loads(html.parser.HTMLParser):
    """The scripts and style sheets that a page names."""

    def __init__(self, text: str):
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "script" and given.get("src"):
            self.found.add(given["src"])
        relations = set((given.get("rel") or "").split())
        if tag == "link" and given.get("href") and relations & {"stylesheet", "modulepreload"}:
            self.found.add(given["href"])


def packed(data: bytes) -> int:
    return len(gzip.compress(data, 9, mtime=0))


def weight(site: pathlib.Path) -> tuple[int, int, int]:
    """How many bytes the HTML, the style sheets and the scripts of one page are, with gzip."""
    folder = site / "part-0"
    page = next(path for path in (folder / "page-7.html", folder / "page-7/index.html") if path.is_file())
    text = page.read_text(encoding="utf-8")
    sums = {".css": 0, ".js": 0}
    for address in Loads(text).found:
        address = address.split("?")[0]
        file = site / address.lstrip("/") if address.startswith("/") else page.parent / address
        if file.is_file() and file.suffix in sums:
            sums[file.suffix] += packed(file.read_bytes())
    return packed(text.encode()), sums[".css"], sums[".js"]


def measure(generator: Generator, pages: int, with_times: bool) -> str:
    """A row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        site = pathlib.Path(folder)
        generator.prepare(site, pages)
        seconds = []
        for _ in range(RUNS if with_times else 1):
            shutil.rmtree(site / generator.output, ignore_errors=True)
            begin = time.monotonic()
            try:
                ran = subprocess.run(generator.command, cwd=site, capture_output=True, text=True, timeout=TIMEOUT)
            except subprocess.TimeoutExpired:
                return f"| {generator.name} | did not finish in {TIMEOUT} s |"
            seconds.append(time.monotonic() - begin)
            if ran.returncode:
                return f"| {generator.name} | failed: {(ran.stderr or ran.stdout).strip()[-300:]} |"
        cells = [generator.name, generator.version()]
        sizes = weight(site / generator.output) if generator.has_theme else None
        cells += [f"{size / 1000:.1f}" for size in sizes] if sizes else ["", "", ""]
        if with_times:
            cells.append(f"{min(seconds):.2f}")
        return f"| {' | '.join(cells)} |"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("program", type=pathlib.Path, help="a release build of journeybook")
    arguments.add_argument("tools", type=pathlib.Path, help="the folder that `install` filled")
    arguments.add_argument("--pages", type=int, default=60)
    arguments.add_argument("--no-times", action="store_true", help="build once, and print no times")
    given = arguments.parse_args()
    header = ["", "version", "HTML, kB", "CSS, kB", "scripts, kB"] + ([] if given.no_times else ["seconds"])
    print(f"| {' | '.join(header)} |\n| --- | --- |{' --: |' * (len(header) - 2)}")
    tools = given.tools.resolve()
    for generator in (Journeybook(given.program.resolve()), *(rival(tools) for rival in RIVALS)):
        if pathlib.Path(generator.command[0]).exists():
            print(measure(generator, given.pages, not given.no_times), flush=True)
        else:
            print(f"{generator.name} is not installed", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
