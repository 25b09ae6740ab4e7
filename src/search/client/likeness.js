// How like two words are, and where words of like spelling are listed (src/search/spelling.rs).

/** The longest word that may be mistyped, in UTF-16 units. */
export const LONGEST_MISTYPED = 30;
let [before, row, next] = [0, 1, 2].map(() => new Uint8Array(2 * LONGEST_MISTYPED + 20));
/**
 * The least number of letters to insert, drop, change or swap with a neighbour that makes `word` of `term`, or of the beginning of
 * `term`; `most + 1` when it is more than `most`.
 * @param {string[]} word
 * @param {string[]} term
 * @param {number} most
 * @param {boolean} isPrefix
 */
export const distance = (word, term, most, isPrefix) => {
  if (term.length < word.length - most || (!isPrefix && term.length > word.length + most)) return most + 1;
  for (let j = 0; j <= term.length; j++) row[j] = j;
  for (let i = 1; i <= word.length; i++) {
    let least = i;
    next[0] = i;
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
  return isPrefix
    ? row.subarray(Math.min(word.length, term.length), term.length + 1).reduce((least, away) => Math.min(least, away))
    : row[term.length];
};

/**
 * FNV-1a over UTF-16 units.
 * @param {string} key
 */
export const hash = (key) => {
  let value = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) value = Math.imul(value ^ key.charCodeAt(at), 0x01000193);
  return value >>> 0;
};

/**
 * The lists of spellings that may hold a mistyped word: first those that one error leaves, then those for the middle.
 * @param {string[]} letters
 */
export const keys = (letters) => {
  /** @type {(sign: string, from: number) => string} */
  const key = (sign, from) => `${sign}${letters.slice(from, from + 2).join("")}`;
  const near = [key("^", 0), key("$", letters.length - 2)];
  if (letters.length === 4) near.push(`^${letters[0]}${letters[2]}`);
  return [near, letters.length < 8 ? [] : [key("-", 2), key("-", 3), key("-", 4)]];
};
