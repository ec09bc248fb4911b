import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api/index.ts';
import { toast } from '../../ui/index.ts';
import { groupWords, roleWords, type ToastWords } from './said-words.ts';

export function usePeople() {
  return useQuery(orpc.people.list.queryOptions());
}

/** What can be said about people, each with a toast that offers to undo it; the lists follow. */
export function usePeopleActions() {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: orpc.people.key() });
  const undo = useMutation(
    orpc.people.undo.mutationOptions({
      onSuccess: () => {
        toast.info('Undone', { description: 'What was said before holds again.' });
        return refresh();
      },
      onError: toast.error,
    }),
  );
  const tell = ({ title, description }: ToastWords, { stepId }: { stepId: number }) => {
    toast.success(title, { description, action: { label: 'Undo', onClick: () => undo.mutate({ stepId }) } });
    return refresh();
  };
  const setRole = useMutation(
    orpc.people.setRole.mutationOptions({
      onSuccess: (step, { role }) => tell(roleWords(role, step.journeyCount), step),
      onError: toast.error,
    }),
  );
  const judgeGroup = useMutation(
    orpc.people.judgeGroup.mutationOptions({
      onSuccess: (step, { areTogether }) => tell(groupWords(areTogether, step.journeyCount), step),
      onError: toast.error,
    }),
  );
  return { setRole, judgeGroup };
}
