/** @file Entry of the Electron main process: windows, dialogs, protocols and one port. All else is in `app/`. */
import { app, BrowserWindow, dialog } from 'electron';
import { errorKind, toAppError } from '#shared/errors.ts';
import { DesktopHost } from './desktop-host.ts';
import { registerSchemes } from './protocols.ts';

registerSchemes();

if (app.requestSingleInstanceLock()) {
  app.whenReady().then(start).catch(fail);
} else {
  // The instance that runs is told by `second-instance`, and shows its window.
  app.quit();
}

async function start(): Promise<void> {
  const host = await DesktopHost.start();
  host.showWindow();
  app.on('activate', () => host.showWindow());
  app.on('second-instance', () => host.showWindow());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  let isClosed = false;
  app.on('will-quit', (event) => {
    if (isClosed) return;
    // Running jobs are given back and the study is closed before the process ends.
    event.preventDefault();
    void host[Symbol.asyncDispose]().finally(() => {
      isClosed = true;
      app.quit();
    });
  });
}

function fail(error: unknown): void {
  const { code, message, hint, stack } = toAppError(error);
  const details = errorKind(code) === 'bug' ? (stack ?? '') : hint;
  dialog.showErrorBox('Wandr cannot start', `${message}\n\n${details}`);
  for (const window of BrowserWindow.getAllWindows()) window.destroy();
  app.exit(1);
}
