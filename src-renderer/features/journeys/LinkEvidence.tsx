import clsx from 'clsx';
import { BadgeCheck, Check, ChevronRight, CircleHelp, Footprints, Split, UserCheck } from 'lucide-react';
import type { Verdict } from '#shared/contract/review.ts';
import { formatPercent } from '../../lib/format.ts';
import { EvidenceTerms } from '../../lib/link/EvidenceTerms.tsx';
import { type Link, linkWords } from '../../lib/link/evidence-words.ts';
import { hrefOf } from '../../lib/router.ts';
import { Badge, Button } from '../../ui/index.ts';

/** The way between two stops: how long it took, how sure the link is, and why. */
export function LinkEvidence({
  link,
  way,
  isBusy,
  onDecide,
}: {
  link: Link;
  /** Where the visitor was in between. */
  way: string | null;
  isBusy: boolean;
  onDecide(verdict: Verdict): void;
}) {
  const grade = linkWords(link);
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
        {way}
      </p>
      <details className="group mt-1">
        <summary className="flex list-none items-center gap-2 rounded-sm">
          <Badge tone={isConfirmed ? 'success' : 'warning'} icon={<GradeIcon link={link} />}>
            {grade.name}
            {!link.isByHuman && ` · ${formatPercent(link.confidence)}`}
          </Badge>
          <span className="flex items-center text-xs text-ink-3">
            Why
            <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
          </span>
        </summary>
        <p className="mt-2 text-xs text-ink-2">{grade.meaning}</p>
        <EvidenceTerms link={link} className="mt-2" />
        <div className="mt-2 flex flex-wrap gap-2">
          {!link.isByHuman && (
            <Button size="sm" icon={<Check aria-hidden />} disabled={isBusy} onClick={() => onDecide('same')}>
              One visitor
            </Button>
          )}
          {!link.isByHuman && (
            <Button
              size="sm"
              icon={<Split aria-hidden />}
              disabled={isBusy}
              onClick={() => onDecide('different')}
            >
              Two visitors: split here
            </Button>
          )}
          {link.isByHuman && (
            <a href={hrefOf('review')} className="text-xs text-accent-ink underline underline-offset-2">
              Undo it in Review
            </a>
          )}
        </div>
      </details>
    </div>
  );
}

function GradeIcon({ link }: { link: Link }) {
  if (link.isByHuman) return <UserCheck aria-hidden />;
  return link.grade === 'confirmed' ? <BadgeCheck aria-hidden /> : <CircleHelp aria-hidden />;
}
