import { providerSchema } from '#shared/contract/models.ts';
import { onnxRuntime } from '../../inference/runtime.ts';
import type { TaskRunner } from '../tasks.ts';

/** Asked of a worker, so that no host has to load ONNX Runtime. */
export const providers: TaskRunner<'providers'> = async () => ({
  kind: 'providers',
  providers: providerSchema.options.filter((name) => onnxRuntime.offers(name)),
});
