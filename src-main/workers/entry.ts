/** @file The worker process: what `fork` and `utilityProcess.fork` start. */
import { openParentPort } from './parent-port.ts';
import { serveTasks } from './serve-tasks.ts';
import { taskRegistry } from './tasks/index.ts';

serveTasks(openParentPort(), taskRegistry);
