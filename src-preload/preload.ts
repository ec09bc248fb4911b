/** @file Runs in the sandboxed preload world of the window: forwards one port, and two things only Electron can do. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { portHandoverMessage, type WandrBridge } from '#shared/bridge.ts';
import { chooseFolderChannel, portChannel, requestPortChannel } from '#shared/electron-channels.ts';

const bridge: WandrBridge = {
  requestPort: () => ipcRenderer.send(requestPortChannel),
  pathForFile: (file) => webUtils.getPathForFile(file),
  chooseFolder: () => ipcRenderer.invoke(chooseFolderChannel),
};
contextBridge.exposeInMainWorld('wandr', bridge);

// A port cannot cross the context bridge; a message to the window can carry it.
ipcRenderer.on(portChannel, (event) => {
  window.postMessage(portHandoverMessage, window.location.origin, event.ports);
});
