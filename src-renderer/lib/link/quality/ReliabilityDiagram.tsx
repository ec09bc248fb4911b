import type { Reliability } from '#shared/contract/journeys.ts';
import { formatPlural } from '../../format.ts';
import { compactCount, errorText, shareText } from './quality-words.ts';

/** The square that is plotted in, and what is around it, in the units of the drawing. */
const PLOT = { left: 50, top: 10, size: 220 };
const COUNTS_BELOW = 16;
const TICKS_BELOW = 34;
/** Room for half of the largest dot. */
const TICKS_LEFT = 12;
const TITLE_BELOW = 52;
const DOT = { smallest: 2.5, largest: 9 };
/** A bin that hardly weighs anything may be far off: its line must not shout. */
const FAINTEST_GAP = 0.3;
const ticks = [0, 0.25, 0.5, 0.75, 1];

const x = (share: number): number => PLOT.left + share * PLOT.size;
const y = (share: number): number => PLOT.top + (1 - share) * PLOT.size;

/**
 * Stated probability against the share that was right, with the line on which both are equal. A dot's area is the bin's
 * weight. The numbers are in the table beside it.
 */
export function ReliabilityDiagram({ reliability }: { reliability: Reliability }) {
  const filled = reliability.bins.filter(({ count }) => count > 0);
  const heaviest = Math.max(...filled.map(({ weight }) => weight));
  const width = PLOT.left + PLOT.size + 14;
  const height = PLOT.top + PLOT.size + TITLE_BELOW + 8;
  return (
    <svg
      role="img"
      aria-label={`Reliability diagram: stated probability against the share that was right. Expected calibration error ${errorText(reliability)}.`}
      viewBox={`0 0 ${width} ${height}`}
      className="w-full max-w-72 text-2xs"
    >
      <rect
        x={PLOT.left}
        y={PLOT.top}
        width={PLOT.size}
        height={PLOT.size}
        className="fill-surface stroke-line-strong"
      />
      {ticks.slice(1, -1).map((tick) => (
        <g key={tick} className="stroke-line">
          <line x1={x(tick)} x2={x(tick)} y1={y(0)} y2={y(1)} />
          <line x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} />
        </g>
      ))}
      {ticks.map((tick) => (
        <g key={tick} className="fill-ink-3">
          <text x={x(tick)} y={y(0) + TICKS_BELOW} textAnchor="middle">
            {tick * 100}
          </text>
          <text x={PLOT.left - TICKS_LEFT} y={y(tick)} textAnchor="end" dominantBaseline="middle">
            {tick * 100}
          </text>
        </g>
      ))}
      <line
        x1={x(0)}
        y1={y(0)}
        x2={x(1)}
        y2={y(1)}
        strokeDasharray="5 4"
        className="stroke-ink-3"
        strokeWidth={1.25}
      />
      {filled.map((bin) => (
        <line
          key={bin.from}
          x1={x(bin.stated)}
          x2={x(bin.stated)}
          y1={y(bin.stated)}
          y2={y(bin.right)}
          className="stroke-warning"
          strokeWidth={1.5}
          strokeOpacity={Math.max(FAINTEST_GAP, Math.sqrt(bin.weight / heaviest))}
        />
      ))}
      {filled.map((bin) => (
        <circle
          key={bin.from}
          cx={x(bin.stated)}
          cy={y(bin.right)}
          r={Math.max(DOT.smallest, DOT.largest * Math.sqrt(bin.weight / heaviest))}
          className="fill-accent stroke-surface"
          strokeWidth={1.5}
        >
          <title>
            {`Stated ${shareText(bin.stated)}, right ${shareText(bin.right)}, ${formatPlural(bin.count, 'pair')}`}
          </title>
        </circle>
      ))}
      {reliability.bins.map((bin) => (
        <text
          key={bin.from}
          x={x((bin.from + bin.to) / 2)}
          y={y(0) + COUNTS_BELOW}
          textAnchor="middle"
          className={bin.count === 0 ? 'fill-line-strong' : 'fill-ink-2'}
          fontSize={9}
        >
          {compactCount(bin.count)}
        </text>
      ))}
      <text x={PLOT.left - 6} y={y(0) + COUNTS_BELOW} textAnchor="end" className="fill-ink-3" fontSize={9}>
        pairs
      </text>
      <text x={x(0.5)} y={y(0) + TITLE_BELOW} textAnchor="middle" className="fill-ink-2">
        Stated probability, %
      </text>
      <text transform={`translate(11 ${y(0.5)}) rotate(-90)`} textAnchor="middle" className="fill-ink-2">
        Was one person, %
      </text>
    </svg>
  );
}
