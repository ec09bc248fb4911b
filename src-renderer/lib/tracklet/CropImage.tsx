import clsx from 'clsx';
import { UserRound } from 'lucide-react';
import { useState } from 'react';
import { useMediaUrl } from '../../api/index.ts';

export interface CropImageProps {
  trackletId: number;
  /** 0 is the best crop of the tracklet. */
  index?: number;
  /** What the picture shows, for assistive technology; empty where text beside it says so. */
  alt: string;
  className?: string;
}

/** A kept picture of a tracklet; a silhouette until it is there, and where none was kept. */
export function CropImage({ trackletId, index = 0, alt, className }: CropImageProps) {
  const url = useMediaUrl({ kind: 'crop', id: trackletId, index });
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  const frame = clsx('shrink-0 rounded-sm bg-sunken', className);
  if (url === undefined || url === failedUrl) {
    return (
      <span
        role="img"
        aria-label={alt}
        className={clsx(frame, 'inline-flex items-center justify-center text-ink-3')}
      >
        <UserRound aria-hidden className="size-1/2 max-w-6 stroke-[1.5]" />
      </span>
    );
  }
  return (
    <img
      src={url}
      alt={alt}
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setFailedUrl(url)}
      className={clsx(frame, 'object-cover')}
    />
  );
}
