import { ChevronRight } from 'lucide-react';
import type { Reliability } from '#shared/contract/journeys.ts';
import { formatCount } from '../../format.ts';
import { shareText } from './quality-words.ts';

/** The diagram's numbers, for who cannot see it or wants them. */
export function ReliabilityTable({ bins }: Pick<Reliability, 'bins'>) {
  const all = bins.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <details className="group">
      <summary className="flex w-fit list-none items-center rounded-sm text-xs text-ink-2">
        The numbers
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
      </summary>
      <table className="mt-2 w-full text-xs tabular-nums" data-selectable>
        <thead>
          <tr className="border-b border-line text-left text-ink-3">
            <th className="py-1 font-medium">Stated between</th>
            <th className="py-1 text-right font-medium">on average</th>
            <th className="py-1 text-right font-medium">right</th>
            <th className="py-1 text-right font-medium">pairs</th>
            <th className="py-1 text-right font-medium">weight</th>
          </tr>
        </thead>
        <tbody>
          {bins.map(({ from, to, count, weight, stated, right }) => (
            <tr key={from} className="border-b border-line last:border-0">
              <th scope="row" className="py-0.5 text-left font-normal">
                {shareText(from)} – {shareText(to)}
              </th>
              <td className="text-right">{count === 0 ? '–' : shareText(stated)}</td>
              <td className="text-right">{count === 0 ? '–' : shareText(right)}</td>
              <td className="text-right">{formatCount(count)}</td>
              <td className="text-right">{all === 0 ? '–' : shareText(weight / all)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
