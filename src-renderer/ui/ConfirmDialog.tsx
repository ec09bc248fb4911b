import { type ReactNode, useState } from 'react';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { ErrorNotice } from './ErrorNotice.tsx';
import { TextField } from './TextField.tsx';

export interface ConfirmDialogProps {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
  title: string;
  /** What will happen, and what will not. */
  description: ReactNode;
  /** The verb on the button, such as `Delete for good`. */
  confirmLabel: string;
  isDanger?: boolean;
  /** The user must type this before the button works. */
  typeToConfirm?: string;
  isBusy?: boolean;
  error?: unknown;
  onConfirm(): void;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Dialog
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      title={props.title}
      description={props.description}
      size="sm"
    >
      <ConfirmForm {...props} />
    </Dialog>
  );
}

/** Lives only while the dialog is open, so that the typed text never outlives it. */
function ConfirmForm({
  onOpenChange,
  confirmLabel,
  isDanger = false,
  typeToConfirm,
  isBusy = false,
  error,
  onConfirm,
}: ConfirmDialogProps) {
  const [typed, setTyped] = useState('');
  const canConfirm = typeToConfirm === undefined || typed === typeToConfirm;
  return (
    <form
      className="flex flex-col gap-4 pb-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (canConfirm && !isBusy) onConfirm();
      }}
    >
      {typeToConfirm !== undefined && (
        <TextField
          label={`Type “${typeToConfirm}” to confirm`}
          value={typed}
          onValueChange={setTyped}
          autoFocus
        />
      )}
      {error !== undefined && error !== null && <ErrorNotice error={error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={() => onOpenChange(false)}>Cancel</Button>
        <Button
          type="submit"
          variant={isDanger ? 'danger' : 'primary'}
          isBusy={isBusy}
          disabled={!canConfirm}
        >
          {confirmLabel}
        </Button>
      </div>
    </form>
  );
}
