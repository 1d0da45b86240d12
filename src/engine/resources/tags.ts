import { AppError } from '../../domain/errors';
import type { Tag } from '../../domain/data-jobs';
import type { Arn, ProjectState } from '../../domain/resources';
import { arnsOf } from './kinds';
import { serviceOf, withService } from '../../domain/service-resources';

/** Of one resource; the API's model takes more, and the service refuses them. */
const MAX_TAGS = 50;
const MAX_KEY = 128;
const NOT_OURS = 'a key that does not begin with aws:, which is AWS’s own';
const MAX_VALUE = 256;

/** What is kept of a resource beside itself: labels that change nothing. */
export function tagsOf(state: ProjectState, arn: Arn): readonly Tag[] {
  requireResource(state, arn);
  return serviceOf(state).tags[arn] ?? [];
}

/**
 * A key that is there already gets the new value.
 *
 * @throws AppError NOT_FOUND, LIMIT_EXCEEDED over 50 tags of one resource, INVALID_INPUT.
 */
export function withTags(state: ProjectState, arn: Arn, added: readonly Tag[]): ProjectState {
  const values = new Map(tagsOf(state, arn).map(({ tagKey, tagValue }) => [tagKey, tagValue]));
  for (const { tagKey, tagValue } of added) values.set(tagKey, tagValue);
  if (values.size > MAX_TAGS)
    throw new AppError('LIMIT_EXCEEDED', { kind: 'tag', limit: MAX_TAGS, status: 'ACTIVE' });
  return keeping(
    state,
    arn,
    Array.from(values, ([tagKey, tagValue]) => ({ tagKey, tagValue })),
  );
}

export function withoutTags(state: ProjectState, arn: Arn, keys: readonly string[]): ProjectState {
  const left = tagsOf(state, arn).filter(({ tagKey }) => !keys.includes(tagKey));
  return keeping(state, arn, left);
}

/** The state without what was kept of resources that are gone. */
export function withoutStrayTags(state: ProjectState): ProjectState {
  const { tags } = serviceOf(state);
  const stray = Object.keys(tags).filter((arn) => !arnsOf(state).has(arn));
  if (stray.length === 0) return state;
  return withService(state, {
    tags: Object.fromEntries(Object.entries(tags).filter(([arn]) => !stray.includes(arn))),
  });
}

/** @throws AppError INVALID_INPUT, LIMIT_EXCEEDED */
export function checkTags(tags: readonly Tag[]): void {
  if (tags.length > MAX_TAGS)
    throw new AppError('LIMIT_EXCEEDED', { kind: 'tag', limit: MAX_TAGS, status: 'ACTIVE' });
  for (const { tagKey, tagValue } of tags) {
    if (tagKey.length < 1 || tagKey.length > MAX_KEY)
      throw new AppError('INVALID_INPUT', { field: 'tagKey', value: tagKey, maxLength: MAX_KEY });
    if (/^aws:/i.test(tagKey))
      throw new AppError('INVALID_INPUT', { field: 'tagKey', value: tagKey, expected: NOT_OURS });
    if (tagValue.length > MAX_VALUE)
      throw new AppError('INVALID_INPUT', { field: 'tagValue', value: tagValue, maxLength: MAX_VALUE });
  }
}

function keeping(state: ProjectState, arn: Arn, tags: readonly Tag[]): ProjectState {
  return withService(state, { tags: { ...serviceOf(state).tags, [arn]: tags } });
}

function requireResource(state: ProjectState, arn: Arn): void {
  if (!arnsOf(state).has(arn)) throw new AppError('NOT_FOUND', { arn });
}
