// The index as it stands in its pieces: what the words of a query stand for, and the texts of pages.
import { distance, hash, keys, LONGEST_MISTYPED } from "./likeness.js";
import { count, place, unfold } from "./numbers.js";

/**
 * @typedef {{ term: string, stem: string, postings: string, size?: { found: number, cut: boolean } }} Entry
 * @typedef {{ entry: Entry, worth: number }} Form
 * @typedef {{ entries: Entry[], byTerm: Map<string, Entry> }} Shard
 */

// What a match is worth beside the word as it was typed. Measured by benches/relevance.
const WORTH = { stem: 0.6, prefix: 0.5, one: 0.6, two: 0.45, only: 0.9, guess: 0.35 };
// In fewer sections than this, or than this share of all, a word may be a slip that somebody else made too.
const RARE = 3;
const RARE_SHARE = 0.004;
/** The shortest word that may be a slip, in characters, and the shortest one where nothing else is found. */
const SHORTEST = 5;
const SHORTEST_ALONE = 3;
/** How many terms a mistyped word may stand for. */
const CANDIDATES = 6;
/** How many names of pages are told apart. */
const NAMES = 36 ** 4;

/** What is no word: the beginning of many terms, and the name of a page. @param {Entry} entry */
const isWord = ({ term }) => !/[*=]/.test(term);

