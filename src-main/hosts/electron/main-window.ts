import { join } from 'node:path';
import { BrowserWindow } from 'electron';
import { applicationOrigin } from './addresses.ts';
import { denyNavigation } from './lockdown.ts';

/** Opens the one window; it shows itself when the first page is painted. */
export function openMainWindow(root: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Wandr',
    webPreferences: {
      preload: join(root, 'out', 'preload', 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  denyNavigation(window.webContents);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${applicationOrigin}/`);
  return window;
}
