"""Compares pages as the site shows them with what cmark-gfm, GitHub's parser, makes of the same Markdown.

Usage: python3 compare.py PROGRAM. Needs `cmarkgfm` of PyPI. Snippets stand in snippets.md, parted by lines of `%%%%`. Only structure is
compared: which words stand in which elements, and where links lead. Markup of the site's own, such as labels, is passed over.
"""

import pathlib
import subprocess
import sys
import tempfile
from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options

KEPT = "a blockquote br code del em h1 h2 h3 h4 h5 h6 hr img li ol p pre strong table tbody td th thead tr ul".split()
OURS = ("jb-anchor", "jb-label", "jb-vh", "jb-code-title", "jb-ref", "jb-back")
VOID = ("br", "hr", "img", "input", "wbr")


class Shape(HTMLParser):
    """Elements, link targets and words, in order."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.shape, self.skipped = [], 0

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if self.skipped or attrs.get("class") in OURS or tag == "figcaption":
            self.skipped += tag not in VOID
            return
        if tag in KEPT:
            self.shape.append(f"<{tag} {attrs.get('href') or attrs.get('src') or ''}>".replace(" >", ">"))

    def handle_endtag(self, tag):
        if self.skipped:
            self.skipped -= 1
        elif tag in KEPT and tag not in VOID:
            self.shape.append(f"</{tag}>")

    def handle_data(self, data):
        if not self.skipped and data.strip():
            self.shape.append(" ".join(data.split()))


def shape(html):
    parser = Shape()
    parser.feed(html)
    return "".join(parser.shape).replace("><", ">\n<")


def main(program):
    here = pathlib.Path(__file__).parent
    snippets = [snippet.strip("\n") + "\n" for snippet in here.joinpath("snippets.md").read_text("utf-8").split("%%%%\n")]
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        project = pathlib.Path(folder)
        templates = project / "themes/bare/templates"
        templates.mkdir(parents=True)
        project.joinpath("content").mkdir()
        project.joinpath("handbook.yaml").write_text("theme: bare\n", "utf-8")
        templates.joinpath("page.html").write_text("{{ page.heading_html | safe }}{{ page.content | safe }}", "utf-8")
        for number, snippet in enumerate(snippets):
            project.joinpath(f"content/s{number}.md").write_text(snippet, "utf-8")
        subprocess.run([program, "build", "--quiet", "--allow", "all", folder], check=True)
        for number, snippet in enumerate(snippets):
            site = shape(project.joinpath(f"public/s{number}/index.html").read_text("utf-8"))
            github = shape(cmarkgfm.github_flavored_markdown_to_html(snippet, options))
            if site != github:
                faults += 1
                print(f"-- snippet {number}\n{snippet}-- the site\n{site}\n-- cmark-gfm\n{github}\n")
    print(f"{len(snippets) - faults} of {len(snippets)} snippets are as cmark-gfm has them")
    return faults > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
