import { events, hasHeaders, type Cells, type Service } from './service';

/** The community of an address: `/r/books/comments/…`. */
function communityIn(cells: Cells): string {
  return cells('subreddit') || (/\/r\/([^/]+)/.exec(cells('permalink'))?.[1] ?? '');
}

const written = (what: string): Service['forms'][number] => ({
  tells: (head) =>
    hasHeaders('id', 'permalink', 'date', 'subreddit')(head) &&
    head.headers.includes('title') === (what === 'post'),
  makes: () => [
    events({ Community: 'ITEM_ID', Written: 'TIMESTAMP', What: 'EVENT_TYPE' }, (cells) => [
      communityIn(cells),
      cells('date').replace(/ UTC$/, ''),
      what,
    ]),
  ],
});

/** What Reddit hands out of an account: the communities in which somebody wrote. Votes have no time. */
export const reddit: Service = {
  key: 'reddit',
  several: true,
  forms: [written('comment'), written('post')],
};
