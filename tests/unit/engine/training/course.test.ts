import { expect, it } from 'vitest';
import { Course } from '../../../../src/engine/project/course';
import type { Progress } from '../../../../src/domain/ports';
import { importShop, nodeStudio, recordedJob, specOf } from '../../../support/studio-in-node';

const stage = (key: string, seconds = 1) => ({ key, seconds });

it('has what comes next in front, and nothing that is over', () => {
  const course = new Course();
  expect(course.report).toBeNull();
  course.upTo('fit'); // of no course
  expect(course.report).toBeNull();
  course.begin('hrnn instant', [stage('split'), stage('fit', 6), stage('lists')]);
  course.within(0.5);
  course.upTo('fit');
  expect(course.report).toEqual({ of: 'hrnn instant', ahead: [stage('fit', 6), stage('lists')], inside: 0 });
  course.upTo('lists', [stage('epoch 1', 4), stage('epoch 2', 2)]);
  course.within(0.5);
  course.within(0.25); // never less than before
  expect(course.report?.ahead.map(({ key }) => key)).toEqual(['epoch 1', 'epoch 2', 'lists']);
  expect(course.report?.inside).toBe(0.5);
  course.upTo('never planned');
  expect(course.report?.ahead).toHaveLength(3);
});

/** The stages of a training in the order in which they came, and what was told of each. */
async function trained(recipe: Parameters<typeof specOf>[0]) {
  const { studio } = nodeStudio();
  await importShop({ studio } as ReturnType<typeof nodeStudio>);
  const { job, reports } = recordedJob();
  const version = await studio.train(job, specOf(recipe));
  const keys = reports.flatMap(({ course }) => (course === undefined ? [] : [course.ahead[0].key]));
  return { version, reports, stages: keys.filter((key, k) => key !== keys[k - 1]) };
}

const insides = (reports: readonly Progress[], key: string): number[] =>
  reports.flatMap(({ course }) => (course?.ahead[0].key === key ? [course.inside] : []));

it('of a training goes from the split to the lists, popularity as one stage of it', async () => {
  const { version, reports, stages } = await trained('aws-user-personalization');
  expect(stages.filter((key) => !/^(split|begin)$/.test(key))).toEqual([
    'popularity',
    'baseline',
    'epoch 1',
    'epoch 2',
    'lists',
  ]);
  const told = insides(reports, 'epoch 1');
  expect(told.toSorted((a, b) => a - b)).toEqual(told);
  expect(told.at(-1)).toBeGreaterThan(0.4);
  // Popularity's own run is no step of what was asked for.
  expect(reports.flatMap(({ curve = [] }) => curve.map(({ label }) => label))).not.toContain('popularity');
  const last = reports.at(-1);
  expect(last?.listed).toBe(2);
  expect(reports.map(({ listed }) => listed)).toContain(0.5);
  expect(last?.found?.steps).toHaveLength(2);
  expect(last?.found?.steps[1]).toBeCloseTo(1000 * (version.metrics?.values.precision_at_10 ?? NaN), 9);
  expect(last?.found?.popularity).toBeCloseTo(1000 * (version.baseline?.values.precision_at_10 ?? NaN), 9);
});
