// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { ModelDetails, ModelList } from '#shared/contract/models.ts';
import { connectFakeHost, contractError } from '../../../api/fake-host.test-support.ts';
import { isolateViewTests, showView } from '../../../lib/view-test.test-support.tsx';
import { ModelsCard } from './ModelsCard.tsx';

const shipped: ModelDetails = {
  name: 'person-detector-2',
  role: 'detector',
  origin: 'shipped',
  isChosen: true,
  licence: 'Apache-2.0',
  source: 'this project',
  architecture: 'small',
  trainingData: 'photos',
  accuracy: [{ set: 'PETS S2L1', metric: 'AP50', value: 0.857 }],
  latency: '11 ms',
  intendedUse: 'fixed cameras',
  limits: 'tall people are cut',
  sha256: 'ab'.repeat(32),
  head: 'ltrb',
};
const pack: ModelDetails = { ...shipped, name: 'yolox-nano', origin: 'pack', isChosen: false, head: 'yolox' };
const listOf = (...models: ModelDetails[]): ModelList => ({
  models,
  problems: [],
  providers: ['cpu', 'cuda'],
  provider: 'cpu',
});

isolateViewTests();

const show = () => showView(<ModelsCard />);

it('shows accuracy, latency, limits and licence, and lets the open study use another model', async () => {
  const use = vi.fn((_input: unknown) =>
    listOf({ ...shipped, isChosen: false }, { ...pack, isChosen: true }),
  );
  using _host = await connectFakeHost({
    'models.list': () => listOf(shipped, pack),
    'models.use': use,
    'studies.current': () => ({ name: 'Mall' }),
  });
  show();
  const before = within(await screen.findByRole('listitem', { name: 'person-detector-2' }));
  for (const text of ['0.857', '11 ms', 'tall people are cut', 'Apache-2.0', 'In use'])
    before.getByText(text);
  const button = screen.getByRole('button', { name: 'Use yolox-nano' }) as HTMLButtonElement;
  await waitFor(() => expect(button.disabled).toBe(false));
  fireEvent.click(button);
  await screen.findByRole('button', { name: 'Use person-detector-2' });
  expect(use).toHaveBeenCalledWith({ name: 'yolox-nano' });
});

it('says why a model cannot be used, and uses none without a study', async () => {
  using _host = await connectFakeHost({
    'models.list': () => listOf(shipped, pack),
    'models.verify': () => [{ name: 'yolox-nano', problem: 'its SHA-256 is another' }],
    'studies.current': () => null,
  });
  show();
  await screen.findByText('Open a study to choose its models.');
  expect((screen.getByRole('button', { name: 'Use yolox-nano' }) as HTMLButtonElement).disabled).toBe(true);
  fireEvent.click(screen.getByRole('button', { name: 'Verify' }));
  expect((await screen.findByRole('alert')).textContent).toBe('its SHA-256 is another');
});

it('removes an added model after asking, and never one that came with Wandr', async () => {
  const remove = vi.fn((_input: unknown) => listOf(shipped));
  using _host = await connectFakeHost({
    'models.list': () => listOf(shipped, pack),
    'models.remove': remove,
    'studies.current': () => null,
  });
  show();
  fireEvent.click(await screen.findByRole('button', { name: 'Remove yolox-nano' }));
  expect(screen.queryByRole('button', { name: 'Remove person-detector-2' })).toBeNull();
  expect(remove).not.toHaveBeenCalled();
  fireEvent.click(await screen.findByRole('button', { name: 'Remove' }));
  await waitFor(() => expect(screen.queryByText('yolox-nano')).toBeNull());
  expect(remove).toHaveBeenCalledWith({ name: 'yolox-nano' });
});

it('adds a pack from a folder, and says why one is refused', async () => {
  const added = vi.fn((_input: unknown): unknown => {
    throw contractError({ code: 'MODEL_INVALID', message: 'It sees nobody.', hint: 'Check its card.' });
  });
  using _host = await connectFakeHost({
    'models.list': () => listOf(shipped),
    'models.add': added,
    'studies.current': () => null,
    'system.listFolder': () => ({ path: '/packs/yolox', parent: '/packs', entries: [], roots: [] }),
  });
  show();
  fireEvent.click(await screen.findByRole('button', { name: 'Add from folder…' }));
  const choose = (await screen.findByRole('button', { name: 'Add this model' })) as HTMLButtonElement;
  await waitFor(() => expect(choose.disabled).toBe(false));
  fireEvent.click(choose);
  expect((await screen.findByRole('alert')).textContent).toBe('It sees nobody.Check its card.');
  expect(added).toHaveBeenCalledWith({ path: '/packs/yolox' });
});

it('downloads a pack only with an address and a whole hash, and says what the network is used for', async () => {
  const sha256 = 'cd'.repeat(32);
  const download = vi.fn((_input: unknown) => pack);
  using _host = await connectFakeHost({
    'models.list': () => listOf(shipped),
    'models.download': download,
    'studies.current': () => null,
  });
  show();
  fireEvent.click(await screen.findByRole('button', { name: 'Download…' }));
  await screen.findByText(/uses the network for this only/);
  const go = screen.getByRole('button', { name: 'Download and add' }) as HTMLButtonElement;
  fireEvent.change(screen.getByLabelText('Address of the zip'), {
    target: { value: 'https://mirror/yolox.zip' },
  });
  fireEvent.change(screen.getByLabelText('SHA-256'), { target: { value: 'cd' } });
  expect(go.disabled).toBe(true);
  screen.getByText(/has 64 digits/);
  fireEvent.change(screen.getByLabelText('SHA-256'), { target: { value: sha256 } });
  fireEvent.click(go);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(download).toHaveBeenCalledWith({ url: 'https://mirror/yolox.zip', sha256 });
});

it('stops a download that takes too long when it is cancelled, and shows no error', async () => {
  using host = await connectFakeHost({
    'models.list': () => listOf(shipped),
    'models.download': () => new Promise(() => {}),
    'studies.current': () => null,
  });
  show();
  fireEvent.click(await screen.findByRole('button', { name: 'Download…' }));
  fireEvent.change(await screen.findByLabelText('Address of the zip'), {
    target: { value: 'https://mirror/yolox.zip' },
  });
  fireEvent.change(screen.getByLabelText('SHA-256'), { target: { value: 'cd'.repeat(32) } });
  fireEvent.click(screen.getByRole('button', { name: 'Download and add' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(await screen.findByRole('button', { name: 'Close' })).toBeDefined();
  expect(host.calledOff).toEqual(['models.download']);
  expect(screen.queryByRole('alert')).toBeNull();
});
