import { finding, type SentencePart } from '../../charts/summary';
import { aboutDollars, bytes, dollars, hundredths, listed, significant } from '../../../domain/numbers';
import { RECIPE_NAMES, recipeFacts } from '../../../domain/recipe-catalogue';
import type { ProjectState } from '../../../domain/resources';
import type { MonthUsage } from '../../../domain/usage';
import type { CostItem, CostLine } from '../../../interop/pricing/estimate';
import {
  peakTps,
  trainingsOf,
  usageOfScenario,
  type Retraining,
  type Scenario,
} from '../../../interop/pricing/what-if';
import { tpsHours } from '../../../interop/pricing/tps-hours';
import type { Bill } from '../../../interop/pricing/bill';
import * as say from '../../../words/messages/cost';

const NBSP = '\u00a0';

/** That the list has no price for some recipes that the project was trained with; null: it has all. */
export function unpricedSentence({ solutionVersions }: ProjectState): string | null {
  const unpriced = RECIPE_NAMES.filter(
    (name) =>
      recipeFacts(name).isUnpriced === true && solutionVersions.some(({ spec }) => spec.recipe === name),
  );
  return unpriced.length === 0 ? null : say.unpriced({ recipes: listed(unpriced) });
}

export function unitPrice(price: number, item: CostItem): string {
  return item === 'batch' ? say.perThousand({ price: dollars(price, 6) }) : dollars(price, 6);
}

export const ITEM_NAMES: { readonly [item in CostItem]: () => string } = {
  'real-time': say.realTime,
  training: say.training,
  ingestion: say.ingestion,
  batch: say.batch,
};
/** The dearest first, as bills of this service go. */
export const ITEM_ORDER: readonly CostItem[] = ['real-time', 'training', 'ingestion', 'batch'];

/** A quantity of a line with its unit, as people count it. */
export function quantityWords(item: CostItem, quantity: number): string {
  if (item === 'batch') return say.lines({ count: Math.round(quantity * 1000) });
  if (item === 'ingestion') return `${significant(quantity)}${NBSP}GB`;
  const facts = { text: hundredths(quantity), hours: quantity };
  return item === 'training' ? say.hours(facts) : say.tpsHours(facts);
}

/** How often a model is trained anew. */
export const EVERY: { readonly [every in Exclude<Retraining, 'none'>]: () => string } = {
  daily: say.daily,
  weekly: say.weekly,
  monthly: say.monthly,
};

export type Formulas = { readonly [item in CostItem]: readonly string[] };

/** How each quantity of a scenario comes about. */
export function scenarioFormulas(scenario: Scenario, line: (item: CostItem) => CostLine): Formulas {
  const { campaigns, minProvisionedTPS, days, nightsOff, requests, trainingHours, retraining } = scenario;
  const standing = { days, hours: nightsOff ? '16' : '24', tps: String(minProvisionedTPS) };
  const peak = campaigns === 0 ? 0 : peakTps(scenario);
  const over =
    peak > minProvisionedTPS
      ? say.goesOver({ requests, peak: significant(peak, 2) })
      : say.staysWithin({ requests, peak: significant(peak, 2) });
  const trainings = trainingsOf(scenario);
  const { quantity } = line('real-time');
  const unrounded = usageOfScenario(scenario).tpsHours ?? 0;
  return {
    'real-time': [
      campaigns === 1 ? say.daysNever(standing) : say.daysCampaignsNever({ ...standing, campaigns }),
      ...(campaigns === 0 ? [say.noCampaign()] : [over]),
      ...(Math.abs(quantity - unrounded) < 0.005
        ? []
        : [say.tpsHoursRounded({ hours: hundredths(unrounded) })]),
    ],
    training:
      retraining === 'none'
        ? [say.noRetraining()]
        : [
            say.trainingsEvery({
              hours: significant(trainingHours),
              text: significant(trainings),
              trainings,
              every: EVERY[retraining](),
            }),
          ],
    ingestion: [say.filesAndEvents({ bytes: bytes(line('ingestion').quantity * 2 ** 30) })],
    batch: [say.linesAsked()],
  };
}

/** How each quantity of a month that was measured comes about. */
export function monthFormulas(month: MonthUsage, workers: number): Formulas {
  const campaigns = month.campaigns.map(({ name, rates, requests, minProvisionedTPS }) => {
    const hours = rates.reduce((sum, rate) => sum + tpsHours(rate), 0);
    const least = Math.max(...rates.map((rate) => rate.minProvisionedTPS));
    const used = { name, hours: significant(hours), least: String(least), requests };
    return minProvisionedTPS === null ? say.campaignUsedDeleted(used) : say.campaignUsed(used);
  });
  return {
    'real-time': campaigns.length === 0 ? [say.noCampaignUp()] : campaigns,
    training: [
      month.trainings === 0 ? say.noTraining() : say.trainingsClock({ trainings: month.trainings, workers }),
    ],
    ingestion: [say.filesPlusEvents({ files: bytes(month.csvBytes), put: bytes(month.putBytes) })],
    batch: [say.finishedLines()],
  };
}

/** What the bill of a scenario comes down to. */
export function scenarioSentence(bill: Bill, standing: number): SentencePart[] {
  const realTime = bill.lines.find(({ item }) => item === 'real-time')?.cost ?? 0;
  const top = bill.lines.toSorted((one, other) => other.cost - one.cost)[0];
  if (bill.shown === 0) return finding(say.nothingDue());
  const most = top.cost > bill.total / 2;
  if (top.item !== 'real-time') {
    const facts = { matter: MATTER[top.item](), part: dollars(top.shown), whole: dollars(bill.shown) };
    return finding(most ? say.mostOfIs(facts) : say.largestIs(facts));
  }
  const facts = { amount: aboutDollars(standing) };
  if (standing >= realTime / 2) return finding(most ? say.mostStanding(facts) : say.largestStanding(facts));
  return finding(most ? say.mostAnswering(facts) : say.largestAnswering(facts));
}

const MATTER: { readonly [item in Exclude<CostItem, 'real-time'>]: () => string } = {
  training: say.matterTraining,
  ingestion: say.matterIngestion,
  batch: say.matterBatch,
};

/** What a measured month comes down to. @param atEnd what it will be, if nothing changes. */
export function monthSentence(bill: Bill, month: MonthUsage, atEnd: number): SentencePart[] {
  const up = month.campaigns
    .filter(({ minProvisionedTPS }) => minProvisionedTPS !== null)
    .map(({ name }) => name);
  const over = month.untilSec >= month.toSec;
  const shown = { bill: dollars(bill.shown) };
  if (up.length > 0 && !over)
    return finding(say.goesOn({ ...shown, names: listed(up), count: up.length, end: dollars(atEnd) }));
  if (bill.shown === 0) return finding(over ? say.wouldHaveBeenLittle() : say.soFarLittle());
  return finding(over ? say.wouldHaveBeen(shown) : say.soFarBill(shown));
}
