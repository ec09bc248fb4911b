import { Ruler } from 'lucide-react';
import type { PlanImage } from '../../lib/plan-map/scale.ts';
import { Badge, Button } from '../../ui/index.ts';
import { usePlanState } from './plan-state.ts';

/** The plan's size, how sure it is, and the button to set it. */
export function ScaleButton({ image }: { image: PlanImage }) {
  const isScaling = usePlanState((state) => state.scalePointsM !== null);
  const { beginScale, endScale } = usePlanState.getState();
  return (
    <>
      {!image.isScaleSet && <Badge tone="warning">Scale not set</Badge>}
      <Button
        icon={<Ruler aria-hidden />}
        variant={image.isScaleSet ? 'secondary' : 'primary'}
        aria-pressed={isScaling}
        onClick={isScaling ? endScale : beginScale}
      >
        Set scale
      </Button>
    </>
  );
}
