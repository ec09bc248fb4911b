import { MapPinOff, X } from 'lucide-react';
import { useState } from 'react';
import type { Camera, CameraEdit } from '#shared/contract/plan.ts';
import { normaliseHeading } from '../../lib/plan-map/field-of-view.ts';
import { MapOverlay } from '../../lib/plan-map/MapControls.tsx';
import { clampToPlan, type SizeM } from '../../lib/plan-map/scale.ts';
import { Button, IconButton, NumberField, TextField } from '../../ui/index.ts';
import { viewLimits } from './handles.ts';

export interface CameraPanelProps {
  camera: Camera;
  size: SizeM;
  onEdit(edit: CameraEdit): void;
  onClose(): void;
}

/** The properties of the selected camera, as fields. */
export function CameraPanel({ camera, size, onEdit, onClose }: CameraPanelProps) {
  const { id, floorId, posM, headingDeg, fovDeg, rangeM, recordingCount } = camera;
  if (posM === null) return null;
  const move = (x: number, y: number) => onEdit({ id, floorId, posM: clampToPlan({ x, y }, size) });
  return (
    <MapOverlay className="top-3 right-3 w-60 rounded-lg border border-line bg-raised shadow-high animate-pop-in">
      <section aria-label="Camera properties" className="flex flex-col gap-3 p-3">
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
            onClick={onClose}
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
          <span />
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
    </MapOverlay>
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
