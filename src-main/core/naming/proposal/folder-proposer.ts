import type { Evidence } from '#shared/contract/library.ts';
import type { NameCandidate } from '../candidate.ts';
import { proposeFromPath } from '../registry.ts';
import { type CameraKey, cameraFromFolders, nameCameras } from './camera-name.ts';
import { proposalConfig as config } from './config.ts';
import { type DateOrder, resolveDateOrder } from './date-order.ts';
import type { FileFacts, Proposal } from './proposal.ts';
import { proposeStart } from './propose-start.ts';
import { isTelling } from './telling-names.ts';

export interface NamedFile {
  readonly path: string;
  readonly modifiedUtcMs: number;
}

export interface FolderProposerOptions {
  /** The scanned folder: camera names come from it and what is below, dates from the whole path. */
  readonly folder: string;
  /** Of the study; a recorder's clock is read in it. */
  readonly timeZone: string;
  readonly latestYear: number;
}

/**
 * Proposes camera and start for the files of one scan. Made from all names at once, because the order of day and
 * month and the names of the cameras depend on all of them; asked for each file when it has been probed.
 */
export class FolderProposer {
  readonly dateOrder: DateOrder | null;
  readonly #options: FolderProposerOptions;
  readonly #folderDepth: number;
  readonly #candidates = new Map<string, readonly NameCandidate[]>();
  readonly #nameOf: (key: CameraKey) => string | null;

  constructor(files: Iterable<NamedFile>, options: FolderProposerOptions) {
    this.#options = options;
    this.#folderDepth = options.folder.split(/[\\/]+/).filter((segment) => segment !== '').length;
    const dated: { candidates: readonly NameCandidate[]; modifiedUtcMs: number }[] = [];
    for (const { path, modifiedUtcMs } of files) {
      const candidates = proposeFromPath(path, options.latestYear);
      this.#candidates.set(path, candidates);
      if (candidates.some(({ dateOrder }) => dateOrder !== null)) dated.push({ candidates, modifiedUtcMs });
    }
    this.dateOrder = resolveDateOrder(dated);
    const keys = [...this.#candidates].map(([path, candidates]) => this.#cameraKey(path, candidates[0]));
    this.#nameOf = nameCameras(keys.filter((key) => key !== null));
  }

  propose(facts: FileFacts): Proposal {
    const candidates = this.#candidates.get(facts.path) ?? [];
    const best = candidates[0];
    const start = proposeStart(facts, candidates, this.#options.timeZone, this.dateOrder);
    const cameraKey = this.#cameraKey(facts.path, best);
    const camera = this.#camera(facts.path, cameraKey, best);
    const evidence: Evidence[] = [...start.evidence];
    if (camera.evidence) evidence.unshift(camera.evidence);
    if (best?.stream) {
      const text = `The name says ${best.stream} stream.`;
      evidence.push({
        source: 'file-name',
        grammar: best.grammar,
        says: 'stream',
        text,
        confidence: best.confidence,
      });
    }
    return {
      path: facts.path,
      cameraName: camera.name,
      cameraKey,
      startUtcMs: start.startUtcMs,
      stream: best?.stream ?? null,
      evidence,
      subStreamOfPath: null,
    };
  }

  /** The name's own camera, device and channel; failing these, the nearest telling folder. */
  #cameraKey(path: string, candidate: NameCandidate | undefined): CameraKey | null {
    const { outer, inner } = this.#split(path);
    const inside = (name: string | null | undefined) => (name && !outer.includes(name) ? name : null);
    const camera = inside(candidate?.camera);
    const device = inside(candidate?.device);
    const channel = candidate?.channel ?? null;
    if (camera !== null || (device !== null && isTelling(device))) return { camera, device, channel };
    // The scanned folder is named for the case as often as for a camera: where a channel is known, it is left out.
    const folder = cameraFromFolders(channel === null ? inner : inner.slice(1));
    if (folder !== null) return { camera: null, device: folder, channel };
    return channel === null ? null : { camera: null, device, channel };
  }

  /**
   * `outer`: folders beyond the scanned folder's parent, which hold users and disks, not cameras. `inner`: the
   * folders from the scanned one to the file's own. The parent is in neither: a grammar may read it (a day's
   * folder inside a camera's), but it does not name a camera by itself.
   */
  #split(path: string): { outer: readonly string[]; inner: readonly string[] } {
    const segments = path.split(/[\\/]+/).filter((segment) => segment !== '');
    return {
      outer: segments.slice(0, Math.max(0, this.#folderDepth - 2)),
      inner: segments.slice(Math.max(0, this.#folderDepth - 1), -1),
    };
  }

  #camera(
    path: string,
    key: CameraKey | null,
    candidate: NameCandidate | undefined,
  ): { name: string | null; evidence: Evidence | null } {
    const name = key && this.#nameOf(key);
    if (!name || !key) return { name: null, evidence: null };
    const folder =
      key.camera === null && this.#split(path).inner.includes(key.device ?? '') ? key.device : null;
    const isGuess = folder !== null && folder !== candidate?.device && key.channel === null;
    const said = [
      folder === null ? null : `the folder is called ${folder}`,
      folder === null && key.device !== null ? `the name says device ${key.device}` : null,
      key.camera === null ? null : `the name says ${key.camera}`,
      key.camera === null && key.channel !== null ? `the name says channel ${key.channel}` : null,
    ].filter((part) => part !== null);
    return {
      name,
      evidence: {
        source: folder === null ? 'file-name' : 'folder-name',
        grammar: isGuess ? null : (candidate?.grammar ?? null),
        says: 'camera',
        text: `${name}: ${said.join(', ')}.`,
        confidence: isGuess ? config.cameraFromFolder : config.cameraNamed,
      },
    };
  }
}
