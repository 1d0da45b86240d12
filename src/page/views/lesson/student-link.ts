import { language } from '../../../domain/language';
import type { RouteState } from '../../state/route-table';
import type { Panel } from '../panels';

export interface StudentLinkChoices {
  readonly lesson: string;
  readonly panels: readonly Panel[];
  readonly title: string;
  /** `name|rows|checksum` of one's own data; null: the sample. */
  readonly expects: string | null;
  /** A question to be answered above a list; null: the link opens the lesson. */
  readonly asks: string | null;
}

/**
 * What the link of a lesson says: choices only, never data, and no project, whose id means nothing elsewhere. It opens
 * in the language of the page that it was made on.
 */
export function studentRoute({
  lesson,
  panels,
  title,
  expects,
  asks,
}: StudentLinkChoices): Partial<RouteState> {
  const given = (text: string | null): string | null =>
    text === null || text.trim() === '' ? null : text.trim();
  return {
    view: asks === null ? 'lesson' : 'recommendations',
    project: null,
    lesson,
    step: null,
    sheet: null,
    only: panels.join(','),
    title: given(title),
    asks: given(asks),
    expects,
    lang: language(),
  };
}
