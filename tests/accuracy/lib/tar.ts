/** A file of an archive. */
export interface TarEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const BLOCK_BYTES = 512;

/** The plain files of a ustar archive (POSIX.1-1988), in order. Throws when it is cut off. */
export function* readTar(archive: Uint8Array): Generator<TarEntry> {
  let at = 0;
  while (at + BLOCK_BYTES <= archive.length) {
    const header = archive.subarray(at, at + BLOCK_BYTES);
    const name = textOf(header.subarray(0, 100));
    if (name === '') return;
    const sizeBytes = Number.parseInt(textOf(header.subarray(124, 136)), 8);
    const start = at + BLOCK_BYTES;
    if (!(sizeBytes >= 0) || start + sizeBytes > archive.length) throw new Error(`${name} is cut off`);
    const type = String.fromCharCode(header[156]!);
    if (type === '0' || type === '\0') yield { name, bytes: archive.subarray(start, start + sizeBytes) };
    at = start + Math.ceil(sizeBytes / BLOCK_BYTES) * BLOCK_BYTES;
  }
}

function textOf(field: Uint8Array): string {
  const end = field.indexOf(0);
  return new TextDecoder().decode(end === -1 ? field : field.subarray(0, end)).trim();
}
