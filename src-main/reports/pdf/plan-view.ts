import type { PointM } from '#shared/units.ts';
import { stopPosition } from '../../core/spatial/stop-position.ts';
import { sectorPolygon } from '../../core/spatial/view-sector.ts';
import type { ReportCamera, ReportFloor } from '../report-model.ts';
import type { Rect } from './draw.ts';

export interface PagePoint {
  readonly x: number;
  readonly y: number;
}

export interface PlacedOnPage {
  readonly camera: ReportCamera;
  readonly pin: PagePoint;
  /** Where its visitors are drawn. */
  readonly stop: PagePoint;
  /** What it sees; null in a schematic, which has no scale. */
  readonly sector: readonly PagePoint[] | null;
}

/** A floor laid out on a page, in points. */
export interface PlanView {
  readonly frame: Rect;
  readonly image: { readonly path: string; readonly at: Rect } | null;
  readonly cameras: readonly PlacedOnPage[];
  /** Points per metre; null where the plan has no true scale. */
  readonly pointsPerM: number | null;
}

/** A floor's picture with the cameras that are placed on it, as large as fits into `frame`. */
export function planView(floor: ReportFloor, cameras: readonly ReportCamera[], frame: Rect): PlanView {
  const placed = cameras.filter((camera) => camera.posM && camera.floorId === floor.id);
  const extentM = floor.image
    ? {
        x: 0,
        y: 0,
        width: floor.image.widthPx * floor.image.metresPerPx,
        height: floor.image.heightPx * floor.image.metresPerPx,
      }
    : extentOf(placed);
  const pointsPerM = Math.min(frame.width / extentM.width, frame.height / extentM.height);
  const width = extentM.width * pointsPerM;
  const at = {
    x: frame.x + (frame.width - width) / 2,
    y: frame.y,
    width,
    height: extentM.height * pointsPerM,
  };
  const toPage = (pointM: PointM): PagePoint => ({
    x: at.x + (pointM.x - extentM.x) * pointsPerM,
    y: at.y + (pointM.y - extentM.y) * pointsPerM,
  });
  return {
    frame: at,
    image: floor.image && { path: floor.image.path, at },
    pointsPerM: floor.image && !floor.image.isScaleSet ? null : pointsPerM,
    cameras: placed.map((camera) => ({
      camera,
      pin: toPage(camera.posM!),
      stop: toPage(stopPosition(camera)!),
      sector: sectorPolygon({ ...camera, posM: camera.posM! }).map(toPage),
    })),
  };
}

/** Cameras in a circle: who is linked with whom, for a study without a plan. */
export function schematicView(cameras: readonly ReportCamera[], frame: Rect): PlanView {
  const centre = { x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 };
  const radius = cameras.length === 1 ? 0 : Math.min(frame.width, frame.height) / 2 - 40;
  return {
    frame,
    image: null,
    pointsPerM: null,
    cameras: cameras.map((camera, index) => {
      const angle = (2 * Math.PI * index) / cameras.length - Math.PI / 2;
      const point = { x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) };
      return { camera, pin: point, stop: point, sector: null };
    }),
  };
}

const PADDING_M = 2;

/** Box around all that the cameras see, with some room. */
function extentOf(cameras: readonly ReportCamera[]): Rect {
  const points = cameras.flatMap((camera) => sectorPolygon({ ...camera, posM: camera.posM! }));
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const x = Math.min(...xs) - PADDING_M;
  const y = Math.min(...ys) - PADDING_M;
  return { x, y, width: Math.max(...xs) + PADDING_M - x, height: Math.max(...ys) + PADDING_M - y };
}
