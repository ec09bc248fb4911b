import { Pencil } from 'lucide-react';
import { useState } from 'react';
import type { Recording } from '#shared/contract/library.ts';
import { formatInstant } from '../../../lib/format.ts';
import { Popover } from '../../../ui/index.ts';
import { StartForm } from './StartForm.tsx';

export interface StartCellProps {
  recording: Recording;
  timeZone: string;
  onCommit(startUtcMs: number): void;
}

/** The start time; a click opens a form, because a time of the autumn night may need a choice. */
export function StartCell({ recording, timeZone, onCommit }: StartCellProps) {
  const [isOpen, setIsOpen] = useState(false);
  const shown = recording.startUtcMs === null ? null : formatInstant(recording.startUtcMs, timeZone);
  return (
    <Popover
      label={`When ${recording.fileName} begins`}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      className="w-72"
      trigger={
        <button
          type="button"
          aria-label={`Start of ${recording.fileName}: ${shown ?? 'not known'}`}
          disabled={recording.status === 'excluded'}
          className="group/edit -mx-1.5 flex h-7 w-full items-center gap-1.5 rounded-md px-1.5 text-left hover:not-disabled:bg-hover data-[state=open]:bg-hover"
        >
          {shown === null ? <span className="text-warning-ink">Set start</span> : <span>{shown}</span>}
          <Pencil aria-hidden className="size-3 shrink-0 text-ink-3 opacity-0 group-hover/edit:opacity-100" />
        </button>
      }
    >
      <StartForm
        startUtcMs={recording.startUtcMs}
        timeZone={timeZone}
        onCommit={(startUtcMs) => {
          setIsOpen(false);
          onCommit(startUtcMs);
        }}
      />
    </Popover>
  );
}
