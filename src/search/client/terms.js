// Text becomes terms: the rules of src/search/tokens.rs and fold.rs, held to them by tests/search/cases.json.

/**
 * A compound of a text: where it stands, its words, its second names, the last of which says most, and the parts of names such as
 * `getUserProfile` with what stands behind each.
 * @typedef {{ at: number, end: number, words: string[], wholes: string[], humps: string[], unspaced?: boolean }} Compound
 */

const LONGEST = 40;
const MOST_HUMPS = 8;
const UNSPACED =
  "\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff";
const IGNORED = "\u00ad\u200b-\u200d\u2060\ufeff";
const VOWEL_MARKS = "\u064b-\u065f\u0670\u0640\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7";
const WORD = `[\\p{Alphabetic}\\p{N}\\p{M}${IGNORED}]+`;
const JOINT = "[-‐\u2011_.'’]";
const COMPOUND = new RegExp(`${WORD}(?:${JOINT}${WORD})*(\\(\\)|\\+\\+|#)?`, "gu");
const RUNS = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu");
const IS_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
const JOINTS = new RegExp(`(${JOINT})`);
const DROPPED = new RegExp(`[${IGNORED}${VOWEL_MARKS}]`, "g");
const HUMP = /(?<=[\p{Lowercase}\p{N}])(?=\p{Uppercase})|(?<=\p{Uppercase})(?=\p{Uppercase}\p{Lowercase})/u;
/** @type {Record<string, string>} */
const SPELLED_OUT = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", ħ: "h", ı: "i", þ: "th", ς: "σ", " ": "" };

/**
 * A word as compared: without case, accents and compatibility forms.
 * @param {string} word
 */
export const fold = (word) =>
  /^[\0-\x7f]*$/.test(word)
    ? word.toLowerCase()
    : word
        .normalize("NFKD")
        .replace(DROPPED, "")
        .replace(/([\0-\u03ff])[\u0300-\u036f]+|([\u0415\u0435])\u0308/g, "$1$2")
        .normalize("NFC")
        .toLowerCase()
        .replace(/[ßæœøđðłħıþς ]/g, (letter) => SPELLED_OUT[letter])
        .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 96));

/**
 * As much of a term as is looked for.
 * @param {string} term
 */
const clip = (term) => (term.length <= LONGEST ? term : [...term].slice(0, LONGEST).join(""));

/**
 * The parts of a name such as `getUserProfile`, and what stands behind each of them.
 * @param {string} word
 */
const humpsOf = (word) => {
  const parts = word.split(HUMP);
  if (parts.length < 2 || parts.length > MOST_HUMPS) return [];
  const folded = parts.map(fold);
  const behind = folded.slice(1, -1).map((_, place) => fold(parts.slice(place + 1).join("")));
  return [...folded.filter((part) => part[1]), ...behind].map(clip);
};

/**
 * The terms of one compound.
 * @param {string} compound
 * @param {string} sign what stands behind it, as in `C++`
 * @param {boolean} [isQuery]
 */
const termsOf = (compound, sign, isQuery) => {
  /** @type {string[]} */
  const words = [];
  /** @type {string[]} */
  const wholes = [];
  if (IS_UNSPACED.test(compound)) {
    for (const run of compound.split(JOINTS).flatMap((piece, place) => (place % 2 ? [] : (piece.match(RUNS) ?? [])))) {
      const letters = [...fold(run)];
      if (!IS_UNSPACED.test(run[0] + (run[1] ?? ""))) words.push(letters.join(""));
      else
        letters.forEach((letter, at) => {
          if (!isQuery || !at || at + 1 < letters.length) words.push(letter + (letters[at + 1] ?? ""));
        });
    }
    return { words: words.filter(Boolean).map(clip), wholes, humps: [], unspaced: true };
  }
  const parts = compound.split(JOINTS);
  const folded = parts.map((part, place) => (place % 2 ? part : fold(part)));
  for (let place = 0; place < parts.length; place += 2) {
    const elided = /^[a-z]$/.test(folded[place]) && /['’]/.test((parts[place - 1] ?? "") + (parts[place + 1] ?? ""));
    if (!elided && folded[place]) words.push(clip(folded[place]));
  }
  const joined = folded.filter((_, place) => place % 2 === 0).join("");
  if (parts.length <= 7 && joined && clip(joined) === joined) {
    if (parts.length > 1) wholes.push(joined);
    if (sign) wholes.push(joined + sign);
  }
  const humps = parts.filter((part, place) => place % 2 === 0 && /.\p{Uppercase}/u.test(part)).flatMap(humpsOf);
  return { words, wholes, humps };
};

/** How many compounds are remembered with their terms: as many as some pages have, whose texts are read again with each letter typed. */
const MOST_KNOWN = 20_000;
/** @type {Map<string, { words: string[], wholes: string[], humps: string[], unspaced?: boolean }>} */
const termsKnown = new Map();

/**
 * The compounds of a text, in order.
 * @param {string} text
 * @param {boolean} [isQuery] a query needs no last character of a run apart from the pair that ends with it
 * @returns {Compound[]}
 */
export const compounds = (text, isQuery) =>
  [...text.matchAll(COMPOUND)].map((found) => {
    const [all, sign = ""] = found;
    let terms = isQuery ? undefined : termsKnown.get(all);
    if (!terms) {
      terms = termsOf(all.slice(0, all.length - sign.length), sign, isQuery);
      if (termsKnown.size === MOST_KNOWN) termsKnown.clear();
      if (!isQuery) termsKnown.set(all, terms);
    }
    return { at: found.index, end: found.index + all.length, ...terms };
  });
