/** A status is one of few words; a column with more is not remembered. */
export const MOST_WORDS = 1000;

/** What is said of cells of which many are alike, told once for each of the first `most`. */
export function remembered(says: (cell: string) => boolean, most = MOST_WORDS): (cell: string) => boolean {
  const known = new Map<string, boolean>();
  return (cell) => {
    let answer = known.get(cell);
    if (answer === undefined) {
      answer = says(cell);
      if (known.size < most) known.set(cell, answer);
    }
    return answer;
  };
}
