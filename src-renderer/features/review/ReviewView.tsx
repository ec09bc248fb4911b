/** The Review view: doubtful links, one by one, to be judged by a person. `#/review?from=12` shows one. */
import { useQuery } from '@tanstack/react-query';
import { CircleCheckBig, ListChecks, Redo2, Scale, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { orpc } from '../../api/index.ts';
import { LinkQuality } from '../../lib/link/quality/LinkQuality.tsx';
import { useDecide } from '../../lib/link/use-decide.ts';
import { hrefOf, navigate, useRoute } from '../../lib/router.ts';
import {
  Button,
  EmptyState,
  ErrorNotice,
  IconButton,
  Progress,
  Spinner,
  SplitPane,
  ViewHeader,
} from '../../ui/index.ts';
import { DecisionsDialog } from './DecisionsDialog.tsx';
import { nextQuestion } from './model/next-question.ts';
import { progressWords } from './model/progress-words.ts';
import { QuestionList } from './QuestionList.tsx';
import { QuestionPane } from './QuestionPane.tsx';
import { useReviewKeys } from './use-review-keys.ts';

/** More than anybody answers in a sitting. */
const QUEUE_LIMIT = 200;

export function ReviewView() {
  const askedFor = Number(useRoute().params.from) || null;
  const queue = useQuery(orpc.review.queue.queryOptions({ input: { limit: QUEUE_LIMIT } }));
  const state = useQuery(orpc.review.state.queryOptions());
  const journeys = useQuery(orpc.studies.current.queryOptions());
  const { decide, undo, redo, isBusy } = useDecide();
  const [skipped, setSkipped] = useState<ReadonlySet<number>>(new Set());
  const [isListOpen, setIsListOpen] = useState(false);

  const questions = queue.data?.questions ?? [];
  const shown = askedFor ?? nextQuestion(questions, skipped, null);
  const show = (fromTrackletId: number | null) =>
    navigate('review', { from: fromTrackletId }, { replace: true });
  const goOn = (leaving: number) => show(nextQuestion(questions, skipped, leaving));
  const skip = (fromTrackletId: number) => {
    setSkipped(new Set([...skipped, fromTrackletId]));
    goOn(fromTrackletId);
  };
  const step = (by: 1 | -1) => {
    if (shown === null) return;
    const at = questions.findIndex((question) => question.fromTrackletId === shown);
    const next = questions[at + by];
    if (next) show(next.fromTrackletId);
  };
  const canUndo = state.data?.canUndo === true && !isBusy;
  const canRedo = state.data?.canRedo === true && !isBusy;
  const undoLast = () => canUndo && undo.mutate({});
  const redoLast = () => canRedo && redo.mutate(undefined);
  // Answers are the question's; these hold also when none is left.
  useReviewKeys({ skip: () => shown !== null && skip(shown), undo: undoLast, redo: redoLast, step });
  const error = queue.error ?? state.error;

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ViewHeader
        title="Review"
        description={state.data ? progressWords(state.data) : 'Links that a person should look at'}
        actions={
          <>
            {state.data && state.data.decidedSteps + state.data.openQuestions > 0 && (
              <Progress
                label="Reviewed"
                value={state.data.decidedSteps / (state.data.decidedSteps + state.data.openQuestions)}
                className="max-w-40 min-w-24"
              />
            )}
            <IconButton
              label="Undo the last decision"
              shortcut="U"
              icon={<Undo2 aria-hidden />}
              disabled={!canUndo}
              onClick={undoLast}
            />
            <IconButton
              label="Make the undone decision again"
              shortcut="Shift U"
              icon={<Redo2 aria-hidden />}
              disabled={!canRedo}
              onClick={redoLast}
            />
            <LinkQuality />
            <Button icon={<ListChecks aria-hidden />} onClick={() => setIsListOpen(true)}>
              Decisions
            </Button>
          </>
        }
      />
      {error ? (
        <ErrorNotice error={error} className="m-4" />
      ) : !queue.data ? (
        <Spinner label="Looking for doubtful links…" className="m-4" />
      ) : shown === null ? (
        <NothingToAsk
          hasJourneys={(journeys.data?.counts.journeys ?? 0) > 0}
          skippedCount={questions.length}
          onAgain={() => setSkipped(new Set())}
        />
      ) : (
        <SplitPane
          label="Width of the queue"
          fixed="start"
          initialPx={300}
          minPx={240}
          maxPx={420}
          start={
            <QuestionList
              questions={questions}
              skipped={skipped}
              selectedId={shown}
              onSelect={(question) => show(question.fromTrackletId)}
            />
          }
          end={
            <QuestionPane
              key={shown}
              fromTrackletId={shown}
              askedId={questions.find((question) => question.fromTrackletId === shown)?.toTrackletId ?? null}
              isBusy={isBusy}
              onDecide={(verdict, toTrackletId) =>
                decide.mutate(
                  { verdict, pairs: [{ firstTrackletId: shown, secondTrackletId: toTrackletId }] },
                  { onSuccess: () => goOn(shown) },
                )
              }
              onSkip={() => skip(shown)}
            />
          }
        />
      )}
      <DecisionsDialog
        isOpen={isListOpen}
        onOpenChange={setIsListOpen}
        onUndo={(stepId) => undo.mutate({ stepId })}
      />
    </div>
  );
}

function NothingToAsk({
  hasJourneys,
  skippedCount,
  onAgain,
}: {
  hasJourneys: boolean;
  skippedCount: number;
  onAgain(): void;
}) {
  if (skippedCount > 0) {
    return (
      <EmptyState
        icon={<CircleCheckBig />}
        title="You have been through all of them"
        action={<Button onClick={onAgain}>Show the skipped ones</Button>}
      >
        What is left are questions that you skipped.
      </EmptyState>
    );
  }
  if (hasJourneys) {
    return (
      <EmptyState icon={<CircleCheckBig />} title="Nothing left to review">
        No link is in doubt enough to ask about. The{' '}
        <a href={hrefOf('journeys')} className="font-medium text-accent-ink underline underline-offset-2">
          journeys
        </a>{' '}
        say how sure each of them is.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Scale />} title="Nothing to review yet">
      Questions appear once footage is analysed and linked. Start the{' '}
      <a href={hrefOf('analysis')} className="font-medium text-accent-ink underline underline-offset-2">
        analysis
      </a>
      ; linking follows by itself.
    </EmptyState>
  );
}
