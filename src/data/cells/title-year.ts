/** The year in brackets at the end of a title, `Heat (1995)` → `1995`; empty when there is none. */
export function yearOfTitle(title: string): string {
  return /\((\d{4})(?:[–-]\d{0,4})?\)\s*$/.exec(title)?.[1] ?? '';
}
