import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type RecentStudy, recentStudySchema } from '#shared/contract/studies.ts';
import { studyLayout } from '../../store/layout.ts';

const entrySchema = recentStudySchema.omit({ exists: true });
type Entry = z.infer<typeof entrySchema>;
const fileSchema = z.object({ version: z.literal(1), studies: z.array(entrySchema) });

/** More are not a list that anyone reads. */
const maxEntries = 30;

/** The studies that this user opened, newest first, in one JSON file of the app's data folder. */
export class RecentList {
  readonly #filePath: string;
  /** Changes follow one another, so that none overwrites what another read. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(filePath: string) {
    this.#filePath = filePath;
  }

  async list(): Promise<RecentStudy[]> {
    await this.#turn;
    const entries = await this.#read();
    return entries.map((entry) => ({ ...entry, exists: existsSync(studyLayout(entry.path).database) }));
  }

  /** Puts the study first. */
  remember(entry: Entry): Promise<void> {
    return this.#change((entries) => [entry, ...entries.filter((other) => other.path !== entry.path)]);
  }

  forget(studyFolder: string): Promise<void> {
    return this.#change((entries) => entries.filter((entry) => entry.path !== studyFolder));
  }

  #change(edit: (entries: Entry[]) => Entry[]): Promise<void> {
    const result = this.#turn.then(async () => this.#write(edit(await this.#read()).slice(0, maxEntries)));
    this.#turn = result.catch(() => {});
    return result;
  }

  async #read(): Promise<Entry[]> {
    let text: string;
    try {
      text = await readFile(this.#filePath, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
    const parsed = fileSchema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data.studies;
    // A list that cannot be read must not keep the app from opening studies; it is kept aside for whoever wants it.
    await rename(this.#filePath, `${this.#filePath}.unreadable`);
    return [];
  }

  /** Writes beside the file and renames: a kill leaves the old list or the new one. */
  async #write(studies: Entry[]): Promise<void> {
    await mkdir(path.dirname(this.#filePath), { recursive: true });
    const temporary = `${this.#filePath}.${process.pid}.tmp`;
    try {
      await writeFile(temporary, `${JSON.stringify({ version: 1, studies }, null, 2)}\n`);
      await rename(temporary, this.#filePath);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
