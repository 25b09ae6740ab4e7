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

  // Each compound of a text: where it stands, its words, and its second names, the last of which says most.
  const compounds = (text) => [...text.matchAll(COMPOUND)].map((found) => {
    const sign = found[1] ?? "";
    const compound = found[0].slice(0, found[0].length - sign.length);
    const words = [];
    const wholes = [];
    if (IS_UNSPACED.test(compound)) {
      for (const run of compound.split(/[-‐_.'’]/).flatMap((piece) => piece.match(RUNS) ?? [])) {
        const letters = [...fold(run)];
        if (!IS_UNSPACED.test(run[0] + (run[1] ?? ""))) words.push(letters.join(""));
        else letters.forEach((letter, at) => words.push(letter + (letters[at + 1] ?? "")));
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
  const distance = (word, term, most, isPrefix) => {
    if (term.length < word.length - most || (!isPrefix && term.length > word.length + most)) return most + 1;
    let before = [];
    let row = Array.from({ length: term.length + 1 }, (_, at) => at);
    for (let i = 1; i <= word.length; i++) {
      const next = [i];
      let least = i;
      for (let j = 1; j <= term.length; j++) {
        const same = word[i - 1] === term[j - 1];
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && word[i - 1] === term[j - 2] && word[i - 2] === term[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
        least = Math.min(least, next[j]);
      }
      if (least > most) return most + 1;
      before = row;
      row = next;
    }
    return isPrefix ? Math.min(...row) : row[term.length];
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
  const WORTH = { stem: 0.8, prefix: 0.7, one: 0.6, two: 0.45, parts: 0.7 };
  // Words in more sections than this share of all are asked of no page.
  const COMMON = 0.2;
  // How much of a page's score is that of its best section, the rest being its words wherever they stand.
  const TOGETHER = 0.5;
  // With fewer sections than this, a word may be a slip that somebody else made too.
  const RARE = 3;

  // `load` gives the values of a piece of the index by its name.
  const engine = (load) => {
    const shards = new Map();
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

    // The entries that a word stands for, each with what it is worth. `isOpen` says that it may go on.
    const lookUp = async (word, isOpen, isExact) => {
      const { bounds, spellings } = await head;
      const first = shardOf(bounds, word);
      const { entries, byTerm } = await shard(first);
      const found = new Map();
      const add = (entry, worth) => { if (!(found.get(entry)?.worth >= worth)) found.set(entry, { entry, worth }); };
      const exact = byTerm.get(word);
      if (exact) add(exact, 1);
      if (isExact) return { forms: [...found.values()] };

      let stem = exact?.stem ?? "";
      if (!exact) {
        // An unknown form of a known word: the longest stem it begins with.
        for (const entry of entries) {
          if (entry.stem.length > Math.max(stem.length, 3) && entry.stem.length >= word.length - 4 && word.startsWith(entry.stem) && !entry.term.endsWith("*")) stem = entry.stem;
        }
      }
      if (stem) for (const entry of entries) if (entry.stem === stem && entry !== exact) add(entry, WORTH.stem);

      let prefix;
      if (isOpen || !found.size) {
        const many = byTerm.get(word + "*");
        if (many) {
          add(many, WORTH.prefix);
          prefix = word;
        } else {
          for (let number = first; number < bounds.length && (number === first || bounds[number].startsWith(word) || bounds[number] < word); number++) {
            for (const entry of (await shard(number)).entries) {
              if (entry.term.startsWith(word) && !entry.term.endsWith("*")) add(entry, WORTH.prefix);
            }
          }
        }
      }

      let known = 0;
      for (const { entry } of found.values()) known += entry.found ??= count(entry.postings).found;
      if (known >= RARE || [...word].length < 4) return { forms: [...found.values()], prefix };
      for (const [entry, worth] of await misspelled(word, isOpen, spellings)) add(entry, worth);
      return { forms: [...found.values()], prefix };
    };

    // The terms that a mistyped word may mean, the likeliest first.
    const misspelled = async (word, isOpen, files) => {
      const letters = [...word];
      const most = letters.length < 8 ? 1 : 2;
      const near = new Map();
      for (const round of keys(letters)) {
        if (near.size) break;
        const numbers = new Set(round.map((key) => hash(key) % files));
        for (const [list] of await Promise.all([...numbers].map((number) => load(`s${number}`)))) {
          for (const entry of unfold(list)) {
            const size = entry.term.charCodeAt(entry.term.length - 1);
            const term = [...entry.term].slice(0, -1);
            const whole = distance(letters, term, most, false);
            const begun = isOpen && whole > 0 ? distance(letters, term, most, true) + 0.5 : Infinity;
            const away = Math.min(whole, begun);
            if (away > 0 && away < most + 1) near.set(term.join(""), { away, size });
          }
        }
      }
      const { bounds } = await head;
      const best = [...near].sort(([, a], [, b]) => a.away - b.away || b.size - a.size).slice(0, 4);
      const least = best[0]?.[1].away;
      const kept = best.filter(([, { away }]) => away < least + 1);
      const found = [];
      await Promise.all(kept.map(async ([term, { away }]) => {
        const { entries, byTerm } = await shard(shardOf(bounds, term));
        const exact = byTerm.get(term);
        if (!exact) return;
        const worth = (away < 2 ? WORTH.one : WORTH.two) * (away % 1 ? 0.8 : 1);
        found.push([exact, worth]);
        for (const entry of entries) if (entry.stem === exact.stem && entry !== exact) found.push([entry, worth * WORTH.stem]);
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
        const terms = compounds(phrase);
        if (terms.length) phrases.push(terms);
        return " ";
      });
      return { filters, phrases, words: compounds(rest), isOpen: /[\p{Alphabetic}\p{N}\p{M}]$/u.test(rest) };
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
          const size = count(form.entry.postings);
          holders += size.found * form.worth;
          unit.cut ||= size.cut;
        }
        holders = Math.min(holders, total);
        unit.rarity = Math.log(1 + (total - holders + 0.5) / (holders + 0.5));
        unit.common = unit.cut || unit.prefix || holders > COMMON * total;
        for (const { entry, worth } of unit.forms) {
          read(entry.postings, (page, section, level) => {
            const score = unit.rarity * worth * (level / (BASE - 1)) ** 2;
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
      const most = found.reduce((most, { held }) => Math.max(most, held), 0);
      found = found.filter(({ held }) => held === most);
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
      const isPartial = most < needed;
      return { found, counts, filters, phrases, marks, isPartial, hasWords: units.length > 0, facts };
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

  globalThis.jbSearch = Object.assign(() => {}, { engine, compounds, fold, distance });
})();
