import { formatInstant } from '../../../lib/format.ts';
import { zoneOffsetMs } from '../../../lib/wall-time.ts';
import { type TimeWindow, tickStyle, ticksOf, xOf } from './time-window.ts';

/** Room for one label. */
const labelPx = 96;

export function TimeAxis({
  window,
  widthPx,
  timeZone,
}: {
  window: TimeWindow;
  widthPx: number;
  timeZone: string;
}) {
  if (widthPx === 0) return null;
  const { stepMs, utcMs } = ticksOf(window, widthPx, labelPx, (at) => zoneOffsetMs(at, timeZone));
  const style = tickStyle(stepMs);
  return (
    <div aria-hidden className="absolute inset-0 overflow-hidden">
      {utcMs
        .filter((at) => xOf(at, window, widthPx) < widthPx - labelPx / 2)
        .map((at) => (
          <span
            key={at}
            className="absolute inset-y-0 flex items-center border-l border-line-strong pl-1.5 text-xs whitespace-nowrap text-ink-3"
            style={{ left: xOf(at, window, widthPx) }}
          >
            {formatInstant(at, timeZone, style)}
          </span>
        ))}
    </div>
  );
}
