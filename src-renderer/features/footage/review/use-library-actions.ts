import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../../api/index.ts';
import { formatPlural } from '../../../lib/format.ts';
import { toast } from '../../../ui/index.ts';

/** What the operator does with recordings. The table shows the host's answer at once. */
export function useLibraryActions() {
  const queryClient = useQueryClient();
  const showAnswer = <Data>(recordings: Data) =>
    queryClient.setQueryData(orpc.library.recordings.queryKey(), recordings as never);

  const edit = useMutation(
    orpc.library.edit.mutationOptions({ onSuccess: showAnswer, onError: toast.error }),
  );
  const accept = useMutation(
    orpc.library.accept.mutationOptions({
      onSuccess: (recordings, { ids }) => {
        showAnswer(recordings);
        toast.success(`${formatPlural(ids.length, 'recording')} accepted`);
      },
      onError: toast.error,
    }),
  );
  const remove = useMutation(
    orpc.library.remove.mutationOptions({
      onSuccess: (_nothing, { ids }) => {
        toast.success(`${formatPlural(ids.length, 'recording')} removed`);
        return queryClient.invalidateQueries({ queryKey: orpc.library.key() });
      },
      onError: toast.error,
    }),
  );
  return { edit, accept, remove };
}
