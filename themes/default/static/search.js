// The search: fetched when a reader opens it. First the engine, which knows nothing of the page and runs in Node too, then the
// dialog. Tokens and postings are those of `src/search`; `tests/search/cases.json` holds both to the same results.
(() => {
  /* Terms, as src/search/tokens.rs and fold.rs have them */

  const LONGEST = 40;
  const UNSPACED = "\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff";
  const WORD = "[\\p{Alphabetic}\\p{N}\\p{M}]+";
  const COMPOUND = new RegExp(`${WORD}(?:[-‐_.'’]${WORD})*(\\(\\)|\\+\\+|#)?`, "gu");
  const RUNS = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu");
  const IS_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
  const SPELLED_OUT = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", ħ: "h", ı: "i", þ: "th", ς: "σ", " ": "" };

  const fold = (word) => word.normalize("NFKD").replace(/([\0-\u03ff])[\u0300-\u036f]+/g, "$1").normalize("NFC").toLowerCase()
    .replace(/[ßæœøđðłħıþς ]/g, (letter) => SPELLED_OUT[letter]);
  const isShort = (term) => term && [...term].length <= LONGEST;

  // Each compound of a text: where it stands, its words, and its second names, the last of which says most. A query needs no
  // last character of a run apart from the pair that ends with it.
  const compounds = (text, isQuery) => [...text.matchAll(COMPOUND)].map((found) => {
    const sign = found[1] ?? "";
    const compound = found[0].slice(0, found[0].length - sign.length);
    const words = [];
    const wholes = [];
    if (IS_UNSPACED.test(compound)) {
      for (const run of compound.split(/[-‐_.'’]/).flatMap((piece) => piece.match(RUNS) ?? [])) {
        const letters = [...fold(run)];
        if (!IS_UNSPACED.test(run[0] + (run[1] ?? ""))) words.push(letters.join(""));
        else letters.forEach((letter, at) => { if (!isQuery || !at || at + 1 < letters.length) words.push(letter + (letters[at + 1] ?? "")); });
      }
      return { at: found.index, end: found.index + found[0].length, words: words.filter(isShort), wholes, unspaced: true };
    }
    const parts = compound.split(/([-‐_.'’])/);
    const folded = parts.map((part, place) => (place % 2 ? part : fold(part)));
    for (let place = 0; place < parts.length; place += 2) {
      const elided = /^[a-z]$/.test(folded[place]) && /['’]/.test((parts[place - 1] ?? "") + (parts[place + 1] ?? ""));
      if (!elided && isShort(folded[place])) words.push(folded[place]);
    }
    const joined = folded.filter((_, place) => place % 2 === 0).join("");
    if (parts.length <= 7 && isShort(joined)) {
      if (parts.length > 1) wholes.push(joined);
      if (sign) wholes.push(joined + sign);
    }
    return { at: found.index, end: found.index + found[0].length, words, wholes };
  });

  /* Numbers, as src/search/digits.rs writes them */

  const BASE = 45;
  const place = (code) => code - 33 - (code > 34) - (code > 60) - (code > 92);

  // Calls `take` with page, section and level of each posting.
  const read = (postings, take) => {
    let at = 0;
    const number = () => {
      let value = 0;
      let unit = 1;
      for (;;) {
        const digit = place(postings.charCodeAt(at++));
        if (digit < BASE) return value + digit * unit;
        value += (digit - BASE) * unit;
        unit *= BASE;
      }
    };
    if (postings[0] === "~") { at = 1; number(); }
    let page = -1;
    while (at < postings.length) {
      page += number() + 1;
      let section = -1;
      for (let last = false; !last;) {
        section += number() + 1;
        const level = place(postings.charCodeAt(at++));
        last = level >= BASE;
        take(page, section, last ? level - BASE : level);
      }
    }
  };

  // How many sections hold a term, and whether only its best ones are listed.
  const count = (postings) => {
    let found = 0;
    if (postings[0] !== "~") {
      read(postings, () => found++);
      return { found, cut: false };
    }
    let unit = 1;
    for (let at = 1; ; at++, unit *= BASE) {
      const digit = place(postings.charCodeAt(at));
      found += (digit % BASE) * unit;
      if (digit < BASE) return { found, cut: true };
    }
  };

  // Terms that are written by what they do not share with the one before.
  const unfold = (list) => {
    let before = [];
    return (list ? list.split(" ") : []).map((entry) => {
      const bar = entry.indexOf("|");
      const letters = [...before.slice(0, place(entry.charCodeAt(0))), ...entry.slice(1, bar < 0 ? undefined : bar)];
      before = letters;
      const term = letters.join("");
      const stem = bar < 0 ? term : letters.slice(0, place(entry.charCodeAt(bar + 1))).join("") + entry.slice(bar + 2);
      return { term, stem };
    });
  };

  /* Likeness of words */

  // The least number of letters to insert, drop, change or swap with a neighbour that makes `word` of `term`, or of the
  // beginning of `term`; `most + 1` when it is more than `most`.
  const LONGEST_MISTYPED = 30;
  let [before, row, next] = [0, 1, 2].map(() => new Uint8Array(2 * LONGEST));
  const distance = (word, term, most, isPrefix) => {
    if (term.length < word.length - most || (!isPrefix && term.length > word.length + most)) return most + 1;
    for (let j = 0; j <= term.length; j++) row[j] = j;
    for (let i = 1; i <= word.length; i++) {
      let least = next[0] = i;
      for (let j = 1; j <= term.length; j++) {
        let here = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (word[i - 1] === term[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && word[i - 1] === term[j - 2] && word[i - 2] === term[j - 1]) here = Math.min(here, before[j - 2] + 1);
        next[j] = here;
        if (here < least) least = here;
      }
      [before, row, next] = [row, next, before];
      if (least > most) return most + 1;
    }
    // A beginning that is shorter than the word would make a slip of whatever stands behind it.
    return isPrefix ? row.subarray(Math.min(word.length, term.length), term.length + 1).reduce((least, away) => Math.min(least, away)) : row[term.length];
  };

  // FNV-1a, as src/search/spelling.rs has it.
  const hash = (key) => {
    let value = 0x811c9dc5;
    for (let at = 0; at < key.length; at++) value = Math.imul(value ^ key.charCodeAt(at), 0x01000193);
    return value >>> 0;
  };

  // The lists of spellings that may hold a mistyped word: first those that one error leaves, then those for the middle.
  const keys = (letters) => {
    const key = (sign, from) => sign + letters.slice(from, from + 2).join("");
    const near = [key("^", 0), key("$", letters.length - 2)];
    if (letters.length === 4) near.push("^" + letters[0] + letters[2]);
    return [near, letters.length < 8 ? [] : [key("-", 2), key("-", 3), key("-", 4)]];
  };

  /* The engine */

  // What a match is worth beside the word as it was typed. Measured by benches/relevance.
  const WORTH = { stem: 0.6, prefix: 0.5, one: 0.6, two: 0.45, only: 0.9, guess: 0.35 };
  // Words in more sections than this share of all are asked of no page.
  const COMMON = 0.2;
  // How much of a page's score is that of its best section, the rest being its words wherever they stand.
  const TOGETHER = 0.7;
  // With fewer pages than this that have all words, those that lack one are shown too.
  const FEW = 5;
  // In fewer sections than this, or than this share of all, a word may be a slip that somebody else made too.
  const RARE = 3;
  const RARE_SHARE = 0.004;
  // How many terms a mistyped word may stand for.
  const CANDIDATES = 6;

  // `load` gives the values of a piece of the index by its name.
  const engine = (load) => {
    const shards = new Map();
    const spellings = new Map();
    const head = load("head").then(([values]) => {
      const bounds = values.bounds.split(" ");
      const pages = [];
      for (let at = 0, value = 0, unit = 1; at < values.pages.length; at++) {
        const digit = place(values.pages.charCodeAt(at));
        value += (digit % BASE) * unit;
        unit *= BASE;
        if (digit < BASE) { pages.push(values.classes[value]); value = 0; unit = 1; }
      }
      return { ...values, bounds, pages };
    });

    const shardOf = (bounds, term) => {
      let [low, high] = [0, bounds.length];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (bounds[middle] <= term) low = middle;
        else high = middle;
      }
      return low;
    };

    const shard = (number) => {
      if (!shards.has(number)) {
        shards.set(number, load(`t${number}`).then(([terms, postings]) => {
          const lists = postings.split(" ");
          const entries = unfold(terms).map((entry, at) => ({ ...entry, postings: lists[at] }));
          return { entries, byTerm: new Map(entries.map((entry) => [entry.term, entry])) };
        }));
      }
      return shards.get(number);
    };

    // The shards that may hold terms with a beginning, from the one that a term with just these letters is in.
    const shardsOf = async (start) => {
      const { bounds } = await head;
      const first = shardOf(bounds, start);
      let end = first + 1;
      while (end < bounds.length && bounds[end].startsWith(start)) end++;
      return Promise.all(Array.from({ length: end - first }, (_, at) => shard(first + at)));
    };
    const sizeOf = (entry) => (entry.size ??= count(entry.postings));

    // The forms of a word that stand for it as its stem does, from all shards where they may be.
    const kin = async (term, stem) => {
      let shared = 0;
      while (shared < stem.length && term[shared] === stem[shared]) shared++;
      const near = shared < 4 ? [await shard(shardOf((await head).bounds, term))] : await shardsOf(stem.slice(0, shared));
      return near.flatMap(({ entries }) => entries.filter((entry) => entry.stem === stem && !entry.term.endsWith("*")));
    };

    // The entries that a word stands for, each with what it is worth. `isOpen` says that it may go on.
    const lookUp = async (word, isOpen, isExact) => {
      const { bounds, sections } = await head;
      const { byTerm } = await shard(shardOf(bounds, word));
      const found = new Map();
      const add = (entry, worth) => { if (!(found.get(entry)?.worth >= worth)) found.set(entry, { entry, worth }); };
      const exact = byTerm.get(word);
      if (exact) add(exact, 1);
      if (isExact) return { word, forms: [...found.values()] };

      if (exact) for (const entry of await kin(word, exact.stem)) if (entry !== exact) add(entry, WORTH.stem);

      let prefix;
      if (isOpen || !exact) {
        const start = word + "*";
        const many = (await shard(shardOf(bounds, start))).byTerm.get(start);
        if (many) {
          add(many, WORTH.prefix);
          prefix = word;
        } else {
          for (const { entries } of await shardsOf(word)) {
            for (const entry of entries) if (entry.term.startsWith(word) && !entry.term.endsWith("*")) add(entry, WORTH.prefix);
          }
        }
      }

      let known = 0;
      for (const { entry } of found.values()) known += sizeOf(entry).found;
      const forms = () => ({ word, forms: [...found.values()], prefix });
      if (known >= Math.max(RARE, RARE_SHARE * sections) || word.length > LONGEST_MISTYPED || [...word].length < (exact ? 4 : 3)) return forms();
      // Where somebody knows the word, what it may be a slip of is known to many more.
      const meant = await misspelled(word, isOpen, known);
      // What an unknown word is taken for counts nearly as much as if it had been typed: nothing else can be meant.
      const likeliest = Math.max(...meant.map(([, worth]) => worth));
      for (const [entry, worth] of meant) add(entry, exact ? worth : (worth * WORTH.only) / likeliest);
      if (!known) {
        // An unknown form of a known word: the longest stem it begins with.
        let [stem, form] = ["", ""];
        // A letter less than the stem has at least, since a stem may end otherwise than its words: `happi`, of `happy`.
        const near = await shardsOf(word.slice(0, Math.max(word.length - 5, 4)));
        for (const entry of near.flatMap(({ entries }) => entries)) {
          if (entry.stem.length > Math.max(stem.length, 3) && entry.stem.length >= word.length - 4 && word.startsWith(entry.stem) && !entry.term.endsWith("*")) [stem, form] = [entry.stem, entry.term];
        }
        if (stem) for (const entry of await kin(form, stem)) add(entry, WORTH.guess);
      }
      return forms();
    };

    const spelled = (number) => {
      if (!spellings.has(number)) {
        spellings.set(number, load(`s${number}`).then(([list]) => unfold(list).map(({ term }) => {
          const letters = [...term];
          // The last character is how many bits the number of the term's sections has.
          return { size: place(letters.pop().charCodeAt(0)), letters };
        })));
      }
      return spellings.get(number);
    };

    // The terms that a mistyped word may mean, the likeliest first: each in eight times as many sections as know the word as it is.
    const misspelled = async (word, isOpen, known) => {
      const { spellings: files, bounds } = await head;
      const letters = [...word];
      const most = letters.length < 8 ? 1 : 2;
      const near = new Map();
      const atLeast = known ? Math.log2(known) + 3 : 0;
      for (const round of keys(letters).slice(0, known ? 1 : 2)) {
        if (near.size) break;
        const numbers = new Set(round.map((key) => hash(key) % files));
        for (const list of await Promise.all([...numbers].map(spelled))) {
          for (const { letters: term, size } of list) {
            if (term.length < 4 || size < atLeast) continue;
            const whole = distance(letters, term, most, false);
            const begun = isOpen && whole > 0 && letters.length > 3 ? distance(letters, term, most, true) + 0.5 : Infinity;
            const away = Math.min(whole, begun);
            if (away > 0 && away < most + 1) near.set(term.join(""), { away, size: size + (term[0] === letters[0] ? 2 : 0) });
          }
        }
      }
      const best = [...near].sort(([, a], [, b]) => a.away - b.away || b.size - a.size).slice(0, CANDIDATES);
      const least = best[0]?.[1].away;
      const kept = best.filter(([, { away }]) => away < least + 1);
      const found = [];
      await Promise.all(kept.map(async ([term, { away }]) => {
        const exact = (await shard(shardOf(bounds, term))).byTerm.get(term);
        if (!exact) return;
        const worth = (away < 2 ? WORTH.one : WORTH.two) * (away % 1 ? 0.8 : 1);
        found.push([exact, worth]);
        for (const entry of await kin(term, exact.stem)) if (entry !== exact) found.push([entry, worth * WORTH.stem]);
      }));
      return found;
    };

    // What one compound of the query leads to: its whole, or else its words.
    const resolve = async ({ words, wholes, unspaced }, isOpen, isExact) => {
      const whole = wholes.at(-1);
      if (whole) {
        const found = await lookUp(whole, isOpen && !/\W$/.test(whole), isExact);
        if (found.forms.length) return [found];
        if (wholes.length > 1 && words.length > 1) return resolve({ words, wholes: wholes.slice(0, 1) }, isOpen, isExact);
      }
      return Promise.all(words.map((word, at) => lookUp(word, unspaced ? words.length === 1 : isOpen && at === words.length - 1, isExact || (unspaced && words.length > 1))));
    };

    // A query: words, "phrases", and filters such as stage:adoption.
    const parse = (query, { stages, needs }) => {
      const filters = { stage: new Set(), need: new Set() };
      const known = { stage: stages, need: needs };
      const phrases = [];
      let rest = query.replace(/(^|\s)(stage|need):("[^"]*"?|\S*)/giu, (_, space, kind, value) => {
        kind = kind.toLowerCase();
        const wanted = fold(value.replaceAll('"', "").trim());
        const place = known[kind].findIndex(([id, title]) => id === wanted || fold(title) === wanted);
        const begun = known[kind].findIndex(([id, title]) => id.startsWith(wanted) || fold(title).startsWith(wanted));
        if (wanted) filters[kind].add(place < 0 ? begun : place);
        return space;
      });
      rest = rest.replace(/["“„«]([^"“”„«»]*)(?:["”“»]|$)/gu, (_, phrase) => {
        const terms = compounds(phrase, true);
        if (terms.length) phrases.push(terms);
        return " ";
      });
      return { filters, phrases, words: compounds(rest, true), isOpen: /[\p{Alphabetic}\p{N}\p{M}]$/u.test(rest) };
    };

    // Finds pages. Gives them in order, with their best sections, and what readers are told about them.
    const search = async (query) => {
      const facts = await head;
      const { filters, phrases, words, isOpen } = parse(query, facts);
      const units = (await Promise.all([
        ...phrases.flat().map((compound) => resolve(compound, false, true)),
        ...words.map((compound, at) => resolve(compound, isOpen && at === words.length - 1, false)),
      ])).flat();

      const total = facts.sections;
      const pages = new Map();
      units.forEach((unit, place) => {
        let holders = 0;
        for (const form of unit.forms) {
          const size = sizeOf(form.entry);
          holders += size.found * form.worth;
          unit.cut ||= size.cut;
        }
        holders = Math.min(holders, total);
        // BM25's weight of a word: the word as typed by its own sections, what else it stands for by all together.
        const rarity = (holders) => Math.log(1 + (total - holders + 0.5) / (holders + 0.5));
        unit.common = unit.cut || unit.prefix || holders > COMMON * total;
        for (const { entry, worth } of unit.forms) {
          const weight = worth * rarity(worth === 1 ? entry.size.found : holders);
          read(entry.postings, (page, section, level) => {
            const score = weight * (level / (BASE - 1)) ** 2;
            let hits = pages.get(page);
            if (!hits) pages.set(page, hits = { best: new Array(units.length).fill(0), sections: new Map() });
            let scores = hits.sections.get(section);
            if (!scores) hits.sections.set(section, scores = new Array(units.length).fill(0));
            scores[place] = Math.max(scores[place], score);
            hits.best[place] = Math.max(hits.best[place], score);
          });
        }
      });
      if (!units.length) facts.pages.forEach((_, page) => pages.set(page, { best: [], sections: new Map() }));

      // A word that is everywhere is asked of no page, unless all are.
      const asked = units.some((unit) => !unit.common) ? units.map((unit) => !unit.common) : units.map(() => true);
      const needed = asked.filter(Boolean).length;
      let found = [];
      for (const [page, { best, sections }] of pages) {
        let held = 0;
        let apart = 0;
        best.forEach((score, place) => { held += asked[place] && score > 0 ? 1 : 0; apart += score; });
        let top = 0;
        const scored = [...sections].map(([section, scores]) => {
          const score = scores.reduce((sum, each) => sum + each, 0);
          top = Math.max(top, score);
          return { section, score };
        });
        found.push({ page, held, score: TOGETHER * top + (1 - TOGETHER) * apart, sections: scored });
      }
      // Pages with all words, and where these are few, pages that lack one. The fewer words a page has the less it counts.
      const most = found.reduce((most, { held }) => Math.max(most, held), 0);
      const whole = found.filter(({ held }) => held === most).length;
      const least = most > 1 && most === needed && !phrases.length && whole < FEW ? most - 1 : most;
      found = found.filter(({ held }) => held >= least);
      for (const hit of found) hit.score *= (hit.held / Math.max(most, 1)) ** 2;
      const isIn = (page, kind) => {
        const at = kind === "stage" ? 0 : 1;
        return !filters[kind].size || facts.pages[page][at].some((each) => filters[kind].has(each));
      };
      const counts = { stage: facts.stages.map(() => 0), need: facts.needs.map(() => 0) };
      for (const { page } of found) {
        if (isIn(page, "need")) for (const each of facts.pages[page][0]) counts.stage[each]++;
        if (isIn(page, "stage")) for (const each of facts.pages[page][1]) counts.need[each]++;
      }
      found = found.filter(({ page }) => isIn(page, "stage") && isIn(page, "need"));
      found.sort((a, b) => b.score - a.score || a.page - b.page);
      for (const { sections } of found) sections.sort((a, b) => b.score - a.score || a.section - b.section);

      // What to mark: terms as they stand in the text, and the beginnings of many.
      const marks = { terms: new Set(), prefixes: [] };
      for (const { forms, prefix } of units) {
        for (const { entry } of forms) marks.terms.add(entry.term);
        if (prefix) marks.prefixes.push(prefix);
      }
      const unknown = units.filter(({ forms }) => !forms.length).map(({ word }) => word);
      const isPartial = most < needed;
      const all = found.filter(({ held }) => held === most).length;
      return { found, all, counts, filters, phrases, marks, isPartial, unknown, hasWords: units.length > 0, facts };
    };

    // The title, address and sections of a page; the texts of those named are there too.
    const page = async (number, sections) => {
      const [title, address, heads, texts] = await load(`p${number}`);
      let heading;
      const all = heads.map((head) => {
        const part = Array.isArray(head) ? head[2] ?? 0 : head;
        if (Array.isArray(head)) heading = head;
        return { heading: heading[0], anchor: heading[1], part };
      });
      const parts = new Map([[0, texts]]);
      for (const number_ of new Set((sections ?? [...all.keys()]).map((section) => all[section]?.part ?? 0))) {
        if (number_) parts.set(number_, (await load(`p${number}-${number_}`))[0]);
      }
      const seen = new Map();
      for (const section of all) {
        const at = seen.get(section.part) ?? 0;
        seen.set(section.part, at + 1);
        section.text = parts.get(section.part)?.[at] ?? "";
      }
      return { title, address, sections: all };
    };

    return { head, search, page };
  };

  /* Loading */

  // Each piece of the index is a script that calls `jbSearch` with its edition and its name, so that it loads from a disk too.
  const waiting = new Map();
  const receive = (edition, name, ...values) => waiting.get(name)?.(edition, values);

  const loader = (base) => {
    const pieces = new Map();
    let current;
    let version = "";
    const load = (name) => {
      if (!pieces.has(name)) {
        pieces.set(name, new Promise((resolve, reject) => {
          const script = document.createElement("script");
          const fail = () => {
            if (!waiting.delete(name)) return;
            pieces.delete(name);
            reject(new Error(name));
          };
          waiting.set(name, (edition, values) => {
            waiting.delete(name);
            if (name === "head") {
              current = edition;
              version = values[0].version;
            }
            // A piece of another edition: the site was published anew in the meantime.
            edition === current ? resolve(values) : reject(Object.assign(new Error(name), { isOutdated: true }));
          });
          script.onerror = fail;
          script.onload = () => { script.remove(); fail(); };
          script.src = `${base}${name}.js${version ? `?v=${version}` : load.again ?? ""}`;
          document.head.append(script);
        }));
      }
      return pieces.get(name);
    };
    return load;
  };

  // The engine of the site, made anew when the site was published while it was in use: then the question has to be asked again,
  // since pages may have other numbers now.
  let current;
  const ask = async (base, work) => {
    current ??= engine(loader(base));
    try {
      return await work(current);
    } catch (error) {
      if (error.isOutdated) {
        const load = loader(base);
        load.again = `?${Date.now()}`;
        current = engine(load);
      }
      throw error;
    }
  };

  /* What readers see */

  const AT_ONCE = 10;
  const EXCERPT = 170;
  const STUB = 24;

  const make = (tag, className = "", ...children) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...children);
    return element;
  };
  const several = (number, word) => `${number.toLocaleString(document.documentElement.lang || "en")} ${word}${number === 1 ? "" : "s"}`;

  const isMarked = ({ words, wholes }, { terms, prefixes }) =>
    [...words, ...wholes].some((word) => terms.has(word) || prefixes.some((prefix) => word.startsWith(prefix)));

  // A text with its marked words in <mark>, as nodes: whatever a page says, it stays text.
  const marked = (text, marks, from = 0, to = text.length) => {
    const nodes = [];
    let at = from;
    for (const compound of compounds(text.slice(from, to))) {
      if (!isMarked(compound, marks)) continue;
      nodes.push(text.slice(at, from + compound.at), make("mark", "", text.slice(from + compound.at, from + compound.end)));
      at = from + compound.end;
    }
    nodes.push(text.slice(at, to));
    return nodes;
  };

  // The piece of a text where most of the marked words stand close to one another.
  const excerpt = (text, marks) => {
    const hits = compounds(text).filter((compound) => isMarked(compound, marks));
    let best = { weight: 0, at: 0, end: 0 };
    hits.forEach((hit, first) => {
      const near = new Set();
      let next = first;
      for (; next < hits.length && hits[next].end - hit.at < EXCERPT * 0.8; next++) near.add(hits[next].words.join(" "));
      if (near.size > best.weight) best = { weight: near.size, at: hit.at, end: hits[next - 1].end };
    });
    const before = text.lastIndexOf("\n", best.at) + 1;
    let from = best.at - before < EXCERPT / 3 ? before : text.lastIndexOf(" ", best.at - EXCERPT / 5) + 1;
    let to = Math.min(text.length, from + EXCERPT);
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), best.at);
    // A few words of the next sentence tell nothing.
    const [whole] = text.slice(from, to).match(/^.*(?:[.!?](?=\s|$)|[。\n])/s) ?? [""];
    if (to < text.length && from + whole.length > Math.max(best.end, to - STUB)) to = from + whole.trimEnd().length;
    // Entries of a list and cells of a table end without a full stop, so something else parts them.
    const parted = marked(text, marks, from, to).map((node) => (typeof node === "string" ? node.replace(/(^|[^.!?:;,。])\n/g, "$1 · ") : node));
    return [from > before ? "… " : "", ...parted, to < text.length ? " …" : ""];
  };

  // Whether a section says a phrase, with its words next to one another.
  const says = ({ title, heading, text }, phrases) => phrases.every((phrase) => {
    const wanted = ` ${phrase.flatMap(({ words }) => words).join(" ")} `;
    return [title, heading, text].some((field) => ` ${compounds(field ?? "").flatMap(({ words }) => words).join(" ")} `.includes(wanted));
  });

  // The pages of a result, one by one, with what is shown of each. Phrases are looked for in the texts themselves.
  async function* shown(result, get) {
    const { found, phrases } = result;
    for (let from = 0; from < found.length; from += AT_ONCE) {
      const some = await Promise.all(found.slice(from, from + AT_ONCE).map(async (hit) => {
        const numbers = hit.sections.slice(0, phrases.length ? 12 : 3).map(({ section }) => section);
        const page = await get(hit.page, numbers);
        let sections = hit.sections.slice(0, numbers.length).map(({ section, score }) => ({ ...page.sections[section], number: section, score }));
        if (phrases.length) sections = sections.filter((section) => says({ ...section, title: section.number ? "" : page.title }, phrases));
        return { ...hit, ...page, sections };
      }));
      for (const page of some) if (!phrases.length || page.sections.length) yield page;
    }
  }

  const mark = (stage) => {
    const ink = (stage % 7) + 1;
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "jb-mark");
    svg.setAttribute("viewBox", "-24 -24 48 48");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS(svg.namespaceURI, "use");
    use.setAttribute("href", `#jb-m${ink}`);
    const text = document.createElementNS(svg.namespaceURI, "text");
    text.setAttribute("y", { 3: 13, 5: 8, 7: 8 }[ink] ?? 7);
    text.textContent = stage + 1;
    svg.append(use, text);
    return svg;
  };

  // One page of the results: its title and stage, and its best sections.
  const item = (page, result, root) => {
    const { facts, marks } = result;
    const address = root + page.address + (location.protocol === "file:" && /(^|\/)$/.test(page.address) ? "index.html" : "");
    const link = (anchor, ...words) => Object.assign(make("a", "", ...words), { href: anchor ? `${address}#${encodeURIComponent(anchor)}` : address });
    const home = facts.pages[page.page][0][0];
    const title = make("div", "jb-hit", link("", ...marked(page.title, marks)));
    if (home !== undefined) {
      const stage = make("span", "jb-hit-stage", mark(home), facts.stages[home][1]);
      title.append(stage);
    }
    const entry = make("li", home === undefined ? "" : `jb-i${(home % 7) + 1}`, title);
    const least = (page.sections[0]?.score ?? 0) / 2;
    const seen = new Set();
    for (const section of page.sections) {
      if (section.score < least || seen.has(section.anchor) || seen.size === 3) continue;
      seen.add(section.anchor);
      const part = make("div", section.anchor ? "jb-hit-part" : "jb-hit-top");
      if (section.anchor) part.append(link(section.anchor, ...marked(section.heading, marks)));
      if (section.text) part.append(make("p", "jb-says", ...excerpt(section.text, marks)));
      entry.append(part);
    }
    return entry;
  };

  /* The dialog */

  let dialog;

  const build = ({ root, index, pages }) => {
    const input = Object.assign(make("input"), { type: "text", id: "jb-query", autocomplete: "off", spellcheck: false, enterKeyHint: "go" });
    input.setAttribute("aria-describedby", "jb-find-status");
    const status = make("p", "jb-find-status");
    status.id = "jb-find-status";
    status.setAttribute("role", "status");
    const facets = make("div", "jb-facets");
    const list = make("ul", "jb-hits");
    const more = Object.assign(make("button", "jb-button", "Show more"), { type: "button", hidden: true });
    const close = Object.assign(make("button", "jb-button", "Close"), { type: "button" });
    const label = Object.assign(make("label", "", "Search this handbook"), { htmlFor: input.id });
    const body = make("div", "jb-find-body", status, facets, list, more);
    dialog = make("dialog", "jb-find", make("div", "jb-find-head", label, make("div", "jb-find-line", input, close)), body);
    dialog.setAttribute("aria-label", "Search");

    const links = () => [...list.querySelectorAll("a")];
    let round = 0;
    let rest;

    const show = async (number, next = false) => {
      const items = [];
      while (items.length < AT_ONCE) {
        const { value, done } = await rest.pages.next();
        if (number !== round) return;
        if (done) { rest.done = true; break; }
        items.push(item(value, rest.result, root));
      }
      rest.count += items.length;
      // Whoever walks the results already while the last letters are still being looked for stays on the same one.
      const walked = list.contains(document.activeElement) ? document.activeElement.href : undefined;
      next ? list.append(...items) : list.replaceChildren(...items);
      if (walked && !next) (links().find((link) => link.href === walked) ?? links()[0] ?? input).focus();
      if (next) items[0]?.querySelector("a").focus();
      more.hidden = Boolean(rest.done) || (rest.result.phrases.length === 0 && rest.count >= rest.result.found.length);
    };

    const say = ({ found, all, isPartial, unknown, phrases, hasWords, filters }, asked) => {
      const size = phrases.length ? rest.count : found.length;
      const open = phrases.length && !rest.done ? "at least " : "";
      if (!asked.trim()) return "Type a word. A part of it will do, and so will one with a slip of the finger.";
      if (!size && (filters.stage.size || filters.need.size) && found.length === 0) return "No page matches with these filters. Take one away to see more.";
      if (!size && phrases.length) return "No page has these words next to one another. Without the quotes there may be more.";
      if (!size) return "No page has anything like this. Try fewer letters, or another word for it.";
      if (isPartial && unknown.length) return `Nothing here says ${unknown.map((word) => `“${word}”`).join(", ")}, or writes it otherwise; ${several(size, "page")} with the rest.`;
      if (isPartial && hasWords) return `No page has all of these words; ${size === 1 ? "this one has" : `these ${several(size, "page").replace(/ page(s?)$/, "")} have`} most.`;
      if (all < found.length && !phrases.length) return `${several(all, "page")} with all of these words, ${several(found.length - all, "page").replace(/ pages?$/, "")} with most.`;
      return open + several(size, "page");
    };

    // A filter is a part of the query, so that it travels with the address.
    const toggle = (kind, id, isOn) => {
      const term = new RegExp(`(^|\\s)${kind}:${id.replace(/[^\p{L}\p{N}]/gu, "\\$&")}(?=\\s|$)`, "giu");
      input.value = isOn ? input.value.replace(term, "$1").replace(/\s+/g, " ").trim() : `${input.value.trim()} ${kind}:${id}`.trim();
      run();
    };

    const group = (kind, name, known, counts, chosen) => {
      const buttons = known.flatMap(([id, title], at) => {
        const isOn = chosen.has(at);
        if (!counts[at] && !isOn) return [];
        const button = make("button", `jb-facet${kind === "stage" ? ` jb-i${(at % 7) + 1}` : ""}`);
        button.type = "button";
        button.dataset.facet = `${kind}:${id}`;
        button.setAttribute("aria-pressed", isOn);
        if (kind === "stage") button.append(mark(at));
        button.append(title, make("span", "jb-count", ` ${counts[at]}`));
        button.addEventListener("click", () => toggle(kind, id, isOn));
        return [button];
      });
      if (!buttons.length) return [];
      const box = make("div", "jb-facet-group", make("span", "jb-label", name), ...buttons);
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", name);
      return [box];
    };

    // The address bears the query, so that it can be shared and found again by going back.
    const remember = (query) => {
      const address = new URL(location.href);
      query.trim() ? address.searchParams.set("q", query) : address.searchParams.delete("q");
      try { history.replaceState(history.state, "", address); } catch { /* A page from a disk may not change its address. */ }
    };

    const run = async (isAgain) => {
      const number = ++round;
      const query = input.value;
      remember(query);
      try {
        const result = await ask(index, (engine) => engine.search(query));
        if (number !== round) return;
        const get = (page, sections) => ask(index, (engine) => engine.page(page, sections));
        if (!query.trim()) result.found = [];
        rest = { result, pages: shown(result, get), count: 0 };
        await show(number);
        if (number !== round) return;
        status.textContent = say(result, query);
        const focused = document.activeElement?.dataset?.facet;
        const isEmptyPhrase = result.phrases.length > 0 && !rest.count;
        facets.replaceChildren(...isEmptyPhrase ? [] : [
          ...group("stage", "Stage", result.facts.stages, result.counts.stage, result.filters.stage),
          ...group("need", "Need", result.facts.needs, result.counts.need, result.filters.need),
        ]);
        if (focused) (facets.querySelector(`[data-facet="${CSS.escape(focused)}"]`) ?? input).focus();
      } catch (error) {
        if (number !== round) return;
        if (error.isOutdated && isAgain !== true) return run(true);
        status.replaceChildren("The search could not be loaded. ", Object.assign(make("a", "", "The list of all pages"), { href: pages }), " is still there.");
      }
    };

    input.addEventListener("input", run);
    more.addEventListener("click", () => show(round, true));
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => remember(""));
    // A link to the page that one is on does not leave it.
    list.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link && link.href.split("#")[0].split("?")[0] === location.href.split("#")[0].split("?")[0]) dialog.close();
    });
    dialog.addEventListener("keydown", (event) => {
      const all = links();
      const at = all.indexOf(document.activeElement);
      if (event.key === "ArrowDown" && all.length && (at >= 0 || event.target === input)) all[Math.min(at + 1, all.length - 1)].focus();
      else if (event.key === "ArrowUp" && at >= 0) (all[at - 1] ?? input).focus();
      else if (event.key === "Enter" && event.target === input) all[0]?.click();
      else return;
      event.preventDefault();
    });
    document.body.append(dialog);

    return ({ query, typed }) => {
      if (!dialog.open) dialog.showModal();
      if (query || typed) input.value = typed || query;
      input.focus();
      // What the reader is typing goes on; what is there from before gives way to it.
      if (!typed) input.select();
      run();
    };
  };

  let opened;
  const places = ({ index, root, pages }) => ({ index: new URL(index, location.href).href, root, pages });

  // Opens the search for the button that leads to it: with a query to be looked for, or with the letters typed so far.
  const open = (button, words = {}) => (opened ??= build(places(button.dataset)))(words);

  // For the page of addresses that do not exist: lists the pages that the words of the address lead to.
  const suggest = async (button, words, box) => {
    const { index, root } = places(button.dataset);
    const result = await ask(index, (engine) => engine.search(words));
    const items = [];
    for await (const page of shown(result, (number, sections) => ask(index, (engine) => engine.page(number, sections)))) {
      items.push(item({ ...page, sections: page.sections.slice(0, 1) }, result, root));
      if (items.length === 5) break;
    }
    if (!items.length) return;
    box.querySelector("ul").replaceChildren(...items);
    box.hidden = false;
  };

  globalThis.jbSearch = Object.assign(receive, { engine, compounds, fold, distance, open, suggest });
})();
