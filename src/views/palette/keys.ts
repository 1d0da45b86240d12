import * as say from '../../words/palette';

/** Every key that does something of its own, for those who ask. */
export const KEYS: readonly { readonly keys: readonly string[]; readonly what: () => string }[] = [
  { keys: ['Ctrl', 'K'], what: say.keySearch },
  { keys: ['?'], what: say.keyKeys },
  {
    keys: ['Space'],
    what: say.keyPlay,
  },
  { keys: ['.'], what: say.keyEpoch },
  { keys: [','], what: say.keyBack },
  { keys: ['→', '←'], what: say.keySteps },
  { keys: ['1', '…', '4'], what: say.keyGuess },
  { keys: ['Enter'], what: say.keyReveal },
  { keys: ['N'], what: say.keyNotes },
  { keys: ['Esc'], what: say.keyClose },
  { keys: ['↑', '↓'], what: say.keyMove },
  { keys: ['Enter'], what: say.keyTake },
  { keys: ['Space'], what: say.keyPress },
  { keys: ['Tab'], what: say.keyNext },
];
