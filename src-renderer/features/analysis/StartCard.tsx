import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleCheck, Cpu, Play, RotateCw, Waypoints } from 'lucide-react';
import type { Recording } from '#shared/contract/library.ts';
import { orpc } from '../../api/index.ts';
import { formatDuration, formatPlural } from '../../lib/format.ts';
import { navigate } from '../../lib/router.ts';
import { Button, ErrorNotice, Menu, MenuItem, Tooltip, toast } from '../../ui/index.ts';
import { planAnalysis } from './plan.ts';

/** Says what will be analysed, with what, and starts it. */
export function StartCard({ recordings }: { recordings: readonly Recording[] }) {
  const plan = planAnalysis(recordings);
  const { data: models } = useQuery(orpc.models.list.queryOptions());
  const { data: settings } = useQuery(orpc.analysis.settings.queryOptions());
  const start = useMutation(
    orpc.analysis.start.mutationOptions({
      onSuccess: ({ queuedJobs }) => toast.success(`${formatPlural(queuedJobs, 'job')} queued`),
    }),
  );
  const link = useMutation(
    orpc.journeys.link.mutationOptions({
      onSuccess: () => toast.success('Linking is queued'),
      onError: toast.error,
    }),
  );
  const isAllDone = plan.waiting.length === 0 && plan.underWay === 0;

  return (
    <section
      aria-label="Start"
      className="flex shrink-0 flex-col gap-3 rounded-lg border border-line bg-surface p-4 shadow-low"
    >
      <div className="flex items-center gap-4">
        <div
          aria-hidden
          className="flex size-10 shrink-0 items-center justify-center rounded-lg bg-accent-soft text-accent-ink"
        >
          {isAllDone ? <CircleCheck className="size-5" /> : <Cpu className="size-5" />}
        </div>
        <div className="min-w-0 flex-1">
          <h2 className="text-base font-semibold">{titleOf(plan)}</h2>
          <p className="text-ink-2">
            {plan.waiting.length > 0 &&
              `${formatDuration(plan.waitingMs)} of footage from ${formatPlural(plan.waitingCameras, 'camera')}. `}
            {settings !== undefined && `${settings.sampleFps} frames a second are looked at. `}
            {plan.analysed > 0 && `${formatPlural(plan.analysed, 'recording')} analysed already.`}
          </p>
        </div>
        {isAllDone && (
          <Button onClick={() => navigate('journeys')} icon={<Waypoints />}>
            See journeys
          </Button>
        )}
        <Menu trigger={<Button>More</Button>}>
          <MenuItem icon={<Waypoints />} disabled={plan.analysed === 0} onSelect={() => link.mutate({})}>
            Link journeys again
          </MenuItem>
          <MenuItem icon={<RotateCw />} disabled={!isAllDone} onSelect={() => start.mutate({ again: true })}>
            Analyse everything again
          </MenuItem>
        </Menu>
        <Button
          variant="primary"
          icon={<Play />}
          disabled={plan.waiting.length === 0}
          isBusy={start.isPending}
          onClick={() => start.mutate({})}
        >
          Start analysis
        </Button>
      </div>
      {start.error !== null && <ErrorNotice error={start.error} />}
      {models !== undefined && (
        <ul className="flex flex-wrap gap-x-5 gap-y-1 border-t border-line pt-3 text-xs text-ink-3">
          <li>
            Provider <span className="font-medium text-ink-2">{models.provider.toUpperCase()}</span>
          </li>
          {models.models
            .filter((model) => model.isChosen)
            .map((model) => (
              <li key={model.name}>
                <Tooltip content={model.architecture}>
                  <span>
                    {roleName[model.role]} <span className="font-medium text-ink-2">{model.name}</span>
                  </span>
                </Tooltip>
              </li>
            ))}
        </ul>
      )}
    </section>
  );
}

const roleName = { detector: 'Detector', outfit: 'Outfit', parser: 'Garments' } as const;

function titleOf(plan: ReturnType<typeof planAnalysis>): string {
  if (plan.waiting.length > 0) return `${formatPlural(plan.waiting.length, 'recording')} ready to analyse`;
  if (plan.underWay > 0) return `${formatPlural(plan.underWay, 'recording')} being analysed`;
  return 'All accepted footage is analysed';
}
