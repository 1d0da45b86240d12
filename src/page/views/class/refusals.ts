import * as say from '../../../words/messages/class';
import type { Refused } from './class-game.svelte';

/** Why a code was not taken, and what to do. */
export function refusalWords(why: Refused['why']): string {
  switch (why.kind) {
    case 'short':
      return say.short({ letters: why.letters, needed: String(why.needed) });
    case 'long':
      return say.longCode({ letters: why.letters, needed: String(why.needed) });
    case 'letter':
      return say.letter({ group: String(why.group), letter: why.letter });
    case 'group':
      return say.group({ group: String(why.group), meant: why.meant });
    case 'swap':
      return say.swap({ group: String(why.group), meant: why.meant });
    case 'other-set':
      return say.otherSet();
    case 'no-answers':
      return say.noAnswers();
    case 'same':
      return say.same();
    case 'example':
      return say.example();
    case 'full':
      return say.full();
    case 'empty':
    case 'several':
      return say.several();
  }
}
