import { AV_PKT_DATA_DISPLAYMATRIX } from 'node-av/constants';
import { Filter, type FilterContext, FilterGraph, Frame, type Stream } from 'node-av/lib';
import type { SizePx } from '../core/geometry/letterbox.ts';
import { check } from './ffmpeg.ts';

/** Clockwise turns by 90° that bring a decoded picture upright. */
export type QuarterTurns = 0 | 1 | 2 | 3;

/** FFmpeg's filters for them. */
const FILTERS: Record<Exclude<QuarterTurns, 0>, string> = {
  1: 'transpose=clock',
  2: 'hflip,vflip',
  3: 'transpose=cclock',
};

/** The matrix has nine numbers: a b u, c d v, x y w (ISO/IEC 14496-12, 8.3.2), of which a and b tell the angle. */
const MATRIX_BYTES = 36;

/** How a stream's container wants its pictures turned, as of a camera mounted on its side; mirroring is not regarded. */
export function quarterTurnsOf(stream: Stream): QuarterTurns {
  const matrix = stream.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX);
  if (matrix === null || matrix.byteLength < MATRIX_BYTES) return 0;
  // FFmpeg keeps it in the byte order of the machine; all that Wandr runs on are little-endian.
  const angle = Math.atan2(matrix.readInt32LE(4), matrix.readInt32LE(0));
  return ((Math.round(angle / (Math.PI / 2)) + 4) % 4) as QuarterTurns;
}

export function turnedSize({ widthPx, heightPx }: SizePx, turns: QuarterTurns): SizePx {
  return turns % 2 === 0 ? { widthPx, heightPx } : { widthPx: heightPx, heightPx: widthPx };
}

/** Turns decoded frames upright. */
export class FrameTurner implements Disposable {
  readonly #turns: QuarterTurns;
  readonly #turned = new Frame();
  #graph: TurningGraph | null = null;

  constructor(turns: QuarterTurns) {
    this.#turns = turns;
    this.#turned.alloc();
  }

  /** The frame itself where it is upright; else another one, valid until the next call. */
  turn(frame: Frame): Frame {
    if (this.#turns === 0) return frame;
    const { source, sink } = this.#graphFor(frame, FILTERS[this.#turns]);
    this.#turned.unref();
    // The source takes the buffers of the frame it is given, which the decoder's caller still needs.
    using given = frame.clone();
    if (given === null) throw new Error('out of memory');
    check(source.buffersrcAddFrameSync(given), 'turn a picture');
    check(sink.buffersinkGetFrameSync(this.#turned), 'turn a picture');
    return this.#turned;
  }

  [Symbol.dispose](): void {
    this.#graph?.graph.free();
    this.#turned.free();
  }

  #graphFor(frame: Frame, filters: string): TurningGraph {
    const key = sourceOf(frame);
    if (this.#graph?.key !== key) {
      this.#graph?.graph.free();
      this.#graph = null;
      this.#graph = openGraph(key, filters);
    }
    return this.#graph;
  }
}

interface TurningGraph {
  /** What frames the graph is for. */
  readonly key: string;
  readonly graph: FilterGraph;
  readonly source: FilterContext;
  readonly sink: FilterContext;
}

/** The arguments of FFmpeg's buffer source for frames like this one. */
function sourceOf({ width, height, format, colorSpace, colorRange }: Frame): string {
  return `video_size=${width}x${height}:pix_fmt=${format}:time_base=1/1000:colorspace=${colorSpace}:range=${colorRange}`;
}

function openGraph(key: string, filters: string): TurningGraph {
  const graph = new FilterGraph();
  graph.alloc();
  try {
    graph.nbThreads = 1;
    const chain = [`buffer=${key}`, ...filters.split(','), 'buffersink'].map((spec, index) =>
      addFilter(graph, spec, `${index}`),
    );
    for (const [index, filter] of chain.slice(1).entries()) {
      check(chain[index]!.link(0, filter, 0), 'set up the turning of pictures');
    }
    check(graph.configSync(), 'set up the turning of pictures');
    return { key, graph, source: chain[0]!, sink: chain.at(-1)! };
  } catch (error) {
    graph.free();
    throw error;
  }
}

function addFilter(graph: FilterGraph, spec: string, name: string): FilterContext {
  const [kind, ...options] = spec.split('=');
  const filter = Filter.getByName(kind!);
  const added = filter && graph.createFilter(filter, name, options.join('=') || null);
  if (!added) throw new Error(`FFmpeg was built without the filter ${kind}`);
  return added;
}
