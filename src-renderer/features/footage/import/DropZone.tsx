import clsx from 'clsx';
import { FolderInput, FolderSearch } from 'lucide-react';
import { Button } from '../../../ui/index.ts';

/** The first thing in an empty study: where footage goes. The whole view takes drops; this is what says so. */
export function DropZone({ isOver, onChoose }: { isOver: boolean; onChoose(): void }) {
  return (
    <section
      aria-label="Add footage"
      className={clsx(
        'm-6 flex flex-1 flex-col items-center justify-center gap-4 rounded-xl border-2 border-dashed p-10 text-center transition-colors',
        isOver ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface',
      )}
    >
      <div
        aria-hidden
        className={clsx(
          'flex size-16 items-center justify-center rounded-xl transition-colors',
          isOver ? 'bg-accent text-on-accent' : 'bg-accent-soft text-accent-ink',
        )}
      >
        <FolderInput className="size-8" strokeWidth={1.5} />
      </div>
      <div className="max-w-lg">
        <h2 className="text-lg font-semibold">
          {isOver ? 'Let go to import' : 'Drop a folder of recordings here'}
        </h2>
        <p className="mt-1 text-balance text-ink-2">
          Exports of any recorder, as they come. Wandr reads each file, works out its camera and start time,
          and lets you review that before anything is analysed.
        </p>
      </div>
      <Button variant="primary" size="lg" icon={<FolderSearch />} onClick={onChoose}>
        Choose folder…
      </Button>
      <p className="text-xs text-ink-3">
        Dahua, Hikvision, Reolink, Synology and others by their file names; all else by date and time. Files
        are never changed.
      </p>
    </section>
  );
}

/** Laid over a view with footage while files are dragged across it. */
export function DropOverlay() {
  return (
    <div className="pointer-events-none absolute inset-2 z-30 flex flex-col items-center justify-center gap-3 rounded-xl border-2 border-dashed border-accent bg-accent-soft/95 text-accent-ink animate-fade-in">
      <FolderInput aria-hidden className="size-10" strokeWidth={1.5} />
      <p className="text-lg font-semibold">Let go to add this footage</p>
    </div>
  );
}
