import { type DragEvent, useRef, useState } from 'react';
import { desktopBridge } from '../../../api/index.ts';
import { itemsOfDrop, pathsOfDrop } from './dropped-files.ts';
import { useImport } from './import-store.ts';

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes('Files');
}

/** Makes an element take files and folders: spread `handlers` on it. */
export function useDrop() {
  const [isOver, setIsOver] = useState(false);
  // Enter and leave also come from the elements inside; only their difference tells whether the drag is over us.
  const depth = useRef(0);
  const { scan, upload } = useImport.getState();

  const handlers = {
    onDragEnter: (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth.current += 1;
      setIsOver(true);
    },
    onDragOver: (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    },
    onDragLeave: (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth.current -= 1;
      if (depth.current <= 0) setIsOver(false);
    },
    onDrop: (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth.current = 0;
      setIsOver(false);
      const bridge = desktopBridge();
      if (bridge === null) void upload(itemsOfDrop(event.dataTransfer));
      else void scan(pathsOfDrop(event.dataTransfer, bridge));
    },
  };
  return { isOver, handlers };
}
