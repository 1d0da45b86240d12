import { WRITES } from '../../ui/writing';

export type LessonKey =
  | 'next'
  | 'back'
  | 'reveal'
  | 'leave'
  | 'epoch'
  | 'play'
  | 'notes'
  | { readonly vote: number };

/** Whose keys are not the lesson's. */
const OWN_KEYS = `${WRITES},input[type=range],[role=dialog],dialog`;
const PRESSED = 'button,a,summary,input';
const ALWAYS: { readonly [key: string]: LessonKey } = {
  ArrowRight: 'next',
  PageDown: 'next',
  ArrowLeft: 'back',
  PageUp: 'back',
  Escape: 'leave',
};

/** What a key pressed here asks of a lesson; clickers send arrows or Page keys. @param single keys without Ctrl may act. */
export function lessonKey(event: KeyboardEvent, single: boolean): LessonKey | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return null;
  const on = event.target instanceof Element ? event.target : null;
  if (on?.closest(OWN_KEYS)) return null;
  const always = ALWAYS[event.key];
  if (always !== undefined) return always;
  const pressed = on !== null && on.closest(PRESSED) !== null;
  if (event.key === 'Enter') return pressed ? null : 'reveal';
  if (!single) return null;
  if (event.key === ' ') return pressed ? null : 'play';
  if (event.key === '.') return 'epoch';
  if (event.key.toLowerCase() === 'n') return 'notes';
  return /^[1-9]$/.test(event.key) ? { vote: Number(event.key) - 1 } : null;
}
