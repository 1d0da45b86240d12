import { fullName } from '../../../domain/item-names';
import { count, month, percent } from '../../../domain/numbers';
import { plain, type ChartSummary } from '../../charts/summary';
import { isUndated, type DatasetCard } from '../../../domain/card';
import * as datasets from '../../../words/messages/datasets';
import * as say from '../../../words/messages/dataset';

/** The whole card as Markdown, with the same sentences as on screen. Cells keep their text; pipes are escaped. */
export function cardMarkdown(
  name: string,
  card: DatasetCard,
  findings: readonly { readonly question: string; readonly summary: ChartSummary }[],
  insights: readonly string[],
): string {
  const facts = [
    [datasets.users(), count(card.users)],
    [datasets.items(), count(card.items)],
    [datasets.interactions(), count(card.interactions)],
    [say.filledCells(), percent(card.density)],
    ...(isUndated(card)
      ? []
      : [
          [say.from(), month(card.fromSec)],
          [say.until(), month(card.toSec)],
        ]),
  ];
  const parts = [
    `# ${say.title({ name })}`,
    table([say.fact(), say.value()], facts),
    ...findings.map((finding) => `## ${finding.question}\n\n${plain(finding.summary.sentence)}`),
  ];
  if (card.topItems.length > 0) {
    const rows = card.topItems.map((item) => [fullName(item), count(item.count)]);
    parts.push(`## ${say.mostEvents()}\n\n${table([say.item(), say.eventsHead()], rows)}`);
  }
  parts.push(
    `## ${say.insights()}\n\n${insights.length === 0 ? say.none() : insights.map((line) => `- ${line}`).join('\n')}`,
  );
  return parts.join('\n\n').replaceAll('\u00a0', ' ') + '\n';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((c) => c.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
