import { getFFmpegInfo } from 'node-av';

/** Switches of FFmpeg's configuration that decide its licence. */
const deciding = ['--enable-gpl', '--enable-version3', '--enable-nonfree'] as const;
/** Libraries in the build whose licence matters for the whole. */
const notable = ['libx264', 'libx265', 'libfdk-aac', 'openssl'] as const;

/** What is known about the FFmpeg inside node-av, asked of the library itself. */
export function ffmpegNotice(): string {
  const { version, configuration } = getFFmpegInfo();
  const switches = configuration.split(' ');
  const decided = deciding.filter((name) => switches.includes(name));
  const libraries = notable.filter((name) => switches.includes(`--enable-${name}`));
  return `## FFmpeg, inside node-av

Wandr decodes and encodes video with FFmpeg ${version}, which the npm package \`node-av\` brings as a prebuilt native
module (\`@seydx/node-av-<platform>\`). The module's own code is under the MIT licence; the FFmpeg that is linked
into it is not. Its configuration (${decided.map((name) => `\`${name}\``).join(', ')}) puts it under the
**${licenceOf(decided)}**. Among what is built in: ${libraries.join(', ')}.

What follows from it:

- Wandr's sources contain no part of FFmpeg and stay under the Apache License 2.0, which is compatible with version 3
  of the GPL. Who installs Wandr with npm gets node-av from its own publisher.
- Who passes on a *packaged* Wandr (\`npm run package\`) passes on this FFmpeg, and has to do so under the GPL,
  version 3 or later: with its text, and with the complete corresponding source of FFmpeg and of the libraries in it,
  or a written offer of it. The builds come from the Jellyfin project's FFmpeg (its version ends in \`-Jellyfin\`).
- libfdk-aac has a licence of its own which the FFmpeg project regards as incompatible with the GPL. Wandr does not
  use it (proxies are encoded by FFmpeg's own AAC encoder), but it is in the binary. Before you distribute a
  package, have this looked at, or build node-av against an FFmpeg without it.
- H.264, HEVC and AAC are covered by patents in some countries. Wandr grants no licence to them.`;
}

function licenceOf(decided: readonly string[]): string {
  if (decided.includes('--enable-nonfree')) return 'no licence under which it may be passed on (`nonfree`)';
  const isVersion3 = decided.includes('--enable-version3');
  if (decided.includes('--enable-gpl'))
    return `GNU General Public License, version ${isVersion3 ? 3 : 2} or later`;
  return `GNU Lesser General Public License, version ${isVersion3 ? '3' : '2.1'} or later`;
}
