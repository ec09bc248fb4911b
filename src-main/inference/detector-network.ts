import { type HeadName, type HeadTensor, headNames } from '../core/detection/heads/head.ts';
import { type RecognisedHead, recogniseHead } from '../core/detection/heads/recognise.ts';
import { letterbox, type SizePx } from '../core/geometry/letterbox.ts';
import { resizeImage } from '../core/geometry/rgb-image.ts';
import { type PictureSocket, pictureSocket, socketSize } from './graph.ts';
import { type DetectorCard, modelInvalid } from './model-card.ts';
import { Tensor } from './onnxruntime.ts';
import { type ByteTables, byteTables, fillPicture, makePictureTensor } from './picture-tensor.ts';
import type { Session } from './runtime.ts';
import { SELF_TEST_SIZE, selfTestPicture } from './self-test.ts';

/** RT-DETR and D-FINE with their last step want to know the size that boxes are to be given in. */
const SIZE_INPUT = 'orig_target_sizes';

/** A detector's session with what was learnt about its graph. */
export class DetectorNetwork {
  readonly head: HeadName;
  /** What its input takes the bytes of a picture for. */
  readonly tables: ByteTables;
  readonly #session: Session;
  readonly #socket: PictureSocket;
  readonly #outputs: readonly string[];
  /** The output tensors of the last input, written into again by the next of the same size. */
  #fetches: { readonly input: Tensor; readonly tensors: Record<string, Tensor> } | null = null;

  private constructor(session: Session, socket: PictureSocket, tables: ByteTables, head: RecognisedHead) {
    this.head = head.name;
    this.tables = tables;
    this.#session = session;
    this.#socket = socket;
    this.#outputs = head.outputs;
  }

  /** Recognises the head on a probe run, unless the card names it. Errors: MODEL_INVALID. */
  static async open(session: Session, card: DetectorCard, modelPath: string): Promise<DetectorNetwork> {
    const socket = pictureSocket(session, card.input.name, modelPath);
    const tables = byteTables(card.input, socket, modelPath);
    const { input, results } = await probe(session, socket, tables, card);
    return new DetectorNetwork(session, socket, tables, headOf(results, input, card, modelPath));
  }

  /** All outputs for the self-test picture. Errors: MODEL_INVALID when the head is none that is known. */
  static async selfTest(session: Session, card: DetectorCard, modelPath: string): Promise<Float32Array[]> {
    const socket = pictureSocket(session, card.input.name, modelPath);
    const tables = byteTables(card.input, socket, modelPath);
    const { input, results } = await probe(session, socket, tables, card);
    const head = headOf(results, input, card, modelPath);
    expectFloats(results, head, modelPath);
    return head.outputs.map((name) => Float32Array.from(numbers(results[name]!)));
  }

  inputSize(wanted: SizePx): SizePx {
    return socketSize(this.#socket, wanted);
  }

  /** Outputs for one picture, in the head's order; valid until the next call. */
  async run(input: Tensor): Promise<HeadTensor[]> {
    const known = this.#fetches?.input === input ? this.#fetches.tensors : null;
    const feeds = feedsOf(this.#session, this.#socket, input);
    const results = await this.#session.run(feeds, known ?? this.#outputs);
    if (!known) this.#fetches = { input, tensors: ownTensors(results) };
    return this.#outputs.map((name) => {
      const tensor = results[name] as Tensor;
      return { shape: tensor.dims, data: numbers(tensor) };
    });
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}

async function probe(session: Session, socket: PictureSocket, tables: ByteTables, card: DetectorCard) {
  const input = socketSize(socket, SELF_TEST_SIZE);
  const { content } = letterbox(SELF_TEST_SIZE, input);
  const tensor = makePictureTensor(input, tables, card.input.pad);
  const picture = selfTestPicture();
  const isSameSize = content.widthPx === picture.widthPx && content.heightPx === picture.heightPx;
  const scaled = isSameSize ? picture : resizeImage(picture, content.widthPx, content.heightPx);
  fillPicture(tensor, 0, scaled, tables, card.input.colour);
  const results = (await session.run(feedsOf(session, socket, tensor))) as Readonly<Record<string, Tensor>>;
  return { input, results };
}

/** The picture, and the size of the input where the graph asks for one. */
function feedsOf(session: Session, socket: PictureSocket, picture: Tensor): Record<string, Tensor> {
  const asksForSize = session.inputMetadata.some(({ name }) => name === SIZE_INPUT);
  if (!asksForSize) return { [socket.name]: picture };
  const [, , height, width] = picture.dims as readonly [number, number, number, number];
  const size = new Tensor('int64', BigInt64Array.of(BigInt(width), BigInt(height)), [1, 2]);
  return { [socket.name]: picture, [SIZE_INPUT]: size };
}

function headOf(
  results: Readonly<Record<string, Tensor>>,
  input: SizePx,
  card: DetectorCard,
  modelPath: string,
): RecognisedHead {
  const shapes = Object.entries(results).map(([name, tensor]) => ({ name, shape: tensor.dims }));
  const recognised = recogniseHead(shapes, input);
  if (card.head !== undefined) {
    const missing = card.output.names.filter((name) => !(name in results));
    if (missing.length > 0) throw modelInvalid(modelPath, `it has no output “${missing.join('”, “')}”`);
    if (recognised?.name === card.head) return recognised;
    // Only layouts that look the same can be told apart by the card alone.
    if (recognised && sharesShape(recognised.name, card.head)) return { ...recognised, name: card.head };
  } else if (recognised) return recognised;
  const told = shapes.map(({ name, shape }) => `${name} ${shape.join('×')}`).join(', ');
  throw modelInvalid(
    modelPath,
    card.head === undefined || recognised === null
      ? `its outputs for an input of ${input.widthPx}×${input.heightPx} (${told}) are of no known detector (known: ${headNames.join(', ')})`
      : `its card says its head is “${card.head}”, but its outputs (${told}) are those of “${recognised.name}”`,
  );
}

/** Labels are whole numbers in some exports; all else must be 32-bit floats, since others would be misread. */
function expectFloats(
  results: Readonly<Record<string, Tensor>>,
  head: RecognisedHead,
  modelPath: string,
): void {
  for (const [place, name] of head.outputs.entries()) {
    const { type } = results[name]!;
    const isLabels = head.name === 'detr-boxes' && place === 0;
    if (type === 'float32' || (isLabels && (type === 'int64' || type === 'int32'))) continue;
    throw modelInvalid(modelPath, `its output “${name}” is of ${type}, not of 32-bit floats`);
  }
}

function sharesShape(a: HeadName, b: HeadName): boolean {
  const columnsAreClasses: readonly HeadName[] = ['yolox', 'nanodet'];
  return columnsAreClasses.includes(a) && columnsAreClasses.includes(b);
}

/** Tensors of the same shapes that belong to us, for ONNX Runtime to write into. */
function ownTensors(results: Awaited<ReturnType<Session['run']>>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(results).map(([name, value]) => {
      const { type, data, dims } = value as Tensor;
      return [name, new Tensor(type, (data as Float32Array).slice() as never, dims)];
    }),
  );
}

function numbers({ data }: Tensor): ArrayLike<number> {
  return data instanceof BigInt64Array || data instanceof BigUint64Array
    ? Float64Array.from(data, Number)
    : (data as ArrayLike<number>);
}
