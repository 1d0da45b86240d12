/** Every key that does something of its own, for those who ask. */
export const KEYS: readonly { readonly keys: readonly string[]; readonly what: string }[] = [
  { keys: ['Ctrl', 'K'], what: 'Search for a page, a person, an item, a version, or something to do' },
  { keys: ['?'], what: 'Show these keys' },
  {
    keys: ['Space'],
    what: 'While something learns: play or pause, where the focus is on nothing that it presses',
  },
  { keys: ['.'], what: 'While something learns: one epoch' },
  { keys: [','], what: 'While something learns: back to the epoch before, as it was' },
  { keys: ['→', '←'], what: 'In a lesson: next step, step before; a presenter’s clicker does the same' },
  { keys: ['1', '…', '4'], what: 'In a lesson: guess' },
  { keys: ['Enter'], what: 'In a lesson: reveal, or hide again' },
  { keys: ['N'], what: 'In a lesson: notes for whoever presents' },
  { keys: ['Esc'], what: 'Close what is open: a sheet, a list, an explanation, a lesson' },
  { keys: ['↑', '↓'], what: 'Move in lists, menus, tables and along the points of a chart' },
  { keys: ['Enter'], what: 'Take what is marked' },
  { keys: ['Space'], what: 'Tick or untick, press a button' },
  { keys: ['Tab'], what: 'The next thing that can be used; with Shift the one before' },
];
