import { describe, expect, it } from 'vitest';
import { NOT_HAD, type RecommendationList } from '../../../../../src/domain/recommendations';
import type { RecipeName } from '../../../../../src/domain/recipe-catalogue';
import type { SolutionVersion } from '../../../../../src/domain/resources';
import { plain } from '../../../../../src/page/charts/summary';
import { listCsv, listFileName, listJson } from '../../../../../src/page/views/user/list-export';
import { expressionOf, parseCategory, writeCategory } from '../../../../../src/page/views/user/quick-filter';
import { listSentence } from '../../../../../src/page/views/user/list-words';
import { besidesOf, sharedOf, sharedSentence } from '../../../../../src/page/views/user/shared';
import { visitsOf } from '../../../../../src/page/views/user/visits';
import { bareTitle } from '../../../../../src/domain/item-names';
import { nounsOf, servable } from '../../../../../src/page/views/words';
import { history, projectState, recommendations, solutionVersion } from '../../../../support/fake-data';
import { specOf } from '../../../../support/trained-version';

const films = { thing: 'film', item: 'film', items: 'films' } as const;

describe('quick filters', () => {
  it('writes both as one expression of the filter language', () => {
    expect(expressionOf(NOT_HAD, { column: 'GENRES', value: 'Sci-Fi' })).toBe(
      'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*") | INCLUDE ItemID WHERE Items.GENRES IN ("Sci-Fi")',
    );
    expect(expressionOf(null, null)).toBeUndefined();
  });
  it('escapes quotes and backslashes of a value', () => {
    expect(expressionOf(null, { column: 'A', value: 'a"b\\c' })).toBe(
      'INCLUDE ItemID WHERE Items.A IN ("a\\"b\\\\c")',
    );
  });
  it('keeps colons in values on the way through the address', () => {
    const category = { column: 'GENRES', value: 'Mystery: dark' };
    expect(parseCategory(writeCategory(category))).toEqual(category);
    expect(parseCategory('GENRES:')).toBeNull();
    expect(parseCategory(':x')).toBeNull();
    // It would be another filter than the one that is shown.
    expect(parseCategory('GENRES IN ("a") | EXCLUDE ItemID WHERE Items.GENRES:b')).toBeNull();
  });
});

describe('visits', () => {
  it('cuts where more than twelve hours lie between two events', () => {
    const event = history('1').events[0];
    const at = (hours: number) => ({ ...event, timestampSec: hours * 3600 });
    const visits = visitsOf([at(100), at(95), at(50), at(49)]);
    expect(visits.map((visit) => visit.events.length)).toEqual([2, 2]);
    expect(visits[0].gapSec).toBe(45 * 3600);
    expect(visits[1].gapSec).toBeNull();
  });
});

describe('two lists', () => {
  it('pairs items that stand in both, with their ranks', () => {
    const own = recommendations('408', 25, true);
    const shared = sharedOf(own, recommendations('408', 25, false));
    expect(shared.pairs.map(({ left, right }) => [left, right])).toEqual([
      [4, 1],
      [8, 2],
      [21, 13],
    ]);
    expect(plain(sharedSentence(own, shared, films))).toBe(
      '3 of these 25 are on everybody’s list too; 22\u00a0films are only for this person.',
    );
  });
  it('says when the list is not personal, the same, or disjoint', () => {
    const own = recommendations('408', 5, true);
    expect(plain(sharedSentence({ ...own, personal: false }, sharedOf(own, own), films))).toMatch(
      /no history/,
    );
    expect(plain(sharedSentence(own, sharedOf(own, own), films))).toBe(
      'This list is the one that everybody gets.',
    );
    expect(plain(sharedSentence(own, sharedOf(own, null), films))).toMatch(/^None of the 5/);
  });
});

it('is not the list that everybody gets where only its things are the same', () => {
  // Where there are few of them, both lists hold all that there are.
  const own = recommendations('408', 5, true);
  const [first, second, ...rest] = own.items;
  const shared = sharedOf(own, { ...own, items: [second, first, ...rest] });
  expect(plain(sharedSentence(own, shared, films))).toBe(
    'The same 5\u00a0films as on the list that everybody gets, but 2\u00a0stand in another place.',
  );
});

