import { useQuery } from '@tanstack/react-query';
import { ArrowRight, Check, Footprints, SkipForward, X } from 'lucide-react';
import { useState } from 'react';
import type { Tracklet } from '#shared/contract/analysis.ts';
import type { ReviewAlternative, Verdict } from '#shared/contract/review.ts';
import { orpc } from '../../api/index.ts';
import { formatPercent } from '../../lib/format.ts';
import { EvidenceTerms } from '../../lib/link/EvidenceTerms.tsx';
import { Badge, Button, ErrorNotice, Kbd, Spinner } from '../../ui/index.ts';
import { Alternatives } from './Alternatives.tsx';
import { gapWords } from './model/gap-words.ts';
import { Sighting } from './Sighting.tsx';
import { useReviewKeys } from './use-review-keys.ts';

export interface QuestionPaneProps {
  fromTrackletId: number;
  /** Who is asked about, unless another is chosen; null for the likeliest. */
  askedId: number | null;
  isBusy: boolean;
  onDecide(verdict: Verdict, toTrackletId: number): void;
  onSkip(): void;
}

/** One question: two sightings side by side, what speaks for and against, and who else it may be. */
export function QuestionPane({ fromTrackletId, askedId, ...props }: QuestionPaneProps) {
  const question = useQuery(orpc.review.question.queryOptions({ input: { fromTrackletId } }));
  const [chosenId, setChosenId] = useState<number | null>(null);
  const alternatives = question.data?.alternatives ?? [];
  const byId = (id: number | null) => alternatives.find(({ tracklet }) => tracklet.id === id);
  // Not always the likeliest: who goes on over a file's border is sure, and asked about nowhere.
  const chosen = byId(chosenId) ?? byId(askedId) ?? alternatives[0] ?? null;
  const answer = (verdict: Verdict) => {
    if (chosen && !props.isBusy) props.onDecide(verdict, chosen.tracklet.id);
  };
  useReviewKeys({
    same: () => answer('same'),
    different: () => answer('different'),
    stepAlternative: (by) => {
      const at = chosen ? alternatives.indexOf(chosen) : -1;
      const next = alternatives[at + by];
      if (next) setChosenId(next.tracklet.id);
    },
  });

  if (question.isError) return <ErrorNotice error={question.error} className="m-4" />;
  if (!question.data) return <Spinner label="Loading the sightings…" className="m-4" />;
  if (!chosen) {
    return (
      <p className="m-6 text-ink-2">
        Nobody else comes into question here any more. Choose another question.
      </p>
    );
  }
  return (
    <section aria-label="Question" className="flex min-h-0 flex-1 flex-col overflow-y-auto bg-canvas">
      <div className="mx-auto flex w-full max-w-6xl flex-1 flex-col gap-4 p-5">
        <h2 className="text-lg font-semibold tracking-tight">Is this one visitor?</h2>
        <div className="grid grid-cols-[minmax(0,1fr)_15rem_minmax(0,1fr)] items-stretch gap-4">
          <Sighting title="Leaves" tracklet={question.data.from} />
          <Between from={question.data.from} to={chosen} />
          <Sighting key={chosen.tracklet.id} title="Enters" tracklet={chosen.tracklet} />
        </div>
        <Answers isBusy={props.isBusy} onAnswer={answer} onSkip={props.onSkip} />
        <Alternatives
          from={question.data.from}
          alternatives={alternatives}
          chosenId={chosen.tracklet.id}
          onChoose={setChosenId}
        />
      </div>
    </section>
  );
}

/** The way from one sighting to the other, and why they are believed to be one visitor. */
function Between({ from, to }: { from: Tracklet; to: ReviewAlternative }) {
  return (
    <div className="flex flex-col items-center gap-3 text-center">
      <p className="flex items-center gap-1.5 text-xs text-ink-2">
        <Footprints aria-hidden className="size-3.5 text-ink-3" />
        {gapWords(to.gapMs, from.cameraId === to.tracklet.cameraId)}
      </p>
      <ArrowRight aria-hidden className="size-6 text-ink-3" />
      <p>
        <span className="block text-2xl font-semibold tracking-tight" aria-hidden>
          {formatPercent(to.confidence)}
        </span>
        <span className="text-xs text-ink-3">
          <span className="sr-only">{formatPercent(to.confidence)} </span>likely one visitor
        </span>
      </p>
      <StatusBadge alternative={to} />
      <EvidenceTerms link={to} className="w-full border-t border-line pt-3 text-left" />
    </div>
  );
}

function StatusBadge({ alternative: { verdict, isLinked } }: { alternative: ReviewAlternative }) {
  if (verdict === 'same') return <Badge tone="success">You said: one visitor</Badge>;
  if (verdict === 'different') return <Badge tone="danger">You said: two visitors</Badge>;
  return isLinked ? <Badge tone="accent">One journey now</Badge> : <Badge>Not linked now</Badge>;
}

function Answers({
  isBusy,
  onAnswer,
  onSkip,
}: {
  isBusy: boolean;
  onAnswer(verdict: Verdict): void;
  onSkip(): void;
}) {
  return (
    <div role="toolbar" aria-label="Answer" className="flex flex-wrap items-center justify-center gap-2">
      <Button
        variant="primary"
        size="lg"
        icon={<Check aria-hidden />}
        disabled={isBusy}
        aria-keyshortcuts="S"
        onClick={() => onAnswer('same')}
      >
        Same person <Kbd>S</Kbd>
      </Button>
      <Button
        size="lg"
        icon={<X aria-hidden />}
        disabled={isBusy}
        aria-keyshortcuts="D"
        onClick={() => onAnswer('different')}
      >
        Different people <Kbd>D</Kbd>
      </Button>
      <Button
        variant="ghost"
        size="lg"
        icon={<SkipForward aria-hidden />}
        aria-keyshortcuts="N"
        onClick={onSkip}
      >
        Skip <Kbd>N</Kbd>
      </Button>
    </div>
  );
}
