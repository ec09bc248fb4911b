import { type ReactNode, useState } from 'react';
import { desktopBridge } from '../../api/index.ts';
import { toast } from '../../ui/index.ts';
import { FolderPickerDialog } from './FolderPickerDialog.tsx';

export interface FolderPickerOptions {
  title: string;
  /** The verb on the button, such as `Scan this folder`. */
  chooseLabel: string;
  /** `study` lets the user choose a `.wandr` folder, `folder` any other. */
  kind: 'folder' | 'study';
  /** Shows the files too, so that the user sees where the footage lies. */
  showsFiles?: boolean;
  onChoose(path: string): void;
}

/**
 * Lets the user choose a folder: in Electron with the system's dialog, in a browser with one of our own, which
 * lists the folders of the host. Render `dialog` somewhere in the component.
 */
export function useFolderPicker(options: FolderPickerOptions): { open(): void; dialog: ReactNode } {
  const [isOpen, setIsOpen] = useState(false);
  const bridge = desktopBridge();

  const open = () => {
    if (bridge === null) {
      setIsOpen(true);
      return;
    }
    bridge
      .chooseFolder()
      .then((path) => {
        if (path !== null) options.onChoose(path);
      })
      .catch(toast.error);
  };

  const dialog =
    bridge === null ? (
      <FolderPickerDialog
        {...options}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        onChoose={(path) => {
          setIsOpen(false);
          options.onChoose(path);
        }}
      />
    ) : null;
  return { open, dialog };
}
