import { monthOf } from '../../domain/usage';
import { plain } from '../../domain/json';
import { meterOf } from '../resources/meter';
import { monthUsage } from '../resources/month-usage';
import type { Operations } from './operation';
import { optionalText } from './read-input';

/** Not an operation of the service, where the bill says what was used. */
export const usage = {
  /** What a month (default: this one) has used of what the service bills; stores what was counted so far. */
  async DescribeUsage(input, { project }) {
    await project.keepCounts();
    const { nowSec, state } = project;
    const meter = meterOf(state, { nowSec, workers: project.writer.workers });
    const month = monthUsage(state, meter, optionalText(input, 'month') ?? monthOf(nowSec), nowSec);
    return { usage: plain(month) };
  },
} satisfies Operations;
