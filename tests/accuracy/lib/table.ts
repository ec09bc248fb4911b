import type { Bounds, Verdict } from './floors.ts';

const HEADER = ['set', 'number', 'value', 'must be', 'others', ''];

/** The verdicts as a Markdown table with aligned columns. */
export function verdictTable(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ suite, measurement, bounds, passed }) => [
    suite.title,
    measurement.name,
    measurement.value.toFixed(measurement.digits),
    boundsText(bounds, measurement.digits),
    measurement.reference ?? '',
    passed ? 'ok' : 'FAILED',
  ]);
  const widths = HEADER.map((title, column) =>
    Math.max(title.length, 3, ...rows.map((row) => row[column]!.length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(HEADER), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function boundsText({ min, max }: Bounds, digits: number): string {
  const low = min?.toFixed(digits);
  const high = max?.toFixed(digits);
  if (low !== undefined && high !== undefined) return `${low} … ${high}`;
  if (low !== undefined) return `≥ ${low}`;
  return high === undefined ? '' : `≤ ${high}`;
}
