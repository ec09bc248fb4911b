import * as THREE from 'three';
import {
  CEILING_M,
  COLUMNS,
  CORRIDORS,
  ESCALATORS,
  LEVEL_HEIGHT_M,
  PLANTERS,
  type Rect,
  SHOPS,
  type Shop,
  VOID,
} from '../world/mall.ts';
import { ceilingTexture, displayTexture, floorTexture, signTexture, wallTexture } from './textures.ts';

const standard = (options: THREE.MeshStandardMaterialParameters): THREE.MeshStandardMaterial =>
  new THREE.MeshStandardMaterial({ roughness: 0.85, metalness: 0, ...options });

const DARK_METAL = standard({ color: '#3a3b3f', roughness: 0.5, metalness: 0.4 });
const GLASS = new THREE.MeshStandardMaterial({
  color: '#bcd0d6',
  transparent: true,
  opacity: 0.16,
  roughness: 0.1,
});
const LEAVES = standard({ color: '#3c5a34' });

function box(
  w: number,
  h: number,
  d: number,
  material: THREE.Material,
  x: number,
  y: number,
  z: number,
): THREE.Mesh {
  const mesh = new THREE.Mesh(new THREE.BoxGeometry(w, h, d), material);
  mesh.position.set(x, y, z);
  return mesh;
}

/** A horizontal rectangle with a texture of `tileM` metres. `down` makes it a ceiling. */
function slab(area: Rect, y: number, map: THREE.Texture, tileM: number, down = false): THREE.Mesh {
  const w = area.x1 - area.x0;
  const d = area.y1 - area.y0;
  const texture = map.clone();
  texture.repeat.set(w / tileM, d / tileM);
  texture.needsUpdate = true;
  const mesh = new THREE.Mesh(
    new THREE.PlaneGeometry(w, d),
    standard({ map: texture, roughness: down ? 0.95 : 0.42, color: down ? '#ffffff' : '#f4f0ea' }),
  );
  mesh.rotation.x = down ? Math.PI / 2 : -Math.PI / 2;
  mesh.position.set((area.x0 + area.x1) / 2, y, (area.y0 + area.y1) / 2);
  return mesh;
}

function without(area: Rect, hole: Rect): Rect[] {
  return [
    { ...area, y1: hole.y0 },
    { ...area, y0: hole.y1 },
    { x0: area.x0, x1: hole.x0, y0: hole.y0, y1: hole.y1 },
    { x0: hole.x1, x1: area.x1, y0: hole.y0, y1: hole.y1 },
  ];
}

function shopFront(shop: Shop, seed: number): THREE.Group {
  const group = new THREE.Group();
  const base = shop.level * LEVEL_HEIGHT_M;
  const { area, door } = shop;
  const z = shop.front === 'south' ? area.y1 : area.y0;
  const inwards = shop.front === 'south' ? -1 : 1;
  const width = area.x1 - area.x0;
  const doorHalf = 1.1;
  const display = standard({
    map: displayTexture(shop.accent, seed),
    emissiveIntensity: 0.55,
    emissive: '#ffffff',
  });
  display.emissiveMap = display.map;
  for (const [x0, x1] of [
    [area.x0 + 0.25, door.x - doorHalf],
    [door.x + doorHalf, area.x1 - 0.25],
  ] as const) {
    const w = x1 - x0;
    if (w < 0.4) continue;
    const shelves = new THREE.Mesh(new THREE.PlaneGeometry(w, 2.55), display);
    shelves.position.set((x0 + x1) / 2, base + 1.55, z + inwards * 0.9);
    if (inwards === -1) shelves.rotation.y = 0;
    else shelves.rotation.y = Math.PI;
    const plinth = box(
      w,
      0.28,
      0.9,
      standard({ color: '#4a443d' }),
      (x0 + x1) / 2,
      base + 0.14,
      z + inwards * 0.45,
    );
    const pane = new THREE.Mesh(new THREE.PlaneGeometry(w, 2.7), GLASS);
    pane.position.set((x0 + x1) / 2, base + 1.6, z + inwards * 0.03);
    if (inwards === 1) pane.rotation.y = Math.PI;
    group.add(shelves, plinth, pane);
    for (const x of [x0, x1]) group.add(box(0.1, 2.9, 0.12, DARK_METAL, x, base + 1.45, z));
  }
  // The shop behind the open door.
  const room = standard({ color: '#cdbfa6', emissive: '#6a5c45', emissiveIntensity: 0.5 });
  const back = new THREE.Mesh(new THREE.PlaneGeometry(5, 3), display);
  back.position.set(door.x, base + 1.5, z + inwards * 4.6);
  if (inwards === 1) back.rotation.y = Math.PI;
  group.add(back);
  group.add(box(5, 0.02, 4.6, standard({ color: '#7a6a55' }), door.x, base + 0.01, z + inwards * 2.3));
  for (const side of [-2.5, 2.5])
    group.add(box(0.1, 3, 4.6, room, door.x + side, base + 1.5, z + inwards * 2.4));
  group.add(box(5, 0.1, 4.6, room, door.x, base + 3, z + inwards * 2.4));
  // Lintel and sign.
  group.add(
    box(
      width,
      CEILING_M - 2.95,
      0.3,
      standard({ color: '#8f877b' }),
      (area.x0 + area.x1) / 2,
      base + (CEILING_M + 2.95) / 2,
      z + inwards * 0.15,
    ),
  );
  const sign = standard({
    map: signTexture(shop.name, shop.accent),
    emissive: '#ffffff',
    emissiveIntensity: 0.5,
  });
  sign.emissiveMap = sign.map;
  const board = new THREE.Mesh(new THREE.PlaneGeometry(4.2, 0.66), sign);
  board.position.set(door.x, base + 3.4, z - inwards * 0.03);
  if (inwards === 1) board.rotation.y = Math.PI;
  group.add(board);
  for (const x of [area.x0, area.x1])
    group.add(
      box(0.5, CEILING_M, 0.36, standard({ color: '#aaa398' }), x, base + CEILING_M / 2, z + inwards * 0.14),
    );
  return group;
}

