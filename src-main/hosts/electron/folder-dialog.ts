import { BrowserWindow, dialog, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { chooseFolderChannel } from '#shared/electron-channels.ts';
import { isOwnPage } from './addresses.ts';

/** Answers with the folder that the user chose, or null. */
export function serveFolderDialog(): void {
  ipcMain.handle(chooseFolderChannel, async (event: IpcMainInvokeEvent): Promise<string | null> => {
    const window = BrowserWindow.fromWebContents(event.sender);
    if (!window || !isOwnPage(event.senderFrame?.url ?? '')) return null;
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      title: 'Choose a folder',
      properties: ['openDirectory', 'createDirectory'],
    });
    return canceled ? null : (filePaths[0] ?? null);
  });
}
