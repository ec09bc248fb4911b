import { useMutation } from '@tanstack/react-query';
import { Clock } from 'lucide-react';
import type { ClockFinding } from '#shared/contract/journeys.ts';
import type { Camera } from '#shared/contract/plan.ts';
import { orpc } from '../../../api/index.ts';
import { Button, toast } from '../../../ui/index.ts';
import { clockAdvice } from '../clock-advice.ts';

/** Clocks that do not agree with the others. */
export function ClockSection({
  clocks,
  cameras,
}: {
  clocks: readonly ClockFinding[];
  cameras: readonly Camera[];
}) {
  const correct = useMutation(
    orpc.plan.editCamera.mutationOptions({
      onSuccess: () => toast.success('Clock corrected', { description: 'Linking runs again.' }),
      onError: toast.error,
    }),
  );
  const found = clocks.flatMap((finding) => {
    const camera = cameras.find(({ id }) => id === finding.cameraId);
    return camera ? [{ finding, camera }] : [];
  });
  return (
    <section aria-labelledby="clocks">
      <h3 id="clocks" className="mb-2 font-semibold">
        Do the clocks agree?
      </h3>
      {found.length === 0 ? (
        <p className="text-xs text-ink-2">
          No clock was found to be off. To find one takes walks between cameras in both directions: a minute
          or two of footage has too few of them.
        </p>
      ) : (
        <ul className="flex flex-col gap-2">
          {found.map(({ finding, camera: { id, name, clockOffsetMs } }) => (
            <li key={id} className="flex items-start gap-3 rounded-lg border border-line p-3">
              <Clock aria-hidden className="mt-0.5 size-4 shrink-0 text-warning-ink" />
              <div className="min-w-0 flex-1">
                <p className="font-medium">{name}</p>
                <p className="text-xs text-ink-2">{clockAdvice(finding)}</p>
              </div>
              <Button
                size="sm"
                aria-label={`Correct the clock of ${name}`}
                disabled={correct.isPending}
                onClick={() => correct.mutate({ id, clockOffsetMs: clockOffsetMs - finding.aheadMs })}
              >
                Correct this clock
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
