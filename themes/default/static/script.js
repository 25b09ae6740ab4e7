// All that the theme does beyond HTML and CSS. Every page works without it.
(() => {
  const root = document.documentElement;
  const find = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const main = find("#jb-main");
  const make = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });
  // Many sites share an origin, so what is stored is named after the path that this one is served below: `jb/handbook/scheme`.
  const base = new URL(root.dataset.root ?? "./", location.href).pathname;
  const stored = (name) => `jb${base}${name.replace(/^jb-/, "")}`;
  const store = {
    // Storage may be forbidden; then a choice lasts as long as the page.
    get: (name) => {
      try {
        return localStorage.getItem(stored(name));
      } catch {
        return null;
      }
    },
    set: (name, value) => {
      try {
        value ? localStorage.setItem(stored(name), value) : localStorage.removeItem(stored(name));
      } catch {}
    },
  };
  // What is heard here comes from elements.
  const listen = (type, hear) => addEventListener(type, hear);
  // What a script says, from the catalogue of the handbook's language, which stands before its code: `say(name, values)` fills the
  // text's placeholders, and `count` chooses its plural form.
  globalThis.jbWords =
    (script) =>
    (name, values = {}) => {
      const { lang, [script]: texts } = globalThis.jbTexts;
      const text = texts[name];
      const form = typeof text === "string" ? text : (text[new Intl.PluralRules(lang).select(values.count)] ?? text.other);
      return form.replace(/\{(\w+)\}/g, (place, key) => values[key]?.toLocaleString(lang) ?? place);
    };
  const say = globalThis.jbWords("script");
  const on = (name) => find(`[name=${name}]`)?.checked;

  // Whether a key is for a place that one writes in. Behind a shadow root the event names the host. For a moment after it closed, the
  // search's own field still has the keys.
  const isWriting = (event) => {
    const [field] = event.composedPath();
    const isField =
      field.isContentEditable || field.closest?.("input:not([type=checkbox], [type=radio]), select, textarea, [role=textbox]");
    return isField && !field.closest("dialog:not([open])");
  };

  // What has changed is said aloud through one live region.
  const live = make("p", "jb-vh");
  live.setAttribute("role", "status");
  document.body.append(live);

  // Reading settings.
  for (const input of all("#jb-reading input")) {
    const scheme = input.type === "radio";
    input.checked = scheme ? input.value === (store.get(input.name) ?? "") : store.get(input.name) !== "off";
    input.addEventListener("change", () => {
      if (!scheme) return store.set(input.name, input.checked ? "" : "off");
      store.set(input.name, input.value);
      if (input.value) root.dataset.scheme = input.value;
      else delete root.dataset.scheme;
    });
  }

  // The search: its code is fetched when a reader opens it. Without the script its button is a link to the list of all pages.
  const finder = find(".jb-search");
  let searching;
  const search = () =>
    (searching ??= new Promise((resolve, reject) => {
      const sheet = Object.assign(make("link"), { rel: "stylesheet", href: finder.dataset.style });
      const code = Object.assign(make("script"), { src: finder.dataset.script, onload: () => resolve(window.jbSearch), onerror: reject });
      document.head.append(sheet, code);
    }));
  // Whoever opens the search types on at once: keys that come before its field has the focus are kept for it, unless the reader
  // goes elsewhere meanwhile. A key that is still held, or pressed once more, is not part of the query.
  let typed, opener;
  const keep = (event) => {
    const { key } = event;
    if (event.isComposing || event.keyCode === 229) return;
    const isCommand = event.ctrlKey || event.metaKey || (event.altKey && /^\w$/.test(key));
    if (document.activeElement !== opener || (isCommand && !event.getModifierState("AltGraph"))) return;
    if (key === "Escape") typed = undefined;
    else if (key === "Backspace") typed = [...typed].slice(0, -1).join("");
    else if ([...key].length === 1) typed += typed || (!event.repeat && !/[/\s]/.test(key)) ? key : "";
    else if (key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    if (typed === undefined) removeEventListener("keydown", keep, true);
  };
  const seek = async (query) => {
    if (typed !== undefined) return;
    typed = "";
    opener = document.activeElement;
    addEventListener("keydown", keep, true);
    const opening = await search().catch(() => {});
    if (opening && typed !== undefined) opening.open(finder, { query, typed });
    else if (typed !== undefined) location.href = finder.href;
    removeEventListener("keydown", keep, true);
    typed = undefined;
  };
  if (finder) {
    finder.setAttribute("role", "button");
    finder.setAttribute("aria-haspopup", "dialog");
    finder.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      seek();
    });
    finder.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      seek();
    });
    listen("keydown", (event) => {
      const isCommand = event.ctrlKey || event.metaKey;
      const isAsked = isCommand ? event.key.toLowerCase() === "k" && !event.shiftKey : event.key === "/";
      if (!isAsked || event.altKey || event.defaultPrevented || !on("jb-find")) return;
      if (isWriting(event)) return;
      event.preventDefault();
      seek();
    });
    const asked = new URLSearchParams(location.search).get("q");
    if (asked) seek(asked);
    // Whoever comes from the search finds marked what was looked for, and whoever comes to an address that does not exist what its words
    // lead to.
    const near = find("#jb-near");
    if (near || store.get("found"))
      search()
        .then(({ arrive }) => arrive(finder, near))
        .catch(() => {});
    // The pages last seen, for the search to offer.
    if (finder.pathname !== location.pathname && !near)
      store.set(
        "pages",
        `${location.pathname.slice(base.length)}\t${find("h1").textContent.trim()}\n${store.get("pages") ?? ""}`.slice(0, 2_000),
      );
  }

  // The drawer is a popover, so it opens and closes by itself; the script only keeps the focus inside it.
  const nav = find("#jb-nav");
  if (nav) {
    const others = [];
    for (let at = nav; at !== document.body; at = at.parentElement)
      others.push(...[...at.parentElement.children].filter((other) => other !== at));
    const fence = (open) => {
      for (const other of others) other.inert = open;
    };
    nav.addEventListener("toggle", (event) => fence(event.newState === "open"));
    // Before it closes, so that the focus can go back to the button that opened it.
    nav.addEventListener("beforetoggle", (event) => event.newState === "closed" && fence(false));
    matchMedia("(min-width:50rem)").addEventListener("change", () => nav.matches(":popover-open") && nav.hidePopover());

    // A sidebar taller than the window keeps its place from page to page.
    const here = find("[aria-current]", nav);
    nav.scrollTop = sessionStorage.getItem(stored("nav")) ?? 0;
    if (here && here.offsetTop - nav.scrollTop > nav.clientHeight - 40) nav.scrollTop = here.offsetTop - nav.clientHeight / 3;
    addEventListener("pagehide", () => sessionStorage.setItem(stored("nav"), nav.scrollTop));
  }

  // Copy buttons; the preview tells of code that came with an edit.
  const equip = () => {
    for (const figure of navigator.clipboard ? all(".jb-code:not(:has(.jb-copy))") : []) {
      const button = make("button", "jb-button jb-copy", say("copy"));
      button.type = "button";
      button.setAttribute("aria-label", say("copy_code"));
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(figure.dataset.jbCopy ?? find("code", figure).textContent.trimEnd());
        button.textContent = live.textContent = say("copied");
        setTimeout(() => {
          button.textContent = say("copy");
          live.textContent = "";
        }, 2000);
      });
      figure.append(button);
    }
  };
  equip();
  document.addEventListener("journeybook:patched", equip);

  // The page as Markdown: a link without us, a button that copies with us.
  const source = navigator.clipboard && location.protocol !== "file:" && find(".jb-as-markdown a");
  if (source) {
    const button = make("button", "jb-button", say("copy_markdown"));
    button.type = "button";
    button.addEventListener("click", async () => {
      const answer = await fetch(source.href);
      if (!answer.ok) return location.assign(source.href);
      await navigator.clipboard.writeText(await answer.text());
      button.textContent = live.textContent = say("copied");
      setTimeout(() => {
        button.textContent = say("copy_markdown");
        live.textContent = "";
      }, 2000);
    });
    source.replaceWith(button);
  }

  // The header leaves as one scrolls down and returns as one scrolls up.
  const top = find("#jb-top");
  let lastY = scrollY;
  const headroom = () => {
    if (Math.abs(scrollY - lastY) < 6) return;
    top.classList.toggle("jb-away", scrollY > lastY && scrollY > top.offsetHeight);
    lastY = scrollY;
  };
  // Scroll spy: the section that was clicked until the reader scrolls on, else the last heading that has passed a line just below the
  // header.
  const contents = find("#jb-toc");
  const entries = new Map(all("#jb-toc a").map((link) => [document.getElementById(decodeURIComponent(link.hash.slice(1))), link]));
  entries.delete(null);
  let chosen;
  const spy = () => {
    const line = top.offsetHeight + 32;
    let current = chosen;
    for (const [heading, link] of chosen ? [] : entries) if (!current || heading.getBoundingClientRect().top <= line) current = link;
    for (const link of entries.values()) {
      if (link === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  const follow = () => {
    chosen = entries.get(document.getElementById(decodeURIComponent(location.hash.slice(1))));
    spy();
  };
  let waiting;
  const moved = () => {
    if (waiting) return;
    waiting = requestAnimationFrame(() => {
      waiting = 0;
      headroom();
      if (entries.size) spy();
    });
  };
  addEventListener("scroll", moved, { passive: true });
  if (entries.size) {
    for (const [heading, link] of entries) {
      link.addEventListener("click", () => {
        chosen = entries.get(heading);
        spy();
        if (contents.matches(":popover-open")) contents.hidePopover();
      });
    }
    addEventListener("hashchange", follow);
    const release = () => {
      chosen = undefined;
    };
    for (const type of ["wheel", "touchmove"]) addEventListener(type, release, { passive: true });
    listen("keydown", ({ key }) => /^(Page|Arrow)(Up|Down)$|^(Home|End| )$/.test(key) && release());
    follow();
  }

  // A link to a section is copied as it is followed, by mouse, key or touch.
  main.addEventListener("click", async ({ target, ctrlKey, metaKey, shiftKey }) => {
    const link = target.closest(".jb-anchor");
    if (!link || !navigator.clipboard || ctrlKey || metaKey || shiftKey) return;
    await navigator.clipboard.writeText(link.href).catch(() => {});
    live.textContent = say("link_copied");
    link.dataset.said = say("link_copied");
    setTimeout(() => {
      delete link.dataset.said;
      live.textContent = "";
    }, 2000);
  });

  // A site may listen and count what is reported; nothing is sent.
  main.addEventListener("click", ({ target }) => {
    const form = target.closest(".jb-report a, .jb-offer")?.href;
    if (form) document.dispatchEvent(new CustomEvent("journeybook:feedback", { detail: { form, words: `${getSelection()}` } }));
  });

  // Words that are marked can be reported: a link beside them to the form that the page's own link leads to, with the words quoted.
  const report = find(".jb-report a");
  const prose = find(".jb-prose");
  if (report && prose) {
    const offer = Object.assign(make("a", "jb-button jb-offer", say("report_this")), { hidden: true });
    main.append(offer);
    let settling;
    document.addEventListener("selectionchange", () => {
      clearTimeout(settling);
      settling = setTimeout(() => {
        const marked = getSelection();
        const words = marked.toString().trim().replace(/\s+/g, " ").slice(0, 600);
        offer.hidden = words.length < 3 || !prose.contains(marked.anchorNode) || !prose.contains(marked.focusNode);
        if (offer.hidden) return;
        const form = new URL(report.href);
        const field = form.searchParams.has("body") ? "body" : "issue[description]";
        form.searchParams.set(field, `${form.searchParams.get(field) ?? ""}> ${words}\n\n`);
        offer.href = form.href;
        const boxes = marked.getRangeAt(0).getClientRects();
        const box = boxes[boxes.length - 1];
        const frame = main.getBoundingClientRect();
        offer.style.left = `${Math.max(8, Math.min(box.right, root.clientWidth - offer.offsetWidth - 16) - frame.left)}px`;
        offer.style.top = `${box.bottom - frame.top + 8}px`;
      }, 250);
    });
  }

  // All keys, by `?`.
  const keys = find("#jb-keys");
  listen("keydown", (event) => {
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !keys) return;
    if (isWriting(event)) return;
    event.preventDefault();
    if (!keys.open) keys.showModal();
  });

  // Left and right arrows turn pages, unless the focus is where arrows mean something else.
  listen("keydown", (event) => {
    const way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    if (!way || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented || !on("jb-keys")) return;
    if (event.target.closest("input, select, textarea, [contenteditable], video, audio, [tabindex='0'], [popover], dialog")) return;
    find(`.jb-turns [rel=${way}]`)?.click();
  });

  // Previews of links to other pages of the handbook, on hover and on focus (WCAG 1.4.13: they stay while the pointer is
  // on them, and Escape dismisses them).
  let peek, owner, timer;
  const seen = new Map();
  const load = (address) => {
    if (!seen.has(address)) {
      seen.set(
        address,
        fetch(address)
          .then((answer) => answer.text())
          .then((html) => {
            const page = new DOMParser().parseFromString(html, "text/html");
            const title = find("h1", page)?.textContent;
            return title && { title, text: find("meta[name=description]", page)?.content ?? "" };
          })
          .catch(() => {}),
      );
    }
    return seen.get(address);
  };
  const hide = () => {
    clearTimeout(timer);
    peek?.remove();
    owner?.removeAttribute("aria-describedby");
    peek = owner = undefined;
  };
  const show = async (link) => {
    const facts = await load(link.pathname);
    if (!facts || owner !== link) return;
    peek = make("div", "jb-peek");
    peek.id = "jb-peek";
    peek.setAttribute("role", "tooltip");
    peek.append(make("b", "", facts.title), facts.text);
    main.append(peek);
    link.setAttribute("aria-describedby", peek.id);
    const box = link.getClientRects()[0];
    const frame = main.getBoundingClientRect();
    const above = innerHeight - box.bottom < peek.offsetHeight + 8;
    peek.style.left = `${Math.max(16, Math.min(box.left, root.clientWidth - peek.offsetWidth - 16)) - frame.left}px`;
    peek.style.top = `${(above ? box.top - peek.offsetHeight - 4 : box.bottom + 4) - frame.top}px`;
    peek.addEventListener("pointerleave", leave);
    peek.addEventListener("pointerenter", () => clearTimeout(timer));
  };
  const enter = ({ target }) => {
    const link = target.closest?.(".jb-prose a[href]:not([class])");
    if (!link || link === owner || link.origin !== location.origin || link.pathname === location.pathname || !on("jb-peek")) return;
    hide();
    owner = link;
    timer = setTimeout(show, 350, link);
  };
  const leave = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, 250);
  };
  if (matchMedia("(hover:hover)").matches) {
    addEventListener("pointerover", enter);
    addEventListener("pointerout", ({ target }) => owner?.contains(target) && leave());
  }
  listen("focusin", ({ target }) => target.matches(":focus-visible") && enter({ target }));
  addEventListener("focusout", hide);
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
})();
