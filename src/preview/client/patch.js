// Brings the open page from one state of its source to the next, touching only what differs.
//
// The page that is open is not the page that was served: the theme's scripts add buttons, open details and mark the current heading. So
// two served states are compared with each other, and each node of the older one knows its counterpart in the page that is open.

/** Thrown where the open page no longer holds what was served; then only loading it again helps. */
class Lost extends Error {}

/** What was served last, and the nodes of the open page that stand for it. */
class Served {
  constructor(page) {
    this.page = page.cloneNode(true);
    this.open = new WeakMap();
    this.pair(this.page.documentElement, page.documentElement);
  }

  pair(served, open) {
    this.open.set(served, open);
    for (let i = 0; i < served.childNodes.length; i++) {
      if (open.childNodes[i]) this.pair(served.childNodes[i], open.childNodes[i]);
    }
  }

  openOf(served) {
    const open = this.open.get(served);
    if (!open?.isConnected) throw new Lost();
    return open;
  }

  /** Brings the open page to the state of `next`, a document as it was served. */
  become(next) {
    if (scripts(this.page) !== scripts(next)) throw new Lost();
    this.patchHead(next.head);
    this.patchNode(this.page.body, next.body);
    this.page = next;
  }

  /** The head holds no order that matters: what is gone goes, what is new comes. Style sheets stay until their successors are there. */
  patchHead(next) {
    const text = (node) => node.nodeType === Node.ELEMENT_NODE && !node.hasAttribute("data-journeybook") && node.outerHTML;
    const news = new Map([...next.childNodes].filter(text).map((node) => [text(node), node]));
    const gone = [];
    for (const old of [...this.page.head.childNodes].filter(text)) {
      const same = news.get(text(old));
      if (same) {
        this.open.set(same, this.openOf(old));
        news.delete(text(old));
      } else gone.push(this.openOf(old));
    }
    const pathOf = (sheet) => new URL(sheet.getAttribute("href"), location.href).pathname;
    const isSheet = (node) => node.matches("link[rel~=stylesheet]");
    for (const node of news.values()) {
      const open = fresh(node);
      this.pair(node, open);
      const old = isSheet(open) && gone.find((other) => isSheet(other) && pathOf(other) === pathOf(open));
      if (old) {
        gone.splice(gone.indexOf(old), 1);
        open.addEventListener("load", () => old.remove());
        open.addEventListener("error", () => old.remove());
        old.after(open);
      } else {
        document.head.append(open);
      }
    }
    for (const node of gone) node.remove();
  }

  /** `old` and `next` are of one kind. */
  patchNode(old, next) {
    const open = this.openOf(old);
    this.open.set(next, open);
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.data !== next.data) open.data = next.data;
      return;
    }
    for (const { name } of [...old.attributes, ...next.attributes]) {
      // What readers opened and closed stays as they left it.
      const isReaders = name === "open" && old.matches("details, dialog");
      const value = next.getAttribute(name);
      if (isReaders || value === old.getAttribute(name)) continue;
      value === null ? open.removeAttribute(name) : open.setAttribute(name, value);
    }
    this.patchChildren(old, next, open);
  }

  patchChildren(old, next, parent) {
    const olds = [...old.childNodes];
    const news = [...next.childNodes];
    let last = null;
    const keep = (from, to) => {
      const open = this.openOf(from);
      if (open.parentNode !== parent) throw new Lost();
      from.isEqualNode(to) ? this.adopt(from, to) : this.patchNode(from, to);
      last = open;
    };
    let start = 0;
    while (start < olds.length && start < news.length && olds[start].isEqualNode(news[start])) {
      keep(olds[start], news[start]);
      start++;
    }
    let oldEnd = olds.length;
    let newEnd = news.length;
    while (oldEnd > start && newEnd > start && olds[oldEnd - 1].isEqualNode(news[newEnd - 1])) {
      oldEnd--;
      newEnd--;
    }
    const partners = paired(olds.slice(start, oldEnd), news.slice(start, newEnd));
    let at = start;
    for (let i = start; i < newEnd; i++) {
      const partner = partners[i - start];
      if (partner === undefined) {
        const open = fresh(news[i]);
        this.pair(news[i], open);
        parent.insertBefore(open, last ? last.nextSibling : parent.firstChild);
        last = open;
      } else {
        for (; at < start + partner; at++) this.openOf(olds[at]).remove();
        keep(olds[at++], news[i]);
      }
    }
    for (; at < oldEnd; at++) this.openOf(olds[at]).remove();
    for (let i = 0; oldEnd + i < olds.length; i++) keep(olds[oldEnd + i], news[newEnd + i]);
  }

  /** Hands the open nodes of an older state over to an equal newer one. */
  adopt(old, next) {
    const open = this.open.get(old);
    if (open) this.open.set(next, open);
    for (let i = 0; i < next.childNodes.length; i++) this.adopt(old.childNodes[i], next.childNodes[i]);
  }
}

