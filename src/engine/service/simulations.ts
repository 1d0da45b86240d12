import { defined } from '../../domain/defined';
import { AppError } from '../../domain/errors';
import { createMetricAttribution } from '../resources/metric-attribution';
import { serviceOf } from '../../domain/service-resources';
import { plain } from '../../domain/json';
import { SimulationSession } from '../teaching/simulation/session';
import type { ApiContext, Operations } from './operation';
import { queuedJob } from './queued-job';
import { optionalFlag, optionalText, texts, wholeNumber } from './read-input';

/** Visits of one call: what a person at the screen waits for. */
const MOST_VISITS = 50;

/**
 * A/B tests by the sample's people: Foretaste's own operations, which the service does not have. A project has one at a
 * time; it is gone with the page, and the seed brings it back.
 */
export const simulations = {
  /** `{campaignArns: [A, B], seed, learn?, filterArn?}` → how many visits are planned. */
  async StartSimulation(input, context) {
    const [first, second, ...others] = texts(input, 'campaignArns');
    if (second === undefined || others.length > 0)
      throw new AppError('INVALID_INPUT', { field: 'campaignArns', expected: 'two campaigns' });
    const request = {
      campaignArns: [first, second] as const,
      seed: wholeNumber(input, 'seed', { absent: 1, min: 0, max: 2 ** 32 - 1 }),
      learn: optionalFlag(input, 'learn') ?? false,
      ...defined({ filterArn: optionalText(input, 'filterArn') }),
    };
    const session = await SimulationSession.start(context.project, request, queuedJob(context.clock));
    context.simulation.current = session;
    return { planned: session.planned };
  },
  /** `{visits: 1 … 50}` → the next visits, and whether everybody has been there. */
  async SimulateVisits(input, context) {
    const count = wholeNumber(input, 'visits', { absent: 1, min: 1, max: MOST_VISITS });
    const session = underWay(context);
    const visits = await session.visits(count, queuedJob(context.clock));
    return { visits: plain(visits), isOver: session.isOver };
  },
  /** The report of a metric that counts the clicks of the test, by campaign. */
  async GetSimulationReport(_input, context) {
    const rows = await underWay(context).report();
    return { rows: plain(rows) };
  },
  /**
   * Puts the events of the test into the project. A metric attribution is made before them where there is none, so that
   * its report shows both campaigns. Keeping twice keeps once.
   */
  async KeepSimulatedEvents(_input, context) {
    const { project } = context;
    const session = underWay(context);
    if (serviceOf(project.state).metricAttribution === null) {
      const { length } = await project.data.putBatches();
      const clicks = { metricName: 'clicks', eventType: 'click', expression: 'SAMPLECOUNT()' };
      const request = { name: 'a-b-test', metrics: [clicks], outputPath: null };
      await project.update(
        (before) => createMetricAttribution(before, request, length, project.nowSec).state,
      );
    }
    const kept = await project.data.track({ kind: 'events', events: [...session.events] });
    return { events: kept.kind === 'events' ? kept.events.length : 0 };
  },
} satisfies Operations;

/** @throws AppError NOT_FOUND where none was started since the page was loaded. */
function underWay({ simulation }: ApiContext): SimulationSession {
  if (simulation.current === null) throw new AppError('NOT_FOUND', { what: 'simulation' });
  return simulation.current;
}
