import { type IpcMainEvent, ipcMain, MessageChannelMain } from 'electron';
import { portChannel, requestPortChannel } from '#shared/electron-channels.ts';
import { MessagePortTransport } from '../../rpc/message-port.ts';
import type { RpcRouter } from '../../rpc/router.ts';
import { isOwnPage } from './addresses.ts';

/** Gives every page that asks a port to the RPC. A page that is reloaded asks again; its old port closes by itself. */
export function servePorts(router: RpcRouter): void {
  const transport = new MessagePortTransport(router);
  ipcMain.on(requestPortChannel, (event: IpcMainEvent) => {
    if (!isOwnPage(event.senderFrame?.url ?? '')) return;
    const { port1, port2 } = new MessageChannelMain();
    transport.serve(port1);
    port1.start();
    event.sender.postMessage(portChannel, null, [port2]);
  });
}
