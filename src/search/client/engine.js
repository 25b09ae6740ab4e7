// The ranking: finds pages by the entries that the words of a query stand for. src/search/ranking.rs does the same in the program, step
// by step; tests/search holds both to the same results.
import { LEVELS, read } from "./numbers.js";
import { pieces } from "./pieces.js";
import { parse } from "./query.js";
import { compounds } from "./terms.js";

/**
 * A word of the query: the word, the entries that it stands for, the beginning that it shares with too many terms to list, and whether no page
 * has it as it was typed. A stop word beside others is an aside: no page is found by it.
 * @typedef {{ word: string, forms: import("./pieces.js").Form[], prefix?: string, isSimilar?: boolean, isAside?: boolean, isQuoted?: boolean }} Unit
 */

/** How much of a page's score is that of its best section, the rest being its words wherever they stand. */
const TOGETHER = 0.8;
/** How many words are few: of these all are meant, of a sentence hardly ever. */
const FEW = 2;
/** A word in more sections than this share of all is asked of no page. */
const COMMON = 0.2;
/** For several words, pages with less than this share of the best page's score are left out, unless a title or heading has a word of the query. */
const LEAST = 0.15;
/** In a query of no more words than this, stop words help to tell pages apart. */
const SHORT = 5;
/** What a level tells of a title or heading. */
const HEADING = 17;
/** The level of a section whose heading is the query, and how much more it scores. */
const OF_HEADING = 1;
const HEADED = 1.6;
/** In a question, how much more a page scores whose title or other name has the rarest word: it is about what others mention. */
const CALLED = 1.5;

/** Whether a compound is nothing but stop words. */
const isAside = (asides, { words }) => words.length > 0 && words.every((word) => asides.has(word));
/** Pages that are worth less than this do not come first because their name is the query. */
const WORTH_A_TITLE = 0.75;

