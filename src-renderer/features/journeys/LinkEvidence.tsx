import clsx from 'clsx';
import { BadgeCheck, ChevronRight, CircleHelp, Footprints } from 'lucide-react';
import { formatDuration, formatPercent } from '../../lib/format.ts';
import { Badge } from '../../ui/index.ts';
import { evidenceTerms, gradeWords, type Link } from './model/evidence-words.ts';

/** At this many nats a term's bar is full. */
const FULL_BAR_NATS = 6;

/** The way between two stops: how long it took, how sure the link is, and why. */
export function LinkEvidence({ link, gapMs }: { link: Link; gapMs: number }) {
  const grade = gradeWords[link.grade];
  const isConfirmed = link.grade === 'confirmed';
  return (
    <div
      className={clsx(
        'ml-6 border-l-2 py-2 pl-4',
        isConfirmed ? 'border-success' : 'border-dashed border-warning',
      )}
    >
      <p className="flex items-center gap-2 text-xs text-ink-2">
        <Footprints aria-hidden className="size-3.5 text-ink-3" />
        {gapMs > 0 ? `${formatDuration(gapMs)} not observed` : 'Both cameras at once'}
      </p>
      <details className="group mt-1">
        <summary className="flex list-none items-center gap-2 rounded-sm">
          <Badge
            tone={isConfirmed ? 'success' : 'warning'}
            icon={isConfirmed ? <BadgeCheck aria-hidden /> : <CircleHelp aria-hidden />}
          >
            {grade.name} · {formatPercent(link.confidence)}
          </Badge>
          <span className="flex items-center text-xs text-ink-3">
            Why
            <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
          </span>
        </summary>
        <p className="mt-2 text-xs text-ink-2">{grade.meaning}</p>
        <dl className="mt-2 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-xs">
          {evidenceTerms(link).map((term) => (
            <div key={term.name} className="contents">
              <dt className="text-ink-3">{term.name}</dt>
              <dd className="text-ink-2">
                <TermBar llr={term.llr} />
                {term.words}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}

/** A term's weight: to the right for one visitor, to the left against. */
function TermBar({ llr }: { llr: number }) {
  const share = Math.min(1, Math.abs(llr) / FULL_BAR_NATS) * 50;
  return (
    <span
      aria-hidden
      title={`${llr.toFixed(2)} nats`}
      className="relative mb-0.5 block h-1.5 rounded-full bg-line"
    >
      <span className="absolute inset-y-0 left-1/2 w-px bg-ink-3" />
      <span
        className={clsx(
          'absolute inset-y-0 rounded-full',
          llr >= 0 ? 'left-1/2 bg-success' : 'right-1/2 bg-danger',
        )}
        style={{ width: `${share}%` }}
      />
    </span>
  );
}
