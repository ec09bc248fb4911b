/** Runs in headless Chromium: draws one camera's view at one time, and says exactly what is in it. */
import * as THREE from 'three';
import { poseAt } from '../simulation/trajectory.ts';
import type { Person } from '../simulation/visitors.ts';
import { LEVEL_HEIGHT_M, type MallCamera } from '../world/mall.ts';
import { buildMall } from './building.ts';
import { BackdropPass, LensPass, undistortRadius } from './lens.ts';
import { type Actor, buildActors } from './people.ts';
import { Shutter } from './shutter.ts';

/** The frame is drawn larger and scaled down, instead of multisampling. */
const SUPERSAMPLING = 1.5;
const TRUTH_WIDTH_PX = 480;

export interface TruthRow {
  readonly id: number;
  /** Whole body, also where hidden, clipped to the picture: x, y, w, h in picture pixels. */
  readonly boxPx: readonly [number, number, number, number];
  /** Share of the body's pixels that the picture shows. */
  readonly visibleFraction: number;
  /** Part of the whole body's box that lies in the picture, 0..1: what its border cuts off is hidden by nobody. */
  readonly inPicture: number;
  /** On the plan, metres. */
  readonly posM: readonly [number, number];
}

/** Of a box, in pixels. */
interface Corners {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

const areaOf = ({ x0, y0, x1, y1 }: Corners): number => (x1 - x0) * (y1 - y0);

class Studio {
  readonly #width: number;
  readonly #height: number;
  readonly #renderer: THREE.WebGLRenderer;
  readonly #mall = buildMall();
  readonly #stage = new THREE.Scene();
  readonly #actors: Actor[];
  readonly #backdrop = new BackdropPass();
  readonly #shutter: Shutter;
  readonly #lens: LensPass;
  readonly #frame: THREE.WebGLRenderTarget;
  readonly #identity: THREE.WebGLRenderTarget;
  readonly #static = new Map<string, { target: THREE.WebGLRenderTarget; camera: THREE.PerspectiveCamera }>();
  readonly #flat = new THREE.Camera();

