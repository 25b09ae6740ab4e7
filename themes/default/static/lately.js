// Tells readers who come back what is new since their last visit to the front page. What they have seen is kept in their browser alone.
(() => {
  const list = document.querySelector(".jb-lately");
  if (!list || !globalThis.jbWords) return;
  const say = globalThis.jbWords("lately");
  const name = `jb${new URL(document.documentElement.dataset.root ?? "./", location.href).pathname}lately`;
  const changes = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[data-jb-change]")]);
  const keys = changes.map((change) => change.dataset.jbChange);
  // A visit ends half an hour after the front page was seen: until then, what was new when it began stays new.
  const visit = 30 * 60 * 1000;
  const now = Date.now();
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(name) ?? "null");
  } catch {}
  const before = kept && (now - kept.at > visit ? kept.seen : kept.before);
  try {
    localStorage.setItem(name, JSON.stringify({ at: now, seen: keys, before: before ?? keys }));
  } catch {}
  if (!Array.isArray(before)) return;
  const fresh = changes.filter((change) => !before.includes(change.dataset.jbChange));
  if (!fresh.length) return;
  for (const change of fresh) {
    change.hidden = false;
    change.append(" ", Object.assign(document.createElement("span"), { className: "jb-tag jb-fresh", textContent: say("mark") }));
  }
  const told = Object.assign(document.createElement("p"), { className: "jb-says", textContent: say("since", { count: fresh.length }) });
  list.querySelector("h2")?.after(told);
})();
