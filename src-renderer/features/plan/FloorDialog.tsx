import { useId, useState } from 'react';
import { Button, Dialog, TextField } from '../../ui/index.ts';

export interface FloorDialogProps {
  title: string;
  initialName: string;
  isBusy: boolean;
  onSubmit(name: string): void;
  onClose(): void;
}

export function FloorDialog({ title, initialName, isBusy, onSubmit, onClose }: FloorDialogProps) {
  const [name, setName] = useState(initialName);
  const formId = useId();
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={title}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isBusy={isBusy} disabled={name.trim() === ''}>
            {title}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') onSubmit(name.trim());
        }}
      >
        <TextField label="Name" value={name} onValueChange={setName} placeholder="First floor" autoFocus />
      </form>
    </Dialog>
  );
}
