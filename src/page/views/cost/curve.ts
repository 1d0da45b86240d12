import type { CostCurve, CostPoint } from '../../charts/cost-curve';
import { estimateCost } from '../../../interop/pricing/estimate';
import type { PriceTable } from '../../../interop/pricing/price-table';
import {
  requestsForNothing,
  standingCost,
  usageOfScenario,
  type Scenario,
} from '../../../interop/pricing/what-if';

const POINTS = 81;

/**
 * The bill of a scenario by its number of requests: from a hundredth of what standing by covers to eight times that, and
 * further where the scenario stands beyond.
 */
export function costCurveOf(scenario: Scenario, prices: PriceTable): CostCurve {
  // Whole TPS-hours would draw stairs.
  const smooth = { ...scenario, roundTpsHours: false };
  const at = (requests: number): CostPoint => ({
    requests,
    cost: estimateCost(usageOfScenario({ ...smooth, requests }), prices).total,
  });
  const free = requestsForNothing(scenario);
  const first = 10 ** Math.floor(Math.log10(Math.min(free / 100, scenario.requests || Infinity)));
  const last = Math.max(8 * free, 1.5 * scenario.requests);
  const points = Array.from({ length: POINTS }, (_, n) => at(first * (last / first) ** (n / (POINTS - 1))));
  const slope = at(last).cost - at(last * 0.9).cost;
  return {
    points,
    // As the bill has it, so that both say the same.
    here: { requests: scenario.requests, cost: estimateCost(usageOfScenario(scenario), prices).total },
    standing: standingCost(smooth, prices),
    free,
    perMillion: (slope / (0.1 * last)) * 1e6,
  };
}
