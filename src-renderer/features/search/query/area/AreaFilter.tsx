import { SquareDashed, X } from 'lucide-react';
import { useState } from 'react';
import type { SearchArea } from '#shared/contract/search.ts';
import { Button, IconButton } from '../../../../ui/index.ts';
import { AreaDialog } from './AreaDialog.tsx';
import { AreaPicture } from './AreaPicture.tsx';
import { useCameraPicture } from './use-camera-picture.ts';

export interface AreaFilterProps {
  cameras: readonly { readonly id: number; readonly name: string }[];
  area: SearchArea | undefined;
  /** The camera that an area begins with; null without cameras. */
  cameraId: number | null;
  onChange(area: SearchArea | undefined): void;
}

/** The part of one picture that is searched, as a small picture of it. */
export function AreaFilter({ cameras, area, cameraId, onChange }: AreaFilterProps) {
  const [isOpen, setIsOpen] = useState(false);
  const picture = useCameraPicture(area?.cameraId ?? null);
  const name = cameras.find(({ id }) => id === area?.cameraId)?.name;
  return (
    <div className="flex flex-col gap-1">
      <span className="text-xs font-medium text-ink-2">Part of a picture</span>
      {area ? (
        <div className="rounded-lg border border-line bg-raised p-2 shadow-low">
          <p className="mb-1 flex items-center gap-2">
            <span className="min-w-0 flex-1 truncate text-xs font-medium">{name}</span>
            <IconButton
              size="sm"
              label="Search the whole picture"
              icon={<X aria-hidden />}
              onClick={() => onChange(undefined)}
            />
          </p>
          <button
            type="button"
            aria-label={`Change the part of ${name ?? 'the picture'}`}
            onClick={() => setIsOpen(true)}
            className="block w-full rounded-md"
          >
            <AreaPicture picture={picture} corners={area.corners} />
          </button>
        </div>
      ) : (
        <Button
          icon={<SquareDashed aria-hidden />}
          disabled={cameraId === null}
          onClick={() => setIsOpen(true)}
        >
          Mark a part…
        </Button>
      )}
      {isOpen && cameraId !== null && (
        <AreaDialog
          cameras={cameras}
          area={area ?? null}
          cameraId={cameraId}
          onClose={() => setIsOpen(false)}
          onDone={(next) => {
            setIsOpen(false);
            onChange(next);
          }}
        />
      )}
    </div>
  );
}
