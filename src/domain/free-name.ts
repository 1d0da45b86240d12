/** The name, or the first of `name-2`, `name-3` … that is not taken. @param joint stands before the number. */
export function freeName(name: string, isTaken: (name: string) => boolean, joint = '-'): string {
  let free = name;
  for (let n = 2; isTaken(free); n++) free = `${name}${joint}${n}`;
  return free;
}
