/** The plan of the open study, and the changes to it. A change shows at once and is undone when the host refuses. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Plan } from '#shared/contract/plan.ts';
import { orpc } from '../../api/index.ts';
import { toast } from '../../ui/index.ts';
import { applyEdit, forgetClock } from './apply-edit.ts';

const planKey = orpc.plan.get.queryKey();
const linkReportKey = orpc.journeys.linkReport.queryKey();

export function usePlan() {
  return useQuery(orpc.plan.get.queryOptions());
}

export function useEditCamera() {
  const queryClient = useQueryClient();
  const mutationKey = orpc.plan.editCamera.mutationKey();
  return useMutation(
    orpc.plan.editCamera.mutationOptions({
      onMutate: async (edit) => {
        await queryClient.cancelQueries({ queryKey: planKey });
        queryClient.setQueryData(planKey, (plan) => plan && applyEdit(plan, edit));
        // As the host does: whoever presses the button twice would correct the clock twice.
        if (edit.clockOffsetMs !== undefined) {
          queryClient.setQueryData(linkReportKey, (report) => report && forgetClock(report, edit.id));
        }
      },
      onSuccess: (plan) => {
        // An answer to an earlier edit would undo a later one that is still on its way.
        if (queryClient.isMutating({ mutationKey }) === 1) queryClient.setQueryData(planKey, plan);
      },
      onError: async (error) => {
        toast.error(error);
        await Promise.all(
          [planKey, linkReportKey].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
        );
      },
    }),
  );
}

/** What the changes of floors and pictures have in common: the host's answer is the new plan. */
function useTakePlan() {
  const queryClient = useQueryClient();
  return {
    onSuccess: (plan: Plan) => {
      queryClient.setQueryData(planKey, plan);
    },
    onError: toast.error,
  };
}

export function useAddFloor() {
  return useMutation(orpc.plan.addFloor.mutationOptions(useTakePlan()));
}

export function useRenameFloor() {
  return useMutation(orpc.plan.renameFloor.mutationOptions(useTakePlan()));
}

export function useSetScale() {
  return useMutation(orpc.plan.setScale.mutationOptions(useTakePlan()));
}
