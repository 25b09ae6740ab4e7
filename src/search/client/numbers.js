// The numbers and lists of the index, as src/search/digits.rs, index.rs and shards.rs write them.

export const BASE = 45;
/** The highest level. */
export const LEVELS = BASE - 1;
/**
 * The place of a character in the alphabet, from 0.
 * @param {number} code
 */
export const place = (code) => code - 33 - Number(code > 34) - Number(code > 60) - Number(code > 92);

/**
 * Reads postings.
 * @param {string} postings
 * @param {(page: number, section: number, level: number) => void} take called for each
 */
export const read = (postings, take) => {
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
  if (postings[0] === "~") {
    at = 1;
    number();
  }
  let page = -1;
  while (at < postings.length) {
    page += number() + 1;
    let section = -1;
    for (let last = false; !last; ) {
      section += number() + 1;
      const level = place(postings.charCodeAt(at++));
      last = level >= BASE;
      take(page, section, last ? level - BASE : level);
    }
  }
};

/**
 * How many sections hold a term, and whether only its best ones are listed.
 * @param {string} postings
 */
export const count = (postings) => {
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

/**
 * Terms that are written by what they do not share with the one before.
 * @param {string} list
 */
export const unfold = (list) => {
  /** @type {string[]} */
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
