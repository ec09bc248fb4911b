/** @file `npm run notices`: writes THIRD-PARTY-NOTICES.md from the production dependencies as they are installed. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ffmpegNotice } from './notices-ffmpeg.ts';
import { licenceFile, type ShippedPackage, shippedPackages } from './packages.ts';
import { root } from './process.ts';

interface Group {
  readonly text: string;
  readonly packages: ShippedPackage[];
}

const packages = shippedPackages();
const sections = [
  '# Third-party notices',
  'Wandr is under the Apache License 2.0 (LICENSE). It ships, or installs through npm, the works below under their own licences. Made by `npm run notices` from the licence files of the packages; do not edit.',
  ffmpegNotice(),
  inventory(packages),
  ...groupByText(packages).map(licenceSection),
];
writeFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), `${sections.join('\n\n')}\n`);
process.stdout.write(`THIRD-PARTY-NOTICES.md: ${packages.length} packages\n`);

function inventory(all: readonly ShippedPackage[]): string {
  const rows = all.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
  return ['## Packages', '', '| package | version | licence |', '|---|---|---|', ...rows].join('\n');
}

/** Hundreds of packages share a few texts, which differ in their copyright lines only; equal ones are told once. */
function groupByText(all: readonly ShippedPackage[]): Group[] {
  const groups = new Map<string, Group>();
  for (const shipped of all) {
    const text = licenceFile(shipped)?.text;
    if (text === undefined) continue;
    const key = text.replace(/\s+/g, ' ');
    const group = groups.get(key) ?? { text, packages: [] };
    group.packages.push(shipped);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function licenceSection({ text, packages: members }: Group): string {
  const names = members.map(({ name, version }) => `${name} ${version}`).join(', ');
  return `## ${names}\n\n${fenced(text)}`;
}

/** A fence that the text itself does not contain. */
function fenced(text: string): string {
  const fence = text.includes('```') ? '~~~~' : '```';
  return `${fence}text\n${text.replace(/\r\n/g, '\n')}\n${fence}`;
}
