// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { connectFakeHost } from '../../../api/fake-host.test-support.ts';
import { useImport } from './import-store.ts';
import { putFile } from './put-file.ts';

vi.mock('./put-file.ts', () => ({ putFile: vi.fn() }));

/** Files on their way to the host, by name. */
const sending = new Map<string, { arrive(): void; readonly signal: AbortSignal }>();

beforeEach(() => {
  sending.clear();
  vi.mocked(putFile).mockImplementation(
    (_url, { relativePath }, _onSent, signal) =>
      new Promise((resolve, reject) => {
        // As a browser's own reason; Node's is of another class than jsdom's.
        signal.addEventListener('abort', () => reject(new DOMException('Cancelled.', 'AbortError')));
        sending.set(relativePath, { arrive: resolve, signal });
      }),
  );
});
afterEach(() => useImport.setState(useImport.getInitialState()));

const drop = (name: string) => [new File(['x'], name)];

async function host() {
  const scanned: string[] = [];
  const connected = await connectFakeHost({
    'library.beginUpload': ({ name }: { name: string }) => ({
      folder: `/study/${name}`,
      uploadUrl: `/upload/${name}`,
    }),
    'library.scan': ({ folder }: { folder: string }) => {
      if (folder === '/gone') throw new Error('/gone is not there.');
      return { jobId: scanned.push(folder) };
    },
  });
  return { scanned, [Symbol.dispose]: () => connected[Symbol.dispose]() };
}

it('scans a folder while a drop is copied, which goes on', async () => {
  using at = await host();
  const copied = useImport.getState().upload(drop('a.mp4'));
  await vi.waitUntil(() => sending.has('a.mp4'));
  await useImport.getState().scan(['/usb']);
  expect(sending.get('a.mp4')!.signal.aborted).toBe(false);
  expect(useImport.getState().step.kind).toBe('uploading');
  sending.get('a.mp4')!.arrive();
  await copied;
  expect(at.scanned).toEqual(['/usb', '/study/a.mp4']);
});

it('copies a second drop after the first', async () => {
  using at = await host();
  const copied = ['a.mp4', 'b.mp4'].map((name) => useImport.getState().upload(drop(name)));
  await vi.waitUntil(() => sending.has('a.mp4'));
  expect(useImport.getState().waiting).toEqual(['b.mp4']);
  sending.get('a.mp4')!.arrive();
  await vi.waitUntil(() => sending.has('b.mp4'));
  expect(useImport.getState().waiting).toEqual([]);
  sending.get('b.mp4')!.arrive();
  await Promise.all(copied);
  expect(at.scanned).toEqual(['/study/a.mp4', '/study/b.mp4']);
  expect(useImport.getState().step.kind).toBe('idle');
});

it('cancels the drop that is copied, not the one that waits', async () => {
  using at = await host();
  const copied = ['a.mp4', 'b.mp4'].map((name) => useImport.getState().upload(drop(name)));
  await vi.waitUntil(() => sending.has('a.mp4'));
  useImport.getState().cancel();
  await vi.waitUntil(() => sending.has('b.mp4'));
  sending.get('b.mp4')!.arrive();
  await Promise.all(copied);
  expect(at.scanned).toEqual(['/study/b.mp4']);
  expect(useImport.getState().error).toBeNull();
});

it('keeps what went wrong while the next drop is copied', async () => {
  using _at = await host();
  const copied = useImport.getState().upload(drop('a.mp4'));
  await vi.waitUntil(() => sending.has('a.mp4'));
  await useImport.getState().scan(['/gone']);
  expect(useImport.getState()).toMatchObject({ step: { kind: 'uploading' }, error: expect.any(Error) });
  sending.get('a.mp4')!.arrive();
  await copied;
  expect(useImport.getState().error).not.toBeNull();
  useImport.getState().dismiss();
  expect(useImport.getState().error).toBeNull();
});
