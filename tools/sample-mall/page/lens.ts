import * as THREE from 'three';
import type { CameraLook } from '../world/mall.ts';

const VERTEX = `varying vec2 vUv; void main() { vUv = uv; gl_Position = vec4(position.xy, 0.0, 1.0); }`;

/** Puts the prerendered building into the frame, colour and depth, so that only people are drawn anew. */
export class BackdropPass {
  readonly scene = new THREE.Scene();
  readonly #material: THREE.ShaderMaterial;

  constructor() {
    this.#material = new THREE.ShaderMaterial({
      uniforms: { colour: { value: null }, depth: { value: null }, showColour: { value: 1 } },
      vertexShader: VERTEX,
      fragmentShader: `varying vec2 vUv; uniform sampler2D colour, depth; uniform float showColour;
        void main() { gl_FragColor = texture2D(colour, vUv) * showColour; gl_FragDepth = texture2D(depth, vUv).r; }`,
      depthFunc: THREE.AlwaysDepth,
    });
    this.scene.add(new THREE.Mesh(new THREE.PlaneGeometry(2, 2), this.#material));
    this.scene.children[0]!.frustumCulled = false;
  }

  use(target: THREE.WebGLRenderTarget, showColour: boolean): THREE.Scene {
    this.#material.uniforms.colour!.value = target.texture;
    this.#material.uniforms.depth!.value = target.depthTexture;
    this.#material.uniforms.showColour!.value = showColour ? 1 : 0;
    return this.scene;
  }
}

/** Source radius for a radius in the picture; both 1 at the corner, so that no black border appears. */
export function distortRadius(radius: number, distortion: number): number {
  return (radius * (1 + distortion * radius * radius)) / (1 + distortion);
}

/** The inverse of `distortRadius`, by fixed-point steps (it is a mild, monotone curve). */
export function undistortRadius(source: number, distortion: number): number {
  let radius = source;
  for (let i = 0; i < 12; i++) radius = (source * (1 + distortion)) / (1 + distortion * radius * radius);
  return radius;
}

/** Lens and sensor: distortion, softness, vignette, white balance, exposure, tone curve, noise, clock overlay. */
export class LensPass {
  readonly scene = new THREE.Scene();
  readonly #material: THREE.ShaderMaterial;
  readonly #overlayCanvas = document.createElement('canvas');
  readonly #overlay: THREE.CanvasTexture;

  constructor(widthPx: number, heightPx: number) {
    this.#overlayCanvas.width = widthPx;
    this.#overlayCanvas.height = heightPx;
    this.#overlay = new THREE.CanvasTexture(this.#overlayCanvas);
    this.#overlay.minFilter = THREE.LinearFilter;
    this.#material = new THREE.ShaderMaterial({
      uniforms: {
        frame: { value: null },
        overlay: { value: this.#overlay },
        size: { value: new THREE.Vector2(widthPx, heightPx) },
        gain: { value: new THREE.Vector3(1, 1, 1) },
        exposure: { value: 1 },
        saturation: { value: 1 },
        noise: { value: 0 },
        distortion: { value: 0 },
        softness: { value: 0 },
        seed: { value: 0 },
      },
      vertexShader: VERTEX,
      fragmentShader: `varying vec2 vUv;
        uniform sampler2D frame, overlay; uniform vec2 size; uniform vec3 gain;
        uniform float exposure, saturation, noise, distortion, softness, seed;
        float hash(vec3 p) { p = fract(p * 0.1031); p += dot(p, p.zyx + 31.32); return fract((p.x + p.y) * p.z); }
        vec3 look(vec2 uv) { return texture2D(frame, clamp(uv, 0.0, 1.0)).rgb; }
        void main() {
          vec2 aspect = vec2(size.x / size.y, 1.0);
          vec2 centred = (vUv - 0.5) * 2.0 * aspect / length(aspect);
          float r = length(centred);
          float k = (1.0 + distortion * r * r) / (1.0 + distortion);
          vec2 uv = 0.5 + centred * k * length(aspect) / aspect / 2.0;
          vec2 px = softness / size;
          vec3 c = look(uv) * 0.36 + (look(uv + vec2(px.x, 0)) + look(uv - vec2(px.x, 0)) + look(uv + vec2(0, px.y)) + look(uv - vec2(0, px.y))) * 0.16;
          c *= gain * exposure * (1.0 - 0.32 * r * r);
          float y = dot(c, vec3(0.2126, 0.7152, 0.0722));
          c = max(mix(vec3(y), c, saturation), 0.0);
          c = (c * (2.51 * c + 0.03)) / (c * (2.43 * c + 0.59) + 0.14);
          c = pow(clamp(c, 0.0, 1.0), vec3(1.0 / 2.2));
          vec2 cell = floor(vUv * size);
          float grain = hash(vec3(cell, seed)) + hash(vec3(cell.yx + 17.0, seed + 3.1)) + hash(vec3(cell, seed + 7.7)) - 1.5;
          vec3 chroma = vec3(hash(vec3(floor(cell / 2.0), seed + 11.0)), hash(vec3(floor(cell / 2.0), seed + 13.0)), hash(vec3(floor(cell / 2.0), seed + 19.0))) - 0.5;
          c += noise * 2.0 * grain * (1.2 - 0.6 * y) + noise * chroma;
          vec4 text = texture2D(overlay, vUv);
          gl_FragColor = vec4(mix(c, text.rgb, text.a), 1.0);
        }`,
      depthTest: false,
    });
    const quad = new THREE.Mesh(new THREE.PlaneGeometry(2, 2), this.#material);
    quad.frustumCulled = false;
    this.scene.add(quad);
  }

  set(frame: THREE.Texture, look: CameraLook, frameNumber: number, overlay: readonly [string, string]): void {
    const uniforms = this.#material.uniforms;
    uniforms.frame!.value = frame;
    (uniforms.gain!.value as THREE.Vector3).set(...look.whiteBalance);
    uniforms.exposure!.value = look.exposure;
    uniforms.saturation!.value = look.saturation;
    uniforms.noise!.value = look.noise;
    uniforms.distortion!.value = look.distortion;
    uniforms.softness!.value = look.softnessPx;
    uniforms.seed!.value = (frameNumber * 0.618) % 97;
    this.#drawOverlay(overlay);
  }

  /** Recorders burn name and clock into the picture. */
  #drawOverlay([name, clock]: readonly [string, string]): void {
    const { width, height } = this.#overlayCanvas;
    const context = this.#overlayCanvas.getContext('2d');
    if (!context) throw new Error('no 2D canvas');
    context.clearRect(0, 0, width, height);
    context.font = `600 ${Math.round(height / 24)}px monospace`;
    context.lineWidth = 3;
    context.strokeStyle = 'rgba(0,0,0,.85)';
    context.fillStyle = '#f5f5f5';
    context.textBaseline = 'top';
    context.strokeText(clock, 12, 10);
    context.fillText(clock, 12, 10);
    context.textAlign = 'right';
    context.textBaseline = 'bottom';
    context.strokeText(name, width - 12, height - 10);
    context.fillText(name, width - 12, height - 10);
    context.textAlign = 'left';
    this.#overlay.needsUpdate = true;
  }
}
