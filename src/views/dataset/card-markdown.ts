import { count, month, percent } from '../../domain/numbers';
import { plain, type ChartSummary } from '../../charts/summary';
import { isUndated, type DatasetCard } from '../../domain/card';

/** The whole card as Markdown, with the same sentences as on screen. Cells keep their text; pipes are escaped. */
export function cardMarkdown(
  name: string,
  card: DatasetCard,
  findings: readonly { readonly question: string; readonly summary: ChartSummary }[],
  insights: readonly string[],
): string {
  const facts = [
    ['Users', count(card.users)],
    ['Items', count(card.items)],
    ['Interactions', count(card.interactions)],
    ['Filled cells', percent(card.density)],
    ...(isUndated(card)
      ? []
      : [
          ['From', month(card.fromSec)],
          ['To', month(card.toSec)],
        ]),
  ];
  const parts = [
    `# What is in ${name}?`,
    table(['Fact', 'Value'], facts),
    ...findings.map((finding) => `## ${finding.question}\n\n${plain(finding.summary.sentence)}`),
  ];
  if (card.topItems.length > 0) {
    const rows = card.topItems.map((item) => [item.title ?? item.itemId, count(item.count)]);
    parts.push(`## Most events\n\n${table(['Item', 'Events'], rows)}`);
  }
  parts.push(
    `## Insights\n\n${insights.length === 0 ? 'None.' : insights.map((line) => `- ${line}`).join('\n')}`,
  );
  return parts.join('\n\n').replaceAll('\u00a0', ' ') + '\n';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((c) => c.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
