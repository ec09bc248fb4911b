import type { ProviderName } from '#shared/contract/models.ts';
import { InferenceSession, listSupportedBackends } from './onnxruntime.ts';

/** What ONNX Runtime calls the providers. All but `cpu` must first prove that they compute the same (`golden.ts`). */
const backendOf: Readonly<Record<ProviderName, string>> = {
  cpu: 'cpu',
  cuda: 'cuda',
  directml: 'dml',
  coreml: 'coreml',
};

export type Session = Pick<InferenceSession, 'inputMetadata' | 'outputMetadata' | 'run' | 'release'>;

export interface SessionOptions {
  readonly provider: ProviderName;
  /** Of one network run; fixed by the caller, so that results do not depend on the machine. */
  readonly threads: number;
}

/** ONNX Runtime, or what a test puts in its place. */
export interface InferenceRuntime {
  /** Whether this build could use the provider on this system; its driver may still be missing. */
  offers(provider: ProviderName): boolean;
  createSession(model: Uint8Array, options: SessionOptions): Promise<Session>;
}

export const onnxRuntime: InferenceRuntime = Object.freeze({
  offers: (provider: ProviderName) =>
    listSupportedBackends().some(({ name }) => name === backendOf[provider]),
  createSession: (model: Uint8Array, { provider, threads }: SessionOptions) =>
    InferenceSession.create(model, {
      executionProviders: [backendOf[provider]],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      // Waiting threads sleep: spinning ones take the cores that the video decoder needs.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    }),
});
