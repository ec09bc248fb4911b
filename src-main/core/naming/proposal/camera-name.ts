import type { NameCandidate } from '../candidate.ts';
import { isDateOnly } from '../grammars/generic.ts';

/** What tells one camera from another: the parts that grammars read. */
export type CameraKey = Pick<NameCandidate, 'camera' | 'device' | 'channel'>;

/** Folders and devices that every export has and that name no place. */
const TELLS_NOTHING =
  /^(?:[a-z]:|nvr|dvr|xvr|hcvr|hvr|ipc|ip[ _-]?cam(?:era)?|exports?|exported|footage|videos?|movies?|media|recordings?|records?|rec|clips?|segments?|backups?|downloads?|downloadfiles|desktop|documents|home|users?|root|mnt|data|dav|mp4|mp4record|sd|sdcard|usb|disk\d*|ftp|tmp|temp|cctv|surveillance|sources|uploads?|new folder|datadir\d*|info|dcim|main|sub|am|pm|private|m4s)$/i;

/** True when a folder's or device's name can stand for a camera. */
export function isTelling(name: string): boolean {
  return !TELLS_NOTHING.test(name) && !/^\d{1,3}$/.test(name) && !/^\d{8,}$/.test(name) && !isDateOnly(name);
}

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
 * The first channel of a device goes by the device's name; later channels never do, so that a channel that is
 * imported another day is not taken for the first.
 */
export function nameCameras(keys: Iterable<CameraKey>): (key: CameraKey) => string | null {
  const forms = new Map<string, readonly string[]>();
  for (const key of keys) forms.set(idOf(key), formsOf(key));

  const uses = new Map<string, number>();
  for (const [shortest] of forms.values()) {
    if (shortest) uses.set(shortest, (uses.get(shortest) ?? 0) + 1);
  }
  return (key) => {
    const candidates = forms.get(idOf(key)) ?? formsOf(key);
    const shortest = candidates[0];
    if (!shortest) return null;
    return (uses.get(shortest) ?? 0) > 1 ? candidates.at(-1)! : shortest;
  };
}

function formsOf({ camera, device, channel }: CameraKey): string[] {
  const place = device && isTelling(device) ? device : null;
  const forms: string[] = [];
  if (camera) forms.push(camera);
  else if (place && (channel ?? 1) <= 1) forms.push(place);
  else if (place) forms.push(`${place} channel ${channel}`);
  else if (channel !== null) forms.push(`Channel ${channel}`);
  const full = [device, camera ?? (channel === null ? null : `channel ${channel}`)];
  const longest = full.filter((part) => part !== null).join(' ');
  if (forms.length > 0 && longest !== '') forms.push(longest);
  return forms;
}

function idOf({ camera, device, channel }: CameraKey): string {
  return JSON.stringify([camera, device, camera ? null : channel]);
}
