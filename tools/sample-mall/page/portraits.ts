/** Runs in headless Chromium: draws many people at once, each alone in a cell, without surroundings. */
import * as THREE from 'three';
import type { Outfit } from '../simulation/outfits.ts';
import type { Gait } from '../simulation/trajectory.ts';
import type { Person } from '../simulation/visitors.ts';
import { type Actor, buildActors } from './people.ts';

/** How one person is shown in one cell. */
export interface Shot {
  /** Place among the people given to `open`. */
  readonly who: number;
  readonly headingDeg: number;
  readonly gait: Gait;
  /** Metres walked, which drives the walk cycle. */
  readonly walkedM: number;
  /** How far the camera looks down; 0 is level. */
  readonly pitchDeg: number;
  readonly distanceM: number;
  readonly light: {
    readonly skyHex: string;
    readonly skyStrength: number;
    readonly keyStrength: number;
    /** Towards the light. */
    readonly keyFrom: readonly [number, number, number];
  };
}

export interface Sheet {
  readonly columns: number;
  readonly rows: number;
  readonly cellWidthPx: number;
  readonly cellHeightPx: number;
}

/** Part of the cell's height that a standing person takes. */
const FILLED = 0.84;

class PortraitStudio {
  readonly #sheet: Sheet;
  readonly #renderer: THREE.WebGLRenderer;
  readonly #stage = new THREE.Scene();
  readonly #sky = new THREE.HemisphereLight('#ffffff', '#8d857b', 1);
  readonly #key = new THREE.DirectionalLight('#ffffff', 1);
  readonly #actors: readonly Actor[];

  constructor(sheet: Sheet, actors: readonly Actor[]) {
    this.#sheet = sheet;
    this.#actors = actors;
    this.#renderer = new THREE.WebGLRenderer({ alpha: true, antialias: true, preserveDrawingBuffer: true });
    this.#renderer.setSize(sheet.columns * sheet.cellWidthPx, sheet.rows * sheet.cellHeightPx, false);
    this.#renderer.setClearColor(0x000000, 0);
    this.#renderer.autoClear = false;
    this.#stage.add(this.#sky, this.#key);
    for (const actor of actors) {
      // The contact shadow belongs to a floor, and there is none.
      for (const part of actor.group.children) part.visible = part.getObjectById(actor.mesh.id) !== undefined;
      this.#stage.add(actor.group);
    }
  }

  /** RGBA of the sheet, colours multiplied by alpha, the lowest row of pixels first. */
  draw(shots: readonly Shot[]): Uint8Array {
    const { columns, rows, cellWidthPx, cellHeightPx } = this.#sheet;
    if (shots.length > columns * rows) throw new RangeError(`${shots.length} people on a sheet`);
    this.#renderer.setScissorTest(false);
    this.#renderer.clear();
    this.#renderer.setScissorTest(true);
    for (const [cell, shot] of shots.entries()) {
      const left = (cell % columns) * cellWidthPx;
      const bottom = Math.floor(cell / columns) * cellHeightPx;
      this.#renderer.setViewport(left, bottom, cellWidthPx, cellHeightPx);
      this.#renderer.setScissor(left, bottom, cellWidthPx, cellHeightPx);
      this.#drawOne(shot);
    }
    const gl = this.#renderer.getContext();
    const rgba = new Uint8Array(columns * cellWidthPx * rows * cellHeightPx * 4);
    gl.readPixels(0, 0, columns * cellWidthPx, rows * cellHeightPx, gl.RGBA, gl.UNSIGNED_BYTE, rgba);
    return rgba;
  }

  #drawOne(shot: Shot): void {
    const actor = this.#actors[shot.who];
    if (!actor) throw new RangeError(`nobody has the number ${shot.who}`);
    this.#sky.color.set(shot.light.skyHex);
    this.#sky.intensity = shot.light.skyStrength;
    this.#key.intensity = shot.light.keyStrength;
    this.#key.position.set(...shot.light.keyFrom);
    const { headingDeg, gait, walkedM } = shot;
    actor.pose({ x: 0, y: 0, height: 0, headingDeg, gait, walkedM }, walkedM);
    this.#renderer.render(this.#stage, this.#camera(shot, actor.person.outfit));
    actor.group.visible = false;
  }

  #camera({ pitchDeg, distanceM }: Shot, { heightM }: Outfit): THREE.PerspectiveCamera {
    const pitch = (pitchDeg * Math.PI) / 180;
    const depthM = 0.5;
    const shownM = (heightM * Math.cos(pitch) + depthM * Math.sin(pitch)) / FILLED;
    const fovDeg = (2 * Math.atan(shownM / 2 / distanceM) * 180) / Math.PI;
    const aspect = this.#sheet.cellWidthPx / this.#sheet.cellHeightPx;
    const camera = new THREE.PerspectiveCamera(fovDeg, aspect, 0.1, 60);
    const middleM = heightM / 2;
    camera.position.set(0, middleM + distanceM * Math.sin(pitch), distanceM * Math.cos(pitch));
    camera.lookAt(0, middleM, 0);
    camera.updateMatrixWorld(true);
    return camera;
  }
}

export interface PortraitApi {
  /** `modelFolderUrl` is where the FBX people are served. */
  open(sheet: Sheet, people: readonly Person[], modelFolderUrl: string): Promise<void>;
  /** Base64 of what `PortraitStudio.draw` gives. */
  draw(shots: readonly Shot[]): string;
}

function base64(bytes: Uint8Array): string {
  const PART = 0x8000;
  let text = '';
  for (let at = 0; at < bytes.length; at += PART) {
    text += String.fromCharCode(...bytes.subarray(at, at + PART));
  }
  return btoa(text);
}

let studio: PortraitStudio | undefined;
const api: PortraitApi = {
  async open(sheet, people, modelFolderUrl) {
    studio = new PortraitStudio(sheet, await buildActors(people, (key) => `${modelFolderUrl}/${key}.fbx`));
  },
  draw(shots) {
    if (!studio) throw new Error('open comes first');
    return base64(studio.draw(shots));
  },
};
Object.assign(globalThis, { portraits: api });
