import { WRITES } from '../../ui/writing';

/** What a key asks of a running training. */
export type PaceKey = 'toggle' | 'step' | 'back';

const KEYS: { readonly [key: string]: PaceKey } = { ' ': 'toggle', '.': 'step', ',': 'back' };
/** What Space means something to already. */
const PRESSED = `${WRITES},input,button,summary,[role=button],[role=checkbox],[role=option]`;

/** What a key pressed here asks of a training; null where it asks nothing, or belongs to what has the focus. */
export function paceKey(event: KeyboardEvent): PaceKey | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return null;
  const asked = KEYS[event.key] ?? null;
  const { target } = event;
  if (asked === null || !(target instanceof Element)) return asked;
  if (target.closest('[role=dialog]') !== null) return null;
  return target.closest(asked === 'toggle' ? PRESSED : WRITES) === null ? asked : null;
}
