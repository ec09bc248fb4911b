import type { CameraCoverage } from '#shared/contract/library.ts';
import { barsOf, type TimeWindow } from './time-window.ts';

export interface CoverageRowProps {
  camera: CameraCoverage;
  window: TimeWindow;
  widthPx: number;
  heightPx: number;
}

const barInsetPx = 9;

/** One camera's bars: observed time filled, gaps hatched. Decorative; the row's label says it in words. */
export function CoverageRow({ camera, window, widthPx, heightPx }: CoverageRowProps) {
  const barHeightPx = heightPx - 2 * barInsetPx;
  return (
    <svg aria-hidden="true" width={widthPx} height={heightPx} className="shrink-0">
      <HatchPattern />
      {barsOf(camera.gaps, window, widthPx).map((bar) => (
        <rect
          key={`gap ${bar.xPx}`}
          x={bar.xPx}
          y={barInsetPx}
          width={bar.widthPx}
          height={barHeightPx}
          fill="url(#not-observed)"
          className="stroke-line-strong"
          strokeWidth={0.5}
        />
      ))}
      {barsOf(camera.observed, window, widthPx).map((bar) => (
        <rect
          key={bar.xPx}
          x={bar.xPx}
          y={barInsetPx}
          width={bar.widthPx}
          height={barHeightPx}
          rx={Math.min(3, bar.widthPx / 2)}
          className="fill-accent"
        />
      ))}
    </svg>
  );
}

export function HatchPattern() {
  return (
    <defs>
      <pattern
        id="not-observed"
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="6" height="6" className="fill-sunken" />
        <line x1="0" y1="0" x2="0" y2="6" strokeWidth="2" className="stroke-line-strong" />
      </pattern>
    </defs>
  );
}
