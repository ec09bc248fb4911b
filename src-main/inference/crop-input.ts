import type { SizePx } from '../core/geometry/letterbox.ts';
import { imageAt, type ScalableImage } from '../core/geometry/rgb-image.ts';
import { type PictureSocket, pictureSocket, socketSize } from './graph.ts';
import type { PictureInput } from './model-card.ts';
import type { Tensor } from './onnxruntime.ts';
import {
  type ByteTables,
  byteTables,
  fillPicture,
  firstPictures,
  makePictureTensor,
} from './picture-tensor.ts';
import type { Session } from './runtime.ts';

/** What a network takes that looks at crops of people, where its graph leaves that open. */
export interface UsualCrops {
  readonly size: SizePx;
  /** Crops per run: enough to fill the cores, little memory. */
  readonly batch: number;
}

/** The input of a network that looks at crops of people, each scaled to the network's size. */
export class CropInput {
  /** Crops per run, at most. */
  readonly batch: number;
  readonly #input: PictureInput;
  readonly #socket: PictureSocket;
  readonly #size: SizePx;
  readonly #tables: ByteTables;
  /** Room for a full batch, made at the first one and filled again by each. */
  #room: Tensor | null = null;

  /** Errors: MODEL_INVALID. */
  constructor(session: Session, input: PictureInput, modelPath: string, usual: UsualCrops) {
    this.#input = input;
    this.#socket = pictureSocket(session, input.name, modelPath);
    this.#size = socketSize(this.#socket, usual.size);
    this.#tables = byteTables(input, this.#socket, modelPath);
    this.batch = this.#socket.count ?? usual.batch;
  }

  /**
   * At most `batch` crops as the session takes them, valid until the next call; `count` is how many pictures its outputs
   * will be for.
   */
  feedsOf(crops: readonly ScalableImage[]): {
    readonly feeds: Record<string, Tensor>;
    readonly count: number;
  } {
    const { widthPx, heightPx } = this.#size;
    // A graph of a fixed batch gets empty pictures after the last crop.
    const count = this.#socket.count ?? crops.length;
    this.#room ??= makePictureTensor(this.#size, this.#tables, 0, this.batch);
    for (const [index, crop] of crops.entries()) {
      fillPicture(this.#room, index, imageAt(crop, widthPx, heightPx), this.#tables, this.#input.colour);
    }
    return { feeds: { [this.#socket.name]: firstPictures(this.#room, count) }, count };
  }
}