/** @param {(name: string) => Promise<any[]>} load gives the values of a piece of the index by its name */
export const engine = (load) => {
  const index = pieces(load);

  /**
   * The pages that hold any of the units, with the score of each unit in each section.
   * @param {Unit[]} units
   * @param {number} total
   */
  const score = (units, total) => {
    /** @type {Map<number, { best: number[], isNamed: boolean, called: boolean[], sections: Map<number, number[]> }>} */
    const pages = new Map();
    const rarity = (holders) => Math.log(1 + (total - holders + 0.5) / (holders + 0.5));
    const weights = units.map(({ forms, prefix, isAside }, place) => {
      let holders = 0;
      let isCut = Boolean(prefix);
      for (const { entry, worth } of forms) {
        const size = index.sizeOf(entry);
        holders += size.found * worth;
        isCut ||= size.cut;
      }
      holders = Math.min(holders, total);
      const isCommon = isAside || isCut || holders > COMMON * total;
      for (const { entry, worth } of forms) {
        // The word as typed weighs by its own sections, what else it stands for by all together.
        const weight = worth * rarity(worth === 1 ? index.sizeOf(entry).found : holders);
        read(entry.postings, (page, section, level) => {
          const share = level / LEVELS;
          const score = weight * (share * share);
          let hits = pages.get(page);
          if (!hits) {
            hits = { best: new Array(units.length).fill(0), isNamed: false, called: [], sections: new Map() };
            pages.set(page, hits);
          }
          let scores = hits.sections.get(section);
          if (!scores) {
            scores = new Array(units.length).fill(0);
            hits.sections.set(section, scores);
          }
          if (score > scores[place]) scores[place] = score;
          if (score > hits.best[place]) hits.best[place] = score;
          if (level >= HEADING && !isCommon) hits.isNamed = true;
          if (level >= HEADING && !section) hits.called[place] = true;
        });
      }
      return { weight: rarity(holders), isCommon, isAside };
    });
    return { pages, weights };
  };

  /**
   * Looks every word up; without anything as it was typed, short words too may be slips.
   * @param {ReturnType<typeof parse>} query
   */
  const unitsOf = async ({ phrases, words, isOpen }) => {
    const { asides } = await index.head;
    const quoted = phrases.flat();
    const hasOthers = [...quoted, ...words].some((compound) => !isAside(asides, compound));
    const asked = (compound) => !hasOthers || !isAside(asides, compound);
    const isShort = quoted.length + words.length <= SHORT || quoted.length + words.filter(asked).length < FEW;
    const look = async (isLenient) =>
      (
        await Promise.all([
          ...quoted.filter(asked).map(async (compound) => {
            const units = await index.resolve(compound, false, true, false);
            return units.map((unit) => ({ ...unit, isQuoted: true }));
          }),
          ...words.map(async (compound, at) => {
            if (asked(compound)) return index.resolve(compound, isOpen && at === words.length - 1, false, isLenient);
            const units = isShort ? await index.resolve(compound, false, true, false) : [];
            return units.map((unit) => ({ ...unit, isAside: true }));
          }),
        ])
      ).flat();
    const units = await look(false);
    return phrases.length || units.some(({ forms, isAside }) => forms.length && !isAside) ? units : look(true);
  };

  /**
   * The pages whose name is the query, and the sections whose heading it is.
   * @param {ReturnType<typeof parse>} query
   */
  const named = async ({ phrases, words }) => {
    const titled = new Set();
    /** @type {Map<number, Set<number>>} */
    const headed = new Map();
    if (phrases.length || !words.length) return { titled, headed };
    const entry = await index.named(words.flatMap((compound) => compound.words));
    if (entry)
      read(entry.postings, (page, section, level) => {
        if (level !== OF_HEADING) titled.add(page);
        else headed.set(page, (headed.get(page) ?? new Set()).add(section));
      });
    return { titled, headed };
  };

  /**
   * Finds pages: gives them in order, with their best sections, and what readers are told about them.
   * @param {string} query
   */
  const search = async (query) => {
    const facts = await index.head;
    const asked = parse(query, facts);
    const { filters, phrases } = asked;
    const units = await unitsOf(asked);
    const total = facts.sections;
    const { pages, weights } = score(units, total);
    const { titled, headed } = await named(asked);

    // A word that is nowhere is asked of no page, unless it stands in a phrase; nor is one that is everywhere, unless all are.
    const isNowhere = units.map(({ forms, isQuoted }) => !forms.length && !isQuoted);
    const areAllCommon = weights.every(({ isCommon }, place) => isCommon || isNowhere[place]);
    const isAsked = weights.map(({ isCommon, isAside }, place) => !isAside && !isNowhere[place] && (areAllCommon || !isCommon));
    let whole = 0;
    let rarest = -1;
    weights.forEach(({ weight }, place) => {
      if (!isAsked[place]) return;
      whole += weight;
      if (!(weight <= weights[rarest]?.weight)) rarest = place;
    });
    // Who types the whole of a name with a slip asks no question.
    const isName = titled.size || headed.size || units.some(({ isSimilar }) => isSimilar);
    const isQuestion = !isName && !phrases.length && asked.words.length > FEW && asked.words.some((each) => isAside(facts.asides, each));
    const quoted = units.filter(({ isQuoted }) => isQuoted).length;
    const needed = isAsked.filter(Boolean).length;
    let found = [];
    let most = 0;
    for (const [page, { best, isNamed, called, sections }] of pages) {
      let held = 0;
      let covered = 0;
      let apart = 0;
      best.forEach((score, place) => {
        apart += score;
        if (!isAsked[place] || !score) return;
        held++;
        covered += weights[place].weight;
      });
      if (!held || (phrases.length && held < needed)) continue;
      let top = 0;
      const inPhrases = phrases.length
        ? [...sections].filter(([, scores]) => scores.slice(0, quoted).every((score) => score > 0))
        : [...sections];
      const scored = inPhrases.map(([section, scores]) => {
        let score = 0;
        for (const each of scores) score += each;
        if (headed.get(page)?.has(section)) score *= HEADED;
        if (score > top) top = score;
        return { section, score };
      });
      const share = covered / whole;
      let score = (TOGETHER * top + (1 - TOGETHER) * apart) * (needed > FEW ? Math.sqrt(share * Math.sqrt(share)) : share * share);
      if (isQuestion && called[rarest]) score *= CALLED;
      if (score > most) most = score;
      found.push({ page, held, score, isTitled: titled.has(page), isNamed, sections: scored });
    }
    found = found.filter(({ score, isTitled, isNamed }) => needed < 2 || isTitled || isNamed || score >= LEAST * most);
    if (!units.length && Object.values(filters).some(({ size }) => size)) {
      for (const page of facts.pages.keys()) found.push({ page, held: 0, score: 0, isTitled: false, isNamed: false, sections: [] });
    }
    const { aspects } = facts;
    // How many aspects a page is out of by what is asked for. A value counts what it would leave: pages that no other aspect leaves out.
    const isOut = (page, at) =>
      filters[aspects[at].key].size > 0 && !facts.pages[page][at].some((each) => filters[aspects[at].key].has(each));
    const counts = Object.fromEntries(aspects.map(({ key, known }) => [key, known.map(() => 0)]));
    found = found.filter(({ page }) => {
      const out = aspects.filter((_, at) => isOut(page, at));
      aspects.forEach((aspect, at) => {
        if (out.every((other) => other === aspect)) for (const each of facts.pages[page][at]) counts[aspect.key][each]++;
      });
      return !out.length;
    });
    // What is not in force, or no longer right, comes after what is.
    for (const hit of found) {
      const worth = facts.lowered?.[hit.page] ?? 1;
      if (worth < WORTH_A_TITLE) hit.isTitled = false;
      // Both halves of the search round in the same way, so that the last digits of a logarithm decide nothing.
      hit.score = Math.round(hit.score * worth * 1e6);
    }
    found.sort((a, b) => Number(b.isTitled) - Number(a.isTitled) || b.score - a.score || a.page - b.page);
    for (const { sections } of found) sections.sort((a, b) => b.score - a.score || a.section - b.section);

    // What to mark: terms as they stand in the text, and the beginnings of many.
    /** @type {{ terms: Map<string, number>, prefixes: string[] }} */
    const marks = { terms: new Map(), prefixes: [] };
    units.forEach(({ forms, prefix }, place) => {
      for (const { entry } of forms) marks.terms.set(entry.term, Math.max(weights[place].weight, marks.terms.get(entry.term) ?? 0));
      if (prefix) marks.prefixes.push(prefix);
    });
    return {
      found,
      counts,
      filters,
      phrases,
      marks,
      facts,
      all: found.filter(({ held }) => held === needed).length,
      unknown: units.filter(({ forms, isAside }) => !forms.length && !isAside).map(({ word }) => word),
      similar: units.filter(({ isSimilar, forms }) => isSimilar && forms.length).map(({ word }) => word),
      hasWords: units.some(({ isAside }) => !isAside),
    };
  };

  return { head: index.head, search, page: index.page, compounds };
};