function escalator(x: number, bottomZ: number, topZ: number): THREE.Group {
  const group = new THREE.Group();
  const run = bottomZ - topZ;
  const length = Math.hypot(run, LEVEL_HEIGHT_M);
  const slope = Math.atan2(LEVEL_HEIGHT_M, run);
  const middle = (bottomZ + topZ) / 2;
  const belt = box(
    1.05,
    0.3,
    length,
    standard({ color: '#54565a', metalness: 0.3, roughness: 0.6 }),
    x,
    LEVEL_HEIGHT_M / 2 - 0.15,
    middle,
  );
  belt.rotation.x = slope;
  group.add(belt);
  for (const side of [-0.68, 0.68]) {
    const panel = box(0.06, 0.85, length, GLASS, x + side, LEVEL_HEIGHT_M / 2 + 0.4, middle);
    panel.rotation.x = slope;
    const rail = box(
      0.12,
      0.08,
      length,
      standard({ color: '#17171a' }),
      x + side,
      LEVEL_HEIGHT_M / 2 + 0.86,
      middle,
    );
    rail.rotation.x = slope;
    group.add(panel, rail);
  }
  for (let step = 0; step < 26; step++) {
    const t = (step + 0.5) / 26;
    group.add(
      box(1, 0.02, 0.05, standard({ color: '#c9b23a' }), x, t * LEVEL_HEIGHT_M + 0.02, bottomZ - t * run),
    );
  }
  return group;
}

function railing(level: number): THREE.Group {
  const group = new THREE.Group();
  const base = level * LEVEL_HEIGHT_M;
  const sides: [number, number, number, number][] = [
    [VOID.x0, VOID.y0, VOID.x0, VOID.y1],
    [VOID.x1, VOID.y0, VOID.x1, VOID.y1],
    [VOID.x0, VOID.y1, VOID.x1, VOID.y1],
    [VOID.x0, VOID.y0, 27.6, VOID.y0],
    [32.4, VOID.y0, VOID.x1, VOID.y0],
  ];
  for (const [x0, z0, x1, z1] of sides) {
    const w = Math.abs(x1 - x0) + 0.06;
    const d = Math.abs(z1 - z0) + 0.06;
    group.add(box(w, 1, d, GLASS, (x0 + x1) / 2, base + 0.5, (z0 + z1) / 2));
    group.add(box(w + 0.06, 0.08, d + 0.06, DARK_METAL, (x0 + x1) / 2, base + 1.05, (z0 + z1) / 2));
  }
  return group;
}

function lights(level: 0 | 1): THREE.Group {
  const group = new THREE.Group();
  const y = level * LEVEL_HEIGHT_M + CEILING_M - 0.04;
  const panel = new THREE.MeshBasicMaterial({ color: '#fff6e4' });
  const spots: [number, number][] = [];
  for (let x = 3; x < 60; x += 4.5) spots.push([x, 16.2], [x, 19.8]);
  if (level === 0) for (let z = 24; z < 36; z += 4) spots.push([47, z]);
  for (const [x, z] of spots) {
    const inVoid = x > VOID.x0 && x < VOID.x1 && z > VOID.y0 && z < VOID.y1;
    if (inVoid && level === 0) continue;
    const plate = new THREE.Mesh(new THREE.PlaneGeometry(1.1, 0.3), panel);
    plate.rotation.x = Math.PI / 2;
    plate.position.set(x, y, z);
    group.add(plate);
  }
  for (const [x, z] of [
    [6, 18],
    [17, 18],
    [30, 11],
    [30, 25],
    [43, 18],
    [54, 18],
    [47, 29],
  ] as const) {
    const lamp = new THREE.PointLight('#fff1da', 46, 22, 1.6);
    lamp.position.set(x, level * LEVEL_HEIGHT_M + CEILING_M - 0.7, z);
    group.add(lamp);
  }
  return group;
}

