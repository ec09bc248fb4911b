/** A path between two places: the mark of Wandr. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M7 22c3.2 0 3.4-11 8-11s3.6 10 7 10 3-5 3-8"
        fill="none"
        strokeWidth="2.4"
        strokeLinecap="round"
        className="stroke-on-accent"
      />
      <circle cx="7" cy="22" r="2.6" className="fill-on-accent" />
      <circle cx="25" cy="12" r="3.6" className="fill-on-accent" />
      <circle cx="25" cy="12" r="1.5" className="fill-accent" />
    </svg>
  );
}
