import { useQuery } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import type { Decision, DecisionState } from '#shared/contract/review.ts';
import { orpc, useStudy } from '../../api/index.ts';
import { formatInstant } from '../../lib/format.ts';
import { Badge, Dialog, ErrorNotice, IconButton, Spinner, type Tone } from '../../ui/index.ts';

const LIMIT = 500;

const stateWords: Readonly<Record<DecisionState, { name: string; tone: Tone; meaning: string }>> = {
  applied: { name: 'Applied', tone: 'success', meaning: 'The journeys follow it.' },
  undone: { name: 'Undone', tone: 'neutral', meaning: 'It was taken back.' },
  unattached: {
    name: 'Not found',
    tone: 'warning',
    meaning:
      'The footage was analysed again, and nothing shows what was judged. It waits until something does.',
  },
  contradicted: {
    name: 'Contradicted',
    tone: 'warning',
    meaning: 'After the last analysis it contradicts an earlier decision, which holds.',
  },
};

/** Everything that was ever decided, with what became of it. */
export function DecisionsDialog({
  isOpen,
  onOpenChange,
  onUndo,
}: {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
  onUndo(stepId: number): void;
}) {
  const list = useQuery(orpc.review.decisions.queryOptions({ input: { limit: LIMIT }, enabled: isOpen }));
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      size="lg"
      title="Decisions"
      description="They hold when cameras are analysed again. Undone ones stay listed."
    >
      {list.isError ? (
        <ErrorNotice error={list.error} />
      ) : !list.data ? (
        <Spinner label="Loading decisions…" />
      ) : list.data.decisions.length === 0 ? (
        <p className="pb-4 text-ink-2">Nothing was decided yet.</p>
      ) : (
        <ol aria-label="Decisions" className="flex flex-col pb-4">
          {list.data.decisions.map((decision) => (
            <Row key={decision.id} decision={decision} onUndo={onUndo} />
          ))}
        </ol>
      )}
    </Dialog>
  );
}

function Row({ decision, onUndo }: { decision: Decision; onUndo(stepId: number): void }) {
  const { timeZone } = useStudy();
  const state = stateWords[decision.state];
  const seen = ({ cameraName, startUtcMs }: Decision['first']) =>
    `${cameraName} ${formatInstant(startUtcMs, timeZone, 'time')}`;
  return (
    <li className="flex items-center gap-3 border-b border-line py-2 last:border-0">
      <span className="w-8 text-right text-xs text-ink-3">{decision.stepId}</span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">
          {seen(decision.first)} {decision.verdict === 'same' ? '=' : '≠'} {seen(decision.second)}
        </span>
        <span className="block text-xs text-ink-3">
          {decision.verdict === 'same' ? 'One visitor' : 'Two visitors'}, decided{' '}
          {formatInstant(decision.takenUtcMs, timeZone)}
          {decision.operator !== null && ` by ${decision.operator}`}
          {decision.state !== 'applied' && `. ${state.meaning}`}
        </span>
      </span>
      <Badge tone={state.tone}>{state.name}</Badge>
      <IconButton
        label={`Undo decision ${decision.stepId}`}
        size="sm"
        icon={<Undo2 aria-hidden />}
        disabled={decision.state === 'undone'}
        onClick={() => onUndo(decision.stepId)}
      />
    </li>
  );
}
