"""The handbook that every generator builds: the same text in every run, and no two pages alike."""

import pathlib

FOLDER = 50  # pages in a folder
WORDS = (
    "developer handbook team forum question answer event meetup talk sample tutorial reference release review owner page link "
    "stage reader writer community support ticket product feedback roadmap account key request webhook retry limit quota"
).split()


def write(path: pathlib.Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def sentence(seed: int, count: int) -> str:
    """So many words, picked by a linear congruential generator."""
    picked = []
    for _ in range(count):
        seed = (seed * 1103515245 + 12345) % 2**31
        picked.append(WORDS[(seed >> 8) % len(WORDS)])
    return " ".join(picked).capitalize()


def page(number: int, pages: int) -> str:
    """Some 500 words with two blocks of code, a table, and three links to pages of the same folder."""
    first = number // FOLDER * FOLDER
    parts = [f"# Page {number}\n"]
    for section in range(4):
        near = first + (number * 7 + section) % min(FOLDER, pages - first)
        parts.append(f"## {sentence(number * 10 + section, 3)} {section}\n\n{sentence(number * 31 + section, 110)}.\n")
        parts.append(f"See [page {near}](page-{near}.md).\n" if section else "| a | b |\n| --- | --- |\n| 1 | 2 |\n")
        if section % 2:
            parts.append(f"```js\nconst answer = await fetch('/v1/items/{number}');\nif (!answer.ok) throw new Error('no');\n```\n")
    return "\n".join(parts)


def write_handbook(folder: pathlib.Path, pages: int, index: str = "index.md", titles_in_front_matter: bool = False) -> None:
    """Writes a home page and so many pages. Some generators want the title in the front matter rather than as a heading."""
    texts = {index: "# Handbook\n\nBegin with [page 0](part-0/page-0.md).\n"}
    texts.update({f"part-{number // FOLDER}/page-{number}.md": page(number, pages) for number in range(pages)})
    for path, text in texts.items():
        if titles_in_front_matter:
            heading, rest = text.split("\n", 1)
            text = f"---\ntitle: {heading.removeprefix('# ')}\n---\n{rest}"
        write(folder / path, text)
