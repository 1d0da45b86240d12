import { parseArgs } from 'node:util';
import { SEEN_HIDDEN } from '../../domain/brought-along';
import { AppError } from '../../domain/errors';
import { plain, type JsonObject } from '../../domain/json';
import type { SolutionVersion } from '../../domain/resources';
import { versionName } from '../../domain/version-names';
import { diskSource } from './import-files';
import { oneOf, required, UsageError } from './options';
import { job, type ProjectStudio } from '../library/project-studio';
import { told, withStudio } from './project-studio';
import { writeProject } from './write-project';

const NDCG = 'normalized_discounted_cumulative_gain_at_10';

/**
 * `headless -- judge --project PROJECT_FILE --lists FILE …`: lists of another recommender on the rows that the versions of
 * a project file hide, beside each of these; with `--output`, into a project file that has them. Wrong usage throws UsageError.
 *
 * @throws AppError LISTS_UNREADABLE where there are no lists of people and items of the project.
 */
export async function judgeCommand(args: readonly string[]): Promise<JsonObject> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      project: text,
      lists: { type: 'string', multiple: true, default: [] },
      name: text,
      'seen-hidden': { type: 'string', default: 'unknown' },
      output: text,
    },
    allowPositionals: true,
  });
  const path = required(values, 'project', 'PROJECT_FILE');
  const files = [...values.lists, ...positionals];
  if (files.length === 0) throw new UsageError('--lists FILE is missing');
  const seenHidden = oneOf('--seen-hidden', values['seen-hidden'], SEEN_HIDDEN);
  return withStudio(1, async (own) => {
    await own.open(diskSource(path), told());
    const { solutionVersions } = own.state;
    const { output } = values;
    const offered = await own.studio.inspectLists(job(told()), files.map(diskSource));
    if (offered === null) throw new AppError('LISTS_UNREADABLE', { files, reason: 'none' });
    const { id, name, beside, ...found } = offered;
    const request = { name: values.name ?? name, seenHidden, beside };
    const version = await own.studio.bringLists(job(told()), id, request);
    const judged = version.metrics === null ? null : await own.studio.judgeLists(job(told()), version.arn);
    const write = (file: string): Promise<number> =>
      own.export((snapshot, token) => writeProject(snapshot, file, token), told());
    return {
      ...plain(found),
      seenHidden,
      measured: judged === null ? null : { people: judged.people, of: judged.ofPeople },
      metrics: judged && plain(judged.values),
      beside: await Promise.all(
        (judged?.beside ?? []).map(async ({ arn, values: metrics }) => ({
          version: nameOf(arn, solutionVersions),
          metrics: plain(metrics),
          ndcgAt10: await comparisonWith(own, version, arn),
        })),
      ),
      tell: judged?.tell ?? null,
      ...(output !== undefined && { output, bytes: await write(output) }),
    };
  });
}

function nameOf(arn: string, all: readonly SolutionVersion[]): string {
  const version = all.find((one) => one.arn === arn);
  return version === undefined ? arn : versionName(version, all);
}

/** The lists less the other version, with its interval, and whether that is more than luck. */
async function comparisonWith(
  own: ProjectStudio,
  lists: SolutionVersion,
  other: string,
): Promise<JsonObject> {
  const result = await own.studio.compareVersions(job(told()), [lists.arn, other], NDCG);
  const { difference, low, high, pValue, first, second, equal } = result;
  const better = result.better === 'none' ? null : result.better === 'first' ? 'lists' : 'version';
  return { difference, low, high, pValue, better, people: { lists: first, version: second, equal } };
}
