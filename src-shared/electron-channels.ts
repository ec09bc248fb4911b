/** Names of the IPC channels between the Electron main process and the preload script. */

/** Preload → main: asks for an RPC port. */
export const requestPortChannel = 'wandr:request-port';
/** Main → preload: carries the port. */
export const portChannel = 'wandr:port';
/** Preload → main, with an answer: opens the folder dialog. */
export const chooseFolderChannel = 'wandr:choose-folder';
