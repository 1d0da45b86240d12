import { expect, it } from 'vitest';
import type { Liking } from '../../../../../src/domain/class-code';
import { memorySource } from '../../../../../src/import/open/bytes/source';
import { inspect } from '../../../../../src/import/propose/inspect';
import { surveyFile } from '../../../../../src/page/views/class/survey-file';
import { job } from '../../../import/importing';

it('is a survey still where most things of the list were never asked about', async () => {
  const things = Array.from({ length: 20 }, (_, k) => `Thing ${k}`);
  const pupils = Array.from({ length: 24 }, (_, k) => ({
    name: null,
    code: '',
    likings: things.map((_thing, at) => (at < 16 && at % 2 === 0 ? 1 + ((k + at) % 5) : 0) as Liking),
  }));
  const called = pupils.map((_, k) => `Pupil ${k}`);
  const { path, file } = surveyFile('Our class', things, pupils, called);
  const bytes = new Uint8Array(await new Response(file).arrayBuffer());
  const { proposal } = await inspect([memorySource(path, bytes)], 'relaxed', job);
  expect(proposal.plan.files.map(({ dataset }) => dataset)).toContain('INTERACTIONS');
  expect(proposal.plan.made?.[0]).toMatchObject({ kind: 'turned' });
});
