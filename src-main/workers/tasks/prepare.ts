import { writeProxy } from '../../media/proxy.ts';
import { writeThumbnail } from '../../media/thumbnail.ts';
import type { TaskRunner } from '../tasks.ts';

/** Makes what the application shows of a recording: the proxy for the player, and the thumbnail. */
export const prepare: TaskRunner<'prepare'> = async (task, { signal, progress }) => {
  const report = (done: number) => progress({ progress: done, phase: 'proxy' });
  const proxy = await writeProxy(task.path, task.proxyPath, report, signal);
  progress({ progress: 1, phase: 'thumbnail' });
  const thumbnail = await writeThumbnail(task.path, task.thumbnailPath, proxy.lastFrameMs, signal);
  const { sizeBytes, widthPx, heightPx, decodeErrors } = proxy;
  return { kind: 'prepare', proxy: { sizeBytes, widthPx, heightPx }, thumbnail, decodeErrors };
};
