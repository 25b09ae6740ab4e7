// What a query asks for.
import { compounds, fold } from "./terms.js";

/** The longest query that is looked at, in UTF-16 units. */
const LONGEST_QUERY = 400;

/**
 * Reads a query: words, "phrases", and filters such as stage:adoption. `isOpen` says that the last word may go on.
 * @param {string} query
 * @param {{ aspects: { key: string, known: [string, string][] }[] }} head
 */
export const parse = (query, { aspects }) => {
  /** @type {Record<string, Set<number>>} */
  const filters = Object.fromEntries(aspects.map(({ key }) => [key, new Set()]));
  const known = Object.fromEntries(aspects.map(({ key, known }) => [key, known]));
  const filter = new RegExp(`(^|\\s)(${aspects.map(({ key }) => key).join("|")}):("[^"]*"?|\\S*)`, "giu");
  /** @type {import("./terms.js").Compound[][]} */
  const phrases = [];
  let rest = query.slice(0, LONGEST_QUERY).replace(filter, (_, space, kind, value) => {
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
