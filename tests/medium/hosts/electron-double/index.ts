/**
 * A double of the `electron` module, written by hand: as much of its behaviour as Wandr's main process and preload
 * script use, so that both run unchanged in a test. Worker processes are real; the window and the page are not.
 */
export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export { dialog } from './dialog.ts';
export { contextBridge, ipcMain, ipcRenderer, webUtils } from './ipc.ts';
export { Menu } from './menu.ts';
export { MessageChannelMain } from './message-channel.ts';
export { protocol, session } from './session.ts';
export { utilityProcess } from './utility-process.ts';
