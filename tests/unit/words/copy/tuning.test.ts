import { describe, expect, it } from 'vitest';
import { choiceSentence, settingsWords } from '../../../../src/words/copy/tuning';
import type { Trial, TuningRecord } from '../../../../src/domain/tuning';
import { tuningSteps } from '../../../support/fake-tuning';
import { specOf } from '../../../support/trained-version';

const five = tuningSteps(specOf('aws-user-personalization'))[5];

/** The search with its choice, and only these trials. */
function chosen(number: number | null, trials = five.searches[0].trials): TuningRecord {
  return { ...five, searches: [{ ...five.searches[0], trials, chosen: number }] };
}
const said = (record: TuningRecord): string => choiceSentence(record, 'nDCG@25').replaceAll('\u00a0', ' ');

describe('why settings are taken', () => {
  it('says by how much a setting is better than the defaults, and on how many', () => {
    expect(said(chosen(3))).toBe(
      '*Trial 3 is better* than the defaults: +0.019 nDCG@25, 95 % between +0.007 and +0.031, on 549 people.',
    );
  });
  it('says that the defaults stay, and how likely the lead of the best rival is luck', () => {
    const two = five.searches[0].trials.slice(0, 2);
    expect(said(chosen(1, two))).toBe('*The defaults stay*: no setting reached more nDCG@25.');
    const lead: Trial = {
      ...two[1],
      number: 2,
      versusDefaults: {
        n: 549,
        difference: 0.004,
        low: -0.002,
        high: 0.01,
        pValue: 0.24,
        first: 100,
        second: 90,
        equal: 359,
        better: 'none',
      },
    };
    expect(said(chosen(1, [two[0], lead]))).toBe(
      '*The defaults stay*: no setting was shown better. Trial 2 leads by 0.004 nDCG@25, and luck alone would show as much in 24 % of such comparisons.',
    );
  });
  it('says when there was nothing to compare', () => {
    const [defaults, , third] = five.searches[0].trials;
    expect(said(chosen(1, [defaults]))).toMatch(/Only \*the defaults\*/);
    expect(said(chosen(null, []))).toBe('No trial could be finished.');
    const failed = { ...defaults, status: 'FAILED', value: null } as const;
    expect(said(chosen(3, [failed, { ...third, versusDefaults: null }]))).toMatch(/defaults could not/);
  });
  it('names the recipe that AutoML takes beside those it leaves', () => {
    const spec = specOf('aws-user-personalization', { performAutoML: true });
    const open = tuningSteps(spec)[3];
    const [own, ...others] = open.searches;
    const record = { ...open, searches: [{ ...own, chosen: 1 }, ...others] };
    expect(said(record)).toBe(
      '*user-personalization is taken*, with its defaults: nDCG@25 0.152 against 0.062 of popularity-count, on 549 people.',
    );
    const skipped = { ...others[1] };
    expect(said({ ...open, searches: [skipped] })).toMatch(/^None of the recipes/);
  });
});

describe('settings in words', () => {
  it('tells what differs from the defaults, with drawn numbers cut short', () => {
    expect(settingsWords({ a: '1', b: '2' }, { a: '1', b: '2' })).toBe('the defaults');
    expect(settingsWords({ a: '0.16164094592925915', b: '3' }, { a: '0.5', b: '2' })).toBe('a 0.162, b 3');
  });
});