/** The whole static mall. Three's x is the plan's x, its z the plan's y, its y the height. */
export function buildMall(): THREE.Scene {
  const scene = new THREE.Scene();
  scene.background = new THREE.Color('#b8c3cc');
  scene.add(new THREE.HemisphereLight('#fff7ea', '#8a8278', 1.15));
  const wall = standard({ map: wallTexture() });
  for (const level of [0, 1] as const) {
    const base = level * LEVEL_HEIGHT_M;
    const floor = floorTexture(level);
    const ceiling = ceilingTexture();
    for (const area of CORRIDORS[level]) {
      const isOpen = area.x0 <= VOID.x0 && area.x1 >= VOID.x1 && area.y0 <= VOID.y0 && area.y1 >= VOID.y1;
      const overVoid = area.x0 <= VOID.x0 && area.x1 >= VOID.x1;
      for (const part of level === 1 && (isOpen || overVoid) ? without(area, clip(VOID, area)) : [area]) {
        if (part.x1 > part.x0 && part.y1 > part.y0) scene.add(slab(part, base, floor, 2.4));
      }
      for (const part of level === 0 && (isOpen || overVoid) ? without(area, clip(VOID, area)) : [area]) {
        if (part.x1 > part.x0 && part.y1 > part.y0)
          scene.add(slab(part, base + CEILING_M, ceiling, 1.2, true));
      }
    }
    scene.add(lights(level));
    // The atrium's own walls, north and south, and the ends of the corridors.
    for (const z of [9, 27]) scene.add(box(16, CEILING_M, 0.3, wall, 30, base + CEILING_M / 2, z));
    for (const x of [22, 38]) {
      for (const [z0, z1] of [
        [9, 14.5],
        [21.5, 27],
      ] as const) {
        scene.add(box(0.3, CEILING_M, z1 - z0, wall, x, base + CEILING_M / 2, (z0 + z1) / 2));
      }
    }
  }
  const daylight = new THREE.MeshBasicMaterial({ color: '#dfe9f2' });
  for (const [x, z, turn] of [
    [-0.4, 18, Math.PI / 2],
    [60.4, 18, -Math.PI / 2],
    [47, 36.4, Math.PI],
  ] as const) {
    const glow = new THREE.Mesh(new THREE.PlaneGeometry(7, 3.1), daylight);
    glow.position.set(
      x + (turn === Math.PI / 2 ? -2.6 : turn === -Math.PI / 2 ? 2.6 : 0),
      1.55,
      z + (turn === Math.PI ? 2.6 : 0),
    );
    glow.rotation.y = turn;
    scene.add(glow);
    scene.add(box(turn === Math.PI ? 7 : 0.25, 1.1, turn === Math.PI ? 0.25 : 7, wall, x, 3.65, z));
  }
  for (const level of [1] as const) {
    for (const x of [4, 56])
      scene.add(box(0.3, CEILING_M, 7, wall, x, level * LEVEL_HEIGHT_M + CEILING_M / 2, 18));
  }
  scene.add(
    box(0.3, CEILING_M, 14.5, wall, 44, CEILING_M / 2, 28.75),
    box(0.3, CEILING_M, 14.5, wall, 50, CEILING_M / 2, 28.75),
  );
  for (const [i, shop] of SHOPS.entries()) scene.add(shopFront(shop, 100 + i));
  for (const { x, bottomY, topY } of ESCALATORS) scene.add(escalator(x, bottomY, topY));
  scene.add(railing(1));
  for (const { level, x, y, r } of COLUMNS) {
    const column = new THREE.Mesh(
      new THREE.CylinderGeometry(r, r, CEILING_M, 20),
      standard({ color: '#d5d0c6', roughness: 0.5 }),
    );
    column.position.set(x, level * LEVEL_HEIGHT_M + CEILING_M / 2, y);
    scene.add(column);
  }
  for (const { level, x, y, w, d } of PLANTERS) {
    const base = level * LEVEL_HEIGHT_M;
    scene.add(box(w, 0.55, d, standard({ color: '#6b5a48' }), x, base + 0.275, y));
    for (let i = 0; i < 7; i++) {
      const bush = new THREE.Mesh(new THREE.IcosahedronGeometry(0.26 + (i % 3) * 0.05, 1), LEAVES);
      bush.position.set(x - w / 2 + 0.25 + (i * (w - 0.5)) / 6, base + 0.68, y + ((i % 2) - 0.5) * 0.2);
      scene.add(bush);
    }
  }
  return scene;
}

function clip(a: Rect, b: Rect): Rect {
  return {
    x0: Math.max(a.x0, b.x0),
    y0: Math.max(a.y0, b.y0),
    x1: Math.min(a.x1, b.x1),
    y1: Math.min(a.y1, b.y1),
  };
}