/** The most pairs of nodes that are compared to find those that stayed. */
const MOST_COMPARED = 1e6;

/**
 * For each of `news` the position in `olds` of the node that it continues, if any; the positions rise. First the longest run of nodes that
 * are equal or bear one id, then, in the gaps between, nodes of one kind in their order.
 */
function paired(olds, news) {
  const partners = new Array(news.length);
  // Blank text is everywhere, and says nothing of what it stands between.
  const key = (node) => (node.id ? `#${node.nodeName}#${node.id}` : (node.outerHTML ?? (node.data.trim() && `text ${node.data}`)));
  const [left, right] = [olds.map(key), news.map(key)];
  if (left.length * right.length <= MOST_COMPARED) {
    const length = left.map(() => new Uint32Array(right.length + 1));
    length.push(new Uint32Array(right.length + 1));
    const isSame = (i, j) => left[i] && left[i] === right[j];
    for (let i = left.length - 1; i >= 0; i--) {
      for (let j = right.length - 1; j >= 0; j--) {
        length[i][j] = isSame(i, j) ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
      }
    }
    for (let i = 0, j = 0; i < left.length && j < right.length; ) {
      if (isSame(i, j)) partners[j++] = i++;
      else if (length[i + 1][j] >= length[i][j + 1]) i++;
      else j++;
    }
  }
  const isKind = (old, next) => old.nodeName === next.nodeName && !old.id && !next.id && old.nodeName !== "SCRIPT";
  let from = 0;
  for (let j = 0; j < news.length; j++) {
    if (partners[j] === undefined) {
      const next = partners.slice(j).find((partner) => partner !== undefined) ?? olds.length;
      const found = olds.slice(from, next).findIndex((old) => isKind(old, news[j]));
      if (found >= 0) partners[j] = from + found;
    }
    if (partners[j] !== undefined) from = partners[j] + 1;
  }
  return partners;
}

/** The node as one of the open page. A script that came by a parser's document never runs, so it is made anew. */
function fresh(node) {
  const open = document.importNode(node, true);
  if (open.nodeType !== Node.ELEMENT_NODE) return open;
  const remade = (script) => {
    const made = document.createElement("script");
    for (const { name, value } of script.attributes) made.setAttribute(name, value);
    made.textContent = script.textContent;
    return made;
  };
  if (open.matches("script")) return remade(open);
  for (const script of open.querySelectorAll("script")) script.replaceWith(remade(script));
  return open;
}

/** The scripts that set a page up, and so cannot be exchanged while it is open: those in files, and those of the head that run. */
function scripts(page) {
  const runs = (script) => !script.hasAttribute("data-journeybook") && /^$|javascript|module|importmap/.test(script.type);
  return [...page.querySelectorAll("script[src], head script")]
    .filter(runs)
    .map((script) => script.outerHTML)
    .join("\n");
}
