import { useQuery } from '@tanstack/react-query';
import { visitorRange } from '#shared/visitor-range.ts';
import { orpc } from '../../api/index.ts';
import { formatPlural } from '../../lib/format.ts';
import { Tooltip } from '../../ui/index.ts';

const EXPLANATION =
  'Who was lost and found again has several journeys. How many people they are is estimated from all candidates for ' +
  'links, made or not, without those who were nowhere seen well; nine times in ten the truth is in the brackets. As of ' +
  'the last linking.';

/** How many journeys are shown, and of all of them, how many visitors they are. */
export function JourneyCount({ count, isFiltered }: { count: number; isFiltered: boolean }) {
  const report = useQuery(orpc.journeys.linkReport.queryOptions());
  const visitors = report.data?.visitors;
  if (isFiltered) return formatPlural(count, 'matching journey');
  if (!visitors) return formatPlural(count, 'journey');
  const range = visitorRange(visitors);
  return (
    <Tooltip content={EXPLANATION} side="bottom">
      <button type="button" className="cursor-help truncate text-left">
        {range.charAt(0).toUpperCase() + range.slice(1)}, in {formatPlural(count, 'journey')}
      </button>
    </Tooltip>
  );
}
