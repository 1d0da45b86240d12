import type { NamedItem } from '../domain/explanations';

/** What the rows are called in sentences. */
export interface LessonWords {
  readonly item: string;
  readonly items: string;
  readonly verb: string;
}

/** `Ana Novak` → `Ana`; ids that are no names stay whole: `user 408`, `u-17`. */
export function personName(userId: string): string {
  const first = /^(\p{Lu}\p{Ll}+) \p{Lu}[\p{L}’'-]*$/u.exec(userId)?.[1];
  if (first !== undefined) return first;
  return /^\d+$/.test(userId) ? `user\u00a0${userId}` : userId;
}

export function itemName({ title, itemId, year }: NamedItem): string {
  if (title === null) return itemId;
  return year === null ? title : title.replace(new RegExp(`\\s*\\(${year}\\)\\s*$`), '');
}

/** A text with its `{names}` put in. @throws RangeError for a name without a value: text and figure disagree. */
export function fill(text: string, values: { readonly [name: string]: string }): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (!(name in values)) throw new RangeError(`no value for {${name}} in “${text}”`);
    return values[name];
  });
}
