import { createApp } from '../../app/create-app.ts';
import type { DataFolder } from '../../app/data-folder.ts';
import { installation } from '../../app/installation.ts';
import { createRouter } from '../../rpc/router.ts';
import { forkSpawner } from '../../workers/fork-spawner.ts';
import { SignedUrls } from './signed-urls.ts';
import { WebHost } from './web-host.ts';

export interface ServeOptions {
  readonly data: DataFolder;
  /** 0 takes a free one. */
  readonly port: number;
  /** Opened before the first page is served. */
  readonly studyPath: string | null;
  /** Called with an address that opens the application once: at the start, and when a used one was tried. */
  readonly onAddress: (address: string) => void;
}

/**
 * The application on 127.0.0.1 until `signal` aborts; then running jobs are given back and the study is closed.
 * Errors: CONFLICT when the port is taken, and those of opening a study.
 */
export async function serve(options: ServeOptions, signal: AbortSignal): Promise<void> {
  const urls = new SignedUrls();
  await using app = await createApp({
    host: 'web',
    data: options.data,
    spawnWorker: forkSpawner(),
    signMediaUrl: (path) => urls.sign(path),
  });
  if (options.studyPath !== null) await app.services.studies.open({ path: options.studyPath });
  await using host = await WebHost.start({
    router: createRouter(app.services, app.reportBug),
    media: app.services.media,
    urls,
    receiveUpload: (file, body, uploadSignal) => app.services.library.receiveUpload(file, body, uploadSignal),
    logger: app.logger,
    rendererFolder: installation().renderer,
    port: options.port,
    onFreshAddress: options.onAddress,
  });
  app.logger.info('Serving.', { origin: host.origin });
  options.onAddress(host.address);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
