import { useState } from 'react';
import type { PointM, PointPx } from '#shared/units.ts';
import { MapOverlay } from '../../lib/plan-map/MapControls.tsx';
import {
  distance,
  formatMetres,
  metresPerPx,
  type PlanImage,
  planSizeM,
  toPx,
} from '../../lib/plan-map/scale.ts';
import { Button, TextField } from '../../ui/index.ts';
import { usePlanState } from './plan-state.ts';
import { useSetScale } from './use-plan.ts';

export interface ScalePanelProps {
  floorId: number;
  image: PlanImage;
  /** The points clicked so far. */
  pointsM: readonly PointM[];
}

/** Asks for the true length of the clicked line, or of the picture's width where nothing is clicked. */
export function ScalePanel({ floorId, image, pointsM }: ScalePanelProps) {
  const { endScale, clearScalePoints } = usePlanState.getState();
  const setScale = useSetScale();
  const [text, setText] = useState('');
  const [fromM, toM] = pointsM;
  const isLine = fromM !== undefined && toM !== undefined;
  const fromPx: PointPx = isLine ? toPx(fromM, image) : { x: 0, y: 0 };
  const endPx: PointPx = isLine ? toPx(toM, image) : { x: image.widthPx, y: 0 };
  const distanceM = Number(text.replace(',', '.'));
  const scale = text.trim() === '' ? null : metresPerPx(fromPx, endPx, distanceM);
  const hasOnePoint = pointsM.length === 1;
  const nowM = isLine ? distance(fromM, toM) : planSizeM(image).widthM;
  return (
    <MapOverlay className="top-3 right-3 w-72 rounded-lg border border-line bg-raised shadow-high animate-pop-in">
      <form
        aria-label="Set scale"
        className="flex flex-col gap-3 p-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (scale !== null)
            setScale.mutate({ floorId, fromPx, toPx: endPx, distanceM }, { onSuccess: endScale });
        }}
      >
        <div>
          <h2 className="font-semibold">Set scale</h2>
          <p role="status" className="text-xs text-ink-2">
            {isLine
              ? 'How long is the line in reality?'
              : hasOnePoint
                ? 'Click the second point.'
                : 'Click two points whose distance you know, such as the ends of a wall. Or type the width of the whole picture.'}
          </p>
        </div>
        <TextField
          key={String(isLine)}
          label={isLine ? 'Distance (m)' : 'Width of the picture (m)'}
          value={text}
          onValueChange={setText}
          placeholder={formatMetres(nowM)}
          inputMode="decimal"
          disabled={hasOnePoint}
          autoFocus={isLine}
          error={text.trim() !== '' && scale === null ? 'Enter a length above 0.' : null}
          hint={
            scale === null
              ? `Now ${formatMetres(nowM)}`
              : `The plan becomes ${formatMetres(image.widthPx * scale)} wide`
          }
        />
        <div className="flex justify-end gap-2">
          {pointsM.length > 0 && (
            <Button size="sm" variant="ghost" className="mr-auto" onClick={clearScalePoints}>
              Start over
            </Button>
          )}
          <Button size="sm" onClick={endScale}>
            Cancel
          </Button>
          <Button
            size="sm"
            type="submit"
            variant="primary"
            disabled={scale === null}
            isBusy={setScale.isPending}
          >
            Save scale
          </Button>
        </div>
      </form>
    </MapOverlay>
  );
}
