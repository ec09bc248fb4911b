import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnalysisSettings } from '#shared/contract/analysis.ts';
import { orpc } from '../../api/index.ts';
import { Button, Dialog, ErrorNotice, NumberField, Spinner } from '../../ui/index.ts';

export interface AnalysisSettingsDialogProps {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
}

export function AnalysisSettingsDialog({ isOpen, onOpenChange }: AnalysisSettingsDialogProps) {
  const settings = useQuery(orpc.analysis.settings.queryOptions());
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Analysis settings"
      description="They hold for this study and for jobs that start from now on."
      size="sm"
    >
      {settings.error !== null && <ErrorNotice error={settings.error} />}
      {settings.isPending && <Spinner label="Loading…" />}
      {settings.data !== undefined && (
        <SettingsForm saved={settings.data} onClose={() => onOpenChange(false)} />
      )}
    </Dialog>
  );
}

const minuteMs = 60_000;

function SettingsForm({ saved, onClose }: { saved: AnalysisSettings; onClose(): void }) {
  const queryClient = useQueryClient();
  const { data: info } = useQuery(orpc.system.info.queryOptions());
  const [draft, setDraft] = useState(saved);
  const save = useMutation(
    orpc.analysis.setSettings.mutationOptions({
      onSuccess: (settings) => {
        queryClient.setQueryData(orpc.analysis.settings.queryKey(), settings);
        onClose();
      },
    }),
  );
  const automatic = Math.max(1, Math.floor((info?.cpuCount ?? 2) / 2));
  return (
    <form
      className="flex flex-col gap-4 pb-2"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(draft);
      }}
    >
      <NumberField
        label="Frames looked at"
        unit="/ s"
        hint="More follows fast walkers better and takes longer. Below 3, people who cross are often mixed up."
        min={2}
        max={30}
        value={draft.sampleFps}
        onValueCommit={(sampleFps) => setDraft({ ...draft, sampleFps })}
      />
      <NumberField
        label="Length of one job"
        unit="min"
        hint="Shorter loses less to a crash; longer has fewer borders to stitch."
        min={0.05}
        max={60}
        decimals={2}
        value={draft.chunkMs / minuteMs}
        onValueCommit={(minutes) => setDraft({ ...draft, chunkMs: Math.round(minutes * minuteMs) })}
      />
      <NumberField
        label="Worker processes"
        hint={`0 chooses by itself: ${automatic} on this computer.`}
        min={0}
        max={64}
        value={draft.workers}
        onValueCommit={(workers) => setDraft({ ...draft, workers: Math.round(workers) })}
      />
      {save.error !== null && <ErrorNotice error={save.error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" isBusy={save.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
