import { RotateCw, Unplug } from 'lucide-react';
import { reconnectNow, useConnection } from '../api/index.ts';
import { Button } from '../ui/index.ts';

/** Says that the host is gone; what is on the screen stays readable. */
export function ConnectionNotice() {
  const isLost = useConnection((state) => state.status === 'lost');
  if (!isLost) return null;
  return (
    <div role="alert" className="flex items-center gap-3 bg-warning-soft px-6 py-2 text-warning-ink">
      <Unplug aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1">
        <strong className="font-semibold">Connection lost.</strong> What you see may be out of date. Wandr
        connects again by itself; if it was stopped, start it and open the address that it prints.
      </p>
      <Button size="sm" icon={<RotateCw />} onClick={reconnectNow}>
        Connect now
      </Button>
    </div>
  );
}