/** @param {(name: string) => Promise<any[]>} load */
export const pieces = (load) => {
  /** @type {Map<number, Promise<Shard>>} */
  const shards = new Map();
  /** @type {Map<number, Promise<{ size: number, letters: string[] }[]>>} */
  const spellings = new Map();
  const head = load("head").then(([values]) => {
    const pages = [];
    for (let at = 0, value = 0, unit = 1; at < values.pages.length; at++) {
      const digit = place(values.pages.charCodeAt(at));
      value += (digit % 45) * unit;
      unit *= 45;
      if (digit < 45) {
        pages.push(values.classes[value]);
        value = 0;
        unit = 1;
      }
    }
    // By what pages are told apart: stages and needs, then the handbook's tags and facets.
    const aspects = [
      { key: "stage", known: values.stages },
      { key: "need", known: values.needs },
      ...(values.facets ?? []).map(([key, title, known]) => ({ key, title, known })),
    ];
    return { ...values, aspects, bounds: values.bounds.split(" "), asides: new Set(values.asides.split(" ")), pages };
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

  /** @param {number} number @returns {Promise<Shard>} */
  const shard = (number) => {
    let loaded = shards.get(number);
    if (!loaded) {
      loaded = load(`t${number}`).then(([terms, postings]) => {
        const lists = postings.split(" ");
        const entries = unfold(terms).map((entry, at) => ({ ...entry, postings: lists[at] }));
        return { entries, byTerm: new Map(entries.map((entry) => [entry.term, entry])) };
      });
      shards.set(number, loaded);
    }
    return loaded;
  };
  const entryOf = async (term) => (await shard(shardOf((await head).bounds, term))).byTerm.get(term);

  // The shards that may hold terms with a beginning, from the one that a term with just these letters is in.
  const shardsOf = async (start) => {
    const { bounds } = await head;
    const first = shardOf(bounds, start);
    let end = first + 1;
    while (end < bounds.length && bounds[end].startsWith(start)) end++;
    return Promise.all(Array.from({ length: end - first }, (_, at) => shard(first + at)));
  };
  /** @param {Entry} entry */
  const sizeOf = (entry) => {
    entry.size ??= count(entry.postings);
    return entry.size;
  };

  // The forms of a word that stand for it as its stem does, from all shards where they may be.
  const kin = async (term, stem) => {
    let shared = 0;
    while (shared < stem.length && term[shared] === stem[shared]) shared++;
    const near = shared < 4 ? [await shard(shardOf((await head).bounds, term))] : await shardsOf(stem.slice(0, shared));
    return near.flatMap(({ entries }) => entries.filter((entry) => entry.stem === stem && isWord(entry)));
  };

  /**
   * The entries that a word stands for, each with what it is worth.
   * @param {string} word
   * @param {boolean} isOpen whether it may go on
   * @param {boolean} isExact whether nothing else will do
   * @param {boolean} isLenient whether short words too may be slips
   * @returns {Promise<import("./engine.js").Unit>}
   */
  const lookUp = async (word, isOpen, isExact, isLenient) => {
    const { sections } = await head;
    /** @type {Map<Entry, Form>} */
    const found = new Map();
    const add = (entry, worth) => {
      if (!((found.get(entry)?.worth ?? 0) >= worth)) found.set(entry, { entry, worth });
    };
    const exact = await entryOf(word);
    if (exact) add(exact, 1);
    if (isExact) return { word, forms: [...found.values()] };
    if (exact) for (const entry of await kin(word, exact.stem)) if (entry !== exact) add(entry, WORTH.stem);

    let prefix;
    if (isOpen || !exact) {
      const many = await entryOf(`${word}*`);
      if (many) {
        add(many, WORTH.prefix);
        prefix = word;
      } else {
        for (const { entries } of await shardsOf(word)) {
          for (const entry of entries) if (entry.term.startsWith(word) && isWord(entry)) add(entry, WORTH.prefix);
        }
      }
    }

    let known = 0;
    for (const { entry } of found.values()) known += sizeOf(entry).found;
    const forms = () => [...found.values()];
    const shortest = isLenient ? SHORTEST_ALONE : known ? SHORTEST : SHORTEST - 1;
    if (known >= Math.max(RARE, RARE_SHARE * sections) || word.length > LONGEST_MISTYPED || [...word].length < shortest) {
      return { word, forms: forms(), prefix };
    }
    // Where somebody knows the word, what it may be a slip of is known to many more.
    const meant = await misspelled(word, isOpen, known);
    // What an unknown word is taken for counts nearly as much as if it had been typed: nothing else can be meant.
    const likeliest = Math.max(...meant.map(([, worth]) => worth));
    for (const [entry, worth] of meant) add(entry, exact ? worth : (worth * WORTH.only) / likeliest);
    if (!known && [...word].length >= SHORTEST) {
      // An unknown form of a known word: the longest stem it begins with.
      let [stem, form] = ["", ""];
      // A letter less than the stem has at least, since a stem may end otherwise than its words: `happi`, of `happy`.
      const near = await shardsOf(word.slice(0, Math.max(word.length - 5, 4)));
      for (const entry of near.flatMap(({ entries }) => entries)) {
        const isStem = entry.stem.length > Math.max(stem.length, 3) && entry.stem.length >= word.length - 4;
        if (isStem && word.startsWith(entry.stem) && isWord(entry)) [stem, form] = [entry.stem, entry.term];
      }
      if (stem) for (const entry of await kin(form, stem)) add(entry, WORTH.guess);
    }
    return { word, forms: forms(), prefix, isSimilar: !known };
  };

  const spelled = (number) => {
    let loaded = spellings.get(number);
    if (!loaded) {
      loaded = load(`s${number}`).then(([list]) =>
        unfold(list).map(({ term }) => {
          const letters = [...term];
          // The last character is how many bits the number of the term's sections has.
          return { size: place((letters.pop() ?? "").charCodeAt(0)), letters };
        }),
      );
      spellings.set(number, loaded);
    }
    return loaded;
  };

  // The terms that a mistyped word may mean, the likeliest first: each in eight times as many sections as know the word as it is.
  /** @type {(word: string, isOpen: boolean, known: number) => Promise<[Entry, number][]>} */
  const misspelled = async (word, isOpen, known) => {
    const { spellings: files } = await head;
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
    // Of equally likely ones the first of the alphabet, in the order of UTF-16 units, so that the order of files decides nothing.
    const byTerm = (a, b) => (a < b ? -1 : 1);
    const best = [...near].sort(([term, a], [other, b]) => a.away - b.away || b.size - a.size || byTerm(term, other)).slice(0, CANDIDATES);
    const least = best[0]?.[1].away;
    const kept = best.filter(([, { away }]) => away < least + 1);
    const found = await Promise.all(
      kept.map(async ([term, { away }]) => {
        const exact = await entryOf(term);
        if (!exact) return [];
        const worth = (away < 2 ? WORTH.one : WORTH.two) * (away % 1 ? 0.8 : 1);
        const others = (await kin(term, exact.stem)).filter((entry) => entry !== exact);
        return [[exact, worth], ...others.map((entry) => [entry, worth * WORTH.stem])];
      }),
    );
    return /** @type {[Entry, number][]} */ (found.flat());
  };

  /**
   * What one compound of the query leads to: its whole, or else its words, or else the parts of a name.
   * @type {(compound: { words: string[], wholes: string[], humps: string[], unspaced?: boolean }, isOpen: boolean, isExact: boolean, isLenient: boolean) => Promise<import("./engine.js").Unit[]>}
   */
  const resolve = async ({ words, wholes, humps, unspaced }, isOpen, isExact, isLenient) => {
    const whole = wholes.at(-1);
    if (whole) {
      const found = await lookUp(whole, isOpen && !/\W$/.test(whole), isExact, isLenient);
      if (found.forms.length) return [found];
      if (wholes.length > 1 && words.length > 1) return resolve({ words, wholes: wholes.slice(0, 1), humps }, isOpen, isExact, isLenient);
    }
    const units = await Promise.all(
      words.map((word, at) => {
        const isLast = unspaced ? words.length === 1 : isOpen && at === words.length - 1;
        return lookUp(word, isLast, isExact || (Boolean(unspaced) && words.length > 1), isLenient);
      }),
    );
    if (!humps.length || words.length > 1 || units[0]?.forms.length) return units;
    return Promise.all(humps.map((part) => lookUp(part, false, isExact, isLenient)));
  };

  /** The pages that bear a name, given as its words, or else what these say without the stop words. @param {string[]} words */
  const named = async (words) => {
    const { asides } = await head;
    const telling = words.filter((word) => !asides.has(word));
    const first = telling[0] ?? words[0];
    const entry = (name) => entryOf(`${first}=${hash(name.join(" ")) % NAMES}`);
    return first && ((await entry(words)) ?? entry(telling));
  };

  // The title, address, facts and sections of a page; the texts of those named are there too.
  const page = async (number, sections) => {
    const [title, address, heads, texts, facts = {}] = await load(`p${number}`);
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
    return { title, address, facts, sections: all };
  };

  return { head, resolve, named, sizeOf, page };
};
