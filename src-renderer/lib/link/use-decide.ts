/** Deciding about pairs of tracklets, from any view: says what changed, and offers to undo it. */
import { useMutation } from '@tanstack/react-query';
import type { Verdict } from '#shared/contract/review.ts';
import { orpc } from '../../api/index.ts';
import { toast } from '../../ui/index.ts';
import { formatPlural } from '../format.ts';

const verdictWords: Readonly<Record<Verdict, string>> = {
  same: 'One visitor',
  different: 'Two visitors',
};

export function useDecide() {
  const undo = useMutation(
    orpc.review.undo.mutationOptions({
      onSuccess: ({ stepId, changedJourneyIds }) =>
        toast.info(`Decision ${stepId} undone`, { description: changedWords(changedJourneyIds.length) }),
      onError: toast.error,
    }),
  );
  const redo = useMutation(
    orpc.review.redo.mutationOptions({
      onSuccess: ({ stepId, changedJourneyIds }) =>
        toast.info(`Decision ${stepId} made again`, { description: changedWords(changedJourneyIds.length) }),
      onError: toast.error,
    }),
  );
  const decide = useMutation(
    orpc.review.decide.mutationOptions({
      onSuccess: ({ stepId, changedJourneyIds }, { verdict }) =>
        toast.success(verdictWords[verdict], {
          description: changedWords(changedJourneyIds.length),
          action: { label: 'Undo', onClick: () => undo.mutate({ stepId }) },
        }),
      onError: toast.error,
    }),
  );
  return { decide, undo, redo, isBusy: decide.isPending || undo.isPending || redo.isPending };
}

function changedWords(count: number): string {
  return count === 0 ? 'The journeys stay as they are.' : `${formatPlural(count, 'journey')} changed.`;
}
