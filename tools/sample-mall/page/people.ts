import * as THREE from 'three';
import { FBXLoader } from 'three/addons/loaders/FBXLoader.js';
import * as SkeletonUtils from 'three/addons/utils/SkeletonUtils.js';
import type { Outfit } from '../simulation/outfits.ts';
import type { Pose } from '../simulation/trajectory.ts';
import type { Person } from '../simulation/visitors.ts';
import { contactShadowTexture } from './textures.ts';

/** A walk cycle of the models covers this many of the person's own heights. */
const STRIDE_PER_HEIGHT = 0.86;
const SAMPLED_VERTICES = 260;

interface Model {
  readonly root: THREE.Object3D;
  readonly walk: THREE.AnimationClip;
  readonly idle: THREE.AnimationClip;
  /** In the model's own units, standing. */
  readonly height: number;
}

/** The models have hundreds of little draw groups; one per material is enough. */
function mergeGroups(geometry: THREE.BufferGeometry): void {
  const position = geometry.getAttribute('position');
  const perMaterial = new Map<number, number[]>();
  for (const { start, count, materialIndex } of geometry.groups) {
    const list = perMaterial.get(materialIndex ?? 0) ?? [];
    for (let i = start; i < Math.min(start + count, position.count); i++) list.push(i);
    perMaterial.set(materialIndex ?? 0, list);
  }
  const index: number[] = [];
  geometry.clearGroups();
  for (const [material, list] of [...perMaterial].sort((a, b) => a[0] - b[0])) {
    geometry.addGroup(index.length, list.length, material);
    for (const i of list) index.push(i);
  }
  geometry.setIndex(index);
}

function skinnedMesh(root: THREE.Object3D): THREE.SkinnedMesh {
  let found: THREE.SkinnedMesh | undefined;
  root.traverse((node) => {
    if (node instanceof THREE.SkinnedMesh) found ??= node;
  });
  if (!found) throw new Error('the model has no skinned mesh');
  return found;
}

function clip(animations: THREE.AnimationClip[], name: string): THREE.AnimationClip {
  const found = animations.find((animation) => animation.name.endsWith(`_${name}`));
  if (!found) throw new Error(`the model has no ${name} animation`);
  // Root motion would walk the model away from where the simulation has it.
  found.tracks = found.tracks.filter((track) => !/^Bone\.position$/.test(track.name));
  return found;
}

async function loadModel(url: string): Promise<Model> {
  const root = await new FBXLoader().loadAsync(url);
  const mesh = skinnedMesh(root);
  mergeGroups(mesh.geometry);
  const idle = clip(root.animations, 'Idle');
  const mixer = new THREE.AnimationMixer(root);
  mixer.clipAction(idle).play();
  mixer.setTime(0.5);
  root.updateMatrixWorld(true);
  const bounds = new THREE.Box3();
  const vertex = new THREE.Vector3();
  for (const i of sampleIndices(mesh))
    bounds.expandByPoint(mesh.localToWorld(mesh.getVertexPosition(i, vertex)));
  return { root, walk: clip(root.animations, 'Walk'), idle, height: bounds.max.y - bounds.min.y };
}

function sampleIndices(mesh: THREE.SkinnedMesh): number[] {
  const count = mesh.geometry.getAttribute('position').count;
  const step = Math.max(1, Math.floor(count / SAMPLED_VERTICES));
  return Array.from({ length: Math.floor(count / step) }, (_, i) => i * step);
}

const GARMENT_OF: Record<string, (outfit: Outfit) => string> = {
  Shirt: (o) => o.top.hex,
  Shirt2: (o) => o.top.hex,
  Dress: (o) => o.top.hex,
  Jacket: (o) => (o.jacket ?? o.top).hex,
  LightJacket: (o) => (o.jacket ?? o.top).hex,
  Pants: (o) => o.bottom.hex,
  Shoes: (o) => o.shoes.hex,
  Socks: () => '#2a2a2c',
  Skin: (o) => o.skinHex,
  Hair: (o) => o.hairHex,
  HairBase: (o) => o.hairHex,
  Hair2: (o) => o.hairHex,
  Eyebrows: (o) => o.hairHex,
  Eyes: () => '#101010',
  TieTexture: () => '#5a1d24',
  Details: () => '#cfcfcf',
};

/** Cloth is never one flat colour: weave and folds as cheap noise over the surface, fixed to the body. */
function addFolds(material: THREE.MeshLambertMaterial, strength: number): void {
  material.onBeforeCompile = (shader) => {
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', '#include <common>\nvarying vec3 vRest;')
      .replace('#include <begin_vertex>', '#include <begin_vertex>\nvRest = position;');
    shader.fragmentShader = shader.fragmentShader
      .replace(
        '#include <common>',
        `#include <common>
varying vec3 vRest;
float hash3(vec3 p) { return fract(sin(dot(p, vec3(12.9898, 78.233, 37.719))) * 43758.5453); }
float value3(vec3 p) {
  vec3 i = floor(p), f = fract(p); f = f * f * (3.0 - 2.0 * f);
  return mix(mix(mix(hash3(i), hash3(i + vec3(1,0,0)), f.x), mix(hash3(i + vec3(0,1,0)), hash3(i + vec3(1,1,0)), f.x), f.y),
             mix(mix(hash3(i + vec3(0,0,1)), hash3(i + vec3(1,0,1)), f.x), mix(hash3(i + vec3(0,1,1)), hash3(i + vec3(1,1,1)), f.x), f.y), f.z);
}`,
      )
      .replace(
        '#include <color_fragment>',
        `#include <color_fragment>
float fold = value3(vRest * vec3(0.09, 0.035, 0.09)) * 0.65 + value3(vRest * 0.4) * 0.35;
diffuseColor.rgb *= 1.0 + ${strength.toFixed(3)} * (fold - 0.5);`,
      );
  };
  material.customProgramCacheKey = () => `folds${strength}`;
}

