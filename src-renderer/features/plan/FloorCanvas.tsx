import type { Camera, CameraEdit, Floor } from '#shared/contract/plan.ts';
import type { PointM } from '#shared/units.ts';
import { CameraWedge } from '../../lib/plan-map/CameraWedge.tsx';
import { PlanMap } from '../../lib/plan-map/PlanMap.tsx';
import { clampToPlan, type PlanImage, planSizeM } from '../../lib/plan-map/scale.ts';
import { CameraHandles } from './CameraHandles.tsx';
import { CameraMarker } from './CameraMarker.tsx';
import { MapClicks } from './MapClicks.tsx';
import { PlaceHint } from './PlaceHint.tsx';
import { usePlanState } from './plan-state.ts';
import { ScaleLine } from './ScaleLine.tsx';
import { ScalePanel } from './ScalePanel.tsx';
import { useEditCamera } from './use-plan.ts';

export interface FloorCanvasProps {
  floor: Floor;
  image: PlanImage;
  /** All cameras of the study, as they are while one is dragged. */
  cameras: readonly Camera[];
}

/** The floor's map: pins, views, and what a click or a drop does on it. */
export function FloorCanvas({ floor, image, cameras }: FloorCanvasProps) {
  const selectedId = usePlanState((state) => state.cameraId);
  const scalePointsM = usePlanState((state) => state.scalePointsM);
  const { selectCamera, addScalePoint, setDraft } = usePlanState.getState();
  const edit = useEditCamera();

  const size = planSizeM(image);
  const here = cameras.filter((camera) => camera.floorId === floor.id);
  const selected = cameras.find((camera) => camera.id === selectedId) ?? null;
  const toPlace = selected && selected.floorId !== floor.id ? selected : null;
  const isScaling = scalePointsM !== null;

  const place = (id: number, pointM: PointM) => {
    selectCamera(id);
    edit.mutate({ id, floorId: floor.id, posM: clampToPlan(pointM, size) });
  };
  const onClick = (pointM: PointM) => {
    if (isScaling) addScalePoint(clampToPlan(pointM, size));
    else if (toPlace) place(toPlace.id, pointM);
    else selectCamera(null);
  };
  const save = (change: CameraEdit) => {
    setDraft(null);
    edit.mutate(change);
  };

  return (
    <PlanMap label={`Plan of ${floor.name}`} image={image} isPicking={isScaling || toPlace !== null}>
      <MapClicks onClick={onClick} onDropCamera={place} />
      {here.map((camera) =>
        camera.posM === null ? null : (
          <CameraWedge
            key={camera.id}
            view={{ ...camera, posM: camera.posM }}
            isSelected={camera.id === selectedId}
          />
        ),
      )}
      {here.map((camera) =>
        camera.posM === null ? null : (
          <CameraMarker
            key={camera.id}
            camera={camera}
            posM={camera.posM}
            size={size}
            isSelected={camera.id === selectedId}
            onSelect={() => selectCamera(camera.id)}
            onMove={(posM) => setDraft({ id: camera.id, posM })}
            onMoved={(posM) => save({ id: camera.id, floorId: floor.id, posM })}
          />
        ),
      )}
      {here.map((camera) =>
        camera.posM !== null && camera.id === selectedId ? (
          <CameraHandles
            key={camera.id}
            view={{ ...camera, posM: camera.posM }}
            onChange={(change) => setDraft({ id: camera.id, ...change })}
            onDone={(change) => save({ id: camera.id, ...change })}
          />
        ) : null,
      )}
      {isScaling && <ScaleLine pointsM={scalePointsM} />}
      {isScaling && <ScalePanel floorId={floor.id} image={image} pointsM={scalePointsM} />}
      {toPlace && <PlaceHint camera={toPlace} onPlace={(posM) => place(toPlace.id, posM)} size={size} />}
    </PlanMap>
  );
}
