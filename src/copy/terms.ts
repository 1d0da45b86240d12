/** What a word of the service means, in two sentences. */
export const TERMS = {
  'dataset group':
    'One project’s data, schemas and everything made from them. Deleting it deletes all of that.',
  interactions:
    'Who did what, and when: one row per event. It is the only dataset that recipes cannot do without.',
  items: 'What is known about each item: title, genre, price. Recipes and filters may use it.',
  users: 'What is known about each person: age, region, plan. Recipes and filters may use it.',
  schema: 'The list of columns with their types, written as Avro JSON. An import is judged against it.',
  recipe: 'A way of learning, with a name of the service. Each recipe answers one kind of question.',
  solution: 'A recipe together with its settings. Train it and you get a solution version.',
  'solution version':
    'One trained result of a solution, fixed for good. Train again and you get the next version.',
  campaign:
    'The service’s name for a running endpoint that answers from one solution version. It costs money as long as it runs.',
  recommender:
    'A use case of a domain dataset group that is trained and answers requests. It is a solution version and a campaign in one.',
  'user-personalization':
    'Learns from everybody’s history what this person may choose next. It scores the whole catalogue.',
  'popularity-count': 'Counts how many different people chose each item. It says the same to everybody.',
  sims: 'Finds items chosen by the same people. It answers “what goes with this item?”.',
  'even share':
    'What an item would score if all items were equal: 1 ÷ the number of items. Scores are shown in multiples of it.',
  exploration:
    'New items that few have seen are moved up, the more the higher the weight. What the recipe believes of them stays the same.',
  ndcg: 'How high the held-out items stand in the list: 1 if they come first, less the lower they are. Measured on rows the recipe did not see.',
  'precision at k':
    'Of the first k recommendations, the share that the person really chose. Measured on rows the recipe did not see.',
  mrr: 'One divided by the place of the first right answer, averaged over people. 0.25 means about the fourth place.',
  'recall at 1 %':
    'Of the people who chose an item in what was held out, the share that the first 1 % of people named for it hold. Out of as many as fit into 1 %.',
  'hits at 1 %':
    'How many of the first 1 % of people named for an item did choose it in what was held out. A mean over the items asked about.',
  'average rewards':
    'Of the objective that right answers bring, the share that the most rewarding ones of the list bring. Measured on rows the recipe did not see.',
  coverage:
    'The share of items that appear in anybody’s list. Low coverage means everybody gets the same few.',
  density: 'How many of all possible pairs of a person and an item occur. Most real data are far below 1 %.',
  'held-out':
    'Rows set aside before training and used only to measure. Without them a recipe could grade itself.',
  trial:
    'One setting, trained and judged on everybody’s row before the newest. The newest rows stay out of the choice.',
  seed: 'The number that starts every random choice. The same seed and data give the same result, byte for byte.',
  'event value':
    'A number beside an event: a rating, a price, seconds watched. A threshold on it decides which events count.',
  'event type': 'The kind of an event: click, watch, purchase. Training and filters can pick some of them.',
  profile:
    '“aws” applies the service’s limits as they are. “relaxed” turns minima and quotas into warnings, for small or odd data.',
} as const;
export type TermName = keyof typeof TERMS;