describe('a list beside that of another version', () => {
  const said = (left: RecommendationList, right: RecommendationList): string =>
    plain(listSentence(left, sharedOf(left, right), films, false, 'hrnn v1'));
  it('counts what both have, and at which places', () => {
    const own = recommendations('408', 5, true);
    expect(said(own, recommendations('408', 25, false))).toBe(
      '1 of 5\u00a0films are on the list of hrnn v1 too, none at the same place.',
    );
    const turned = { ...own, items: [own.items[0], ...own.items.slice(1).reverse()] };
    expect(said(own, turned)).toMatch(/^5 of 5\u00a0films .* 1\u00a0at the same place\.$/);
    expect(said(own, own)).toBe('The same list as that of hrnn v1, place by place.');
    expect(said(own, { ...own, items: [] })).toBe('None of the 5 is on the list of hrnn v1 too.');
  });
  it('offers those that answer the same question, and the popular one', () => {
    const of = (recipe: RecipeName) => solutionVersion({ spec: specOf(recipe), arn: recipe });
    const personal = of('aws-user-personalization');
    const popular = of('aws-popularity-count');
    const all = [personal, of('aws-hrnn'), popular, of('aws-sims'), of('aws-similar-items')];
    const names = (version: SolutionVersion | null) => besidesOf(version, all, popular).map(({ arn }) => arn);
    expect(names(personal)).toEqual(['aws-hrnn', 'aws-popularity-count']);
    expect(names(all[3])).toEqual(['aws-popularity-count', 'aws-similar-items']);
    expect(names(null)).toEqual([]);
  });
});

describe('export', () => {
  const version = solutionVersion();
  it('names the file by recipe and seed', () => {
    expect(listFileName(version, 'csv')).toBe('recommendations_user-personalization_seed42.csv');
  });
  it('quotes cells, and changes none that begins like a formula', () => {
    const list = recommendations('408', 1, true);
    const csv = listCsv({ ...list, items: [{ ...list.items[0], title: '=SUM("a")', itemId: 'x,y' }] });
    const [head, row, end] = csv.split('\r\n');
    expect(head.startsWith('RANK,USER_ID,ITEM_ID,TITLE')).toBe(true);
    expect(row.startsWith('1,408,"x,y","=SUM(""a"")",')).toBe(true);
    expect(end).toBe('');
  });
  it('keeps the items, the order and the filters in JSON', () => {
    const answer = JSON.parse(listJson(recommendations('408', 3, true, NOT_HAD), version)) as {
      itemList: { itemId: string; score: number }[];
      request: { filters: string[]; userId: string };
    };
    expect(answer.itemList).toHaveLength(3);
    expect(answer.itemList[0].score).toBeGreaterThan(answer.itemList[1].score);
    expect(answer.request).toMatchObject({ filters: [NOT_HAD], userId: '408' });
    expect(answer.request).not.toHaveProperty('context');
    const told = { ...recommendations('408', 3, true), context: { DEVICE: 'tv' } };
    expect(JSON.parse(listJson(told, version)).request.context).toEqual({ DEVICE: 'tv' });
  });
});

describe('words of a project', () => {
  it('says films only where the data says so', () => {
    expect(nounsOf(projectState()).thing).toBe('film');
    const shop = projectState({ provenance: {}, project: { ...projectState().project, name: 'shop' } });
    expect(nounsOf(shop).thing).toBe('other');
    expect(nounsOf(null).thing).toBe('other');
  });
  it('puts personal versions before all others, and leaves out what answers with people', () => {
    const made = (recipe: RecipeName) => solutionVersion({ spec: specOf(recipe), arn: recipe });
    const others = (['aws-sims', 'aws-trending-now', 'aws-item-affinity'] as const).map(made);
    const state = projectState({ solutionVersions: [...others, ...projectState().solutionVersions] });
    const listed = servable(state).map((version) => version.spec.recipe);
    expect(listed[0]).toBe('aws-user-personalization');
    expect(new Set(listed)).toEqual(
      new Set(['aws-user-personalization', 'aws-popularity-count', 'aws-sims', 'aws-trending-now']),
    );
  });
  it('takes a known year off a title', () => {
    expect(bareTitle('Heat (1995)', 1995)).toBe('Heat');
    expect(bareTitle('1984 (1956)', 1984)).toBe('1984 (1956)');
  });
});
