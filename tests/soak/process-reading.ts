import { readdirSync, readFileSync } from 'node:fs';

/** What the system says about a process. */
export interface ProcessReading {
  readonly pid: number;
  /** Resident memory, shared libraries included, MB of 2²⁰ bytes. */
  readonly rssMb: number;
  /** The most it ever was, between readings too. */
  readonly peakRssMb: number;
  readonly openFiles: number;
}

/** Linux tells these about any process, in /proc. */
export const canReadProcesses = process.platform === 'linux';

/** Null when the process is gone. */
export function readProcess(pid: number): ProcessReading | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const rssMb = megabytes(status, 'VmRSS');
    const peakRssMb = megabytes(status, 'VmHWM');
    // A process that ended and was not fetched yet has no memory.
    if (rssMb === null || peakRssMb === null) return null;
    return { pid, rssMb, peakRssMb, openFiles: readdirSync(`/proc/${pid}/fd`).length };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
}

function megabytes(status: string, field: string): number | null {
  const match = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status);
  return match && Number(match[1]) / 1_024;
}
