import { Pencil } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import type { Recording } from '#shared/contract/library.ts';

export interface CameraCellProps {
  recording: Recording;
  /** The id of a `<datalist>` with the cameras known so far. */
  listId: string;
  onCommit(cameraName: string): void;
}

/** The camera's name; a click turns it into a text field. Enter keeps what was typed, Escape does not. */
export function CameraCell({ recording, listId, onCommit }: CameraCellProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    const name = draft?.trim() ?? '';
    setDraft(null);
    if (name !== '' && name !== recording.cameraName) onCommit(name);
  };
  if (draft === null) {
    return (
      <button
        type="button"
        aria-label={`Camera of ${recording.fileName}: ${recording.cameraName ?? 'not known'}`}
        disabled={recording.status === 'excluded'}
        onClick={() => setDraft(recording.cameraName ?? '')}
        className="group/edit -mx-1.5 flex h-7 w-full items-center gap-1.5 rounded-md px-1.5 text-left hover:not-disabled:bg-hover"
      >
        {recording.cameraName === null ? (
          <span className="text-warning-ink">Set camera</span>
        ) : (
          <span className="truncate">{recording.cameraName}</span>
        )}
        <Pencil aria-hidden className="size-3 shrink-0 text-ink-3 opacity-0 group-hover/edit:opacity-100" />
      </button>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') setDraft(null);
  };
  return (
    <input
      aria-label={`Camera of ${recording.fileName}`}
      list={listId}
      value={draft}
      maxLength={80}
      // biome-ignore lint/a11y/noAutofocus: the user just asked for this field.
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
      className="-mx-1.5 h-7 w-full rounded-md border border-accent bg-surface px-1.5 outline-none"
    />
  );
}
