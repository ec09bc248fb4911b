/** The Plan view: floors with their pictures, and the cameras on them. */
import { Map as MapIcon } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import type { Camera, Floor } from '#shared/contract/plan.ts';
import { formatMetres, planSizeM } from '../../lib/plan-map/scale.ts';
import { ConfirmDialog, EmptyState, ErrorNotice, Spinner, ViewHeader } from '../../ui/index.ts';
import { applyEdit } from './apply-edit.ts';
import { CameraList } from './CameraList.tsx';
import { FloorCanvas } from './FloorCanvas.tsx';
import { FloorTabs } from './FloorTabs.tsx';
import { PictureDrop } from './PictureDrop.tsx';
import { usePlanState } from './plan-state.ts';
import { ScaleButton } from './ScaleButton.tsx';
import { UploadPlanButton } from './UploadPlanButton.tsx';
import { useEscape } from './use-escape.ts';
import { usePlan } from './use-plan.ts';
import { useUploadPicture } from './use-upload-picture.ts';

export function PlanView() {
  const plan = usePlan();
  const floorId = usePlanState((state) => state.floorId);
  const draft = usePlanState((state) => state.draft);
  const upload = useUploadPicture();
  /** A picture dropped on a floor that already has one: asked for, because a drop is easily a slip. */
  const [replacement, setReplacement] = useState<File | null>(null);
  useEscape();
  if (plan.isPending)
    return (
      <Centred>
        <Spinner label="Loading the plan…" />
      </Centred>
    );
  if (plan.isError)
    return (
      <Centred>
        <ErrorNotice error={plan.error} />
      </Centred>
    );

  const { floors, cameras } = draft ? applyEdit(plan.data, draft) : plan.data;
  const floor = floors.find((candidate) => candidate.id === floorId) ?? floors[0] ?? null;
  const uploadTo = (file: File) => upload.mutate({ file, floor });
  return (
    <Tabs.Root
      value={String(floor?.id ?? '')}
      onValueChange={(value) => usePlanState.getState().showFloor(Number(value))}
      className="flex min-h-0 flex-1 flex-col"
    >
      <ViewHeader
        title="Plan"
        description={describe(floor, cameras)}
        actions={
          <>
            <FloorTabs floors={floors} shown={floor} />
            {floor?.image && <ScaleButton image={floor.image} />}
            <UploadPlanButton
              label={floor?.image ? 'Replace plan' : 'Upload plan'}
              variant={floor?.image ? 'secondary' : 'primary'}
              isBusy={upload.isPending}
              onChoose={uploadTo}
            />
          </>
        }
      />
      <div className="flex min-h-0 flex-1">
        <CameraList cameras={cameras} floors={floors} shown={floor} />
        <Tabs.Content value={String(floor?.id ?? '')} tabIndex={-1} className="flex min-h-0 min-w-0 flex-1">
          <PictureDrop onDrop={(file) => (floor?.image ? setReplacement(file) : uploadTo(file))}>
            {floor?.image ? (
              <FloorCanvas floor={floor} image={floor.image} cameras={cameras} />
            ) : (
              <EmptyState icon={<MapIcon />} title="No floor plan yet">
                Drop a PNG or JPEG picture of the floor here, or choose “Upload plan”. Then set its scale and
                place the cameras on it: journeys are drawn, and walking times are judged, on this plan.
              </EmptyState>
            )}
          </PictureDrop>
        </Tabs.Content>
      </div>
      <ConfirmDialog
        isOpen={replacement !== null}
        onOpenChange={() => setReplacement(null)}
        title={`Replace the plan of ${floor?.name}?`}
        description="The cameras keep their places on the picture. Check them, and the scale of the new picture."
        confirmLabel="Replace plan"
        onConfirm={() => {
          setReplacement(null);
          if (replacement) uploadTo(replacement);
        }}
      />
    </Tabs.Root>
  );
}

function describe(floor: Floor | null, cameras: readonly Camera[]): string {
  if (!floor?.image) return 'Where the cameras hang, and how far it is between them';
  const { widthM, heightM } = planSizeM(floor.image);
  const here = cameras.filter((camera) => camera.floorId === floor.id).length;
  const size = `${formatMetres(widthM)} × ${formatMetres(heightM)}${floor.image.isScaleSet ? '' : ' (guessed)'}`;
  return `${size} · ${here} ${here === 1 ? 'camera' : 'cameras'} on this floor`;
}

function Centred({ children }: { children: ReactNode }) {
  return <div className="flex flex-1 items-center justify-center p-6">{children}</div>;
}
