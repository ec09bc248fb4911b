import { useQuery } from '@tanstack/react-query';
import type { Camera, CameraEdit } from '#shared/contract/plan.ts';
import { orpc } from '../../api/index.ts';
import { clockAdvice } from '../../lib/link/clock-advice.ts';
import { Button, NumberField } from '../../ui/index.ts';

const MS_PER_S = 1000;
const MAX_CORRECTION_S = 86_400;

export interface ClockFieldProps {
  camera: Camera;
  onEdit(change: CameraEdit): void;
}

/** The correction of a camera's clock, and what linking found out about it. Nothing moves until it is confirmed. */
export function ClockField({ camera: { id, clockOffsetMs }, onEdit }: ClockFieldProps) {
  const report = useQuery(orpc.journeys.linkReport.queryOptions());
  const finding = report.data?.clocks.find(({ cameraId }) => cameraId === id);
  return (
    <>
      <NumberField
        label="Clock correction"
        unit="s"
        value={clockOffsetMs / MS_PER_S}
        min={-MAX_CORRECTION_S}
        max={MAX_CORRECTION_S}
        step={0.5}
        decimals={1}
        onValueCommit={(seconds) => onEdit({ id, clockOffsetMs: Math.round(seconds * MS_PER_S) })}
      />
      {finding && (
        <div role="note" className="col-span-2 flex flex-col items-start gap-2 text-ink-2 text-xs">
          <p>{clockAdvice(finding)}</p>
          <Button size="sm" onClick={() => onEdit({ id, clockOffsetMs: clockOffsetMs - finding.aheadMs })}>
            Correct this clock
          </Button>
        </div>
      )}
    </>
  );
}
