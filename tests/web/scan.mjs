// A plain scan of readings, against which search is held: what must be found, and by which queries.

/** Numbers in [0, 1) that are the same in every run. */
export function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Only letters and digits count: what a plain scan compares. */
export const letters = (text) => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
export const words = (text) => text.normalize('NFKD').toLowerCase().replace(/[\u0300-\u036f]/g, '').split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** A scan over readings, each `[[document, segment, witness], language, text]`; places are `document segment witness`. */
export function scanOf(readings) {
  const isChinese = ([, lang]) => lang.startsWith('zh');
  const place = ([facts]) => facts.join(' ');
  const chinese = readings.filter(isChinese).map((r) => [place(r), letters(r[2])]);
  const spaced = readings.filter((r) => !isChinese(r)).map((r) => [place(r), words(r[2])]);
  return {
    chinese: (query) => {
      const wanted = letters(query);
      return chinese.filter(([, text]) => text.includes(wanted)).map(([at]) => at).sort();
    },
    phrase: (wanted, last = (a, b) => a === b) =>
      spaced.filter(([, list]) => list.some((_, n) =>
        wanted.every((w, k) => (k + 1 < wanted.length ? list[n + k] === w : n + k < list.length && last(list[n + k], w)))))
        .map(([at]) => at).sort(),
    /** `count` substrings of one to eight letters with a Chinese character in each. */
    substrings: (count, seed) => {
      const next = random(seed);
      const found = [];
      while (found.length < count) {
        const text = chinese[Math.floor(next() * chinese.length)][1];
        const length = 1 + Math.floor(next() * 8);
        const from = Math.floor(next() * Math.max(1, text.length - length));
        const query = text.slice(from, from + length);
        if (/\p{Script=Han}/u.test(query)) found.push(query);
      }
      return found;
    },
    /** `count` lists of one to five words that stand so. */
    phrases: (count, seed) => {
      const next = random(seed);
      const found = [];
      while (found.length < count) {
        const list = spaced[Math.floor(next() * spaced.length)][1];
        const length = 1 + Math.floor(next() * 5);
        const from = Math.floor(next() * list.length);
        if (list.length) found.push(list.slice(from, from + length));
      }
      return found;
    },
  };
}
