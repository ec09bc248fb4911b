import { useState } from 'react';
import type { SearchArea } from '#shared/contract/search.ts';
import { Button, Dialog, Select } from '../../../../ui/index.ts';
import { AreaEditor } from './AreaEditor.tsx';
import { firstCorners } from './corners.ts';
import { useCameraPicture } from './use-camera-picture.ts';

export interface AreaDialogProps {
  cameras: readonly { readonly id: number; readonly name: string }[];
  /** What is searched now; null begins anew. */
  area: SearchArea | null;
  /** The camera that an area begins with. */
  cameraId: number;
  onDone(area: SearchArea): void;
  onClose(): void;
}

/** Marks a part of a camera's picture. */
export function AreaDialog({ cameras, area, cameraId, onDone, onClose }: AreaDialogProps) {
  const [draft, setDraft] = useState<SearchArea>(area ?? { cameraId, corners: firstCorners });
  const picture = useCameraPicture(draft.cameraId);
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      size="lg"
      title="Part of a picture"
      description="Only people whose feet were in there at some time are searched. Drag the corners or use the arrow keys; a small dot makes another corner, Delete or a double click takes one away."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={() => onDone(draft)}>
            Search there
          </Button>
        </>
      }
    >
      <Select
        label="Camera"
        className="w-60"
        value={String(draft.cameraId)}
        onValueChange={(value) => setDraft({ ...draft, cameraId: Number(value) })}
        options={cameras.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      <AreaEditor
        picture={picture}
        corners={draft.corners}
        onChange={(corners) => setDraft({ ...draft, corners })}
      />
    </Dialog>
  );
}
