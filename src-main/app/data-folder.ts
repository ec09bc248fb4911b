import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where Wandr keeps what belongs to no study. Absolute paths; nothing is made here. */
export interface DataFolder {
  readonly folder: string;
  /** The list of recent studies. */
  readonly recentFile: string;
  readonly logs: string;
  /** Where new studies go unless the user says otherwise. */
  readonly studies: string;
}

interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
}

/**
 * The data folder of this user, where the platform wants it: XDG on Linux, `%LOCALAPPDATA%` on Windows,
 * `Library` on macOS. `WANDR_DATA` overrides it, studies included, so that tests touch nothing of the user's.
 */
export function dataFolder(
  machine: Machine = { platform: process.platform, env: process.env, home: homedir() },
): DataFolder {
  const { env, home } = machine;
  const override = env.WANDR_DATA;
  const folder = override ? resolve(override) : platformFolder(machine);
  return {
    folder,
    recentFile: join(folder, 'recent.json'),
    logs: join(folder, 'logs'),
    studies: override ? join(folder, 'studies') : join(documents(machine, home), 'Wandr'),
  };
}

function platformFolder({ platform, env, home }: Machine): string {
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Wandr');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Wandr');
  return join(absolute(env.XDG_DATA_HOME) ?? join(home, '.local', 'share'), 'wandr');
}

function documents({ env }: Machine, home: string): string {
  return absolute(env.XDG_DOCUMENTS_DIR) ?? join(home, 'Documents');
}

/** The XDG specification says to ignore a relative path. */
function absolute(path: string | undefined): string | null {
  return path?.startsWith('/') ? path : null;
}
