import { groupBy } from '../../../domain/tallies';
/** Something that can be gone to or done by name. */
export interface Command {
  readonly id: string;
  /** Under which it is listed. */
  readonly group: string;
  readonly label: string;
  /** In grey after the label. */
  readonly detail?: string;
  /** Words that it is found by beside its label. */
  readonly also?: string;
  readonly run: () => void;
}

/**
 * Commands that have every word of the text, those whose label begins with it first, then those with a word that
 * does, then the others; the given order among equals. All of them for an empty text.
 */
export function matching(commands: readonly Command[], text: string): readonly Command[] {
  const wanted = text.trim().toLowerCase();
  const words = wanted.split(/\s+/).filter((word) => word !== '');
  const found = commands.flatMap((command, at) => {
    const label = command.label.toLowerCase();
    const all = `${label} ${command.detail ?? ''} ${command.also ?? ''} ${command.group}`.toLowerCase();
    if (!words.every((word) => all.includes(word))) return [];
    const begins = label.startsWith(wanted)
      ? 0
      : label.split(/\s+/).some((part) => part.startsWith(wanted))
        ? 1
        : 2;
    return [{ command, begins, at }];
  });
  return found.sort((a, b) => a.begins - b.begins || a.at - b.at).map(({ command }) => command);
}

/** Commands under their groups, groups in the order in which their first command stands. */
export function grouped(
  commands: readonly Command[],
): readonly { readonly group: string; readonly commands: readonly Command[] }[] {
  return [...groupBy(commands, ({ group }) => group)].map(([group, members]) => ({
    group,
    commands: members,
  }));
}
