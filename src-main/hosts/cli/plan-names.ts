import type { Camera, Floor, Plan } from '#shared/contract/plan.ts';
import { usageError } from './failure.ts';

/** The floor of this name; without one, the only floor. Errors: INVALID_INPUT, listing the names. */
export function floorNamed({ floors }: Plan, name: string | undefined): Floor {
  const found =
    name === undefined && floors.length === 1 ? floors[0] : floors.find((floor) => floor.name === name);
  if (found) return found;
  const what = name === undefined ? 'The study has several floors.' : `There is no floor “${name}”.`;
  throw usageError(what, `Name one with --floor: ${listed(floors)}.`);
}

/** Errors: INVALID_INPUT, listing the names. */
export function cameraNamed({ cameras }: Plan, name: string): Camera {
  const found = cameras.find((camera) => camera.name === name);
  if (found) return found;
  throw usageError(
    `There is no camera “${name}”.`,
    cameras.length === 0
      ? 'Import and accept footage first: cameras come with it.'
      : `The cameras: ${listed(cameras)}.`,
  );
}

function listed(named: readonly { readonly name: string }[]): string {
  return named.map(({ name }) => name).join(', ');
}
