import clsx from 'clsx';
import { evidenceTerms, type LinkTerms } from './evidence-words.ts';

/** At this many nats a term's bar is full. */
const FULL_BAR_NATS = 6;

/** Why two tracklets are, or are not, taken for one visitor: each kind of evidence with its weight. */
export function EvidenceTerms({ link, className }: { link: LinkTerms; className?: string }) {
  return (
    <dl className={clsx('grid grid-cols-[max-content_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-xs', className)}>
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
