import { getContext, setContext } from 'svelte';

/** What charts know of their surroundings when they are saved. */
export interface ChartSaving {
  /** Name of the open project, for the file's name. */
  project(): string;
  /** Tells what was done, or in `problem` why it was not, in words. */
  tell(text: string, problem?: true): void;
  /** Tells it with one thing that can be done. @returns whether it is to be done. */
  offer(text: string, action: string): Promise<boolean>;
  /** What shows a chart in a page elsewhere; null where its data cannot be had there. */
  frame(name: string, question: string): string | null;
  /** The chart that stands alone on the screen, by its name; null: all do that belong to it. */
  alone(): string | null;
}

const KEY = Symbol('chart saving');

/** Once at the top, for all charts below. */
export function provideChartSaving(saving: ChartSaving): void {
  setContext(KEY, saving);
}

/** While a component is being set up; undefined where a chart stands alone. */
export function chartSaving(): ChartSaving | undefined {
  return getContext<ChartSaving | undefined>(KEY);
}
