import { isDateOnly } from '../grammars/generic.ts';

/** Names of folders and devices that exports have everywhere, and that name no place. */
const TELL_NOTHING: ReadonlySet<string> = new Set([
  // kinds of recorders
  ...['nvr', 'dvr', 'xvr', 'hcvr', 'hvr', 'ipc', 'ipcam', 'ip cam', 'ip camera', 'cctv', 'surveillance'],
  // what is in there
  ...[
    'export',
    'exports',
    'exported',
    'footage',
    'video',
    'videos',
    'movie',
    'movies',
    'media',
    'clip',
    'clips',
  ],
  ...[
    'rec',
    'record',
    'records',
    'recording',
    'recordings',
    'segments',
    'backup',
    'backups',
    'mp4record',
    'dcim',
  ],
  ...['dav', 'mp4', 'm4s', 'main', 'sub', 'am', 'pm', 'data', 'info', 'sources', 'upload', 'uploads'],
  // where it lies
  ...[
    'download',
    'downloads',
    'downloadfiles',
    'desktop',
    'documents',
    'home',
    'user',
    'users',
    'root',
    'mnt',
  ],
  ...['sd', 'sdcard', 'usb', 'ftp', 'tmp', 'temp', 'private', 'new folder'],
  // when it was
  ...['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
]);

const TELL_NOTHING_EITHER = [
  /^[a-z]:$/,
  /^(?:disk|datadir)\d+$/,
  /^(?:day|week|part|batch)[ _-]?\d+$/,
  // hours and channels; serial numbers of hours and minutes
  /^\d{1,3}$/,
  /^\d{8,}$/,
];

/** True when a folder's or device's name can stand for a camera. */
export function isTelling(name: string): boolean {
  const plain = name.trim().toLowerCase();
  return (
    !TELL_NOTHING.has(plain) &&
    !TELL_NOTHING_EITHER.some((pattern) => pattern.test(plain)) &&
    !isDateOnly(name)
  );
}
