import { ImageDown } from 'lucide-react';
import { type DragEvent, type ReactNode, useState } from 'react';

/** Takes a dropped picture file; other drags, such as a camera's, pass through. */
export function PictureDrop({ onDrop, children }: { onDrop(file: File): void; children: ReactNode }) {
  const [isOver, setIsOver] = useState(false);
  const carriesFile = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return (
    <section
      aria-label="Floor plan area"
      className="relative flex min-h-0 min-w-0 flex-1"
      onDragOver={(event) => {
        if (!carriesFile(event)) return;
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false);
      }}
      onDrop={(event) => {
        setIsOver(false);
        if (!carriesFile(event)) return;
        event.preventDefault();
        const file = event.dataTransfer.files[0];
        if (file) onDrop(file);
      }}
    >
      {children}
      {isOver && (
        <div className="pointer-events-none absolute inset-3 z-[1100] flex flex-col items-center justify-center gap-2 rounded-xl border-2 border-dashed border-accent bg-accent-soft/90 font-medium text-accent-ink animate-fade-in">
          <ImageDown aria-hidden className="size-8 stroke-[1.5]" />
          Drop the picture to use it as this floor’s plan
        </div>
      )}
    </section>
  );
}
