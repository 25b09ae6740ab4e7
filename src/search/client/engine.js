// The engine: finds pages in the pieces of the index. It knows nothing of the page it runs in, and runs in Node too.
import { distance, hash, keys, LONGEST_MISTYPED } from "./likeness.js";
import { BASE, count, place, read, unfold } from "./numbers.js";
import { compounds, fold } from "./terms.js";

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
export const engine = (load) => {
  const shards = new Map();
  const spellings = new Map();
  const head = load("head").then(([values]) => {
    const bounds = values.bounds.split(" ");
    const pages = [];
    for (let at = 0, value = 0, unit = 1; at < values.pages.length; at++) {
      const digit = place(values.pages.charCodeAt(at));
      value += (digit % BASE) * unit;
      unit *= BASE;
      if (digit < BASE) {
        pages.push(values.classes[value]);
        value = 0;
        unit = 1;
      }
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
      shards.set(
        number,
        load(`t${number}`).then(([terms, postings]) => {
          const lists = postings.split(" ");
          const entries = unfold(terms).map((entry, at) => ({ ...entry, postings: lists[at] }));
          return { entries, byTerm: new Map(entries.map((entry) => [entry.term, entry])) };
        }),
      );
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
    const add = (entry, worth) => {
      if (!(found.get(entry)?.worth >= worth)) found.set(entry, { entry, worth });
    };
    const exact = byTerm.get(word);
    if (exact) add(exact, 1);
    if (isExact) return { word, forms: [...found.values()] };

    if (exact) for (const entry of await kin(word, exact.stem)) if (entry !== exact) add(entry, WORTH.stem);

    let prefix;
    if (isOpen || !exact) {
      const start = `${word}*`;
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
    if (known >= Math.max(RARE, RARE_SHARE * sections) || word.length > LONGEST_MISTYPED || [...word].length < (exact ? 4 : 3))
      return forms();
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
        if (
          entry.stem.length > Math.max(stem.length, 3) &&
          entry.stem.length >= word.length - 4 &&
          word.startsWith(entry.stem) &&
          !entry.term.endsWith("*")
        )
          [stem, form] = [entry.stem, entry.term];
      }
      if (stem) for (const entry of await kin(form, stem)) add(entry, WORTH.guess);
    }
    return forms();
  };

  const spelled = (number) => {
    if (!spellings.has(number)) {
      spellings.set(
        number,
        load(`s${number}`).then(([list]) =>
          unfold(list).map(({ term }) => {
            const letters = [...term];
            // The last character is how many bits the number of the term's sections has.
            return { size: place((letters.pop() ?? "").charCodeAt(0)), letters };
          }),
        ),
      );
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
    await Promise.all(
      kept.map(async ([term, { away }]) => {
        const exact = (await shard(shardOf(bounds, term))).byTerm.get(term);
        if (!exact) return;
        const worth = (away < 2 ? WORTH.one : WORTH.two) * (away % 1 ? 0.8 : 1);
        found.push([exact, worth]);
        for (const entry of await kin(term, exact.stem)) if (entry !== exact) found.push([entry, worth * WORTH.stem]);
      }),
    );
    return found;
  };

  // What one compound of the query leads to: its whole, or else its words.
  /** @type {(compound: { words: string[], wholes: string[], unspaced?: boolean }, isOpen: boolean, isExact: boolean) => Promise<any[]>} */
  const resolve = async ({ words, wholes, unspaced }, isOpen, isExact) => {
    const whole = wholes.at(-1);
    if (whole) {
      const found = await lookUp(whole, isOpen && !/\W$/.test(whole), isExact);
      if (found.forms.length) return [found];
      if (wholes.length > 1 && words.length > 1) return resolve({ words, wholes: wholes.slice(0, 1) }, isOpen, isExact);
    }
    return Promise.all(
      words.map((word, at) =>
        lookUp(word, unspaced ? words.length === 1 : isOpen && at === words.length - 1, isExact || (unspaced && words.length > 1)),
      ),
    );
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
    const units = (
      await Promise.all([
        ...phrases.flat().map((compound) => resolve(compound, false, true)),
        ...words.map((compound, at) => resolve(compound, isOpen && at === words.length - 1, false)),
      ])
    ).flat();

    const total = facts.sections;
    /** @type {Map<number, any>} */
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
          if (!hits) {
            hits = { best: new Array(units.length).fill(0), sections: new Map() };
            pages.set(page, hits);
          }
          let scores = hits.sections.get(section);
          if (!scores) {
            scores = new Array(units.length).fill(0);
            hits.sections.set(section, scores);
          }
          scores[place] = Math.max(scores[place], score);
          hits.best[place] = Math.max(hits.best[place], score);
        });
      }
    });
    if (!units.length) for (const page of facts.pages.keys()) pages.set(page, { best: [], sections: new Map() });

    // A word that is everywhere is asked of no page, unless all are.
    const asked = units.some((unit) => !unit.common) ? units.map((unit) => !unit.common) : units.map(() => true);
    const needed = asked.filter(Boolean).length;
    let found = [];
    for (const [page, { best, sections }] of pages) {
      let held = 0;
      let apart = 0;
      best.forEach((score, place) => {
        held += asked[place] && score > 0 ? 1 : 0;
        apart += score;
      });
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
    /** @type {{ terms: Set<string>, prefixes: string[] }} */
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
      const part = Array.isArray(head) ? (head[2] ?? 0) : head;
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
