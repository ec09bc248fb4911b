import type { ProviderName } from '#shared/contract/models.ts';
import { AppError } from '#shared/errors.ts';
import { modelInvalid } from './model-card.ts';
import type { InferenceRuntime, Session, SessionOptions } from './runtime.ts';

/**
 * How far a value of another provider may be from the CPU's, as a part of 1 + its size. GPUs add in another order and
 * some round products to 10 bits (TF32): honest ones stay below 0.005; a wrong layout is off by whole units.
 */
const TOLERANCE = 0.02;

/** Lets a network answer a known input: its outputs, copied, one array each. */
export type GoldenRun = (session: Session) => Promise<readonly Float32Array[]>;

/**
 * Opens a session and lets it answer the golden input twice: it must say the same finite values both times, and on
 * another provider than the CPU those of the CPU. `answer` is the CPU's in any case.
 * Errors: MODEL_INVALID with the reason; nothing stays open then.
 */
export async function openProven(
  runtime: InferenceRuntime,
  model: Uint8Array,
  modelPath: string,
  options: SessionOptions,
  golden: GoldenRun,
): Promise<{ session: Session; answer: readonly Float32Array[] }> {
  if (!runtime.offers(options.provider)) {
    throw providerRefused(options.provider, 'this installation of ONNX Runtime does not have it');
  }
  const session = await runtime.createSession(model, options).catch((error: unknown) => {
    if (options.provider === 'cpu') throw modelInvalid(modelPath, 'ONNX Runtime refuses it', error);
    throw providerRefused(options.provider, messageOf(error), error);
  });
  try {
    const answer = await answerTwice(session, modelPath, golden);
    if (options.provider === 'cpu') return { session, answer };
    const expected = await answerOfCpu(runtime, model, modelPath, options.threads, golden);
    expectSameAnswer(options.provider, expected, answer);
    return { session, answer: expected };
  } catch (error) {
    await session.release();
    throw error;
  }
}

async function answerTwice(session: Session, modelPath: string, golden: GoldenRun) {
  const runOnce = () =>
    golden(session).catch((error: unknown) => {
      if (error instanceof AppError) throw error;
      throw modelInvalid(modelPath, `it cannot answer the test picture (${messageOf(error)})`, error);
    });
  const first = await runOnce();
  const second = await runOnce();
  const isSame = first.every((values, output) =>
    values.every((value, at) => Number.isFinite(value) && value === second[output]?.[at]),
  );
  if (!isSame) throw modelInvalid(modelPath, 'it does not give the same finite output twice');
  return first;
}

async function answerOfCpu(
  runtime: InferenceRuntime,
  model: Uint8Array,
  modelPath: string,
  threads: number,
  golden: GoldenRun,
): Promise<readonly Float32Array[]> {
  const { session, answer } = await openProven(
    runtime,
    model,
    modelPath,
    { provider: 'cpu', threads },
    golden,
  );
  await session.release();
  return answer;
}

function expectSameAnswer(
  provider: ProviderName,
  expected: readonly Float32Array[],
  actual: readonly Float32Array[],
): void {
  let worst = 0;
  for (const [output, values] of expected.entries()) {
    const others = actual[output];
    if (others?.length !== values.length) throw providerRefused(provider, 'its outputs have other shapes');
    for (const [at, value] of values.entries()) {
      worst = Math.max(worst, Math.abs(others[at]! - value) / (1 + Math.abs(value)));
    }
  }
  if (worst <= TOLERANCE) return;
  throw providerRefused(
    provider,
    `it answers the test picture differently than the CPU (off by ${worst.toPrecision(2)}, allowed are ${TOLERANCE})`,
  );
}

function providerRefused(provider: ProviderName, reason: string, cause?: unknown): AppError {
  return new AppError(
    'MODEL_INVALID',
    `The provider ${provider} cannot be used: ${reason}.`,
    'Choose the CPU under Settings, Models, or with “wandr models use --provider cpu”.',
    { cause },
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
