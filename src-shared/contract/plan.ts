import { z } from 'zod';
import { idSchema, pointMSchema, pointPxSchema } from '../units.ts';
import { base } from './base.ts';

/** Between two points of a plan whose scale is set. */
export const planDistanceMSchema = z.number().positive();

export const floorSchema = z.object({
  id: idSchema,
  name: z.string(),
  level: z.number().int(),
  /** Null until a plan picture is uploaded. */
  image: z
    .object({
      id: idSchema,
      widthPx: z.number().int().positive(),
      heightPx: z.number().int().positive(),
      metresPerPx: z.number().positive(),
      /** False while `metresPerPx` is only a guess. */
      isScaleSet: z.boolean(),
    })
    .nullable(),
});
export type Floor = z.infer<typeof floorSchema>;

export const cameraSchema = z.object({
  id: idSchema,
  name: z.string(),
  floorId: idSchema.nullable(),
  /** Null until the camera is placed. */
  posM: pointMSchema.nullable(),
  /** Direction of view on the plan: 0 is up (towards smaller y), clockwise. */
  headingDeg: z.number().min(0).lt(360),
  /** Horizontal field of view. */
  fovDeg: z.number().min(5).max(180),
  /** How far people are seen well enough to follow. */
  rangeM: z.number().positive().max(500),
  /** Added to what the recorder's clock says, to get true time. */
  clockOffsetMs: z.number().int(),
  recordingCount: z.number().int(),
});
export type Camera = z.infer<typeof cameraSchema>;

export const planSchema = z.object({ floors: z.array(floorSchema), cameras: z.array(cameraSchema) });
export type Plan = z.infer<typeof planSchema>;

export const cameraEditSchema = z.object({
  id: idSchema,
  name: z.string().trim().min(1).max(80).optional(),
  /** `floorId` and `posM` go together; both null takes the pin off the plan. */
  floorId: idSchema.nullable().optional(),
  posM: pointMSchema.nullable().optional(),
  headingDeg: z.number().min(0).lt(360).optional(),
  fovDeg: z.number().min(5).max(180).optional(),
  rangeM: z.number().positive().max(500).optional(),
  /** Moves all times of the camera, up to a day; the study is linked again. */
  clockOffsetMs: z.number().int().min(-86_400_000).max(86_400_000).optional(),
});
export type CameraEdit = z.infer<typeof cameraEditSchema>;

export const planContract = {
  get: base.output(planSchema),
  /** A PNG or JPEG picture of at most 32 MiB, base64. Errors: PLAN_IMAGE_INVALID. */
  uploadImage: base
    .input(z.object({ floorId: idSchema, fileName: z.string(), dataBase64: z.string() }))
    .output(planSchema),
  /** Two points of the picture and the distance between them. Camera pins keep their place on the picture. */
  setScale: base
    .input(
      z.object({
        floorId: idSchema,
        fromPx: pointPxSchema,
        toPx: pointPxSchema,
        distanceM: planDistanceMSchema,
      }),
    )
    .output(planSchema),
  addFloor: base
    .input(z.object({ name: z.string().trim().min(1), level: z.number().int() }))
    .output(planSchema),
  renameFloor: base.input(z.object({ floorId: idSchema, name: z.string().trim().min(1) })).output(planSchema),
  editCamera: base.input(cameraEditSchema).output(planSchema),
};
