/** Hours east of Greenwich of the zones that exports write by letters; summer time has its own letters. */
const BY_LETTERS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...{ UTC: 0, GMT: 0, WET: 0, Z: 0, WEST: 1, BST: 1, CET: 1, MEZ: 1, CEST: 2, MESZ: 2, EET: 2, OEZ: 2 },
    ...{ EEST: 3, OESZ: 3, MSK: 3, TRT: 3, IST: 5.5, WIB: 7, KST: 9, JST: 9, AEST: 10, AEDT: 11 },
    ...{ ART: -3, BRT: -3, EDT: -4, EST: -5, CDT: -5, MDT: -6, MST: -7, PDT: -7, PST: -8, CST: -6 },
  }),
);

/** Source of an expression for a zone in full: `Z`, `KST`, `+0900`, `-03`, `GMT+9`, `UTC+05:30`. */
export const ZONE = `(?:GMT|UTC)?[+-]\\d{1,2}(?::?\\d{2})?|${[...BY_LETTERS.keys()].join('|')}`;

const OFFSET = /([+-])(\d{1,2})(?::?(\d{2}))?/;

/** Hours east of Greenwich of the first zone that a text names; 0 where it names none that is known. */
export function hoursEast(zone: string): number {
  const offset = OFFSET.exec(zone);
  if (offset) return (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) + Number(offset[3] ?? 0) / 60);
  for (const [word] of zone.toUpperCase().matchAll(/\p{Lu}{1,5}/gu)) {
    const hours = BY_LETTERS.get(word);
    if (hours !== undefined) return hours;
  }
  return 0;
}
