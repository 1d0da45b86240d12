import { priceTable, type PriceTable, type Tier } from './price-table';
import { sliceByTier, type Slice } from './tiers';
import { amount, tpsHours, type CampaignUsage } from './tps-hours';

const BYTES_A_GB = 2 ** 30;

/** What one region used in one calendar month. Everything left out counts as nothing. */
export interface Usage {
  /** Imported CSV, and event, item and user JSON. */
  readonly ingestedBytes?: number;
  /** The same in GB of 2³⁰ bytes; adds to the bytes. */
  readonly ingestedGb?: number;
  /** Billed hours: instances run side by side, so they can exceed what the clock showed. */
  readonly trainingHours?: number;
  readonly campaigns?: readonly CampaignUsage[];
  /** TPS-hours known as such; adds to those of the campaigns. */
  readonly tpsHours?: number;
  /** Lines of batch inference and segment jobs, whatever each returned. */
  readonly batchLines?: number;
  /** Whole TPS-hours a month, halves up; small demonstrations read better without. Default true. */
  readonly roundTpsHours?: boolean;
}

export type CostItem = 'ingestion' | 'training' | 'real-time' | 'batch';

/** One line of the bill: a quantity in its unit, how it was cut into tiers, and what it costs unrounded. */
export interface CostLine {
  readonly item: CostItem;
  readonly unit: 'GB' | 'training hour' | 'TPS-hour' | '1000 recommendations';
  readonly quantity: number;
  readonly slices: readonly Slice[];
  readonly cost: number;
}

export interface Estimate {
  readonly stamp: string;
  readonly currency: PriceTable['currency'];
  readonly lines: readonly CostLine[];
  /** Unrounded; round half up to cents to show it. */
  readonly total: number;
}

/**
 * What a month's usage would have cost, line by line; lines without a quantity are there with cost 0.
 *
 * @throws AppError INVALID_INPUT for a quantity that is negative or no number.
 */
export function estimateCost(usage: Usage, prices: PriceTable = priceTable): Estimate {
  const gigabytes =
    amount('ingestedGb', usage.ingestedGb ?? 0) +
    amount('ingestedBytes', usage.ingestedBytes ?? 0) / BYTES_A_GB;
  const lines = [
    line('ingestion', 'GB', gigabytes, prices.ingestionPerGb),
    line(
      'training',
      'training hour',
      amount('trainingHours', usage.trainingHours ?? 0),
      prices.trainingPerHour,
    ),
    line('real-time', 'TPS-hour', monthlyTpsHours(usage), prices.realTimePerTpsHour),
    line(
      'batch',
      '1000 recommendations',
      amount('batchLines', usage.batchLines ?? 0) / 1000,
      prices.batchPerThousand,
    ),
  ];
  const total = lines.reduce((sum, { cost }) => sum + cost, 0);
  return { stamp: prices.stamp, currency: prices.currency, lines, total };
}

/** All campaigns of the region together, then rounded once. */
function monthlyTpsHours(usage: Usage): number {
  const known = amount('tpsHours', usage.tpsHours ?? 0);
  const sum = (usage.campaigns ?? []).reduce((hours, campaign) => hours + tpsHours(campaign), known);
  return usage.roundTpsHours === false ? sum : Math.floor(sum + 0.5);
}

function line(item: CostItem, unit: CostLine['unit'], quantity: number, tiers: readonly Tier[]): CostLine {
  const slices = sliceByTier(quantity, tiers);
  return { item, unit, quantity, slices, cost: slices.reduce((sum, { cost }) => sum + cost, 0) };
}
