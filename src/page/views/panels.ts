import type { View } from '../state/route-table';
import * as pages from '../../words/messages/pages';
import * as say from '../../words/messages/studentbar';

/** What a student link may offer; `view` null: a part of a screen. */
export const PANELS = [
  { panel: 'lesson', label: say.theLesson, view: 'lesson' },
  { panel: 'why', label: say.whyPanel, view: 'recommendations' },
  { panel: 'map', label: pages.map, view: 'map' },
  { panel: 'recipes', label: say.switchRecipe, view: null },
] as const satisfies readonly { panel: string; label: () => string; view: View | null }[];
export type Panel = (typeof PANELS)[number]['panel'];

/** The screens that an address offers; unknown words are left out. */
export function screensOf(only: string): { readonly label: string; readonly view: View }[] {
  return PANELS.flatMap(({ panel, label, view }) =>
    view !== null && offers(only, panel) ? [{ label: panel === 'why' ? pages.lists() : label(), view }] : [],
  );
}

/** Whether a panel is there. @param only of the address; null: it hides nothing. */
export function offers(only: string | null, panel: Panel): boolean {
  return only === null || only.split(',').includes(panel);
}