  constructor(width: number, height: number, actors: Actor[]) {
    this.#width = width;
    this.#height = height;
    this.#actors = actors;
    const canvas = document.createElement('canvas');
    this.#renderer = new THREE.WebGLRenderer({ canvas, preserveDrawingBuffer: true, antialias: false });
    this.#renderer.setSize(width, height, false);
    this.#renderer.autoClear = false;
    this.#renderer.outputColorSpace = THREE.LinearSRGBColorSpace;
    this.#frame = new THREE.WebGLRenderTarget(width * SUPERSAMPLING, height * SUPERSAMPLING, {
      type: THREE.HalfFloatType,
    });
    this.#identity = new THREE.WebGLRenderTarget(
      TRUTH_WIDTH_PX,
      Math.round((TRUTH_WIDTH_PX * height) / width),
      {
        minFilter: THREE.NearestFilter,
        magFilter: THREE.NearestFilter,
      },
    );
    this.#shutter = new Shutter(width * SUPERSAMPLING, height * SUPERSAMPLING);
    this.#lens = new LensPass(width, height);
    this.#stage.add(new THREE.HemisphereLight('#fff4e2', '#8d857b', 1.9));
    const key = new THREE.DirectionalLight('#fff1da', 1.1);
    key.position.set(0.3, 1, 0.2);
    this.#stage.add(key);
    for (const actor of actors) this.#stage.add(actor.group);
  }

  #view(camera: MallCamera): { target: THREE.WebGLRenderTarget; camera: THREE.PerspectiveCamera } {
    const known = this.#static.get(camera.key);
    if (known) return known;
    const aspect = this.#width / this.#height;
    const verticalFov = (2 * Math.atan(Math.tan((camera.fovDeg * Math.PI) / 360) / aspect) * 180) / Math.PI;
    const view = new THREE.PerspectiveCamera(verticalFov, aspect, 0.15, 90);
    view.position.set(camera.x, camera.level * LEVEL_HEIGHT_M + camera.heightM, camera.y);
    view.rotation.order = 'YXZ';
    view.rotation.set((-camera.pitchDeg * Math.PI) / 180, (-camera.headingDeg * Math.PI) / 180, 0);
    view.updateMatrixWorld(true);
    const target = new THREE.WebGLRenderTarget(this.#width * 2, this.#height * 2, {
      type: THREE.HalfFloatType,
      depthTexture: new THREE.DepthTexture(this.#width * 2, this.#height * 2, THREE.UnsignedIntType),
    });
    this.#renderer.setRenderTarget(target);
    this.#renderer.clear();
    this.#renderer.render(this.#mall, view);
    const made = { target, camera: view };
    this.#static.set(camera.key, made);
    return made;
  }

  /** Bottom-up RGBA of the camera's picture, and the truth about it. */
  render(
    camera: MallCamera,
    timeS: number,
    frameNumber: number,
    overlay: readonly [string, string],
  ): { rgba: Uint8Array; truth: TruthRow[] } {
    const { target, camera: view } = this.#view(camera);
    const inView: {
      actor: Actor;
      box: Corners;
      row: Omit<TruthRow, 'visibleFraction'>;
    }[] = [];
    for (const actor of this.#actors) {
      const pose = poseAt(actor.person.trajectory, timeS);
      actor.pose(pose, timeS);
      const projected = pose ? this.#project(actor, view, camera.look.distortion) : null;
      actor.group.visible = projected !== null;
      if (pose && projected) {
        const { box, inPicture } = projected;
        inView.push({
          actor,
          box,
          row: {
            id: actor.person.id,
            posM: [round(pose.x, 3), round(pose.y, 3)],
            boxPx: [round(box.x0, 1), round(box.y0, 1), round(box.x1 - box.x0, 1), round(box.y1 - box.y0, 1)],
            inPicture: round(inPicture, 3),
          },
        });
      }
    }
    const shown = inView.map(({ actor }) => actor);
    const shutterS = shown.length > 0 ? camera.look.shutterS : 0;
    const exposed = this.#shutter.expose(this.#renderer, this.#frame, shutterS, (offsetS) => {
      this.#renderer.render(this.#backdrop.use(target, true), this.#flat);
      poseAll(shown, timeS + offsetS);
      this.#renderer.render(this.#stage, view);
    });
    poseAll(shown, timeS);
    this.#lens.set(exposed, camera.look, frameNumber, overlay);
    this.#renderer.setRenderTarget(null);
    this.#renderer.render(this.#lens.scene, this.#flat);
    const rgba = new Uint8Array(this.#width * this.#height * 4);
    const gl = this.#renderer.getContext();
    gl.readPixels(0, 0, this.#width, this.#height, gl.RGBA, gl.UNSIGNED_BYTE, rgba);
    const visible = this.#visibleFractions(shown, target, view);
    return {
      rgba,
      truth: inView
        .map((entry, i) => ({ ...entry.row, visibleFraction: round(visible[i] ?? 0, 3) }))
        .filter((row) => row.visibleFraction > 0),
    };
  }

  #project(
    actor: Actor,
    view: THREE.PerspectiveCamera,
    distortion: number,
  ): { box: Corners; inPicture: number } | null {
    const diagonal = Math.hypot(this.#width, this.#height);
    let x0 = Number.POSITIVE_INFINITY;
    let y0 = Number.POSITIVE_INFINITY;
    let x1 = Number.NEGATIVE_INFINITY;
    let y1 = Number.NEGATIVE_INFINITY;
    const eye = new THREE.Vector3();
    for (const point of actor.surface()) {
      eye.copy(point).applyMatrix4(view.matrixWorldInverse);
      if (eye.z > -0.2) return null;
      point.project(view);
      // To the lens's normalised coordinates (1 at the corner), through the distortion, to pixels.
      const sx = (point.x * this.#width) / diagonal;
      const sy = (point.y * this.#height) / diagonal;
      const source = Math.hypot(sx, sy);
      if (source > 1.6) return null;
      const scale = source > 0 ? undistortRadius(source, distortion) / source : 1;
      const px = ((sx * scale * diagonal) / this.#width + 1) * 0.5 * this.#width;
      const py = (1 - (sy * scale * diagonal) / this.#height) * 0.5 * this.#height;
      x0 = Math.min(x0, px);
      x1 = Math.max(x1, px);
      y0 = Math.min(y0, py);
      y1 = Math.max(y1, py);
    }
    const clipped = {
      x0: Math.max(0, x0),
      y0: Math.max(0, y0),
      x1: Math.min(this.#width, x1),
      y1: Math.min(this.#height, y1),
    };
    const isShown = clipped.x1 - clipped.x0 > 2 && clipped.y1 - clipped.y0 > 4;
    return isShown ? { box: clipped, inPicture: areaOf(clipped) / areaOf({ x0, y0, x1, y1 }) } : null;
  }

  /** Pixels shown over pixels that the person alone would have (counted in a small picture). */
  #visibleFractions(
    actors: readonly Actor[],
    target: THREE.WebGLRenderTarget,
    view: THREE.PerspectiveCamera,
  ): number[] {
    if (actors.length === 0) return [];
    for (const actor of this.#actors) actor.setIdentityPass(true);
    const shown = this.#countIdentities(actors, () => {
      this.#renderer.render(this.#backdrop.use(target, false), this.#flat);
      this.#renderer.render(this.#stage, view);
    });
    const fractions = actors.map((actor) => {
      for (const other of actors) other.group.visible = other === actor;
      const alone = this.#countIdentities([actor], () => this.#renderer.render(this.#stage, view));
      const shownHere = shown.get(actor.person.id) ?? 0;
      const aloneHere = alone.get(actor.person.id) ?? 0;
      return aloneHere > 0 ? Math.min(1, shownHere / aloneHere) : 0;
    });
    for (const actor of actors) actor.group.visible = true;
    for (const actor of this.#actors) actor.setIdentityPass(false);
    return fractions;
  }

  #countIdentities(actors: readonly Actor[], draw: () => void): Map<number, number> {
    this.#renderer.setRenderTarget(this.#identity);
    this.#renderer.clear();
    draw();
    const { width, height } = this.#identity;
    const pixels = new Uint8Array(width * height * 4);
    this.#renderer.readRenderTargetPixels(this.#identity, 0, 0, width, height, pixels);
    const counts = new Map<number, number>(actors.map((actor) => [actor.person.id, 0]));
    for (let i = 0; i < pixels.length; i += 4) {
      if (pixels[i + 1] !== 255) continue;
      const id = pixels[i] ?? 0;
      const count = counts.get(id);
      if (count !== undefined) counts.set(id, count + 1);
    }
    return counts;
  }
}

/** Someone who enters or leaves within an exposure is in all of it: a fraction of a frame's time. */
function poseAll(actors: readonly Actor[], timeS: number): void {
  for (const actor of actors) {
    const pose = poseAt(actor.person.trajectory, timeS);
    if (pose) actor.pose(pose, timeS);
  }
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

let studio: Studio | undefined;

const api = {
  async open(settings: { width: number; height: number; people: readonly Person[] }): Promise<void> {
    const actors = await buildActors(settings.people, (key) => `/people/${key}.fbx`);
    studio = new Studio(settings.width, settings.height, actors);
  },
  /** Sends the picture to the server that steers this page, and returns the truth. */
  async frame(
    camera: MallCamera,
    timeS: number,
    frameNumber: number,
    overlay: readonly [string, string],
  ): Promise<TruthRow[]> {
    if (!studio) throw new Error('open first');
    const { rgba, truth } = studio.render(camera, timeS, frameNumber, overlay);
    await fetch('/frame', { method: 'POST', body: rgba as Uint8Array<ArrayBuffer> });
    return truth;
  },
};
export type StudioApi = typeof api;
(globalThis as { sampleMall?: StudioApi }).sampleMall = api;
