/** What a browser made of the first journey. */
export interface Seen {
  readonly sharesMemory: boolean;
  /** Places of all lists together, and the lists as JSON. */
  readonly places: number;
  readonly lists: string;
  readonly trainingMs: number;
  /** Errors that nobody caught. */
  readonly faults: readonly string[];
}

export interface WalkOptions {
  /** Screens to open, as addresses name them. */
  readonly views: readonly string[];
  readonly patienceMs: number;
}

/**
 * The first journey, made by the page itself, for browsers that share no more than running a script: the film club, a
 * training, a campaign, every screen, a dropped file. It ends in the midst of a training.
 *
 * It is sent as text, so nothing from outside of it is there.
 */
export async function walk({ views, patienceMs }: WalkOptions): Promise<Seen> {
  const faults: string[] = [];
  addEventListener('error', ({ message }) => faults.push(message));
  addEventListener('unhandledrejection', ({ reason }) => faults.push(String(reason)));

  async function until<T>(what: string, look: () => T | undefined | false): Promise<T> {
    for (const startedMs = performance.now(); performance.now() - startedMs < patienceMs;) {
      const found = look();
      if (found !== undefined && found !== false) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`no ${what}: ${document.querySelector('main')?.innerText.slice(0, 600)}`);
  }
  const named = (selector: string, name: RegExp): HTMLElement | undefined =>
    [...document.querySelectorAll<HTMLElement>(selector)].find((each) => name.test(each.innerText.trim()));
  const press = async (name: RegExp): Promise<void> => {
    const free = ':not(:disabled, [aria-disabled=true])';
    (await until(`button ${name}`, () => named(`button${free}, a`, name))).click();
  };
  const go = (view: string): void => {
    const hash = new URLSearchParams(location.hash.slice(1));
    hash.set('view', view);
    location.hash = hash.toString();
  };
  const ask = async (path: string, headers: Record<string, string>, body: object): Promise<unknown> => {
    const request = { path, headers, body: JSON.stringify(body) };
    const { response } = await window.foretaste.requestHandler.handle(request);
    return JSON.parse(new TextDecoder().decode(response.body));
  };

  await press(/^Film club/);
  await until('data', () => named('h2, h3', /^How popular are the popular ones/));
  go('train');
  const sinceMs = performance.now();
  await press(/^Train user-personalization/);
  await press(/^See recommendations/);
  const trainingMs = Math.round(performance.now() - sinceMs);
  await until('list', () => document.querySelectorAll('ol li .name b').length > 20);

  go('campaigns');
  await press(/^Create campaign$/);
  await press(/^Get recommendations$/);
  await until('answer', () => document.querySelectorAll('section li').length > 20);
  const { campaigns } = (await ask('/', { 'x-amz-target': 'AmazonPersonalize.ListCampaigns' }, {})) as {
    campaigns: { campaignArn: string }[];
  };
  const lists: unknown[] = [];
  for (const userId of ['Ana Yilmaz', 'Yara Garcia', 'Pedro Zhang', 'Xenia Garcia']) {
    const request = { campaignArn: campaigns[0].campaignArn, userId, numResults: 500 };
    const { itemList } = (await ask('/recommendations', {}, request)) as { itemList: unknown[] };
    lists.push(...itemList);
  }

  for (const view of views) {
    const before = document.querySelector('h1');
    go(view);
    await until(`heading of ${view}`, () => {
      const heading = document.querySelector('h1');
      return heading !== null && (heading !== before || view === 'campaigns') && heading.innerText !== '';
    });
  }

  const rows = Array.from({ length: 1200 }, (_, row) => {
    const when = new Date(Date.UTC(2026, 0, 1, row)).toISOString();
    return `person ${row % 40},song ${(row * 7) % 50},${when}`;
  });
  const transfer = new DataTransfer();
  transfer.items.add(new File([['user,item,when', ...rows].join('\n')], 'plays.csv'));
  for (const type of ['dragenter', 'dragover', 'drop'])
    document.body.dispatchEvent(
      new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }),
    );
  await press(/^Import 1,200\srows/);
  await until('dropped data', () => named('h1', /plays/));
  go('train');
  await press(/^Train user-personalization/);
  return {
    sharesMemory: 'SharedArrayBuffer' in globalThis,
    places: lists.length,
    lists: JSON.stringify(lists),
    trainingMs,
    faults,
  };
}

/** The sentence with which a page says that it stores nothing, or what it says instead. Sent as text, as `walk` is. */
export async function storesNothing({ patienceMs }: WalkOptions): Promise<string> {
  const sentence = /This browser lets the page store nothing here/;
  for (const startedMs = performance.now(); performance.now() - startedMs < patienceMs;) {
    const said = sentence.exec(document.body.innerText);
    if (said !== null) return said[0];
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return document.body.innerText.slice(0, 600);
}

/** Whether a page that is opened after another was left may write, and its engine answers. Sent as text, as `walk` is. */
export async function works({ patienceMs }: WalkOptions): Promise<boolean> {
  for (const startedMs = performance.now(); performance.now() - startedMs < patienceMs;) {
    if (document.querySelector('main h1') !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const request = { path: '/', headers: { 'x-amz-target': 'AmazonPersonalize.ListRecipes' }, body: '{}' };
  const answers = await Promise.race([
    // No project is open, so the answer is that there is none.
    window.foretaste.requestHandler.handle(request).then(() => true),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 20_000)),
  ]);
  return answers && !document.body.innerText.includes('Another tab is working');
}
