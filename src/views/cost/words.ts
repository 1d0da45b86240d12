import { sentence, type SentencePart } from '../../charts/summary';
import {
  aboutDollars,
  bytes,
  counted,
  dollars,
  hundredths,
  listed,
  plural,
  significant,
} from '../../domain/numbers';
import type { MonthUsage } from '../../domain/usage';
import type { CostItem, CostLine } from '../../interop/pricing/estimate';
import { peakTps, trainingsOf, usageOfScenario, type Scenario } from '../../interop/pricing/what-if';
import { tpsHours } from '../../interop/pricing/tps-hours';
import type { Bill } from '../../interop/pricing/bill';

const NBSP = '\u00a0';

export function unitPrice(price: number, item: CostItem): string {
  return `${dollars(price, 6)}${item === 'batch' ? ` per${NBSP}1,000` : ''}`;
}

export const ITEM_NAMES: { readonly [item in CostItem]: string } = {
  'real-time': 'Real-time',
  training: 'Training',
  ingestion: 'Data ingestion',
  batch: 'Batch',
};
/** The dearest first, as bills of this service go. */
export const ITEM_ORDER: readonly CostItem[] = ['real-time', 'training', 'ingestion', 'batch'];

/** A quantity of a line with its unit, as people count it. */
export function quantityWords(item: CostItem, quantity: number): string {
  if (item === 'batch') return counted(Math.round(quantity * 1000), 'line', 'lines');
  if (item === 'ingestion') return `${significant(quantity)}${NBSP}GB`;
  const unit =
    item === 'training' ? plural(quantity, 'hour', 'hours') : plural(quantity, 'TPS-hour', 'TPS-hours');
  return `${hundredths(quantity)}${NBSP}${unit}`;
}

export type Formulas = { readonly [item in CostItem]: readonly string[] };

/** How each quantity of a scenario comes about. */
export function scenarioFormulas(scenario: Scenario, line: (item: CostItem) => CostLine): Formulas {
  const { campaigns, minProvisionedTPS, days, nightsOff, requests, trainingHours, retraining } = scenario;
  const hours = nightsOff ? 16 : 24;
  const each = campaigns === 1 ? '' : ` × ${counted(campaigns, 'campaign', 'campaigns')}`;
  const peak = campaigns === 0 ? 0 : peakTps(scenario);
  const over =
    peak > minProvisionedTPS
      ? `${counted(requests, 'request goes', 'requests go')} over that: up to ${significant(peak, 2)} TPS`
      : `${counted(requests, 'request stays', 'requests stay')} within it: ${significant(peak, 2)} TPS at most`;
  const trainings = trainingsOf(scenario);
  const { quantity } = line('real-time');
  const unrounded = usageOfScenario(scenario).tpsHours ?? 0;
  return {
    'real-time': [
      `${counted(days, 'day', 'days')} × ${hours} h${each}, never below ${minProvisionedTPS} TPS`,
      ...(campaigns === 0 ? ['No campaign, so nobody is answered'] : [over]),
      ...(Math.abs(quantity - unrounded) < 0.005 ? [] : [`${hundredths(unrounded)} TPS-hours, rounded`]),
    ],
    training:
      retraining === 'none'
        ? ['No retraining']
        : [
            `${significant(trainingHours)} h × ${significant(trainings)}${NBSP}${plural(trainings, 'training', 'trainings')}, ${retraining}`,
          ],
    ingestion: [`${bytes(line('ingestion').quantity * 2 ** 30)} of files and events`],
    batch: ['Lines asked, however long their lists'],
  };
}

/** How each quantity of a month that was measured comes about. */
export function monthFormulas(month: MonthUsage, workers: number): Formulas {
  const campaigns = month.campaigns.map(({ name, rates, requests, minProvisionedTPS }) => {
    const hours = rates.reduce((sum, rate) => sum + tpsHours(rate), 0);
    const least = Math.max(...rates.map((rate) => rate.minProvisionedTPS));
    return `${name}: ${significant(hours)} TPS-hours, at least ${least} TPS, ${counted(requests, 'request', 'requests')}${minProvisionedTPS === null ? ', deleted' : ''}`;
  });
  return {
    'real-time': campaigns.length === 0 ? ['No campaign was up'] : campaigns,
    training: [
      month.trainings === 0
        ? 'None'
        : `${counted(month.trainings, 'training', 'trainings')}: time on the clock × ${counted(workers, 'worker', 'workers')}`,
    ],
    ingestion: [`${bytes(month.csvBytes)} of files + ${bytes(month.putBytes)} of events, items and users`],
    batch: ['Input lines of finished jobs'],
  };
}

/** What the bill of a scenario comes down to. */
export function scenarioSentence(bill: Bill, standing: number): SentencePart[] {
  const realTime = bill.lines.find(({ item }) => item === 'real-time')?.cost ?? 0;
  const top = bill.lines.toSorted((one, other) => other.cost - one.cost)[0];
  if (bill.shown === 0) return sentence('So little is used that *nothing would be due*.');
  const share = top.cost > bill.total / 2 ? 'Most of it is' : 'The largest part is';
  if (top.item !== 'real-time')
    return sentence(`${share} *${MATTER[top.item]}*: ${dollars(top.shown)} of ${dollars(bill.shown)}.`);
  if (standing >= realTime / 2)
    return sentence(
      `${share} *the campaign standing ready*: ${aboutDollars(standing)} would be due with no request at all.`,
    );
  return sentence(`${share} *answering requests*: standing ready alone would be ${aboutDollars(standing)}.`);
}

const MATTER: { readonly [item in CostItem]: string } = {
  'real-time': 'answering requests',
  training: 'training',
  ingestion: 'taking in data',
  batch: 'batch lists',
};

/** What a measured month comes down to. @param atEnd what it will be, if nothing changes. */
export function monthSentence(bill: Bill, month: MonthUsage, atEnd: number): SentencePart[] {
  const up = month.campaigns
    .filter(({ minProvisionedTPS }) => minProvisionedTPS !== null)
    .map(({ name }) => name);
  const over = month.untilSec >= month.toSec;
  const so = over ? 'That month would have been' : 'So far it would be';
  if (up.length > 0 && !over)
    return sentence(
      `${so} *${dollars(bill.shown)}*. While ${listed(up)} ${plural(up.length, 'stands', 'stand')} ready the month goes on to ${dollars(atEnd)}, asked or not.`,
    );
  if (bill.shown === 0) return sentence(`${so} *less than a cent*${over ? '' : ': no campaign is up'}.`);
  return sentence(`${so} *${dollars(bill.shown)}*${over ? '' : ', and no campaign adds to it'}.`);
}
