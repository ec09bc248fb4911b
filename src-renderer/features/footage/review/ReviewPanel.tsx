import { CircleCheck } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import type { Recording, RecordingEdit } from '#shared/contract/library.ts';
import { useStudy } from '../../../api/index.ts';
import { formatCount, formatPlural } from '../../../lib/format.ts';
import { Button, ConfirmDialog, Toolbar, ToolbarSpacer } from '../../../ui/index.ts';
import { SetCameraDialog, ShiftStartDialog } from './BulkDialogs.tsx';
import { ReviewTable } from './ReviewTable.tsx';
import { cameraNamesOf, isAcceptable, isConfident, missingText } from './recordings.ts';
import { type BulkAction, SelectionBar } from './SelectionBar.tsx';
import { useLibraryActions } from './use-library-actions.ts';

/** The proposals of the import, to be corrected and accepted. */
export function ReviewPanel({ recordings }: { recordings: readonly Recording[] }) {
  const { timeZone } = useStudy();
  const { edit, accept, remove } = useLibraryActions();
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<number>>(new Set());
  const [dialog, setDialog] = useState<'camera' | 'shift' | 'remove' | null>(null);
  const selected = useMemo(
    () => recordings.filter((recording) => selectedIds.has(recording.id)),
    [recordings, selectedIds],
  );
  const confident = recordings.filter(isConfident);

  const { mutate: editAll } = edit;
  const onCameraCommit = useCallback(
    (id: number, cameraName: string) => editAll({ edits: [{ id, cameraName }] }),
    [editAll],
  );
  const onStartCommit = useCallback(
    (id: number, startUtcMs: number) => editAll({ edits: [{ id, startUtcMs }] }),
    [editAll],
  );
  const editSelected = (change: (recording: Recording) => Omit<RecordingEdit, 'id'> | null) => {
    setDialog(null);
    const edits = selected.flatMap((recording) => {
      const changed = change(recording);
      return changed === null ? [] : [{ ...changed, id: recording.id }];
    });
    if (edits.length > 0) editAll({ edits });
  };
  const clearSelection = () => setSelectedIds(new Set());
  const onAction = (action: BulkAction) => {
    if (action === 'accept') {
      accept.mutate(
        { ids: selected.filter(isAcceptable).map((recording) => recording.id) },
        { onSuccess: clearSelection },
      );
    } else if (action === 'exclude') editSelected(() => ({ status: 'excluded' }));
    else if (action === 'include') {
      editSelected((recording) => (recording.status === 'excluded' ? { status: 'proposed' } : null));
    } else setDialog(action);
  };

  return (
    <>
      {selected.length > 0 ? (
        <SelectionBar selected={selected} onAction={onAction} onClear={clearSelection} />
      ) : (
        <Toolbar label="Review" className="border-b border-line bg-surface">
          <ReviewSummary recordings={recordings} />
          <ToolbarSpacer />
          <Button
            size="sm"
            variant="primary"
            icon={<CircleCheck />}
            disabled={confident.length === 0}
            isBusy={accept.isPending}
            onClick={() => accept.mutate({ ids: confident.map((recording) => recording.id) })}
          >
            Accept all confident ({formatCount(confident.length)})
          </Button>
        </Toolbar>
      )}
      <ReviewTable
        recordings={recordings}
        timeZone={timeZone}
        selected={selectedIds}
        onSelectedChange={setSelectedIds}
        onCameraCommit={onCameraCommit}
        onStartCommit={onStartCommit}
      />
      {dialog === 'camera' && (
        <SetCameraDialog
          count={selected.length}
          cameraNames={cameraNamesOf(recordings)}
          onCommit={(cameraName) => editSelected(() => ({ cameraName }))}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'shift' && (
        <ShiftStartDialog
          count={selected.length}
          onCommit={(shiftMs) =>
            editSelected(({ startUtcMs }) =>
              startUtcMs === null ? null : { startUtcMs: startUtcMs + shiftMs },
            )
          }
          onClose={() => setDialog(null)}
        />
      )}
      <ConfirmDialog
        isOpen={dialog === 'remove'}
        onOpenChange={() => setDialog(null)}
        title={`Remove ${formatPlural(selected.length, 'recording')} from the study?`}
        description="What was found in them goes too: tracklets, pictures and journeys. The source files stay."
        confirmLabel="Remove"
        isDanger
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() =>
          remove.mutate(
            { ids: selected.map((recording) => recording.id) },
            {
              onSuccess: () => {
                setDialog(null);
                clearSelection();
              },
            },
          )
        }
      />
    </>
  );
}

function ReviewSummary({ recordings }: { recordings: readonly Recording[] }) {
  const proposed = recordings.filter((recording) => recording.status === 'proposed');
  const incomplete = proposed.filter((recording) => missingText(recording) !== null).length;
  const accepted = recordings.filter((recording) => recording.status === 'accepted').length;
  const parts = [
    `${formatCount(accepted)} accepted`,
    proposed.length > 0 ? `${formatCount(proposed.length)} to review` : null,
    incomplete > 0 ? `${formatCount(incomplete)} incomplete` : null,
  ].filter((part) => part !== null);
  return <p className="text-ink-2">{parts.join(' · ')}</p>;
}
