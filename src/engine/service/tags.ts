import type { JsonObject } from '../../domain/errors';
import type { Tag } from '../../domain/data-jobs';
import { checkTags, tagsOf, withoutStrayTags, withoutTags, withTags } from '../resources/tags';
import type { ApiContext, Operations } from './operation';
import { objects, text, texts } from './read-input';

/** @throws AppError INVALID_INPUT, LIMIT_EXCEEDED */
export function readTags(input: JsonObject): readonly Tag[] {
  const tags = objects(input, 'tags').map((tag) => ({
    tagKey: text(tag, 'tagKey'),
    tagValue: tag.tagValue === '' ? '' : text(tag, 'tagValue'),
  }));
  checkTags(tags);
  return tags;
}

export const tags = {
  async TagResource(input, { project }) {
    const arn = text(input, 'resourceArn');
    const added = readTags(input);
    await project.update((state) => withTags(state, arn, added));
    return {};
  },
  async UntagResource(input, { project }) {
    const arn = text(input, 'resourceArn');
    const keys = texts(input, 'tagKeys');
    await project.update((state) => withoutTags(state, arn, keys));
    return {};
  },
  ListTagsForResource: (input, { project }) => ({
    tags: tagsOf(project.state, text(input, 'resourceArn')).map((tag) => ({ ...tag })),
  }),
} satisfies Operations;

/**
 * Whatever is created may be given tags along with it, and they go with what is deleted.
 *
 * @param run the operation itself. @throws AppError what it throws, and as TagResource before it is run.
 */
export async function keepingTags(
  operation: string,
  input: JsonObject,
  { project }: ApiContext,
  run: () => Promise<JsonObject> | JsonObject,
): Promise<JsonObject> {
  const creates = operation.startsWith('Create') && input.tags !== undefined && input.tags !== null;
  const given = creates ? readTags(input) : [];
  const answer = await run();
  if (given.length > 0) {
    const arn = Object.entries(answer).find(([member]) => member.endsWith('Arn'))?.[1];
    if (typeof arn === 'string') await project.update((state) => withTags(state, arn, given));
  }
  if (operation.startsWith('Delete') && withoutStrayTags(project.state) !== project.state) {
    await project.update(withoutStrayTags);
  }
  return answer;
}
