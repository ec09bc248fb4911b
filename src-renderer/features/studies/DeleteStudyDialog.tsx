import { useMutation } from '@tanstack/react-query';
import { enterStudy, orpc, queryClient, useCurrentStudy } from '../../api/index.ts';
import { formatBytes } from '../../lib/format.ts';
import { ConfirmDialog, toast } from '../../ui/index.ts';
import type { StudyPlace } from './study-place.ts';

export function DeleteStudyDialog({ study, onClose }: { study: StudyPlace | null; onClose(): void }) {
  const current = useCurrentStudy();
  const remove = useMutation(
    orpc.studies.delete.mutationOptions({
      onSuccess: async ({ freedBytes }, { path }) => {
        onClose();
        toast.success('The study is deleted', { description: `${formatBytes(freedBytes)} are free again.` });
        if (current.data?.path === path) await enterStudy(null);
        else await queryClient.invalidateQueries({ queryKey: orpc.studies.recent.key() });
      },
    }),
  );
  if (study === null) return null;
  const size = study.sizeOnDiskBytes === null ? '' : ` (${formatBytes(study.sizeOnDiskBytes)})`;
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) {
          remove.reset();
          onClose();
        }
      }}
      title={`Delete “${study.name}” for good?`}
      description={
        <>
          This deletes the folder <span className="font-mono text-xs wrap-anywhere">{study.path}</span>
          {size}: tracklets, pictures of people, journeys and reports. Footage outside of it stays. It cannot
          be undone.
        </>
      }
      confirmLabel="Delete for good"
      isDanger
      typeToConfirm={study.name}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ path: study.path })}
    />
  );
}
