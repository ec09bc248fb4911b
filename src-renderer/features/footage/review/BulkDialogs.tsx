import { useId, useState } from 'react';
import { formatDuration, formatPlural } from '../../../lib/format.ts';
import { parseShift } from '../../../lib/wall-time.ts';
import { Button, Dialog, TextField } from '../../../ui/index.ts';

interface BulkDialogProps {
  count: number;
  onClose(): void;
}

/** One camera for all selected recordings. */
export function SetCameraDialog({
  count,
  cameraNames,
  onCommit,
  onClose,
}: BulkDialogProps & { cameraNames: readonly string[]; onCommit(cameraName: string): void }) {
  const listId = useId();
  const [name, setName] = useState('');
  const isValid = name.trim() !== '';
  return (
    <Dialog isOpen onOpenChange={onClose} title={`Camera of ${formatPlural(count, 'recording')}`} size="sm">
      <form
        className="flex flex-col gap-4 pb-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (isValid) onCommit(name.trim());
        }}
      >
        <TextField
          label="Camera"
          hint="A name that is not known yet makes a new camera."
          list={listId}
          value={name}
          onValueChange={setName}
          maxLength={80}
          autoFocus
        />
        <datalist id={listId}>
          {cameraNames.map((known) => (
            <option key={known} value={known} />
          ))}
        </datalist>
        <DialogButtons confirmLabel="Set camera" isValid={isValid} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/** Moves the start of all selected recordings by the same time, for a recorder whose clock was wrong. */
export function ShiftStartDialog({
  count,
  onCommit,
  onClose,
}: BulkDialogProps & { onCommit(shiftMs: number): void }) {
  const [text, setText] = useState('');
  const shiftMs = parseShift(text);
  const isValid = shiftMs !== null && shiftMs !== 0;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={`Shift the start of ${formatPlural(count, 'recording')}`}
      description="For a recorder whose clock was wrong. A minus sign moves recordings to an earlier time."
      size="sm"
    >
      <form
        className="flex flex-col gap-4 pb-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (isValid) onCommit(shiftMs);
        }}
      >
        <TextField
          label="Shift"
          placeholder="-1:00:00"
          hint={
            isValid
              ? `${formatDuration(Math.abs(shiftMs))} ${shiftMs < 0 ? 'earlier' : 'later'}`
              : 'Hours:minutes:seconds, or a number with a unit: -90 s, 2 h.'
          }
          error={text !== '' && shiftMs === null ? 'Write it as -1:00:00 or 90 s.' : null}
          value={text}
          onValueChange={setText}
          autoFocus
        />
        <DialogButtons confirmLabel="Shift" isValid={isValid} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function DialogButtons({
  confirmLabel,
  isValid,
  onClose,
}: {
  confirmLabel: string;
  isValid: boolean;
  onClose(): void;
}) {
  return (
    <div className="flex justify-end gap-2">
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" variant="primary" disabled={!isValid}>
        {confirmLabel}
      </Button>
    </div>
  );
}
