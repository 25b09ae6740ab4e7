#!/usr/bin/env python3
"""Fails if a build, a check or a second build needs more instructions than `bounds.json` allows.

usage: run.py PROGRAM [--write]

The instructions of one thread are counted by Valgrind, since they are the same on a busy machine; times are not. `--write` makes what
was counted the new bound. A change that costs more does that in its own commit, and says why.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "rivals"))

from handbook import sentence, write  # noqa: E402

PAGES = 120
IN_A_FOLDER = 20
STAGES = ["attraction", "awareness", "assessment", "adoption", "activation", "application", "advocacy"]
# What fails: more than this part above the bound. Compilers of different weeks differ by two or three hundredths.
TOLERANCE = 0.08

CODE = [
    'rust\nfn {0}() {{\n    for (at, {1}) in names.iter().enumerate() {{\n        println!("{{at}}: {{{1}}}"); // {2}\n    }}\n}}',
    "javascript\nexport async function {0}({1}) {{\n  const answer = await fetch(`/v1/{2}/${{{1}}}`);\n  return answer.json();\n}}",
    "yaml\nname: {0}\non: [push]\njobs:\n  {1}:\n    runs-on: ubuntu-latest\n    steps:\n      - run: {2} --all",
    'bash\nset -euo pipefail\nfor item in {0} {1} {2}; do\n  echo "running $item" | tee -a "${{LOG:-log.txt}}"\ndone',
]


def path(number: int) -> str:
    folder = number // IN_A_FOLDER
    return f"{STAGES[folder % len(STAGES)]}/part-{folder}/page-{number}.md"


def page(number: int) -> str:
    """A page of some 900 words with links, lists, code, tables and quotations, unlike every other."""
    parts = [f"---\nowner: team-{number % 5}\n---\n# {sentence(number, 3)} {number}\n"]
    for section in range(6):
        seed = number * 100 + section
        other = (number * 7 + section * 13) % PAGES
        parts.append(f"## {sentence(seed, 3)} {section}\n")
        for paragraph in range(2):
            text = sentence(seed * 3 + paragraph, 55)
            parts.append(f"{text}. See [page {other}](../../{path(other)}) and *{sentence(seed, 2)}*, with `{sentence(seed, 1)}`.\n")
        names = sentence(seed + 7, 3).lower().split()
        parts.append(
            [
                "\n".join(f"- **{sentence(seed + item, 1)}** - {sentence(seed + item, 9)}." for item in range(5)) + "\n",
                "```" + CODE[(number + section) % len(CODE)].format(*names) + "\n```\n",
                "| Signal | Owner | Result |\n| --- | --- | ---: |\n"
                + "".join(f"| {sentence(seed + row, 2)} | {names[0]} | {row} |\n" for row in range(4))
                + f"\n> {sentence(seed, 12)}.\n",
            ][section % 3]
        )
    return "\n".join(parts)


def counted(program: str, *arguments: str) -> int:
    """How many instructions the program needs, in millions."""
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, *arguments, "--threads", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or told is None:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return int(told[1]) // 1_000_000


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if argument != "--write"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    program = str(pathlib.Path(arguments[0]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        project = pathlib.Path(folder)
        write(project / "handbook.yaml", "title: Counted\n")
        for number in range(PAGES):
            write(project / "content" / path(number), page(number))
        found = {"build": counted(program, "build", folder)}
        with open(project / "content" / path(1), "a", encoding="utf-8") as file:
            file.write("\nAnother paragraph.\n")
        found["build after an edit"] = counted(program, "build", folder)
        found["check"] = counted(program, "check", folder)
    bounds_file = HERE / "bounds.json"
    if "--write" in sys.argv:
        bounds_file.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    bounds = json.loads(bounds_file.read_text(encoding="utf-8"))
    print(f"million instructions for {PAGES} pages, on one thread")
    for what, count in found.items():
        print(f"{what:<22}{count:>7}   the bound is {bounds[what]}, and {count / bounds[what] - 1:+.1%} were needed")
    slow = [what for what, count in found.items() if count > bounds[what] * (1 + TOLERANCE)]
    if slow:
        sys.exit(f"{' and '.join(slow)}: more than {TOLERANCE:.0%} above the bound. `--write` raises it, if what was added is worth that.")


if __name__ == "__main__":
    main()