function dress(mesh: THREE.SkinnedMesh, outfit: Outfit): THREE.Material[] {
  const source = Array.isArray(mesh.material) ? mesh.material : [mesh.material];
  return source.map((material) => {
    const colour = GARMENT_OF[material.name]?.(outfit);
    if (colour === undefined) throw new Error(`no garment for the material ${material.name}`);
    const made = new THREE.MeshLambertMaterial({ color: colour, name: material.name });
    const isCloth = /Shirt|Dress|Jacket|Pants/.test(material.name);
    addFolds(made, isCloth ? 0.75 : 0.2);
    return made;
  });
}

/** One person in the scene: posed, dressed, with a truth colour for the identity pass. */
export class Actor {
  readonly person: Person;
  readonly group = new THREE.Group();
  readonly mesh: THREE.SkinnedMesh;
  readonly #look: THREE.Material[];
  readonly #identity: THREE.MeshBasicMaterial;
  readonly #shadow: THREE.Mesh;
  readonly #mixer: THREE.AnimationMixer;
  readonly #walk: THREE.AnimationAction;
  readonly #idle: THREE.AnimationAction;
  readonly #sampled: number[];
  readonly #phase: number;

  constructor(person: Person, model: Model, shadow: THREE.Texture) {
    this.person = person;
    const body = SkeletonUtils.clone(model.root);
    body.scale.multiplyScalar(person.outfit.heightM / model.height);
    this.mesh = skinnedMesh(body);
    this.mesh.frustumCulled = false;
    this.#look = dress(this.mesh, person.outfit);
    this.mesh.material = this.#look;
    this.#identity = new THREE.MeshBasicMaterial({
      color: new THREE.Color(person.id / 255, 0, 0),
      fog: false,
      toneMapped: false,
    });
    this.#identity.color.setRGB(person.id / 255, 1, 0, THREE.LinearSRGBColorSpace);
    this.#sampled = sampleIndices(this.mesh);
    this.#mixer = new THREE.AnimationMixer(body);
    this.#walk = this.#mixer.clipAction(model.walk);
    this.#idle = this.#mixer.clipAction(model.idle);
    this.#walk.play();
    this.#idle.play();
    this.#phase = (person.id * 0.37) % 1;
    this.#shadow = new THREE.Mesh(
      new THREE.PlaneGeometry(1.15, 0.95),
      new THREE.MeshBasicMaterial({
        map: shadow,
        transparent: true,
        depthWrite: false,
        polygonOffset: true,
        polygonOffsetFactor: -2,
        polygonOffsetUnits: -2,
      }),
    );
    this.#shadow.rotation.x = -Math.PI / 2;
    this.#shadow.position.y = 0.02;
    this.group.add(body, this.#shadow);
    this.group.visible = false;
  }

  pose(pose: Pose | null, timeS: number): void {
    this.group.visible = pose !== null;
    if (!pose) return;
    this.group.position.set(pose.x, pose.height, pose.y);
    this.group.rotation.y = Math.PI - (pose.headingDeg * Math.PI) / 180;
    const isWalking = pose.gait === 'walk';
    this.#walk.weight = isWalking ? 1 : 0;
    this.#idle.weight = isWalking ? 0 : 1;
    this.#walk.time = 0;
    this.#idle.time = 0;
    const stride = STRIDE_PER_HEIGHT * this.person.outfit.heightM;
    const walkPhase = (pose.walkedM / stride + this.#phase) % 1;
    this.#walk.time = walkPhase * this.#walk.getClip().duration;
    this.#idle.time = (timeS + this.#phase * 4) % this.#idle.getClip().duration;
    this.#mixer.update(0);
    this.group.updateMatrixWorld(true);
    this.mesh.skeleton.update();
  }

  /** World positions of a fixed sample of the body's surface. */
  *surface(): Generator<THREE.Vector3> {
    const vertex = new THREE.Vector3();
    for (const i of this.#sampled) yield this.mesh.localToWorld(this.mesh.getVertexPosition(i, vertex));
  }

  /** Shows the person as a flat colour that names them, without shadow, or as they look. */
  setIdentityPass(isOn: boolean): void {
    this.mesh.material = isOn ? this.#identity : this.#look;
    this.#shadow.visible = !isOn;
  }
}

export async function buildActors(
  people: readonly Person[],
  modelUrl: (key: string) => string,
): Promise<Actor[]> {
  const shadow = contactShadowTexture();
  const models = new Map<string, Model>();
  for (const key of new Set(people.map((person) => person.outfit.model)))
    models.set(key, await loadModel(modelUrl(key)));
  return people.map((person) => {
    const model = models.get(person.outfit.model);
    if (!model) throw new Error(person.outfit.model);
    return new Actor(person, model, shadow);
  });
}
