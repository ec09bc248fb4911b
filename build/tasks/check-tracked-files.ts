import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { root, run } from './process.ts';

/** Larger text files are data; only the lock file is read whatever its size. */
const largestTextBytes = 2_000_000;
/** Larger files do not belong into a repository that is cloned to try Wandr. */
const largestFileBytes = 12_000_000;

/** Hosts that a lock file may name: npm's own registry, which every client replaces by the one it is set to. */
const publicRegistry = 'registry.npmjs.org';

/** What must not be in a tracked file, because it is true on one machine only. */
function machineMarks(): readonly { what: string; pattern: RegExp }[] {
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return [
    { what: 'the path of this checkout', pattern: new RegExp(`${literal(root)}(?![\\w-])`) },
    { what: 'the home folder', pattern: new RegExp(`(?<![\\w/])${literal(homedir())}/`) },
    {
      what: 'somebody’s home folder',
      pattern: /(?<![\w/.])\/(home|Users)\/(?!(you|user|alice)\b)[a-z][\w-]*\//,
    },
  ];
}

/** No path of this machine, no private registry, no huge file among the tracked files. */
export async function checkTrackedFiles(): Promise<{ isGood: boolean; text: string }> {
  const { output } = await run('git', ['ls-files', '-z']);
  const files = output.split('\0').filter((file) => file !== '');
  const marks = machineMarks();
  const problems = files.flatMap((file) => {
    const stat = statSync(join(root, file), { throwIfNoEntry: false });
    if (!stat?.isFile()) return [];
    if (stat.size > largestFileBytes) return [`${file}: ${Math.round(stat.size / 1e6)} MB`];
    if (stat.size > largestTextBytes && file !== 'package-lock.json') return [];
    const text = readFileSync(join(root, file), 'utf8');
    if (text.includes('\0')) return [];
    return marks.filter(({ pattern }) => pattern.test(text)).map(({ what }) => `${file}: names ${what}`);
  });
  problems.push(...lockFileProblems());
  return problems.length > 0
    ? { isGood: false, text: problems.join('\n') }
    : { isGood: files.length > 0, text: `${files.length} files` };
}

const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ resolved: z.string().optional() })),
});

/** A lock file that was written behind a company's registry works only there. */
function lockFileProblems(): string[] {
  const lock = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const hosts = Object.values(lock.packages)
    .map(({ resolved }) => resolved)
    .filter((resolved) => resolved !== undefined && URL.canParse(resolved))
    .map((resolved) => new URL(resolved!).hostname);
  return [...new Set(hosts)]
    .filter((host) => host !== publicRegistry)
    .map((host) => `package-lock.json: names the registry ${host}`);
}
