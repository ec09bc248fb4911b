import { MapPinOff, X } from 'lucide-react';
import { useState } from 'react';
import type { Camera, CameraEdit } from '#shared/contract/plan.ts';
import { normaliseHeading } from '../../lib/plan-map/field-of-view.ts';
import { clampToPlan, type PlanImage, planSizeM } from '../../lib/plan-map/scale.ts';
import { Button, IconButton, NumberField, TextField } from '../../ui/index.ts';
import { ClockField } from './ClockField.tsx';
import { viewLimits } from './handles.ts';
import { usePlanState } from './plan-state.ts';
import { useEditCamera } from './use-plan.ts';

export interface CameraPanelProps {
  camera: Camera;
  /** Of the floor that the camera is on. */
  image: PlanImage;
}

/** The properties of the selected camera, as fields. */
export function CameraPanel({ camera, image }: CameraPanelProps) {
  const edit = useEditCamera();
  const onEdit = (change: CameraEdit) => edit.mutate(change);
  const size = planSizeM(image);
  const { id, floorId, posM, headingDeg, fovDeg, rangeM, recordingCount } = camera;
  if (posM === null) return null;
  const move = (x: number, y: number) => onEdit({ id, floorId, posM: clampToPlan({ x, y }, size) });
  return (
    <section aria-label="Camera properties" className="flex shrink-0 flex-col gap-3 border-t border-line p-4">
      <header className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold">{camera.name}</h2>
          <p className="text-xs text-ink-3">
            {recordingCount} {recordingCount === 1 ? 'recording' : 'recordings'}
          </p>
        </div>
        <IconButton
          label="Close"
          size="sm"
          icon={<X aria-hidden />}
          onClick={() => usePlanState.getState().selectCamera(null)}
          className="-mt-1 -mr-1"
        />
      </header>
      <NameField key={camera.name} name={camera.name} onCommit={(name) => onEdit({ id, name })} />
      <div className="grid grid-cols-2 gap-2">
        <NumberField
          label="Heading"
          unit="°"
          value={headingDeg}
          min={-360}
          max={360}
          step={5}
          onValueCommit={(value) => onEdit({ id, headingDeg: normaliseHeading(value) })}
        />
        <NumberField
          label="Field of view"
          unit="°"
          value={fovDeg}
          min={viewLimits.minFovDeg}
          max={viewLimits.maxFovDeg}
          step={5}
          onValueCommit={(value) => onEdit({ id, fovDeg: value })}
        />
        <NumberField
          label="Range"
          unit="m"
          value={rangeM}
          min={viewLimits.minRangeM}
          max={viewLimits.maxRangeM}
          decimals={1}
          onValueCommit={(value) => onEdit({ id, rangeM: value })}
        />
        <ClockField camera={camera} onEdit={onEdit} />
        <NumberField
          label="From the left"
          unit="m"
          value={posM.x}
          min={0}
          max={size.widthM}
          step={0.25}
          decimals={2}
          onValueCommit={(x) => move(x, posM.y)}
        />
        <NumberField
          label="From the top"
          unit="m"
          value={posM.y}
          min={0}
          max={size.heightM}
          step={0.25}
          decimals={2}
          onValueCommit={(y) => move(posM.x, y)}
        />
      </div>
      <Button
        size="sm"
        variant="ghost"
        icon={<MapPinOff aria-hidden />}
        onClick={() => onEdit({ id, floorId: null, posM: null })}
      >
        Remove from plan
      </Button>
    </section>
  );
}

/** Saves when it is left or Enter is pressed; an empty name is taken back. */
function NameField({ name, onCommit }: { name: string; onCommit(name: string): void }) {
  const [draft, setDraft] = useState(name);
  const commit = () => {
    const next = draft.trim();
    if (next === '') setDraft(name);
    else if (next !== name) onCommit(next);
  };
  return (
    <TextField
      label="Name"
      value={draft}
      maxLength={80}
      onValueChange={setDraft}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setDraft(name);
      }}
    />
  );
}
