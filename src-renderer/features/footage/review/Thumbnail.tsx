import { Film } from 'lucide-react';
import type { Recording } from '#shared/contract/library.ts';
import { useMediaUrl } from '../../../api/index.ts';

export function Thumbnail({ recording }: { recording: Recording }) {
  const url = useMediaUrl(recording.hasThumbnail ? { kind: 'thumbnail', id: recording.id } : null);
  return (
    <span className="flex h-9 w-16 items-center justify-center overflow-hidden rounded-sm bg-sunken text-ink-3">
      {url === undefined ? (
        <Film aria-hidden className="size-4" />
      ) : (
        <img src={url} alt="" loading="lazy" draggable={false} className="size-full object-cover" />
      )}
    </span>
  );
}
