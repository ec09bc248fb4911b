import { availableParallelism, homedir, userInfo } from 'node:os';
import type { Change, FolderListing, SystemInfo } from '#shared/contract/system.ts';
import type { ChangeBus } from '../session/session.ts';
import { changeStream } from './changes.ts';
import { createFolder, listFolder } from './folder-listing.ts';
import { folderRoots } from './roots.ts';

/** What of the host the user is shown. */
export interface HostFacts {
  readonly host: SystemInfo['host'];
  readonly version: string;
  readonly studiesFolder: string;
}

/** The machine and its folders, and the stream of changes. Needs no open study. */
export class SystemService {
  readonly #facts: HostFacts;
  readonly #changes: ChangeBus;

  constructor(facts: HostFacts, changes: ChangeBus) {
    this.#facts = facts;
    this.#changes = changes;
  }

  info(): SystemInfo {
    const { host, version, studiesFolder } = this.#facts;
    return {
      version,
      host,
      platform: process.platform,
      cpuCount: availableParallelism(),
      dropsCarryPaths: host === 'electron',
      studiesFolder,
    };
  }

  async listFolder(input: {
    path?: string | undefined;
    showFiles?: boolean | undefined;
  }): Promise<FolderListing> {
    const home = homedir();
    const [listing, roots] = await Promise.all([
      listFolder(input.path ?? home, input.showFiles ?? false),
      folderRoots(process.platform, home, userInfo().username),
    ]);
    return { ...listing, roots };
  }

  /** Returns the listing of the new folder. */
  async createFolder(input: { parent: string; name: string }): Promise<FolderListing> {
    return this.listFolder({ path: await createFolder(input.parent, input.name) });
  }

  changes(_input: unknown, signal: AbortSignal): AsyncGenerator<Change, void, undefined> {
    return changeStream(this.#changes, signal);
  }
}
