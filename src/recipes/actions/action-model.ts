import type { ActionShare } from '../../domain/actions';
import type { StoredModel } from '../../domain/model';
import { sigmoid } from '../../kernels/math';
import { groupedWeights } from '../../kernels/grouped-logistic';
import type { Acts } from '../capabilities';
import type { Model } from '../recipe';
import {
  checkFormat,
  COUNTS,
  indicesBelow,
  LEARNED64,
  readArray,
  readNumber,
  readOffsets,
  readSize,
  unreadable,
} from '../stored-arrays';
import { Dictionary } from './dictionary';
import type { ActionGroups } from './examples';
import type { Known, Person } from '../person';

const NAME = 'aws-next-best-action';
const FORMAT = 1;

/** Everything that a training has learned. */
export interface Learned {
  readonly dictionary: Dictionary;
  readonly groups: ActionGroups;
  /** As `fitGroupedLogistic` gives them. */
  readonly weights: Float64Array;
  /** Log-odds of the propensity = level + slope · what the weights add up to. */
  readonly level: number;
  readonly slope: number;
  /** 1 where enough is known of an action. */
  readonly scored: Uint8Array;
  readonly periodDays: number;
}

interface Facts {
  readonly seed: number;
  readonly rows: number;
}

/** Propensities of actions, from what is known of the person and what they did about actions before. */
export function actionModel(learned: Learned, facts: Facts): Model & Acts {
  const { dictionary, groups, weights, level, slope, scored, periodDays } = learned;
  const nItems = scored.length;
  const width = dictionary.words.length + 1;

  /** The largest share is that of a word; null stands for the groups' levels. */
  function partsOf(action: number, known: readonly Known[]): Map<number | null, number> {
    const parts = new Map<number | null, number>([[null, 0]]);
    const own = dictionary.read(known);
    for (let g = groups.groupPtr[action]; g < groups.groupPtr[action + 1]; g++) {
      const first = groups.groups[g] * width;
      parts.set(null, (parts.get(null) ?? 0) + weights[first]);
      for (const [place, amount] of own)
        parts.set(place, (parts.get(place) ?? 0) + weights[first + 1 + place] * amount);
    }
    return parts;
  }
  const logOdds = (action: number, known: readonly Known[]): number => {
    let sum = 0;
    for (const value of partsOf(action, known).values()) sum += value;
    return level + slope * sum;
  };

  return {
    recipe: NAME,
    nItems,
    hasScores: true,
    periodDays,
    scoreUser(_query, out) {
      for (let action = 0; action < nItems; action++) out[action] = logOdds(action, []);
      return false;
    },
    propensities(person, out) {
      const known = person.known();
      for (let action = 0; action < nItems; action++) {
        out[action] =
          scored[action] === 1 ? sigmoid(logOdds(action, [...known, ...person.knownOf(action)])) : NaN;
      }
    },
    shares(person: Person, action: number): readonly ActionShare[] {
      if (scored[action] !== 1) return [];
      const parts = partsOf(action, [...person.known(), ...person.knownOf(action)]);
      return Array.from(parts, ([place, value]): ActionShare => {
        return place === null
          ? { word: null, value: level + slope * value }
          : { word: dictionary.words[place], value: slope * value };
      })
        .filter(({ word, value }) => word === null || value !== 0)
        .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
    },
    store: () => ({
      header: {
        format: FORMAT,
        recipe: NAME,
        seed: facts.seed,
        // People are described, not remembered.
        nUsers: 0,
        nItems,
        rows: facts.rows,
        config: { words: [...dictionary.words], nGroups: groups.nGroups, level, slope, periodDays },
      },
      arrays: {
        scales: dictionary.scales,
        groupPtr: groups.groupPtr,
        groups: groups.groups,
        weights,
        scored,
      },
    }),
  };
}

/** @throws AppError MODEL_UNREADABLE. */
export function loadActionModel(stored: StoredModel): Model & Acts {
  checkFormat(stored, NAME, FORMAT);
  const { nItems, rows, seed, config } = stored.header;
  const words = config.words;
  if (!Array.isArray(words) || !words.every((word) => typeof word === 'string'))
    throw unreadable(stored, { config: 'words' });
  const nGroups = readSize(stored, 'nGroups', 1);
  const groupPtr = readOffsets(stored, 'groupPtr', nItems);
  const scales = readArray(stored, 'scales', LEARNED64, 2 * words.length);
  if (words.some((_, place) => scales[2 * place + 1] === 0)) throw unreadable(stored, { array: 'scales' });
  return actionModel(
    {
      dictionary: new Dictionary(words, scales),
      groups: {
        nGroups,
        groupPtr,
        groups: readArray(stored, 'groups', indicesBelow(nGroups), groupPtr[nItems]),
      },
      weights: readArray(stored, 'weights', LEARNED64, groupedWeights(nGroups, words.length)),
      level: readNumber(stored, 'level'),
      slope: readNumber(stored, 'slope'),
      scored: readArray(stored, 'scored', { type: Uint8Array, least: 0, greatest: 1 }, nItems),
      periodDays: readSize(stored, 'periodDays', 1, COUNTS.greatest),
    },
    { seed, rows },
  );
}
