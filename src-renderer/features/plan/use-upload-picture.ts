import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Floor } from '#shared/contract/plan.ts';
import { client, orpc } from '../../api/index.ts';
import { toast } from '../../ui/index.ts';
import { readPlanPicture } from './plan-picture.ts';
import { usePlanState } from './plan-state.ts';

/** Uploads a picture to a floor, or to a new ground floor where the study has none yet. */
export function useUploadPicture() {
  const queryClient = useQueryClient();
  const beginScale = usePlanState((state) => state.beginScale);
  return useMutation({
    mutationFn: async ({ file, floor }: { file: File; floor: Floor | null }) => {
      const picture = await readPlanPicture(file);
      const floorId =
        floor?.id ?? (await client.plan.addFloor({ name: 'Ground floor', level: 0 })).floors[0]?.id;
      if (floorId === undefined) throw new Error('The host added no floor.');
      return { floorId, plan: await client.plan.uploadImage({ floorId, ...picture }) };
    },
    onSuccess: ({ floorId, plan }) => {
      queryClient.setQueryData(orpc.plan.get.queryKey(), plan);
      const image = plan.floors.find((floor) => floor.id === floorId)?.image;
      if (image && !image.isScaleSet) {
        toast.success('Plan uploaded', {
          description: 'Its scale is a guess: set it, so that walking distances are right.',
          action: { label: 'Set scale', onClick: beginScale },
        });
      }
    },
    onError: toast.error,
  });
}
