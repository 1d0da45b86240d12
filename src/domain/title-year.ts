/** The year in brackets at the end of a title, `Heat (1995)` → `1995`; empty when there is none. */
export function yearOfTitle(title: string): string {
  return /\((\d{4})(?:[–-]\d{0,4})?\)\s*$/.exec(title)?.[1] ?? '';
}

/** The year of a date that begins with it, `1939-12-15` → `1939`, also where times are not counted yet; empty for none. */
export function yearOfDate(date: string): string {
  return /^\s*(\d{4})[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)/.exec(date)?.[1] ?? '';
}
