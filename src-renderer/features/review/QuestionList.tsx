import clsx from 'clsx';
import { ArrowRight } from 'lucide-react';
import type { ReviewQuestion } from '#shared/contract/review.ts';
import { useStudy } from '../../api/index.ts';
import { formatInstant, formatPlural } from '../../lib/format.ts';
import { VirtualListbox } from '../../lib/list/VirtualListbox.tsx';
import { CropImage } from '../../lib/tracklet/CropImage.tsx';
import { ConfidenceBar } from '../../ui/index.ts';

const ROW_PX = 76;

/** The queue, the most useful question first. */
export function QuestionList({
  questions,
  skipped,
  selectedId,
  onSelect,
}: {
  questions: readonly ReviewQuestion[];
  skipped: ReadonlySet<number>;
  selectedId: number;
  onSelect(question: ReviewQuestion): void;
}) {
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <p className="border-b border-line px-4 py-2 text-xs text-ink-3">
        {formatPlural(questions.length, 'question')}, the most useful answer first
      </p>
      <VirtualListbox
        label="Questions"
        items={questions}
        keyOf={(question) => question.fromTrackletId}
        selectedKey={selectedId}
        onSelect={onSelect}
        rowHeightPx={ROW_PX}
      >
        {(question) => <Row question={question} isSkipped={skipped.has(question.fromTrackletId)} />}
      </VirtualListbox>
    </div>
  );
}

function Row({ question, isSkipped }: { question: ReviewQuestion; isSkipped: boolean }) {
  const { timeZone } = useStudy();
  return (
    <div className={clsx('flex min-w-0 flex-1 items-center gap-3', isSkipped && 'opacity-60')}>
      <span className="flex shrink-0 gap-1">
        <CropImage trackletId={question.fromTrackletId} alt="" className="h-14 w-7" />
        <CropImage trackletId={question.toTrackletId} alt="" className="h-14 w-7" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-1 text-xs font-medium">
          <span className="truncate">{question.fromCameraName}</span>
          <ArrowRight aria-label="then" className="size-3 shrink-0 text-ink-3" />
          <span className="truncate">{question.toCameraName}</span>
        </span>
        <span className="block text-xs text-ink-3">
          {formatInstant(question.exitUtcMs, timeZone, 'time')}
          {isSkipped && ' · skipped'}
        </span>
        <ConfidenceBar value={question.confidence} label="One visitor" />
      </span>
    </div>
  );
}
