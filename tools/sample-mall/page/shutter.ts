import * as THREE from 'three';

/** Pictures averaged over one exposure: people move 4 pixels in it at most, and the lens is as soft as the step. */
const SAMPLES = 2;

/** Middles of equal parts of an exposure that is centred on 0, in seconds. */
export function exposureTimes(shutterS: number): readonly number[] {
  return Array.from({ length: SAMPLES }, (_, i) => shutterS * ((i + 0.5) / SAMPLES - 0.5));
}

/** Averages pictures in linear light while the shutter is open, which is what blurs whatever moves. */
export class Shutter {
  readonly #exposed: THREE.WebGLRenderTarget;
  readonly #scene = new THREE.Scene();
  readonly #camera = new THREE.Camera();
  readonly #material: THREE.ShaderMaterial;

  constructor(widthPx: number, heightPx: number) {
    this.#exposed = new THREE.WebGLRenderTarget(widthPx, heightPx, {
      type: THREE.HalfFloatType,
      depthBuffer: false,
    });
    this.#material = new THREE.ShaderMaterial({
      uniforms: { frame: { value: null } },
      vertexShader: `varying vec2 vUv; void main() { vUv = uv; gl_Position = vec4(position.xy, 0.0, 1.0); }`,
      fragmentShader: `varying vec2 vUv; uniform sampler2D frame;
        void main() { gl_FragColor = texture2D(frame, vUv) * ${(1 / SAMPLES).toFixed(8)}; }`,
      blending: THREE.CustomBlending,
      blendSrc: THREE.OneFactor,
      blendDst: THREE.OneFactor,
      depthTest: false,
      depthWrite: false,
    });
    const quad = new THREE.Mesh(new THREE.PlaneGeometry(2, 2), this.#material);
    quad.frustumCulled = false;
    this.#scene.add(quad);
  }

  /**
   * Draws with `draw(secondsFromTheMiddle)` into `frame`, once for each part of the exposure, and gives the average.
   * One picture will do where nothing moves (`shutterS` 0).
   */
  expose(
    renderer: THREE.WebGLRenderer,
    frame: THREE.WebGLRenderTarget,
    shutterS: number,
    draw: (offsetS: number) => void,
  ): THREE.Texture {
    if (shutterS === 0) {
      renderer.setRenderTarget(frame);
      renderer.clear();
      draw(0);
      return frame.texture;
    }
    renderer.setRenderTarget(this.#exposed);
    // A scene with a background, drawn before, leaves its colour behind as what "clear" clears to.
    renderer.setClearColor('#000000', 0);
    renderer.clear();
    this.#material.uniforms.frame!.value = frame.texture;
    for (const offsetS of exposureTimes(shutterS)) {
      renderer.setRenderTarget(frame);
      renderer.clear();
      draw(offsetS);
      renderer.setRenderTarget(this.#exposed);
      renderer.render(this.#scene, this.#camera);
    }
    return this.#exposed.texture;
  }
}
