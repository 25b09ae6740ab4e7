// What is wrong with the handbook: a badge in the corner, and a panel over the lower half of the window that leaves the page in view.
// Everything is set as text, so nothing from a file is ever read as HTML.

const LOOK = `
:host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; color-scheme: light dark; pointer-events: none;
  font: 15px/1.5 system-ui, sans-serif; }
* { box-sizing: border-box; }
section, button { pointer-events: auto; color: light-dark(#1c1a24, #eceaf3); background: light-dark(#fcfcfb, #15141b);
  border: 1px solid light-dark(#85818f, #7f7b8c); }
button { font: inherit; padding: .3rem .8rem; border-radius: .35rem; cursor: pointer; min-height: 2rem; }
.badge { position: absolute; right: 1rem; bottom: 1rem; }
.error { color: light-dark(#a12433, #f8a4a3); font-weight: 700; }
.warning { color: light-dark(#994a08, #f2ac81); font-weight: 700; }
section { max-height: 50vh; overflow: auto; border-width: 3px 0 0; padding: .75rem 1rem 1rem; overscroll-behavior: contain; }
header { display: flex; gap: 1rem; align-items: center; position: sticky; top: -.75rem; margin: -.75rem -1rem 0; padding: .5rem 1rem;
  background: inherit; }
header p { margin: 0; flex: 1; }
ol { list-style: none; margin: 0; padding: 0; }
li { border-top: 1px solid light-dark(#d8d6de, #363440); padding: .5rem 0; }
pre { margin: 0; overflow-x: auto; font: 13px/1.45 ui-monospace, Menlo, Consolas, monospace; white-space: pre; }
nav { display: flex; gap: 1rem; font-size: .9em; }
a { color: light-dark(#3f3a8c, #b9b4f5); }
:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
[hidden] { display: none; }
`;

/** What was dismissed, kept from page to page: the panel stays away until something else is wrong. */
const DISMISSED = "journeybook-dismissed";

class Overlay {
  constructor() {
    this.host = document.createElement("journeybook-problems");
    const root = this.host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LOOK);
    root.adoptedStyleSheets = [sheet];
    this.badge = make("button", { className: "badge", type: "button" });
    this.panel = make("section", { tabIndex: -1, hidden: true });
    this.panel.setAttribute("aria-label", "Problems of the handbook");
    this.badge.addEventListener("click", () => {
      this.open();
      this.panel.focus();
    });
    root.append(this.badge, this.panel);
    /** @type {(event: any) => void} */
    const press = (event) => event.key === "Escape" && this.dismiss();
    root.addEventListener("keydown", press);
  }

  /** Shows a list of problems; an empty one clears everything away. */
  show(list) {
    this.list = list;
    const count = list.errors + list.warnings;
    if (!count) {
      sessionStorage.removeItem(DISMISSED);
      this.host.remove();
      return;
    }
    // Outside the body, where no patch looks.
    if (!this.host.isConnected) document.documentElement.append(this.host);
    this.badge.replaceChildren(...tally(list));
    const close = make("button", { type: "button", textContent: "Close" });
    close.addEventListener("click", () => this.dismiss());
    const head = make("header");
    const said = make("p");
    said.setAttribute("role", "status");
    said.append(...tally(list));
    if (list.problems.some((problem) => problem.blocks)) said.append(" · the last good state is shown where something is broken");
    head.append(said, close);
    const entries = make("ol");
    entries.append(...list.problems.map(entry));
    this.panel.replaceChildren(head, entries);
    if (list.unlisted) this.panel.append(make("p", { textContent: `${list.unlisted} more: journeybook check lists them all.` }));
    const dismissed = new Set((sessionStorage.getItem(DISMISSED) ?? "").split("\n"));
    const isNew = list.problems.some((problem) => problem.severity === "error" && !dismissed.has(identity(problem)));
    if (isNew) this.open();
    else this.close();
  }

  open() {
    this.panel.hidden = false;
    this.badge.hidden = true;
  }

  close() {
    this.panel.hidden = true;
    this.badge.hidden = false;
  }

  dismiss() {
    sessionStorage.setItem(DISMISSED, this.list.problems.map(identity).join("\n"));
    this.close();
  }
}

/** What makes a problem the same although lines were added above it. */
function identity(problem) {
  return [problem.code, problem.place?.replace(/:\d+:\d+$/, ""), problem.message].join(" ").replaceAll("\n", " ");
}

function make(tag, properties = {}) {
  return Object.assign(document.createElement(tag), properties);
}

/** `2 errors, 1 warning` */
function tally({ errors, warnings }) {
  const part = (count, noun) => make("span", { className: noun, textContent: `${count} ${noun}${count === 1 ? "" : "s"}` });
  const parts = [];
  if (errors) parts.push(part(errors, "error"));
  if (errors && warnings) parts.push(", ");
  if (warnings) parts.push(part(warnings, "warning"));
  return parts;
}

function entry(problem) {
  const item = make("li");
  const text = make("pre", { textContent: problem.text });
  text.tabIndex = 0;
  const ways = make("nav");
  if (problem.page !== null) ways.append(make("a", { href: base + problem.page, textContent: "Go to the page" }));
  if (problem.editor !== null) ways.append(make("a", { href: problem.editor, textContent: `Open ${problem.place} in the editor` }));
  item.append(text, ways);
  return item;
}
