// Text becomes terms: the rules of src/search/tokens.rs and fold.rs, held to them by tests/search/cases.json.

/**
 * A compound of a text: where it stands, its words, and its second names, the last of which says most.
 * @typedef {{ at: number, end: number, words: string[], wholes: string[], unspaced?: boolean }} Compound
 */

const LONGEST = 40;
const UNSPACED =
  "\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff";
const WORD = "[\\p{Alphabetic}\\p{N}\\p{M}]+";
const COMPOUND = new RegExp(`${WORD}(?:[-‐_.'’]${WORD})*(\\(\\)|\\+\\+|#)?`, "gu");
const RUNS = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu");
const IS_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
/** @type {Record<string, string>} */
const SPELLED_OUT = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", ħ: "h", ı: "i", þ: "th", ς: "σ", " ": "" };

/**
 * A word as compared: without case, accents and compatibility forms.
 * @param {string} word
 */
export const fold = (word) =>
  word
    .normalize("NFKD")
    .replace(/([\0-\u03ff])[\u0300-\u036f]+/g, "$1")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[ßæœøđðłħıþς ]/g, (letter) => SPELLED_OUT[letter]);
/** @param {string} term */
const isShort = (term) => term !== "" && [...term].length <= LONGEST;

/**
 * The compounds of a text, in order.
 * @param {string} text
 * @param {boolean} [isQuery] a query needs no last character of a run apart from the pair that ends with it
 * @returns {Compound[]}
 */
export const compounds = (text, isQuery) =>
  [...text.matchAll(COMPOUND)].map((found) => {
    const sign = found[1] ?? "";
    const compound = found[0].slice(0, found[0].length - sign.length);
    /** @type {string[]} */
    const words = [];
    /** @type {string[]} */
    const wholes = [];
    if (IS_UNSPACED.test(compound)) {
      for (const run of compound.split(/[-‐_.'’]/).flatMap((piece) => piece.match(RUNS) ?? [])) {
        const letters = [...fold(run)];
        if (!IS_UNSPACED.test(run[0] + (run[1] ?? ""))) words.push(letters.join(""));
        else
          letters.forEach((letter, at) => {
            if (!isQuery || !at || at + 1 < letters.length) words.push(letter + (letters[at + 1] ?? ""));
          });
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
