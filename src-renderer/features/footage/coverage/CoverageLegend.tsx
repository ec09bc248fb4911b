import { HatchPattern } from './CoverageRow.tsx';

/** What the fills mean. */
export function CoverageLegend() {
  return (
    <ul className="flex items-center gap-4 text-xs text-ink-2">
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="h-3 w-5 rounded-sm bg-accent" />
        Observed
      </li>
      <li className="flex items-center gap-1.5">
        <svg aria-hidden="true" width="20" height="12" className="rounded-sm">
          <HatchPattern />
          <rect width="20" height="12" fill="url(#not-observed)" />
        </svg>
        Not observed
      </li>
    </ul>
  );
}
