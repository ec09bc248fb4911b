import { Info } from 'lucide-react';
import { MapOverlay } from '../../lib/plan-map/MapControls.tsx';
import { IconButton, Popover } from '../../ui/index.ts';

const dot = 'inline-block size-3 shrink-0 rounded-full border-2 border-accent';

/** What the dots and lines mean. */
export function Legend() {
  return (
    <MapOverlay className="top-3 right-3 rounded-lg border border-line bg-raised p-0.5 shadow-low">
      <Popover
        label="What the dots mean"
        align="end"
        trigger={
          <IconButton size="sm" tooltipSide="left" label="What the dots mean" icon={<Info aria-hidden />} />
        }
      >
        <ul className="flex flex-col gap-2 text-ink-2">
          <li className="flex items-center gap-2.5">
            <span aria-hidden className={`${dot} bg-accent`} /> A camera sees the visitor
          </li>
          <li className="flex items-center gap-2.5">
            <span aria-hidden className={`${dot} opacity-60`} /> Not observed: on the way between two cameras,
            drawn on the straight line
          </li>
          <li className="flex items-center gap-2.5">
            <span aria-hidden className={`${dot} border-dashed opacity-60`} /> On the way, and the link is
            only tentative
          </li>
          <li>
            While a camera sees them, visitors are drawn where they walk, to a metre or two: from the camera’s
            place and view on the plan, and from how tall they are in the picture. Where that tells nothing,
            they are spread a little in the middle of the view, so that none hides another.
          </li>
        </ul>
      </Popover>
    </MapOverlay>
  );
}
