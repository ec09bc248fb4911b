import { describe, expect, it } from 'vitest';
import { dataFolder } from './data-folder.ts';

describe.skipIf(process.platform === 'win32')('dataFolder', () => {
  const home = '/people/ada';

  it('is where each platform wants it', () => {
    expect(dataFolder({ platform: 'linux', env: {}, home })).toEqual({
      folder: '/people/ada/.local/share/wandr',
      recentFile: '/people/ada/.local/share/wandr/recent.json',
      logs: '/people/ada/.local/share/wandr/logs',
      studies: '/people/ada/Documents/Wandr',
    });
    expect(dataFolder({ platform: 'darwin', env: {}, home }).folder).toBe(
      '/people/ada/Library/Application Support/Wandr',
    );
    const windows = dataFolder({ platform: 'win32', env: { LOCALAPPDATA: '/people/ada/Local' }, home });
    expect(windows.folder).toBe('/people/ada/Local/Wandr');
  });

  it('follows XDG_DATA_HOME, but not a relative one, as the specification says', () => {
    const folder = (value: string) =>
      dataFolder({ platform: 'linux', env: { XDG_DATA_HOME: value }, home }).folder;
    expect(folder('/data')).toBe('/data/wandr');
    expect(folder('data')).toBe('/people/ada/.local/share/wandr');
  });

  it('is WANDR_DATA where that is set, studies included', () => {
    const { folder, studies } = dataFolder({ platform: 'linux', env: { WANDR_DATA: '/tmp/x' }, home });
    expect(folder).toBe('/tmp/x');
    expect(studies).toBe('/tmp/x/studies');
  });
});
