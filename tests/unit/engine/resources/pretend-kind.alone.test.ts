import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { blobSource } from '../../../../src/import/open/bytes/source';
import { kindWord } from '../../../../src/words/copy/kinds';
import { nounOf, type NamedResource } from '../../../../src/domain/arn';
import type { BundleManifest } from '../../../../src/domain/bundle';
import type { KindName } from '../../../../src/domain/operations';
import type { ProjectState } from '../../../../src/domain/resources';
import { datasetGroupKind } from '../../../../src/engine/resources/dataset-groups';
import { filterKind } from '../../../../src/engine/resources/filters';
import {
  deleteResource,
  endInterrupted,
  resourceKinds,
  wasInterrupted,
} from '../../../../src/engine/resources/kinds';
import { interrupted } from '../../../../src/engine/resources/lifecycle';
import {
  addResource,
  datedAt,
  newArn,
  type Changed,
  type ResourceKind,
} from '../../../../src/engine/resources/resource-kind';
import { serviceOf, withService } from '../../../../src/domain/service-resources';
import { projectRequests } from '../../../../src/engine/service/bundle/bundle-source';
import { restoring } from '../../../../src/engine/service/bundle/restore-bundle';
import { optionalText, text } from '../../../../src/engine/service/read-input';
import { deleteOperation, readOperations, stored } from '../../../../src/engine/service/resource-operations';
import { requestFor, type ServiceKind } from '../../../../src/engine/service/service-kind';
import { serviceKinds } from '../../../../src/engine/service/service-kinds';
import type { LocalAws } from '../../../support/local-aws';

/*
 * A kind of resource that does not exist. What follows up to the registration is all that a new one takes: its type and
 * key among the service's resources and the types of its operations (here by hand, as the domain knows nothing of it),
 * its rules, its operations, and a line for each in the two lists.
 */
interface WishList extends NamedResource {
  readonly status: string;
  readonly filterArn?: string;
}
interface WithWishes {
  readonly wishLists?: readonly WishList[];
}

const name = 'wish-list' as KindName & 'wish-list';
const wishListKind: ResourceKind<WishList, typeof name> = {
  name,
  place: {
    get: (state) => (serviceOf(state) as WithWishes).wishLists ?? [],
    set: (state, wishLists) => withService(state, { wishLists } as object),
  },
  quota: 2,
  isInGroup: true,
  uses: ({ filterArn }) => (filterArn === undefined ? [] : [filterArn]),
  isUnfinished: ({ status }) => status === 'CREATE PENDING',
  ended: (list, _state, nowSec) => interrupted(list, 'CREATE FAILED', nowSec),
};

function createWishList(
  state: ProjectState,
  request: { readonly name: string; readonly filterArn?: string },
  nowSec: number,
): Changed<WishList> {
  const arn = newArn(wishListKind, request.name, state);
  return addResource(wishListKind, state, { arn, ...request, status: 'ACTIVE', ...datedAt(nowSec) });
}

const summary = ({ name: called, arn, status }: WishList) => ({ name: called, wishListArn: arn, status });
const wishLists = {
  operations: {
    async CreateWishList(input, { project }) {
      const filterArn = optionalText(input, 'filterArn');
      const request = { name: text(input, 'name'), ...(filterArn === undefined ? {} : { filterArn }) };
      const { arn } = await stored(project, (before) => createWishList(before, request, project.nowSec));
      return { wishListArn: arn };
    },
    ...readOperations(wishListKind, { summary, description: summary }),
    ...deleteOperation(wishListKind),
  },
  bundled: {
    kind: name,
    requests: (state) =>
      wishListKind.place.get(state).map((list) => requestFor(name, list, { name: list.name })),
    restored: (state, { name: called }, nowSec) => createWishList(state, { name: called }, nowSec),
  },
} satisfies ServiceKind;

const [rules, operations] = [resourceKinds as ResourceKind[], serviceKinds as ServiceKind[]];
let localAws: (profile: 'aws') => Promise<LocalAws>;

beforeAll(async () => {
  rules.push(wishListKind);
  operations.push(wishLists);
  // The operations are gathered as the module is read.
  ({ localAws } = await import('../../../support/local-aws'));
});
afterAll(() => {
  rules.pop();
  operations.pop();
});

let aws: LocalAws;
let datasetGroupArn: string;
beforeEach(async () => {
  aws = await localAws('aws');
  ({ datasetGroupArn } = (await call('CreateDatasetGroup', { name: 'shop' })) as { datasetGroupArn: string });
});
const call = (operation: string, input: Parameters<LocalAws['service']['invoke']>[1]) =>
  aws.service.invoke(operation, input);
