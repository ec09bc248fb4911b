import { setTimeout as sleep } from 'node:timers/promises';

/** Polls until `holds` does. @throws after `timeoutMs`, naming what was waited for. */
export async function until(what: string, holds: () => boolean, timeoutMs = 20_000): Promise<void> {
  const deadlineMs = performance.now() + timeoutMs;
  while (!holds()) {
    if (performance.now() > deadlineMs) throw new Error(`Waited ${timeoutMs} ms in vain: ${what}.`);
    await sleep(20);
  }
}

/** Whether a process exists; one that ended but was not reaped by its parent counts as gone. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
