import type { NameCandidate, NamedTime } from './candidate.ts';
import type { NamingGrammar } from './grammar.ts';
import { axis } from './grammars/axis.ts';
import { canon } from './grammars/canon.ts';
import { dahua } from './grammars/dahua.ts';
import { frigate } from './grammars/frigate.ts';
import { generic } from './grammars/generic.ts';
import { hikvision } from './grammars/hikvision.ts';
import { blink, brickcom, xiaomi, yi } from './grammars/home-cameras.ts';
import { mobileDvr } from './grammars/mobile-dvr.ts';
import { shinobi, viseron } from './grammars/open-source.ts';
import { recorderExport } from './grammars/recorder-export.ts';
import { reolink } from './grammars/reolink.ts';
import { synology } from './grammars/synology.ts';
import { unifiProtect } from './grammars/unifi-protect.ts';
import { uniview } from './grammars/uniview.ts';
import { EARLIEST_YEAR, parseNamePath } from './name-path.ts';

/** In the order in which equal confidence is decided; the generic one is last. */
export const grammars: readonly NamingGrammar[] = [
  dahua,
  hikvision,
  reolink,
  synology,
  uniview,
  unifiProtect,
  axis,
  brickcom,
  canon,
  mobileDvr,
  frigate,
  viseron,
  shinobi,
  xiaomi,
  yi,
  blink,
  recorderExport,
  generic,
];

/**
 * Reads a path with every grammar; the surest first. A vendor that knows its names to carry no time (Hikvision's
 * block numbers) silences the generic grammar.
 *
 * @param latestYear the last year a time may have: next year, for recorders whose clock runs ahead
 */
export function proposeFromPath(path: string, latestYear: number): NameCandidate[] {
  const name = parseNamePath(path, latestYear);
  const byVendor = grammars
    .filter((grammar) => grammar !== generic)
    .flatMap((grammar) => grammar.read(name))
    .filter((candidate) => isPlausible(candidate.start, latestYear));
  const all = byVendor.length > 0 ? byVendor : generic.read(name);
  return all.toSorted((a, b) => b.confidence - a.confidence);
}

function isPlausible(time: NamedTime | null, latestYear: number): boolean {
  if (!time) return true;
  const year = time.kind === 'wall' ? time.wall.year : new Date(time.utcMs).getUTCFullYear();
  return year >= EARLIEST_YEAR && year <= latestYear;
}