const make = async (called: string, more = {}) =>
  (await call('CreateWishList', { name: called, ...more })) as { wishListArn: string };

test('is created, described, listed page by page and deleted like every other', async () => {
  const { wishListArn } = await make('summer');
  await make('winter');
  expect(wishListArn).toBe('arn:aws:personalize:us-east-1:000000000000:wish-list/summer');
  const summer = { name: 'summer', wishListArn, status: 'ACTIVE' };
  expect(await call('DescribeWishList', { wishListArn })).toEqual({ wishList: summer });
  expect(await call('ListWishLists', { maxResults: 1 })).toEqual({ wishLists: [summer], nextToken: '1' });
  expect(await call('DeleteWishList', { wishListArn })).toEqual({});
  await expect(call('DescribeWishList', { wishListArn })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('has the rules of names and the quota of its kind', async () => {
  await make('summer');
  await expect(make('sum mer')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(make('summer')).rejects.toMatchObject({ code: 'RESOURCE_ALREADY_EXISTS' });
  await make('winter');
  await expect(make('autumn')).rejects.toMatchObject({
    code: 'LIMIT_EXCEEDED',
    details: { kind: 'wish-list', limit: 2 },
  });
});

test('has tags from its creation until it is deleted', async () => {
  const { wishListArn } = await make('summer', { tags: [{ tagKey: 'team', tagValue: 'red' }] });
  const tagsOf = () => call('ListTagsForResource', { resourceArn: wishListArn });
  expect(await tagsOf()).toEqual({ tags: [{ tagKey: 'team', tagValue: 'red' }] });
  await call('DeleteWishList', { wishListArn });
  await expect(tagsOf()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(serviceOf(aws.project.state).tags).toEqual({});
});

test('keeps what it uses, and the group, from being deleted', async () => {
  const filter = { arn: 'f', name: 'f', status: 'ACTIVE', filterExpression: '', ...datedAt(1) } as const;
  await aws.project.update((state) => withService(state, { filters: [filter] }));
  const { wishListArn } = await make('summer', { filterArn: 'f' });
  const details = expect.objectContaining({ by: wishListArn }) as unknown;
  const inUse = { code: 'RESOURCE_IN_USE', details };
  const { state } = aws.project;
  expect(() => deleteResource(filterKind, state, 'f')).toThrowError(expect.objectContaining(inUse));
  const alone = withService(state, { filters: [] });
  expect(() => deleteResource(datasetGroupKind, alone, datasetGroupArn)).toThrowError(
    expect.objectContaining(inUse),
  );
  const free = deleteResource(wishListKind, alone, wishListArn);
  expect(serviceOf(deleteResource(datasetGroupKind, free, datasetGroupArn)).datasetGroup).toBeNull();
});

test('is ended where a page was closed in the middle of it', async () => {
  await make('summer');
  const { state } = aws.project;
  const [list] = wishListKind.place.get(state);
  const pending = wishListKind.place.set(state, [{ ...list, status: 'CREATE PENDING' }]);
  expect([wasInterrupted(state), wasInterrupted(pending)]).toEqual([false, true]);
  expect(wishListKind.place.get(endInterrupted(pending, 9))).toEqual([
    { ...list, status: 'CREATE FAILED', failureReason: 'interrupted', lastUpdatedDateTime: 9 },
  ]);
});

test('goes into a bundle with its tags and comes back, and has a word of its own', async () => {
  const tags = [{ tagKey: 'team', tagValue: 'red' }];
  const { wishListArn } = await make('summer', { tags });
  const requests = projectRequests(aws.project.state, new Set());
  expect(requests[requests.length - 1]).toEqual({
    kind: 'wish-list',
    name: 'summer',
    operation: 'CreateWishList',
    input: { name: 'summer', tags },
    arn: wishListArn,
    implied: false,
  });
  const path = 'requests/wish-list/summer.json';
  const manifest = {
    project: { name: 'shop', simulated: false, profile: 'aws', provenance: {} },
    datasets: [],
    requests: [{ kind: name, name: 'summer', operation: 'CreateWishList', path, implied: false }],
    joinedSessions: [],
  } as unknown as BundleManifest;
  const json = JSON.stringify(requests[requests.length - 1].input);
  const sources = new Map([[path, blobSource(path, new Blob([json]))]]);
  const bare = (await localAws('aws')).project.state;
  const back = (await restoring({ manifest, sources, name: 'shop.zip' }, 7))(bare);
  expect(wishListKind.place.get(back)).toMatchObject([{ arn: wishListArn, name: 'summer' }]);
  expect(serviceOf(back).tags).toEqual({ [wishListArn]: tags });
  expect([nounOf(name), kindWord(name, 2)]).toEqual(['WishList', 'wish lists']);
});
