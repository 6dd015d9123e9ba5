// What a misspelt word may have meant: known words at a small distance, the nearest and most common first.

/**
 * Returns how many letters must be added, dropped, changed or swapped with their neighbour to make one word of the
 * other (optimal string alignment), or `most + 1` if more than `most`. With `open`, the second word may go on.
 * @param {string} one
 * @param {string} two
 * @param {number} most
 * @param {boolean} [open]
 * @returns {number}
 */
export function distance(one, two, most, open = false) {
  if (one.length - two.length > most || (!open && two.length - one.length > most)) return most + 1;
  const width = Math.min(two.length, one.length + most);
  let before = new Uint8Array(width + 1);
  let row = Uint8Array.from({ length: width + 1 }, (_, at) => at);
  let next = new Uint8Array(width + 1);
  for (let i = 1; i <= one.length; i++) {
    next[0] = i;
    let least = i;
    for (let j = 1; j <= width; j++) {
      const same = one[i - 1] === two[j - 1] ? 0 : 1;
      let cost = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same);
      if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1])
        cost = Math.min(cost, before[j - 2] + 1);
      next[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    [before, row, next] = [row, next, before];
  }
  return open ? Math.min(most + 1, ...row) : width < two.length ? most + 1 : row[width];
}

/**
 * Returns how many mistakes a word of a length may have.
 * @param {number} length
 * @returns {number}
 */
export function tolerance(length) {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

/**
 * Returns the known words that a misspelt one may have meant, at most `limit`, the likeliest first.
 * @param {string} word
 * @param {[string, number][]} known words with how many papers have each
 * @param {{limit: number, open: boolean}} options `open`: the word may be the beginning of what is meant
 * @returns {{word: string, away: number}[]}
 */
export function meant(word, known, { limit, open }) {
  const most = tolerance(word.length);
  if (most === 0) return [];
  const found = [];
  for (const [candidate, papers] of known) {
    const away = distance(word, candidate, most, open);
    if (away <= most) found.push({ word: candidate, away, papers, same: candidate[0] === word[0] ? 0 : 1 });
  }
  found.sort((a, b) => a.away - b.away || a.same - b.same || b.papers - a.papers || (a.word < b.word ? -1 : 1));
  const least = found[0]?.away ?? 0;
  const nearest = found.filter(({ away }) => away === least).slice(0, limit);
  return nearest.map(({ word: candidate, away }) => ({ word: candidate, away }));
}
