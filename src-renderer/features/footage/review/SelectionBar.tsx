import { Ban, Check, Clock, Trash2, Undo2, Video, X } from 'lucide-react';
import type { Recording } from '#shared/contract/library.ts';
import { formatCount } from '../../../lib/format.ts';
import { Button, IconButton, Toolbar, ToolbarSpacer } from '../../../ui/index.ts';
import { isAcceptable } from './recordings.ts';

export type BulkAction = 'accept' | 'exclude' | 'include' | 'camera' | 'shift' | 'remove';

export interface SelectionBarProps {
  selected: readonly Recording[];
  onAction(action: BulkAction): void;
  onClear(): void;
}

/** What can be done with the selected recordings. */
export function SelectionBar({ selected, onAction, onClear }: SelectionBarProps) {
  const acceptable = selected.filter(isAcceptable).length;
  const canExclude = selected.some((recording) => recording.status !== 'excluded');
  const canInclude = selected.some((recording) => recording.status === 'excluded');
  return (
    <Toolbar label="Selected recordings" className="border-b border-line bg-accent-soft">
      <IconButton size="sm" label="Clear the selection" icon={<X />} onClick={onClear} />
      <span className="mr-2 font-medium text-accent-ink">{formatCount(selected.length)} selected</span>
      <Button size="sm" icon={<Video />} onClick={() => onAction('camera')}>
        Set camera…
      </Button>
      <Button size="sm" icon={<Clock />} onClick={() => onAction('shift')}>
        Shift start…
      </Button>
      {canExclude && (
        <Button size="sm" icon={<Ban />} onClick={() => onAction('exclude')}>
          Exclude
        </Button>
      )}
      {canInclude && (
        <Button size="sm" icon={<Undo2 />} onClick={() => onAction('include')}>
          Include again
        </Button>
      )}
      <Button size="sm" icon={<Trash2 />} onClick={() => onAction('remove')}>
        Remove…
      </Button>
      <ToolbarSpacer />
      <Button
        size="sm"
        variant="primary"
        icon={<Check />}
        disabled={acceptable === 0}
        onClick={() => onAction('accept')}
      >
        Accept selected ({formatCount(acceptable)})
      </Button>
    </Toolbar>
  );
}
