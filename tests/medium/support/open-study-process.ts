/**
 * @file Opens the study named by its first argument in a process of its own, tells its parent `{opened: true}` or
 * `{code, message, hint}`, and holds it until killed. With `as-nobody` it gives up root's rights first, which
 * would let it write to read-only folders.
 */

import { createStudyStore, openStudyStore } from '../../../src-main/store/open-study.ts';
import { toAppError } from '../../../src-shared/errors.ts';

const [target, mode] = process.argv.slice(2);
const nobodyId = 65_534;
if (mode?.includes('as-nobody')) {
  process.setgroups?.([]);
  process.setgid?.(nobodyId);
  process.setuid?.(nobodyId);
}
try {
  if (mode?.includes('create')) {
    createStudyStore({ folder: target!, name: 'New', timeZone: 'UTC', nowUtcMs: Date.now() });
  } else {
    openStudyStore(target!);
  }
  process.send?.({ opened: true });
  setInterval(() => {}, 1_000);
} catch (error) {
  process.send?.(toAppError(error).toInfo(), () => process.disconnect());
}
