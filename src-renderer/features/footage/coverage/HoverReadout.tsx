import { createPortal } from 'react-dom';
import { formatDuration } from '../../../lib/format.ts';
import type { CoverageAt } from './coverage-at.ts';

export interface HoverReadoutProps {
  cameraName: string;
  time: string;
  at: CoverageAt;
  clientX: number;
  clientY: number;
}

function textOf(at: CoverageAt): string {
  if (at.kind === 'observed') return at.found?.recording.fileName ?? 'Observed';
  if (at.kind === 'gap') return `Not observed for ${formatDuration(at.durationMs)}`;
  return 'No footage';
}

const widthPx = 240;

/** Follows the pointer over the chart. */
export function HoverReadout({ cameraName, time, at, clientX, clientY }: HoverReadoutProps) {
  const left = Math.min(clientX + 12, globalThis.innerWidth - widthPx - 8);
  return createPortal(
    <div
      aria-hidden
      className="pointer-events-none fixed z-50 rounded-md border border-line bg-raised px-3 py-2 text-xs shadow-high"
      style={{ left, top: clientY + 16, maxWidth: widthPx }}
    >
      <p className="font-semibold">
        {cameraName} · {time}
      </p>
      <p className="truncate text-ink-2">{textOf(at)}</p>
      {at.kind === 'observed' && <p className="text-ink-3">Click to play</p>}
    </div>,
    document.body,
  );
}
