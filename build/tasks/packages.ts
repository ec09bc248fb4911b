import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from './process.ts';

/** A package that the shipped application holds. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression of its package.json. */
  readonly licence: string;
  /** Absolute; absent on this platform when `isInstalled` is false. */
  readonly folder: string;
  /** False for a binary package of another platform. */
  readonly isInstalled: boolean;
}

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      devOptional: z.boolean().optional(),
      link: z.boolean().optional(),
    }),
  ),
});

const manifestSchema = z.object({
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
});

/** Every production dependency of the lock file, for all platforms, by name. */
export function shippedPackages(): ShippedPackage[] {
  const lock = lockSchema.parse(readJson(join(root, 'package-lock.json')));
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !entry.devOptional && !entry.link)
    .map(([path, entry]) => {
      const folder = join(root, path);
      const manifest = readManifest(folder);
      return {
        name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
        version: entry.version ?? '',
        licence: entry.license ?? licenceOf(manifest),
        folder,
        isInstalled: manifest !== null,
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'));
}

function licenceOf(manifest: z.infer<typeof manifestSchema> | null): string {
  const licence = manifest?.license;
  return (typeof licence === 'object' ? licence.type : licence) ?? 'unknown';
}

function readManifest(folder: string) {
  try {
    return manifestSchema.parse(readJson(join(folder, 'package.json')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The licence text that a package brings; null when it brings none or is not installed here. */
export function licenceFile(shipped: ShippedPackage): { name: string; text: string } | null {
  if (!shipped.isInstalled) return null;
  const name = readdirSync(shipped.folder).find((file) => /^(licen[cs]e|copying|unlicense)/i.test(file));
  return name === undefined ? null : { name, text: readFileSync(join(shipped.folder, name), 'utf8').trim() };
}
