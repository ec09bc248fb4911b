import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api/index.ts';
import { toast } from '../../ui/index.ts';

export function usePeople() {
  return useQuery(orpc.people.list.queryOptions());
}

/** What can be said about people; the lists follow. */
export function usePeopleActions() {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: orpc.people.key() });
  const options = { onSuccess: refresh, onError: toast.error };
  return {
    setRole: useMutation(orpc.people.setRole.mutationOptions(options)),
    judgeGroup: useMutation(orpc.people.judgeGroup.mutationOptions(options)),
  };
}
