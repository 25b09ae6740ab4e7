// What a reader has ticked, of a checklist or of a reading path, kept in this browser alone.
(() => {
  const base = new URL(document.documentElement.dataset.root ?? "./", location.href).pathname;
  const say = globalThis.jbWords("ticks");
  const make = (tag, className) => Object.assign(document.createElement(tag), { className });
  for (const list of document.querySelectorAll("[data-jb-ticks]")) {
    // Many sites share an origin: what is stored is named after the path that this one is served below, and after the page.
    const place = `jb${base}ticks/${list.dataset.jbTicks || location.pathname.slice(base.length)}`;
    let ticked = {};
    try {
      ticked = JSON.parse(localStorage.getItem(place) ?? "{}") ?? {};
    } catch {}
    const tasks = [];
    // A task is known by its words, so that ticks outlive an edit of the list.
    const add = (box, key, name) => {
      const written = box.checked;
      box.disabled = false;
      box.checked = ticked[key] ?? written;
      box.setAttribute("aria-label", name);
      tasks.push({ box, key, written });
    };
    for (const step of list.querySelectorAll("[data-jb-tick]")) {
      const box = Object.assign(make("input", "jb-tick"), { type: "checkbox" });
      step.prepend(box);
      add(box, step.dataset.jbTick, step.querySelector("a").textContent);
    }
    for (const box of list.querySelectorAll(".jb-tasks input")) {
      const words = [...box.closest("li").childNodes].filter((node) => !/^[UO]L$/.test(node.nodeName)).map((node) => node.textContent);
      const name = words.join(" ").replace(/\s+/g, " ").trim();
      add(box, name.slice(0, 200), name);
    }
    if (!tasks.length) continue;
    const told = make("p", "jb-ticked");
    const status = make("span", "");
    status.setAttribute("role", "status");
    const clear = Object.assign(make("button", "jb-button"), { type: "button", textContent: say("clear") });
    const count = () => {
      const done = tasks.filter(({ box }) => box.checked).length;
      status.textContent = say("done", { done, all: tasks.length });
      clear.hidden = tasks.every(({ box, written }) => box.checked === written);
    };
    const keep = () => {
      const changed = tasks.filter(({ box, written }) => box.checked !== written);
      try {
        if (changed.length)
          localStorage.setItem(place, JSON.stringify(Object.fromEntries(changed.map(({ key, box }) => [key, box.checked]))));
        else localStorage.removeItem(place);
      } catch {}
      count();
    };
    for (const { box } of tasks) box.addEventListener("change", keep);
    clear.addEventListener("click", () => {
      for (const { box, written } of tasks) box.checked = written;
      keep();
      tasks[0].box.focus();
    });
    told.append(status, " ", clear);
    list.before(told);
    count();
  }
})();
