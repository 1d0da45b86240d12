import { greatest } from 'd3-array';
import { count, significant } from '../../../domain/numbers';
import type { DatasetCard } from '../../../domain/card';
import type { ProjectState } from '../../../domain/resources';
import type { Campaign } from '../../../domain/service';
import { monthBounds, monthOf } from '../../../domain/usage';
import type { Scenario } from '../../../interop/pricing/what-if';
import * as say from '../../../words/messages/cost';
import { proposedVersion } from '../versions/proposed';
import { DAY_SEC } from '../../../domain/epoch';

export type NumberField =
  | 'requests'
  | 'campaigns'
  | 'minProvisionedTPS'
  | 'trainingHours'
  | 'batchLines'
  | 'ingestedGb';
/** What the person has typed; numbers stay as they were written. */
export type TypedScenario = { readonly [field in NumberField]: string } & Omit<Scenario, NumberField>;
export type ScenarioErrors = { readonly [field in NumberField]?: string };

const LIMITS: { readonly [field in NumberField]: { min: number; max: number; whole?: true } } = {
  requests: { min: 0, max: 1e12 },
  campaigns: { min: 0, max: 1000, whole: true },
  minProvisionedTPS: { min: 1, max: 100_000, whole: true },
  trainingHours: { min: 0, max: 1e6 },
  batchLines: { min: 0, max: 1e12 },
  ingestedGb: { min: 0, max: 1e9 },
};
const FIELDS = Object.keys(LIMITS) as NumberField[];
const UNITS: { readonly [unit: string]: number } = { '': 1, k: 1e3, thousand: 1e3, m: 1e6, million: 1e6 };

/** `2,000,000`, `2 million` or `2.5k`; null for what is no number. */
export function readNumber(text: string): number | null {
  const match = /^(\d+(?:\.\d*)?|\.\d+)(k|thousand|m|million)?$/i.exec(text.replace(/[\s,\u00a0]/g, ''));
  return match === null ? null : Number(match[1]) * UNITS[(match[2] ?? '').toLowerCase()];
}

/** The scenario that was typed. What cannot be meant is named, and counts as in `before`. */
export function readScenario(
  typed: TypedScenario,
  before: Scenario,
): { readonly scenario: Scenario; readonly errors: ScenarioErrors } {
  const errors: { [field in NumberField]?: string } = {};
  const numbers = Object.fromEntries(
    FIELDS.map((field) => {
      const { min, max, whole = false } = LIMITS[field];
      const value = readNumber(typed[field]);
      const fits = value !== null && value >= min && value <= max && (!whole || Number.isInteger(value));
      if (fits) return [field, value];
      errors[field] = (whole ? say.wholeFromTo : say.numberFromTo)({ min: count(min), max: count(max) });
      return [field, before[field]];
    }),
  ) as { [field in NumberField]: number };
  return { scenario: { ...typed, ...numbers }, errors };
}

export type MonthOfData = DatasetCard['months'][number];

/**
 * A month to begin with: this project's campaigns, its newest training and its files, and a request for every event of
 * its busiest month.
 *
 * @param busiest null: the data have no events.
 */
export function proposedScenario(
  project: ProjectState,
  busiest: MonthOfData | null,
  workers: number,
  nowSec: number,
): TypedScenario {
  const campaigns = project.service?.campaigns ?? [];
  const { fromSec, toSec } = monthBounds(monthOf(nowSec));
  return {
    requests: count(busiest?.count ?? 0),
    shape: 'day',
    campaigns: count(Math.max(1, campaigns.length)),
    minProvisionedTPS: count(meanTps(campaigns)),
    nightsOff: false,
    retraining: 'weekly',
    trainingHours: significant(measuredHours(project, workers) ?? 1, 2),
    batchLines: count(project.project.users),
    ingestedGb: significant(importedBytes(project) / 2 ** 30 || 0.1, 2),
    days: Math.round((toSec - fromSec) / DAY_SEC),
    roundTpsHours: true,
  };
}

/** The month in which most happened, the newest of several; null where nothing did. */
export function busiestMonth({ months }: Pick<DatasetCard, 'months'>): MonthOfData | null {
  const lively = months.filter((month) => month.count > 0);
  return greatest(lively.toReversed(), (month) => month.count) ?? null;
}

/** What each campaign stands ready for on average, so that all together cost about what these do; whole, at least 1. */
function meanTps(campaigns: readonly Pick<Campaign, 'minProvisionedTPS'>[]): number {
  const sum = campaigns.reduce((total, { minProvisionedTPS }) => total + minProvisionedTPS, 0);
  return Math.max(1, Math.round(sum / Math.max(1, campaigns.length)));
}

/** Billed hours of the newest training that is no popularity count, which takes no time; null before there is one. */
export function measuredHours({ solutionVersions }: ProjectState, workers: number): number | null {
  const trained = solutionVersions.filter(
    ({ status, trainingSeconds }) => status === 'ACTIVE' && trainingSeconds > 0,
  );
  const newest = proposedVersion(trained);
  return newest === undefined ? null : (newest.trainingSeconds * workers) / 3600;
}

/** Files of the imports that hold. */
export function importedBytes({ importJobs }: ProjectState): number {
  return importJobs.reduce(
    (sum, { status, sizeBytes = 0 }) => (status === 'ACTIVE' ? sum + sizeBytes : sum),
    0,
  );
}
