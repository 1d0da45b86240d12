import type { View } from '../../state/route-table';

/** What a student link may offer; `view` null: a part of a screen. */
export const PANELS = [
  { panel: 'lesson', label: 'The lesson', view: 'lesson' },
  { panel: 'why', label: 'Recommendations, “Why?” and what if', view: 'recommendations' },
  { panel: 'map', label: 'Map', view: 'map' },
  { panel: 'recipes', label: 'Switch recipe', view: null },
] as const satisfies readonly { panel: string; label: string; view: View | null }[];
export type Panel = (typeof PANELS)[number]['panel'];

/** The screens that an address offers; unknown words are left out. */
export function screensOf(only: string): { readonly label: string; readonly view: View }[] {
  return PANELS.flatMap(({ panel, label, view }) =>
    view !== null && offers(only, panel)
      ? [{ label: panel === 'why' ? 'Recommendations' : label, view }]
      : [],
  );
}

/** Whether a panel is there. @param only of the address; null: it hides nothing. */
export function offers(only: string | null, panel: Panel): boolean {
  return only === null || only.split(',').includes(panel);
}
