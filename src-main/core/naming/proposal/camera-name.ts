import type { NameCandidate } from '../candidate.ts';
import { isTelling } from './telling-names.ts';

/** What tells one camera from another: the parts that grammars read. */
export type CameraKey = Pick<NameCandidate, 'camera' | 'device' | 'channel'>;

/**
 * Reads a camera off the folders when no grammar named one: the nearest telling folder from the file outwards,
 * the scanned folder itself last.
 *
 * @param folders from the scanned folder (first) to the file's own (last)
 */
export function cameraFromFolders(folders: readonly string[]): string | null {
  return folders.findLast(isTelling) ?? null;
}

/**
 * Gives every camera of a scan a readable name, the shortest that no other camera of the scan has: its own name,
 * its device's, or its channel; device and channel together where one alone would not do. Unnamed is null.
 *
 * Only the first channel of a device may go by the device's name, so that another channel that is imported another
 * day is not taken for it.
 */
export function nameCameras(keys: Iterable<CameraKey>): (key: CameraKey) => string | null {
  const cameras = new Map<string, CameraKey>();
  for (const key of keys) cameras.set(idOf(key), key);
  const uses = countBy(cameras.values(), (key) => shortName(key));
  const channels = countBy(cameras.values(), ({ camera, device }) => (camera === null ? device : null));
  return (key) => {
    const short = shortName(key);
    if (short === null) return null;
    const isOneOfMany = hasPlace(key) && (channels.get(key.device ?? '') ?? 0) > 1;
    return isOneOfMany || (uses.get(short) ?? 0) > 1 ? fullName(key) : short;
  };
}

function shortName({ camera, device, channel }: CameraKey): string | null {
  if (camera !== null) return camera;
  if (device !== null && isTelling(device))
    return (channel ?? 1) <= 1 ? device : `${device} channel ${channel}`;
  return channel === null ? null : `Channel ${channel}`;
}

function fullName(key: CameraKey): string | null {
  if (key.device === null) return shortName(key);
  const own = key.camera ?? (key.channel === null ? null : `channel ${key.channel}`);
  return own === null ? key.device : `${key.device} ${own}`;
}

/** Goes by the name of a place, not of a kind of recorder. */
function hasPlace({ camera, device }: CameraKey): boolean {
  return camera === null && device !== null && isTelling(device);
}

function idOf({ camera, device, channel }: CameraKey): string {
  return JSON.stringify([camera, device, camera === null ? channel : null]);
}

function countBy(keys: Iterable<CameraKey>, by: (key: CameraKey) => string | null): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) {
    const value = by(key);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}
