/** What is written in: keys that are pressed there, and what is pasted, are its own. */
export const WRITES =
  'input:not([type=checkbox],[type=radio],[type=range]),textarea,select,[contenteditable=true]';

export function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(WRITES) !== null;
}
