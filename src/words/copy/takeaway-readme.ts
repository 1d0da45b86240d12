import { bytes, count, percent, significant } from '../../domain/numbers';
import { recipeFacts, servesOf } from '../../domain/recipe-catalogue';
import { shortName } from '../../domain/recipes';
import type { TakenAway } from '../../domain/take-away';
import { metricWords } from './metrics';

/** The README of a recommender that was taken away, in Markdown. */
export function takeAwayReadme(taken: TakenAway): string {
  const { project, recipe, counts, trainedSec } = taken;
  const day = new Date(trainedSec * 1000).toISOString().slice(0, 10);
  return `# ${project}: ${shortName(recipe)} to take away

Trained with Foretaste on ${day} from ${count(counts.interactions)} interactions of ${count(counts.users)} people with
${count(counts.items)} items. It answers on the device of whoever asks: no server, no account, nothing is sent.

Put the folder on any static host and open \`index.html\` there, or try it here: \`python3 -m http.server\` in this
folder, then http://localhost:8000. (A browser loads no modules from \`file://\`.)

## In a page

\`\`\`html
<script type="module">
  import { loadRecommender } from './recommender.js';
  const shop = await loadRecommender(new URL('./model.bin', import.meta.url));
  const history = [{ itemId: ${quoted(taken)}, timestamp: Date.now() / 1000 }];
  for (const { itemId, name, score } of shop.recommend({ history, numResults: 10 }))
    console.log(name ?? itemId, score);
  console.log(shop.similar(${quoted(taken)}), shop.explain(history, shop.items[0].itemId));
</script>
\`\`\`

## In Node (20 or newer)

\`\`\`js
import { loadRecommender } from './recommender.js';
const shop = await loadRecommender(new URL('./model.bin', import.meta.url)); // or a path
const list = shop.recommend({ history: [{ itemId: ${quoted(taken)} }], numResults: 25 });
console.log(list, list.unknown, 'events of items that nobody knows');
console.log(shop.rank([{ itemId: ${quoted(taken)} }], list.map(({ itemId }) => itemId).reverse()));
\`\`\`

## In a service worker or an edge function

\`\`\`js
import { loadRecommender } from './recommender.js'; // register('sw.js', { type: 'module' })
let shop; // loaded by the first request, which need not wait for it at the start
addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (!url.pathname.endsWith('/recommend')) return;
  const history = url.searchParams.getAll('item').map((itemId) => ({ itemId }));
  shop ??= loadRecommender(new URL('./model.bin', import.meta.url));
  event.respondWith(shop.then((ready) => Response.json(ready.recommend({ history }))));
});
\`\`\`

Filters are Amazon Personalize's: \`recommend({ history, filter: { expression, values } })\`, as in
\`EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")\`. Times are Unix seconds; \`atSec\` says when it is now.
\`recommender.d.ts\` has the types and what each member means. What is wrong throws an error.

## What is in it

- \`recommender.js\`: one ES module without dependencies, the engine of Foretaste without what trains (MIT licence).
- \`model.bin\`: ${bytes(taken.modelBytes)}${roundedWords(taken)}.
- \`items.json\`: the ids and names of ${count(taken.items)} items, and the columns that filters can name.

**Of people:** ${peopleWords(taken)}

**How good:** ${qualityWords(taken)}

**The data:** ${dataWords(taken)}
`;
}

function quoted({ exampleId }: TakenAway): string {
  return JSON.stringify(exampleId);
}

function roundedWords({ rounded }: TakenAway): string {
  if (rounded === null) return '; numbers as the version has them';
  return `; packed with gzip, learned numbers in ${rounded.bits} bits: of ${count(rounded.asked)} lists ${percent(rounded.first)} have the same first place as without, and ${percent(rounded.ten)} of the first ten are the same`;
}

function peopleWords({ recipe, looksUp, choice, counts }: TakenAway): string {
  const none = 'no ids, no names, no times and nothing that one person did';
  if (looksUp && choice.histories === 'kept') {
    return `what ${count(counts.users)} people did, one thing after the other, because the version looks it up. There are no
ids, no names and no dates with it; but who knows some of what a person did may find the rest. Publish it only
where that may be, or take it away again without histories.`;
  }
  const least =
    choice.leastPeople > 1
      ? ` Pairs that fewer than ${count(choice.leastPeople)} people have are left out${looksUp ? '' : ' where a recipe counts pairs anew, which this one does not'}.`
      : '';
  if (looksUp) {
    return `${none}. There are counts over everybody: how many took each item, and how many took both of two (or one
after the other).${least}`;
  }
  const counted =
    recipeFacts(recipe).type === 'RELATED_ITEMS'
      ? 'how many took each item, and what items have in common'
      : 'how many took each item, and the numbers that were learned from all together';
  return `${none}. There are counts over everybody: ${counted}.${least}`;
}

function qualityWords({ recipe, metrics, baseline, testedUsers, beside }: TakenAway): string {
  const same =
    beside === null
      ? 'Lists, places and scores are those of the version, to the last bit, for the same history of somebody new.'
      : `What looks up single people's histories has stayed behind and counts of pairs stand in for it, so lists differ from the
version's: of ${count(beside.asked)} lists ${percent(beside.first)} have the same first place, and ${percent(beside.ten)} of the first ten are the
same. The figures below are those of the version itself.`;
  if (metrics === null) return `${same} Nothing was measured.`;
  const rows = metricWords(metrics).map(({ key, label }) => {
    const popular = baseline?.[key];
    return `| ${label} | ${significant(Number(metrics[key]))} | ${popular === undefined ? '' : significant(Number(popular))} |`;
  });
  const of = servesOf(recipe) === 'items' ? 'queried items' : 'people';
  return `${same}

| measured on rows that it had not seen${testedUsers === null ? '' : `, of ${count(testedUsers)} ${of}`} | this recipe | popularity |
| --- | ---: | ---: |
${rows.join('\n')}

A tenth of the people was kept out of the training that was measured, and the newest tenth of what they did was to be found
from the rest. The version itself learned from everybody.`;
}

function dataWords({ credit, simulated }: TakenAway): string {
  if (simulated) return 'simulated; nobody in them exists.';
  if (credit === null) return 'yours. Whoever has given them to you may ask to be named: see their licence.';
  return `${credit.citation} Licence: ${credit.licence}. Changed: ${credit.changes}.`;
}
