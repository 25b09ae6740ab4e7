"""Compares pages as the site shows them with what cmark-gfm, GitHub's parser, makes of the same Markdown.

Usage: python3 compare.py PROGRAM. Needs `cmarkgfm` of PyPI. Snippets stand in snippets.md, parted by lines that begin with `%%%%`. Only structure is
compared: which words stand in which elements, and where links lead. Markup of the site's own, such as labels, is passed over.
Where the site differs on purpose, the line in front of the snippet says why.
"""

import pathlib
import re
import subprocess
import sys
import tempfile
from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options

KEPT = "a blockquote br code del em h1 h2 h3 h4 h5 h6 hr img li ol p pre strong table tbody td th thead tr ul".split()
OURS = ("jb-anchor", "jb-label", "jb-vh", "jb-code-title", "jb-ref", "jb-back", "footnote-ref", "footnote-backref")
VOID = ("br", "hr", "img", "input", "wbr")


class Shape(HTMLParser):
    """Elements, link targets and words, in order."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.shape, self.words, self.skipped = [], "", 0

    def push(self, element):
        self.end_words()
        self.shape.append(element)

    def end_words(self):
        if self.words.strip():
            self.shape.append(" ".join(self.words.split()))
        self.words = ""

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if self.skipped or attrs.get("class") in OURS or tag == "figcaption":
            self.skipped += tag not in VOID
        elif tag in KEPT:
            self.push(f"<{tag} {attrs.get('href') or attrs.get('src') or ''}>".replace(" >", ">"))

    def handle_endtag(self, tag):
        if self.skipped:
            self.skipped -= tag not in VOID
        elif tag in KEPT and tag not in VOID:
            self.push(f"</{tag}>")

    def handle_data(self, data):
        if not self.skipped:
            self.words += data


def shape(html):
    parser = Shape()
    parser.feed(html)
    parser.close()
    parser.end_words()
    return "\n".join(parser.shape)


def main(program):
    here = pathlib.Path(__file__).parent
    parts = re.split(r"^%%%%(.*)\n", "%%%%\n" + here.joinpath("snippets.md").read_text("utf-8"), flags=re.MULTILINE)[1:]
    snippets = [(reason.strip(), snippet) for reason, snippet in zip(parts[::2], parts[1::2])]
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        project = pathlib.Path(folder)
        templates = project / "themes/bare/templates"
        templates.mkdir(parents=True)
        project.joinpath("content").mkdir()
        project.joinpath("handbook.yaml").write_text("theme: bare\n", "utf-8")
        templates.joinpath("page.html").write_text("{{ page.heading_html | safe }}{{ page.content | safe }}", "utf-8")
        for number, (_, snippet) in enumerate(snippets):
            project.joinpath(f"content/s{number}.md").write_text(snippet, "utf-8")
        subprocess.run([program, "build", "--quiet", "--allow", "all", folder], check=True)
        for number, (reason, snippet) in enumerate(snippets):
            site = shape(project.joinpath(f"public/s{number}/index.html").read_text("utf-8"))
            github = shape(cmarkgfm.github_flavored_markdown_to_html(snippet, options))
            if (site != github) != bool(reason):
                faults += 1
                print(f"-- snippet {number}\n{snippet}-- the site\n{site}\n-- cmark-gfm\n{github}\n")
    print(f"{len(snippets) - faults} of {len(snippets)} snippets are as cmark-gfm has them, or differ as the list says")
    return faults > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
