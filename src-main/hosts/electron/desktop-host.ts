import { BrowserWindow, session } from 'electron';
import { type App, createApp } from '../../app/create-app.ts';
import { dataFolder } from '../../app/data-folder.ts';
import { installation } from '../../app/installation.ts';
import { createRouter } from '../../rpc/router.ts';
import { serveFolderDialog } from './folder-dialog.ts';
import { denyPermissions, denyRemoteRequests } from './lockdown.ts';
import { openMainWindow } from './main-window.ts';
import { setMenu } from './menu.ts';
import { servePorts } from './ports.ts';
import { mediaUrlSigner, serveApplication, serveMedia } from './protocols.ts';
import { utilitySpawner } from './utility-spawner.ts';

/** The application as a desktop program: one window on the services of this process. */
export class DesktopHost implements AsyncDisposable {
  readonly #app: App;

  static async start(): Promise<DesktopHost> {
    const app = await createApp({
      host: 'electron',
      data: dataFolder(),
      spawnWorker: utilitySpawner(),
      signMediaUrl: mediaUrlSigner(),
    });
    denyPermissions(session.defaultSession);
    denyRemoteRequests(session.defaultSession);
    serveApplication(session.defaultSession.protocol, installation().renderer);
    serveMedia(session.defaultSession.protocol, app.services.media);
    servePorts(createRouter(app.services, app.reportBug));
    serveFolderDialog();
    setMenu();
    return new DesktopHost(app);
  }

  private constructor(app: App) {
    this.#app = app;
  }

  /** Shows the window, or opens it when it was closed. */
  showWindow(): void {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) openMainWindow(installation().root);
    else {
      if (window.isMinimized()) window.restore();
      window.focus();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#app[Symbol.asyncDispose]();
  }
}
