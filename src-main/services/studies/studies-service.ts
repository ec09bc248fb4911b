import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { RecentStudy, StudySummary } from '#shared/contract/studies.ts';
import { deleteStudyFolder } from '../../store/delete-study.ts';
import { folderSizeBytes } from '../../store/folder-size.ts';
import { realFolder, studyFolderName } from '../../store/layout.ts';
import type { StudySession } from '../session/session.ts';
import type { SessionManager } from '../session/session-manager.ts';
import { RecentList } from './recent-list.ts';
import type { SampleStudy } from './sample/sample-study.ts';
import { countRows, observedMs } from './study-summary.ts';

/** How long a measured size is shown before the folder, with its many crops, is walked again. */
const sizeFreshMs = 10_000;

/** Opens, makes and deletes studies, and remembers which were open. */
export class StudiesService {
  readonly #manager: SessionManager;
  readonly #recent: RecentList;
  readonly #defaultFolder: string;
  readonly #sample: SampleStudy;
  readonly #sizes = new WeakMap<StudySession, { readonly bytes: number; readonly measuredMs: number }>();

  /**
   * @param recentFilePath where the list of recent studies is kept; made when it does not exist
   * @param defaultFolder where studies go that the user puts nowhere else; made when the first one is
   * @param sample fills the sample study
   */
  constructor(manager: SessionManager, recentFilePath: string, defaultFolder: string, sample: SampleStudy) {
    this.#manager = manager;
    this.#sample = sample;
    this.#defaultFolder = path.resolve(defaultFolder);
    this.#recent = new RecentList(recentFilePath);
  }

  async current(): Promise<StudySummary | null> {
    const session = this.#manager.sessionOrNull();
    return session && this.#summary(session);
  }

  recent(): Promise<RecentStudy[]> {
    return this.#recent.list();
  }

  async create(input: { folder: string; name: string; timeZone: string }): Promise<StudySummary> {
    // Any other folder that does not exist is a mistake, or a disk that is not plugged in.
    if (path.resolve(input.folder) === this.#defaultFolder)
      await mkdir(this.#defaultFolder, { recursive: true });
    return this.#opened(await this.#manager.create(input));
  }

  async open(input: { path: string }): Promise<StudySummary> {
    return this.#opened(await this.#manager.open(input.path));
  }

  async openSample(_input: unknown, signal: AbortSignal): Promise<StudySummary> {
    const sample = await this.#sample.describe();
    const { name, timeZone } = sample;
    const folder = path.join(this.#defaultFolder, studyFolderName(name));
    if (existsSync(folder)) await this.open({ path: folder });
    else await this.create({ folder: this.#defaultFolder, name, timeZone });
    const session = this.#manager.session();
    await this.#sample.setUp(sample, signal);
    this.#sizes.delete(session);
    return this.#summary(session);
  }

  async close(): Promise<void> {
    await this.#manager.close();
  }

  async delete(input: { path: string }): Promise<{ freedBytes: number }> {
    const folder = path.resolve(input.path);
    const open = this.#manager.sessionOrNull()?.store.layout.folder;
    if (open !== undefined && realFolder(open) === realFolder(folder)) await this.#manager.close();
    const freedBytes = await deleteStudyFolder(folder, this.#manager.now());
    await this.#recent.forget(folder);
    return { freedBytes };
  }

  async forget(input: { path: string }): Promise<void> {
    await this.#recent.forget(path.resolve(input.path));
  }

  async #opened(session: StudySession): Promise<StudySummary> {
    const { layout, name } = session.store;
    try {
      await this.#recent.remember({ path: layout.folder, name, lastOpenedUtcMs: this.#manager.now() });
    } catch (error) {
      // The study is open all the same; only the shortcut to it is missing next time.
      this.#manager.log.warn('The list of recent studies could not be written', { error });
    }
    return this.#summary(session);
  }

  async #summary(session: StudySession): Promise<StudySummary> {
    const { store, notice } = session;
    // The database first: it may be closed while the folder is walked.
    const facts = {
      path: store.layout.folder,
      name: store.name,
      timeZone: store.timeZone,
      createdUtcMs: store.createdUtcMs,
      counts: countRows(store.db),
      observedMs: observedMs(store.db),
      notice,
    };
    return { ...facts, sizeOnDiskBytes: await this.#size(session) };
  }

  async #size(session: StudySession): Promise<number> {
    const known = this.#sizes.get(session);
    if (known && performance.now() - known.measuredMs < sizeFreshMs) return known.bytes;
    const bytes = await folderSizeBytes(session.store.layout.folder);
    this.#sizes.set(session, { bytes, measuredMs: performance.now() });
    return bytes;
  }
}
