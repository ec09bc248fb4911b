import { ScanEye } from 'lucide-react';
import type { SharedView } from '#shared/contract/journeys.ts';
import type { Camera } from '#shared/contract/plan.ts';
import { hrefOf } from '../../router.ts';

/** Views that overlap although the plan does not say so. */
export function SharedViewSection({
  sharedViews,
  cameras,
}: {
  sharedViews: readonly SharedView[];
  cameras: readonly Camera[];
}) {
  const nameOf = new Map(cameras.map(({ id, name }) => [id, name]));
  return (
    <section aria-labelledby="shared">
      <h3 id="shared" className="mb-2 font-semibold">
        Do views overlap?
      </h3>
      {sharedViews.length === 0 ? (
        <p className="text-xs text-ink-2">None that the plan does not show.</p>
      ) : (
        <>
          <ul className="flex flex-col gap-2">
            {sharedViews.map(({ firstCameraId, secondCameraId }) => (
              <li
                key={`${firstCameraId} ${secondCameraId}`}
                className="flex items-start gap-3 rounded-lg border border-line p-3"
              >
                <ScanEye aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
                <p className="min-w-0 flex-1 text-xs text-ink-2">
                  <strong className="font-medium text-ink">{nameOf.get(firstCameraId)}</strong> and{' '}
                  <strong className="font-medium text-ink">{nameOf.get(secondCameraId)}</strong> seem to see
                  one place: on many of the ways between them, somebody who looks the same was in both
                  pictures at once. The plan does not show it.
                </p>
              </li>
            ))}
          </ul>
          <p className="mt-2 text-xs text-ink-3">
            Linking takes somebody in both pictures for one visitor. If that cannot be, check where the
            cameras hang and look on the{' '}
            <a href={hrefOf('plan')} className="font-medium text-accent-ink underline underline-offset-2">
              plan
            </a>
            , and their clocks.
          </p>
        </>
      )}
    </section>
  );
}
