import { Film, Hourglass, TriangleAlert } from 'lucide-react';
import type { Recording } from '#shared/contract/library.ts';
import { hrefOf, type ViewName } from '../../lib/router.ts';
import { EmptyState } from '../../ui/index.ts';

/** Why a recording cannot be played yet, and what to do. */
export function ProxyState({ recording }: { recording: Recording }) {
  switch (recording.proxy) {
    case 'queued':
      return (
        <EmptyState
          icon={<Hourglass />}
          title="The proxy is being made"
          action={<To view="analysis" text="Show the jobs" />}
        >
          A small copy of the recording is on its way, so that it plays and steps smoothly. It appears here by
          itself.
        </EmptyState>
      );
    case 'failed':
      return (
        <EmptyState
          icon={<TriangleAlert />}
          title="The proxy could not be made"
          action={<To view="analysis" text="Retry in Analysis" />}
        >
          {recording.problem ? `${recording.problem.message} ${recording.problem.hint}` : 'The job says why.'}
        </EmptyState>
      );
    case 'none':
    case 'ready':
      return (
        <EmptyState icon={<Film />} title="No proxy yet" action={<To view="footage" text="Go to Footage" />}>
          Accept the recording in Footage: its proxy is made then.
        </EmptyState>
      );
  }
}

function To({ view, text }: { view: ViewName; text: string }) {
  return (
    <a href={hrefOf(view)} className="font-medium text-accent-ink underline underline-offset-2">
      {text}
    </a>
  );
}
