import type { MallCamera } from './world/mall.ts';

/** What the recorder burns into a camera's picture: its name, and its clock in the mall's own zone, which is UTC. */
export function burnedIn(camera: MallCamera, startUtcMs: number, timeS: number): readonly [string, string] {
  const clock = new Date(startUtcMs + timeS * 1000 + camera.clockErrorMs).toISOString();
  return [camera.name, clock.slice(0, 19).replace('T', ' ')];
}
