import { describe, expect, it } from 'vitest';
import { resourceKinds } from '../../../src/engine/resources/kinds';
import { PAGES, partsFor, partsToCome, SCREENS, screenOf } from '../../../src/page/pages';
import { VIEWS } from '../../../src/page/state/route-table';
import { PAGE_TERMS } from '../../../src/page/views/palette/page-terms';
import { matching } from '../../../src/page/views/palette/commands';
import { projectState, projectSummary } from '../../support/fake-data';

const shown = (view: Parameters<typeof screenOf>[0], project = projectState()): string[] => {
  const screen = screenOf(view);
  return screen === null ? [] : partsFor(screen, project).map((part) => part.view);
};

describe('Screens', () => {
  it('are at most 14 behind the first, and each address that ever was leads to one of them', () => {
    expect(SCREENS.length).toBeLessThanOrEqual(14);
    expect(PAGES.map(({ view }) => view).toSorted()).toEqual([...VIEWS].toSorted());
    expect(VIEWS.filter((view) => screenOf(view) === null)).toEqual(['home']);
  });

  it('show the parts that a project has something for, and a sentence where others would begin', () => {
    expect(shown('recommendations')).toEqual(['recommendations']);
    expect(shown('campaigns')).toEqual(['campaigns']);
    expect(shown('attribution', projectState({ project: projectSummary({ simulated: false }) }))).toEqual([
      'attribution',
    ]);
    expect(shown('attribution', projectState({ project: projectSummary({ simulated: true }) }))).toEqual([
      'simulation',
      'attribution',
    ]);
    const lists = screenOf('recommendations');
    expect(lists === null ? [] : partsToCome(lists, projectState()).map(({ view }) => view)).toEqual([
      'actions',
    ]);
  });

  it('never are without a part, whatever is open', () => {
    for (const project of [null, projectState()])
      expect(SCREENS.filter((screen) => partsFor(screen, project).length === 0)).toEqual([]);
  });
});

describe('Search', () => {
  const pages = PAGES.map(({ view, label, title }) => ({
    id: view,
    group: '',
    label,
    also: `${title} ${PAGE_TERMS[view]?.() ?? ''}`,
    run: () => undefined,
  }));

  it.each(resourceKinds.map(({ name }) => name.replaceAll('-', ' ')))('finds the screen of a %s', (term) => {
    expect(matching(pages, term).length).toBeGreaterThan(0);
  });
});
